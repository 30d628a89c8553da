"""People's calendars in: their times and nothing else, from files that may be hostile."""

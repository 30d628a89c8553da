"""Values in, bytes out: calendars, PDF, Word and HTML. Nothing here reads the database."""

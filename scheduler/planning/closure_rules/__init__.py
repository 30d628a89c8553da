"""Rules that give the days of a closure calendar: Easter of both churches, spans, recurrences."""

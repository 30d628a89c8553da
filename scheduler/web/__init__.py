"""The door for calendar programs: the feeds over HTTP."""

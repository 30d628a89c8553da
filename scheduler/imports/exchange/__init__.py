"""Meetings in from calendar files, which may be anybody's and hostile."""

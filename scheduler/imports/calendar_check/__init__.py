"""What is wrong with a calendar file, by line, as RFC 5545, 5546 and 7986 see it."""

"""Where the clocks of a zone change, and what that makes of wall times."""

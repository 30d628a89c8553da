"""The desk: the full screen of a terminal from which a meeting is run."""

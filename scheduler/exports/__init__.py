"""Values in, bytes out: what leaves the record as files."""

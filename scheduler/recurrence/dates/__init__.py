"""Which days a rule chooses: the date parts, FREQ and INTERVAL (RFC 5545 3.3.10)."""

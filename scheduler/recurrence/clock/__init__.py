"""Which wall-clock times a rule chooses: the times of its days, and what BYSETPOS picks."""

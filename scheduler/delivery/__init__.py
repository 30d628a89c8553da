"""What leaves the house: an envelope in, what became of it out. The outbox stands before it."""

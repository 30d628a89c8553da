"""What is printed or sent, as frozen values: each piece carries who may read it."""

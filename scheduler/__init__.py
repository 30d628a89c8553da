"""Runs a standing dialogue between institutions."""

__version__ = "0.1.0"

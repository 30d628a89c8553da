"""Finished files read back as a stranger would: every text in them, seen or unseen.

It stands beside the renderers, and knows nothing of how they work. What comes from elsewhere, the
annexes in a PDF, is opened in a process of its own.
"""

"""Forms that come back as Word files: opened within bounds, read as Markdown, checked whole."""

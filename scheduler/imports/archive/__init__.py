"""An archive as it was written, or with every reason why it is not."""

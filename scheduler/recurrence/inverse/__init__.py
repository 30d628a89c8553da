"""What a rule is read off dates with: patterns, outliers, and which rule is simpler."""

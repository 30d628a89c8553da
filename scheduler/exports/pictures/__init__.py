"""Pictures: drawn as SVG, and printed from it as PNG or PDF."""

"""Bytes and text in, values out, capped. Hostile input stops here."""

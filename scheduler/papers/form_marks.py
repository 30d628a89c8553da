"""What tells a form made here, and its boxes, from any other Word file."""

import hashlib
import unicodedata

TAG = "scheduler:"
REQUEST, AUTHOR = "request", "author"
PLACEHOLDER = "Click here and write."


def digest_of(words: str) -> str:
    """The digest of the letters and digits of a text: no program that saves it changes these."""
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words)))
    return hashlib.sha256(letters.encode()).hexdigest()[:16]

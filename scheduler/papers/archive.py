"""What an archive is made of: the names of its own files, and how it says what no text can.

An archive is the whole record as text, in a folder. Its tables stand as TOML, those that only grow
as JSON Lines, and texts of several lines in files of their own.
"""

import json
from collections.abc import Callable
from enum import StrEnum

FORMAT = 1
HEADER = "archive.toml"
SUMS = "SHA256SUMS"
RECORD = ".toml"
LINES = ".jsonl"
# Files in these folders are read only where a record refers to them.
TEXTS = "texts"
DOCUMENTS = "documents"
# The key of a table {file = "..."}, which stands for the text or the bytes in that file.
FILE = "file"
# The key of a table {json = "..."}, which stands for a list or table that TOML cannot say.
JSON = "json"
LARGEST_FILE = 64_000_000

# Told how much of what is done: archives can take a minute.
Tell = Callable[[int, int, str], None]


class Noun(StrEnum):
    """What is counted while an archive is made or read."""

    MEETING = "meetings"
    FILE = "files"
    ENTRY = "audit entries"


# Made once: json.dumps makes one for each call.
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """The one JSON text of a value, as the audit trail has it."""
    return _CANONICAL.encode(value)

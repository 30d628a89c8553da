"""One closed day as a list has it."""

from datetime import date
from typing import NamedTuple

from scheduler.papers.clean import LONGEST_LINE, clean_text

UNNAMED = "closed"


class ListedDay(NamedTuple):
    """A closed day: its name, and of what kind the list says it is."""

    day: date
    name: str
    kind: str


def plain_name(text: str) -> str:
    """A name on one line, without characters that nobody can read; what is too long is cut."""
    return " ".join(clean_text(text).split())[:LONGEST_LINE]

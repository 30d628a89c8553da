"""An officer's texts on their way into the record: clean, of a bearable size, never classified."""

import re
import unicodedata
from collections.abc import Iterator

from scheduler.errors import InvalidValue
from scheduler.imports.markdown import clean_text, parse_markdown
from scheduler.papers.blocks import Heading, text_of

LONGEST_LINE = 500

# The markings of EU classified information, each in French and in English (Decision (EU, Euratom)
# 2015/444). Read without accents; hyphens count as blanks.
_FRENCH = r"(?:TRES SECRET|SECRET|CONFIDENTIEL|RESTREINT) UE"
_ENGLISH = r"EU (?:TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED)"
_BEGINS = re.compile(rf"(?i:{_FRENCH})\b|{_ENGLISH}\b")
_ALONE = re.compile(rf"(?:{_FRENCH}|{_ENGLISH})(?: ?/ ?(?:{_FRENCH}|{_ENGLISH}))*", re.IGNORECASE)
_BLANKS = re.compile(r"[\s_-]+")
_UNCLASSIFIED = (
    "unclassified text: EU classified information may only be handled by accredited systems "
    "(Decision (EU, Euratom) 2015/444); leave it out of this record"
)


def one_line(what: str, text: str) -> str:
    """A title, name or other short text: clean, on one line. Raises InvalidValue if empty."""
    line = " ".join(clean_text(text).split())
    if not line:
        raise InvalidValue(what, text, "some words")
    if len(line) > LONGEST_LINE:
        raise InvalidValue(f"{what} of {len(line)} characters", f"{line[:40]}…", _AT_MOST)
    refuse_classified(what, line)
    return line


def prose(what: str, text: str) -> str:
    """A text in Markdown: clean, without blank ends; empty if nothing was said.

    Raises InvalidValue for one too long to be meant, and for one that bears a marking of EU
    classified information at its start, as a heading or as a line of its own.
    """
    clean = clean_text(text).strip()
    refuse_classified(what, clean)
    return clean


def some_prose(what: str, text: str) -> str:
    """A text in Markdown that must say something."""
    if not (said := prose(what, text)):
        raise InvalidValue(what, text, "some words")
    return said


def refuse_classified(what: str, text: str) -> None:
    """Raise InvalidValue with the marking that the text bears; else nothing."""
    for marking in _markings(text):
        raise InvalidValue(f"{what} marked", marking, _UNCLASSIFIED)


_AT_MOST = f"at most {LONGEST_LINE} characters"


def _markings(text: str) -> Iterator[str]:
    blocks = parse_markdown(text)
    headings = [text_of((block,)) for block in blocks if isinstance(block, Heading)]
    for line in (text_of(blocks), *headings):
        if found := _BEGINS.match(_bare(line)):
            yield found[0]
    for line in text.splitlines():
        if found := _ALONE.fullmatch(_bare(line)):
            yield found[0]


def _bare(line: str) -> str:
    """The line without accents and without the signs around it."""
    letters = unicodedata.normalize("NFKD", line)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"^\W+|\W+$", "", _BLANKS.sub(" ", plain))

"""An officer's texts on their way into the record: clean, of a bearable size, never classified."""

import re
import unicodedata
from collections.abc import Iterator

from scheduler.errors import InvalidValue
from scheduler.imports.markdown import clean_text, parse_markdown
from scheduler.papers.blocks import Heading, text_of
from scheduler.papers.clean import LONGEST_ADDRESS, LONGEST_LINE, is_followable

# The markings of EU classified information, in French, in English and in short (Decision
# 2013/488/EU; Decision (EU, Euratom) 2015/444). Read without accents and without signs that nobody
# sees; hyphens count as blanks.
_FRENCH = r"(?:TRES ?SECRET|SECRET|CONFIDENTIEL|RESTREINT) ?UE"
_ENGLISH = r"EU ?(?:TOP ?SECRET|SECRET|CONFIDENTIAL|RESTRICTED)"
_SHORT = r"(R|C|S|TS) UE ?/ ?EU \1"
_HALF = r"(?:R|C|S|TS) UE|EU (?:R|C|S|TS)"
_ANYWHERE = re.compile(rf"\b(?:{_FRENCH}|{_ENGLISH}|{_SHORT})\b")
_BEGINS = re.compile(rf"{_FRENCH}\b", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?i:(?:{_FRENCH}|{_ENGLISH})(?: ?/ ?(?:{_FRENCH}|{_ENGLISH}))*|{_SHORT})|{_HALF}"
)
_BLANKS = re.compile(r"[\s_\u2010-\u2015-]+")
# Letters set apart, as in S E C R E T.
_APART = re.compile(r"(?<!\w)\w(?: \w)+(?!\w)")
UNCLASSIFIED = (
    "unclassified text: this system is not accredited for EU classified information (Council "
    "Decision 2013/488/EU, Commission Decision (EU, Euratom) 2015/444); leave it out of this record"
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


def link(what: str, text: str) -> str:
    """An address that can be followed; conference links are longer than any line."""
    if not is_followable(text) or text != clean_text(text):
        raise InvalidValue(what, text, "an address that begins with https://")
    if len(text) > LONGEST_ADDRESS:
        expected = f"at most {LONGEST_ADDRESS} characters"
        raise InvalidValue(f"{what} of {len(text)} characters", f"{text[:40]}…", expected)
    return text


def prose(what: str, text: str) -> str:
    """A text in Markdown: clean, without blank ends; empty if nothing was said.

    Raises InvalidValue for one that bears a marking of EU classified information: in capitals
    anywhere, in any case where it heads the text or has a line to itself.
    """
    clean = clean_text(text).strip()
    refuse_classified(what, clean)
    return clean


def some_prose(what: str, text: str) -> str:
    """A text in Markdown that must say something."""
    if not (said := prose(what, text)):
        raise InvalidValue(what, text, "some words")
    return said


def folded(name: str) -> str:
    """What two names have in common that differ in case, accents and blanks alone."""
    return " ".join(_without_accents(name.casefold()).casefold().split())


def refuse_classified(what: str, text: str) -> None:
    """Raise InvalidValue with the marking that the text bears; else nothing."""
    for marking in _markings(text):
        raise InvalidValue(f"{what} marked", marking, UNCLASSIFIED)


def marking_in(text: str) -> str | None:
    """The marking of EU classified information in the text: in capitals, or with its own line."""
    found = [_ANYWHERE.search(_bare(text)), *_lines_alone(text)]
    return next((marking[0] for marking in found if marking), None)


_AT_MOST = f"at most {LONGEST_LINE} characters"


def _markings(text: str) -> Iterator[str]:
    blocks = parse_markdown(text)
    headings = [text_of((block,)) for block in blocks if isinstance(block, Heading)]
    read = text_of(blocks)
    found = [
        *(_ANYWHERE.search(_bare(words)) for words in (text, read)),
        *(_BEGINS.match(_bare(words)) for words in (read, *headings)),
        *_lines_alone(text),
        *_lines_alone(read),
    ]
    yield from (marking[0] for marking in found if marking)


def _lines_alone(text: str) -> Iterator[re.Match[str] | None]:
    """For each line, the marking that is all it holds, also with its letters set apart."""
    for line in text.splitlines():
        bare = _bare(line)
        yield _ALONE.fullmatch(bare)
        together = _APART.sub(lambda letters: letters[0].replace(" ", ""), bare)
        yield _ALONE.fullmatch(together) if together != bare else None


def _bare(line: str) -> str:
    """The line without accents and without the signs around it."""
    seen = "".join(letter for letter in line if unicodedata.category(letter) != "Cf")
    return re.sub(r"^\W+|\W+$", "", _BLANKS.sub(" ", _without_accents(seen)))


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

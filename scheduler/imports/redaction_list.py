"""A list of redactions: a TOML file that says what is covered, in which piece, and why."""

import re
import tomllib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scheduler.errors import InvalidFile, InvalidValue, Problem
from scheduler.imports.file_faults import faults_of
from scheduler.imports.toml_lines import TomlLines
from scheduler.papers.disclosure import EXCEPTIONS
from scheduler.papers.redaction import Redaction, unmarked
from scheduler.papers.words import listed

_INDENT = re.compile(r"(?P<article>[^,]+)(, (first|second|third|fourth|fifth) indent)?")
_ARTICLES = f"{listed(tuple(EXCEPTIONS), 'or')}, with its indent if need be, as 4(2), first indent"
_RANGE = re.compile(r"(?P<first>[1-9]\d{0,5})(-(?P<last>[1-9]\d{0,5}))?")


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    article: str
    piece: str = ""
    text: str = ""
    lines: str = ""


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    redaction: Annotated[tuple[_Table, ...], Field(min_length=1)]


def read_redactions(text: str, name: str) -> list[Redaction]:
    """The redactions of a file; raises InvalidFile with every problem, by line."""
    try:
        data, lines = tomllib.loads(text), TomlLines(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidFile(name, [Problem(None, f"it is not TOML: {error}")]) from None
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        faults = faults_of(error, _File)
        found = {(lines.line_of(fault.path), fault.sentence) for fault in faults}
        raise InvalidFile(name, [Problem(*one) for one in sorted(found)]) from None
    made: list[Redaction] = []
    problems = []
    for place, table in enumerate(file.redaction):
        try:
            made.append(_redaction(table))
        except InvalidValue as error:
            problems.append(Problem(lines.line_of(("redaction", place, "article")), str(error)))
    if problems:
        raise InvalidFile(name, problems)
    return made


def read_redaction(said: str) -> Redaction:
    """A redaction of a text wherever it stands, as "4(1)(b)|Ana Lind"."""
    article, bar, text = said.partition("|")
    if not bar:
        raise InvalidValue("the redaction", said, 'an article and a text, as "4(1)(b)|Ana Lind"')
    return _redaction(_Table(article=article, text=text))


def _redaction(table: _Table) -> Redaction:
    text = " ".join(unmarked(table.text).split())
    if bool(text) is bool(table.lines):
        raise InvalidValue("the redaction", text or table.lines, "a text, or lines, and only one")
    if table.lines and not table.piece:
        raise InvalidValue("the lines", table.lines, "the piece whose lines they are")
    article = _article(table.article)
    return Redaction(article, text, _range(table.lines) if table.lines else None, table.piece)


def _article(said: str) -> str:
    article = " ".join(said.split()).removeprefix("Article ").removeprefix("Art. ")
    found = _INDENT.fullmatch(article)
    if found is None or found["article"] not in EXCEPTIONS:
        raise InvalidValue("the article", said, f"an exception of the Regulation: {_ARTICLES}")
    return article


def _range(said: str) -> tuple[int, int]:
    found = _RANGE.fullmatch(said.strip())
    first, last = (int(found["first"]), int(found["last"] or found["first"])) if found else (1, 0)
    if last < first:
        raise InvalidValue("the lines", said, "one line or a range of them, as 3 or 3-5")
    return first, last

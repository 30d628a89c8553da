"""An officer's text as blocks: the one form that PDF, Word and HTML are all set from.

The text itself is data, never markup: no renderer may parse a `Span.text` again.
"""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one manner; `link` is an http, https or mailto address, or empty.

    A span with a `footnote` has no text: it is the place of the number, and holds what the
    footnote says.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    struck: bool = False
    footnote: tuple["Span", ...] = ()


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a line break inside it is the character U+000A of a span."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the text, level 1 to 3 below the heading of the section it stands in."""

    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item holds blocks. `start` counts from there when ordered, else is None."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None = None


class Alignment(StrEnum):
    """Where a column's words stand; at the start of the line unless said otherwise."""

    START = "start"
    CENTRE = "center"
    END = "end"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; every row has as many cells as the header.

    `alignments` has one for each column, or none at all where nothing was said.
    """

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...] = field(default=())
    alignments: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple["Block", ...]


Block = Paragraph | Heading | ListBlock | Table | Quote
RichText = tuple[Block, ...]


def plain(text: str) -> RichText:
    """Text without any markup as one paragraph, or nothing where it is empty."""
    return (Paragraph((Span(text),)),) if text else ()


def text_of(blocks: RichText) -> str:
    """The words alone, a line for each paragraph, item, row or footnote, in reading order."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return [_words(spans), *_footnotes(spans)]
        case ListBlock(items):
            return [line for item in items for inner in item for line in _lines(inner)]
        case Table(header, rows):
            every = (header, *rows)
            notes = [note for row in every for cell in row for note in _footnotes(cell)]
            return ["\t".join(_words(cell) for cell in row) for row in every] + notes
        case Quote(blocks):
            return [line for inner in blocks for line in _lines(inner)]


def _words(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _footnotes(spans: Spans) -> list[str]:
    return [_words(span.footnote) for span in spans if span.footnote]

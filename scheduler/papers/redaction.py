"""Redaction: words that are taken out of a text, with a mark in their place that names the reason.

A mark is the article between two characters of a private area, which no text of the record keeps
here. Templates print it as a black bar; what stood there is in no file.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from scheduler.papers.blocks import (
    Block,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    RichText,
    Span,
    Spans,
    Table,
)
from scheduler.papers.clean import clean_text

OPEN, CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_Change = Callable[[int, Spans], Spans]


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is covered and by which exception: a text wherever it stands, or lines of one piece.

    `piece` is its key, empty for every piece; lines count from 1, and the last is covered too.
    """

    article: str
    text: str = ""
    lines: tuple[int, int] | None = None
    piece: str = ""

    @property
    def mark(self) -> str:
        """What stands in the place of the covered words."""
        return f"{OPEN}{self.article}{CLOSE}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the text whatever its case and its blanks."""
        parts = map(re.escape, unmarked(self.text).split())
        return re.compile(r"\s+".join(parts), re.IGNORECASE)


def unmarked(text: str) -> str:
    """The text clean, and without the characters that a mark is made of."""
    return clean_text(text).replace(OPEN, "").replace(CLOSE, "")


def articles_in(texts: Iterable[str]) -> Counter[str]:
    """How many marks there are for each article."""
    return Counter(article for text in texts for article in _MARK.findall(text))


def cover_text(text: str, redactions: Iterable[Redaction]) -> str:
    """A text of one manner, such as a title, without the covered words."""
    for one in redactions:
        if one.text:
            text = one.pattern.sub(one.mark, text)
    return text


def cover(blocks: RichText, redactions: Sequence[Redaction]) -> RichText:
    """The blocks without the covered words; nor may a link tell what stood there."""
    for one in redactions:
        blocks = _over(blocks, _covering(one))
    return _over(blocks, _without_links) if redactions else blocks


def lines_of(blocks: RichText) -> list[str]:
    """The lines as a redaction counts them: each paragraph, heading, cell and footnote is one."""
    found: dict[int, str] = {}

    def note(number: int, spans: Spans) -> Spans:
        found[number] = _words(spans)
        return spans

    _over(blocks, note)
    return [found[number] for number in sorted(found)]


def _covering(one: Redaction) -> _Change:
    def by_text(number: int, spans: Spans) -> Spans:
        del number
        ranges = [(match.start(), match.end()) for match in one.pattern.finditer(_words(spans))]
        return tuple(_without(spans, ranges, one.mark))

    def by_line(number: int, spans: Spans) -> Spans:
        first, last = one.lines or (0, 0)
        return (Span(one.mark),) if first <= number <= last else spans

    return by_text if one.text else by_line


def _without(spans: Spans, ranges: Sequence[tuple[int, int]], mark: str) -> Iterator[Span]:
    """The spans without what lies in the half-open ranges; the mark stands at each one's start."""
    start = 0
    for span in spans:
        end = start + len(span.text)
        if not any(begin < end and start < stop for begin, stop in ranges):
            is_inside = any(begin < start < stop for begin, stop in ranges)
            if span.text or not is_inside:  # a footnote within what is covered goes with it
                yield span
        else:
            yield replace(span, text=_cut(span.text, start, ranges, mark))
        start = end


def _cut(text: str, start: int, ranges: Sequence[tuple[int, int]], mark: str) -> str:
    kept, place = "", start
    end = start + len(text)
    for begin, stop in ranges:
        if begin >= end or stop <= start:
            continue
        kept += text[place - start : max(begin - start, 0)] if begin > place else ""
        kept += mark if begin >= start else ""
        place = min(stop, end)
    return kept + text[place - start :]


def _without_links(number: int, spans: Spans) -> Spans:
    del number
    return tuple(replace(span, link="") for span in spans)


def _words(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _over(blocks: RichText, change: _Change) -> RichText:
    """The blocks with each line changed, the lines counted from 1 in reading order."""
    numbers = count(1)

    def line(spans: Spans) -> Spans:
        changed = change(next(numbers), spans)
        return tuple(
            replace(span, footnote=line(span.footnote)) if span.footnote else span
            for span in changed
        )

    return tuple(_changed(block, line) for block in blocks)


def _changed(block: Block, line: Callable[[Spans], Spans]) -> Block:
    match block:
        case Paragraph(spans):
            return Paragraph(line(spans))
        case Heading(level, spans):
            return Heading(level, line(spans))
        case ListBlock(items):
            changed = tuple(tuple(_changed(one, line) for one in item) for item in items)
            return replace(block, items=changed)
        case Table(header, rows):
            head = tuple(map(line, header))
            return replace(block, header=head, rows=tuple(tuple(map(line, row)) for row in rows))
        case Quote(blocks):
            return Quote(tuple(_changed(one, line) for one in blocks))

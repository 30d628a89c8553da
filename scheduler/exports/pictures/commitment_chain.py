"""The picture of a commitment's chain: its events on a line that runs down the page.

Readable in black and white: a disc is a step, a filled square the decision, a ring the end.
"""

from collections.abc import Iterator
from math import ceil

from scheduler.exports.pictures.measured import wrapped
from scheduler.exports.pictures.printed import Picture
from scheduler.exports.pictures.svg import disc, document, line, rectangle, words
from scheduler.papers.chain import ChainEvent, ChainStory
from scheduler.papers.clean import clean_text
from scheduler.papers.words import day_in_words, short_day

_WIDTH, _MARGIN, _DAYS = 760.0, 32.0, 140.0
_AXIS = _MARGIN + _DAYS
_LEFT = _AXIS + 24
_ROOM = _WIDTH - _MARGIN - _LEFT
_TITLE, _SIZE, _SMALL, _LEAD = 20, 13, 11, 1.3
_GREY, _DARK = "#999", "#444"
_ENDS = ("closed", "superseded")


def draw_chain(story: ChainStory) -> Picture:
    """The picture; the same story gives the same text. Words are wrapped, and none is cut."""
    title = f"{story.reference}: {clean_text(story.text)}"
    head, top = _head(story, title)
    shapes, foot = [*head], top
    marks = []
    for event in story.events:
        marks.append((foot + 6, event))
        drawn, foot = _event(event, foot)
        shapes += drawn
    if marks:
        shapes.append(line((_AXIS, marks[0][0]), (_AXIS, marks[-1][0]), stroke=_GREY))
    for y, event in marks:
        shapes += _mark(event, y)
    after, foot = _relatives(story, foot)
    shapes += after
    # A picture of a broken height is printed as PNG with lines of it missing.
    height = 4 * ceil((foot + _MARGIN) / 4)
    described = describe_chain(story)
    svg = document((_WIDTH, height), title, described, shapes)
    return Picture(title, described, svg, story.prepared_on)


def describe_chain(story: ChainStory) -> str:
    """The picture in words, for who cannot see it."""
    events = [
        f"{day_in_words(one.day)}, {_heading(one)}{': ' if one.text else ''}{clean_text(one.text)}"
        for one in story.events
    ]
    return ". ".join((f"It is {story.standing}, {story.owed}", *events)) + "."


def _head(story: ChainStory, title: str) -> tuple[list[str], float]:
    shapes, y = [], _MARGIN
    room = _WIDTH - 2 * _MARGIN
    for text in wrapped(title, room, _TITLE, is_bold=True):
        y += _TITLE * _LEAD
        shapes.append(words((_MARGIN, y), text, size=_TITLE, bold=True))
    decided = f"Decided at {story.meeting}, {story.when}; {story.owed}."
    prepared = f"Prepared on {day_in_words(story.prepared_on)}."
    for said in (decided, f"It is {story.standing}. {prepared}"):
        for text in wrapped(clean_text(said), room, _SIZE):
            y += _SIZE * _LEAD + 3
            shapes.append(words((_MARGIN, y), text, size=_SIZE))
    return shapes, y + 34


def _event(event: ChainEvent, top: float) -> tuple[list[str], float]:
    """The day left of the line and what happened right of it; and where that ends."""
    foot = top + 10
    shapes = [words((_AXIS - 20, foot), short_day(event.day), anchor="end", size=_SIZE)]
    for text in wrapped(_heading(event), _ROOM, _SIZE, is_bold=True):
        shapes.append(words((_LEFT, foot), text, size=_SIZE, bold=True))
        foot += _SIZE * _LEAD
    for said, size in ((event.text, _SIZE), (event.evidence, _SMALL)):
        for text in wrapped(clean_text(said), _ROOM, size) if said else ():
            shapes.append(words((_LEFT, foot), text, size=size))
            foot += size * _LEAD
    return shapes, foot + 14


def _mark(event: ChainEvent, y: float) -> Iterator[str]:
    if event.kind == "decided":
        yield rectangle((_AXIS - 6, y - 6), (12, 12), fill="#000")
        return
    yield disc((_AXIS, y), 6, fill="#000" if event.kind in _ENDS else _DARK)
    if event.kind in _ENDS:
        yield disc((_AXIS, y), 3, fill="#fff")


def _relatives(story: ChainStory, foot: float) -> tuple[list[str], float]:
    said = [f"It stands in place of {one.reference}: {one.text}" for one in story.earlier]
    said += [f"In its place: {one.reference} ({one.state}): {one.text}" for one in story.later]
    shapes = []
    for sentence in said:
        for text in wrapped(clean_text(sentence), _WIDTH - 2 * _MARGIN, _SIZE):
            foot += _SIZE * _LEAD
            shapes.append(words((_MARGIN, foot), text, size=_SIZE))
    return shapes, foot


def _heading(event: ChainEvent) -> str:
    return clean_text(" ".join(part for part in (event.kind, event.place) if part))

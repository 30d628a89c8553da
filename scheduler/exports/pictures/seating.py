"""The picture of a seating plan: a table with two sides, and a box for each place.

Readable in black and white: parties differ by the frame of their boxes; heads have two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from scheduler.exports.pictures.measured import fitting, wrapped
from scheduler.exports.pictures.printed import Picture
from scheduler.exports.pictures.svg import document, rectangle, words
from scheduler.papers.clean import clean_text
from scheduler.papers.seating import Layout, Place, SeatingPlan
from scheduler.papers.words import day_in_words, listed

_MARGIN, _GAP, _BOX, _INSET = 40.0, 12.0, 176.0, 10.0
_LEAST_PLACES = 4
_TABLE, _LEAD = 84.0, 1.35
_NAME_SIZES, _TALLEST = (14, 13, 12, 11, 10, 9), 200.0
_ABOUT, _TITLE, _SMALL = 12, 20, 12
_SOLID, _DASHED = "", "6 3"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: int
    is_bold: bool


def draw_seating(plan: SeatingPlan, *, is_bare: bool = False) -> Picture:
    """The picture; the same plan gives the same text. Texts are wrapped, and none is cut.

    A bare one has no heading and no notes, and so no words but those of the record.
    """
    places = max(len(plan.far), len(plan.near), _LEAST_PLACES)
    width = 2 * _MARGIN + places * (_BOX + _GAP) - _GAP
    shapes, y = _written([] if is_bare else [*_heading(plan, width)], _MARGIN)
    frames = _frames(plan)
    far, y = _side(plan.far, frames, width, y + 16)
    table, y = _table(plan, width, y + _GAP)
    near, y = _side(plan.near, frames, width, y + _GAP)
    notes, foot = _written([] if is_bare else [*_notes(plan, frames, width)], y + 16)
    title = f"Seating plan of {clean_text(plan.title)}"
    description = _described(plan)
    # A picture of a broken height is printed as PNG with lines of it missing.
    height = 4 * ceil((foot + _MARGIN / 2) / 4)
    svg = document(
        (width, height),
        title,
        description,
        [*shapes, *far, *table, *near, *notes],
    )
    return Picture(title, description, svg, plan.prepared_on)


def _frames(plan: SeatingPlan) -> dict[str, str]:
    """How the boxes of each party are drawn: the first solid, every other dashed."""
    parties = dict.fromkeys(party for party, _ in plan.audiences)
    return {party: _DASHED if at else _SOLID for at, party in enumerate(parties)}


def _heading(plan: SeatingPlan, width: float) -> Iterator[_Line]:
    room = width - 2 * _MARGIN
    if plan.marking:
        yield from _lines(plan.marking, room, _SMALL, is_bold=True)
    yield from _lines(f"Seating plan · {plan.title}", room, _TITLE, is_bold=True)
    yield from _lines(plan.when, room, _ABOUT)


def _notes(plan: SeatingPlan, frames: dict[str, str], width: float) -> Iterator[_Line]:
    room = width - 2 * _MARGIN
    for party, dashes in frames.items():
        frame = "dashed frame" if dashes else "solid frame"
        yield from _lines(f"{party}: {frame}, twice around the head", room, _SMALL)
    if plan.standing_by:
        yield from _lines(f"Alternates, without a place: {listed(plan.standing_by)}", room, _SMALL)
    prepared = f"Prepared on {day_in_words(plan.prepared_on)}, for {plan.reader}"
    yield from _lines(prepared, room, _SMALL)


def _written(lines: Sequence[_Line], top: float) -> tuple[list[str], float]:
    """Lines from the left margin, and where they end."""
    shapes, y = [], top
    for line in lines:
        y += line.size * _LEAD
        shapes.append(words((_MARGIN, y), line.text, size=line.size, bold=line.is_bold))
    return shapes, y


def _side(
    places: Sequence[Place], frames: dict[str, str], width: float, top: float
) -> tuple[list[str], float]:
    """The boxes of one side, all as high as the fullest of them; and where they end."""
    texts = [list(_texts(place)) for place in places]
    height = max((_height(lines) for lines in texts), default=0.0) + 2 * _INSET
    left = (width - len(places) * (_BOX + _GAP) + _GAP) / 2
    shapes: list[str] = []
    for at, (place, lines) in enumerate(zip(places, texts, strict=True)):
        corner = (left + at * (_BOX + _GAP), top)
        shapes += _box(corner, height, place, frames.get(place.party, _SOLID))
        shapes += _centred(corner, height, lines)
    return shapes, top + height


def _box(corner: tuple[float, float], height: float, place: Place, dashes: str) -> Iterator[str]:
    yield rectangle(corner, (_BOX, height), fill="#fff", stroke="#000", dashes=dashes)
    if place.is_head:
        (x, y), inner = corner, (_BOX - 6, height - 6)
        yield rectangle((x + 3, y + 3), inner, fill="none", stroke="#000", dashes=dashes)


def _centred(corner: tuple[float, float], height: float, lines: Sequence[_Line]) -> Iterator[str]:
    x, y = corner[0] + _BOX / 2, corner[1] + (height - _height(lines)) / 2
    for line in lines:
        y += line.size * _LEAD
        foot = y - line.size * (_LEAD - 1)
        yield words((x, foot), line.text, anchor="middle", size=line.size, bold=line.is_bold)


def _texts(place: Place) -> Iterator[_Line]:
    """The name, or the post alone, then what else is known, each line with room in a box."""
    room = _BOX - 2 * _INSET
    name = clean_text(place.name or place.post)
    size = fitting(name, room, _TALLEST, _NAME_SIZES, is_bold=True)
    yield from _lines(name, room, size, is_bold=True)
    if place.name:
        yield from _lines(place.post, room, _ABOUT)
    yield from _lines(place.body, room, _ABOUT)


def _table(plan: SeatingPlan, width: float, top: float) -> tuple[list[str], float]:
    """The table, with the party of each side where a side is one party's; and where it ends."""
    long = max(len(plan.far), len(plan.near)) * (_BOX + _GAP) - _GAP
    corner = ((width - long) / 2, top)
    far, near = ([*_lines(one, long, _ABOUT)] for one in _named_sides(plan))
    height = max(_TABLE, _height([*far, *near]) + 2 * _INSET)
    shapes = [rectangle(corner, (long, height), fill="#eee", stroke="#777")]
    for lines, foot in ((far, top + _height(far) + _INSET), (near, top + height - _INSET)):
        for at, line in enumerate(reversed(lines)):
            y = foot - at * line.size * _LEAD
            shapes.append(words((width / 2, y), line.text, anchor="middle", size=line.size))
    return shapes, top + height


def _named_sides(plan: SeatingPlan) -> tuple[str, str]:
    if plan.layout is not Layout.FACING:
        return "", ""
    parties = [list(dict.fromkeys(one.party for one in side)) for side in (plan.far, plan.near)]
    return listed(parties[0]), listed(parties[1])


def _lines(text: str, room: float, size: int, *, is_bold: bool = False) -> Iterator[_Line]:
    for line in wrapped(clean_text(text), room, size, is_bold=is_bold) if text else ():
        yield _Line(line, size, is_bold)


def _height(lines: Sequence[_Line]) -> float:
    return sum(line.size * _LEAD for line in lines)


def _described(plan: SeatingPlan) -> str:
    """The plan in words, for who cannot see it."""
    sides = (("far", plan.far), ("near", plan.near))
    told = [
        f"At the {side} side, from left to right: {listed([_told(place) for place in places])}"
        for side, places in sides
        if places
    ]
    return clean_text(". ".join(told) + ".")


def _told(place: Place) -> str:
    head = ", head" * place.is_head
    return f"{place.name or place.post} ({place.party}{head})"

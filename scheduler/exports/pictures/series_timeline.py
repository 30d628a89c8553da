"""The picture of a series' health: its meetings over the years, and its gaps beside the promise.

Readable in black and white: what was held is filled, what is to come is an outline, what was
promised is hatched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import wrap

from scheduler.exports.pictures.printed import Picture
from scheduler.exports.pictures.svg import (
    HATCHED,
    disc,
    document,
    line,
    outline,
    rectangle,
    words,
)
from scheduler.papers.words import counted, listed, short_day
from scheduler.planning.cadence import DAYS_PER_MONTH
from scheduler.planning.series_health import Gap
from scheduler.planning.spacing import Spacing
from scheduler.planning.spans import Span

WIDTH = 1120.0
_LEFT, _RIGHT = 40.0, 1080.0
_HELD, _PROMISED, _AXIS = 176.0, 206.0, 236.0
# The lines on which the names of meetings stand, each above the one before it.
_NAME_LINES = (156.0, 122.0)
_ROW, _BARS_LEFT = 26.0, 250.0
_INK, _TO_COME = "#0072b2", "#000"
_NAME_WIDTH = 8.0


@dataclass(frozen=True, slots=True)
class Marked:
    """A meeting on the line of the years, by its name."""

    name: str
    day: date
    is_held: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the picture shows. `meetings` are those with a day, in its order.

    `mean_months` is the mean gap; `undated` name the meetings held without a known day; `turns` say
    whose turn is next.
    """

    title: str
    promise: str
    as_of: date
    spacing: Spacing
    meetings: tuple[Marked, ...]
    gaps: tuple[Gap, ...]
    mean_months: float | None
    undated: tuple[str, ...] = ()
    forecast: str = ""
    turns: str = ""


def draw_timeline(timeline: Timeline) -> Picture:
    """The picture; the same timeline gives the same text."""
    bars = [(gap, gap.mean_months or gap.months) for gap in timeline.gaps]
    foot = _AXIS + 88 + _ROW * len(bars) if bars else _AXIS + 40
    shapes = [*_head(timeline), *_years(timeline), *_legend(foot + 24)]
    if bars:
        shapes += _bars(timeline, bars)
    notes = [line for note in _notes(timeline) for line in wrap(note, 150)]
    shapes += [words((_LEFT, foot + 52 + 20 * at), text) for at, text in enumerate(notes)]
    described = _described(timeline)
    size = (WIDTH, foot + 52 + 20 * len(notes))
    svg = document(size, timeline.title, described, shapes)
    return Picture(timeline.title, described, svg, timeline.as_of)


def _head(timeline: Timeline) -> Iterator[str]:
    yield words((_LEFT, 40), _short(timeline.title, 80), size=20, bold=True)
    yield words((_LEFT, 64), _short(f"Promised: {timeline.promise}", 140))
    yield words((_LEFT, 84), f"As of {short_day(timeline.as_of)}")


def _years(timeline: Timeline) -> Iterator[str]:
    """The line of the years with the meetings on it, and where each promised the next."""
    days = [one.day for one in timeline.meetings] or [timeline.as_of]
    first, last = date(min(days).year, 1, 1), date(max(*days, timeline.as_of).year + 1, 12, 31)
    scale = _Scale(first.toordinal(), last.toordinal() + 1, _LEFT, _RIGHT)
    for begins, ends in _promised(timeline):
        start, end = scale.at(max(begins, first)), scale.at(min(ends, last))
        if end > start:
            yield rectangle((start, _PROMISED), (end - start, 14), fill=HATCHED, stroke="#777")
    yield line((_LEFT, _AXIS), (_RIGHT, _AXIS))
    for year in range(first.year, last.year + 1):
        place = scale.at(date(year, 1, 1))
        yield line((place, _AXIS), (place, _AXIS + 6))
        if year % _every(last.year - first.year) == 0:
            yield words((place + 3, _AXIS + 18), str(year), size=12)
    today = scale.at(timeline.as_of)
    yield line((today, _HELD - 12), (today, _AXIS), dashes="3 3")
    yield words((today, _AXIS + 32), "today", anchor="middle", size=11)
    yield from _marks(timeline.meetings, scale)


def _marks(meetings: Sequence[Marked], scale: "_Scale") -> Iterator[str]:
    """The meetings; a name that would touch the last one on its line moves up, or is left out."""
    free = dict.fromkeys(_NAME_LINES, 0.0)
    for one in meetings:
        place = scale.at(one.day)
        if one.is_held:
            yield disc((place, _HELD), 6, fill=_INK)
        else:
            around = ((0, -8), (8, 0), (0, 8), (-8, 0))
            yield outline([(place + x, _HELD + y) for x, y in around], stroke=_TO_COME)
        half = max(len(one.name), len(short_day(one.day)) - 3) * _NAME_WIDTH / 2
        foot = next((foot for foot, until in free.items() if place - half >= until), None)
        if foot is not None:
            free[foot] = place + half
            yield line((place, foot + 4), (place, _HELD - 8), stroke="#999")
            yield words((place, foot - 13), one.name, anchor="middle", size=12, bold=True)
            yield words((place, foot), _day(one.day), anchor="middle", size=11)


def _promised(timeline: Timeline) -> Iterator[tuple[date, date]]:
    """From each meeting held, the days between which the next one was promised."""
    least, most = timeline.spacing.min_gap, timeline.spacing.max_gap
    if most is None:
        return
    for one in timeline.meetings:
        if one.is_held:
            begins = least.after(one.day) if least else one.day
            yield begins, min(most.after(one.day), date.max - timedelta(days=1)) + timedelta(days=1)


def _bars(timeline: Timeline, bars: Sequence[tuple[Gap, float]]) -> Iterator[str]:
    """A bar for each gap: filled where it is known, outlined where it is a mean or a whole."""
    top, foot = _AXIS + 64, _AXIS + 74 + _ROW * len(bars)
    spans = (timeline.spacing.min_gap, timeline.spacing.max_gap)
    promise = [_months(span, timeline.as_of) for span in spans]
    longest = max(*(months for _, months in bars), *promise, 1.0)
    scale = _Scale(0, longest, _BARS_LEFT, _RIGHT - 190)
    least, most = (scale.place(months) for months in promise)
    if promise[1]:
        yield rectangle((least, top), (most - least, foot - top), fill=HATCHED, stroke="#777")
        for months, place in zip(promise, (least, most), strict=True):
            if months:
                yield words((place, top - 5), f"{months:.0f} months", anchor="middle", size=11)
    labels = []
    for row, (gap, months) in enumerate(bars):
        y = top + 8 + _ROW * row
        yield words((_BARS_LEFT - 8, y + 12), _short(_between(gap), 30), anchor="end", size=12)
        size = (scale.place(months) - _BARS_LEFT, 14.0)
        is_known = gap.gaps == 1
        dashes = "" if gap.gaps else "4 3"
        fill, stroke = (_INK, _INK) if is_known else ("#fff", "#000")
        yield rectangle((_BARS_LEFT, y), size, fill=fill, stroke=stroke, dashes=dashes)
        labels.append(_label((_BARS_LEFT + size[0] + 6, y + 12), _length(gap, months)))
    if timeline.mean_months:
        place = scale.place(timeline.mean_months)
        yield line((place, top), (place, foot), dashes="8 3")
        mean = f"mean {timeline.mean_months:.1f}"
        yield words((place, foot + 12), mean, anchor="middle", size=11)
    yield from labels


def _label(at: tuple[float, float], text: str) -> str:
    """Words on white, so that they stand out from what is hatched."""
    x, y = at
    ground = rectangle((x - 3, y - 12), (len(text) * 6.6 + 6, 16), fill="#fff")
    return ground + words(at, text, size=12)


def _legend(y: float) -> Iterator[str]:
    yield disc((_LEFT + 6, y - 4), 6, fill=_INK)
    yield words((_LEFT + 18, y), "held")
    around = ((0, -8), (8, 0), (0, 8), (-8, 0))
    yield outline([(_LEFT + 78 + dx, y - 4 + dy) for dx, dy in around], stroke=_TO_COME)
    yield words((_LEFT + 92, y), "to come")
    yield rectangle((_LEFT + 166, y - 11), (30, 14), fill=HATCHED, stroke="#777")
    yield words((_LEFT + 202, y), "promised: from the least gap to the greatest")
    yield rectangle((_LEFT + 504, y - 11), (30, 14), fill=_INK)
    yield words((_LEFT + 540, y), "one gap")
    yield rectangle((_LEFT + 612, y - 11), (30, 14), fill="#fff", stroke="#000")
    yield words((_LEFT + 648, y), "mean of several")
    yield rectangle((_LEFT + 768, y - 11), (30, 14), fill="#fff", stroke="#000", dashes="4 3")
    yield words((_LEFT + 804, y), "number of gaps not known")


def _notes(timeline: Timeline) -> Iterator[str]:
    if timeline.undated:
        yield f"Held, without a known day: {listed(timeline.undated)}."
    if timeline.forecast:
        yield f"{timeline.forecast[:1].upper()}{timeline.forecast[1:]}."
    if timeline.turns:
        yield f"Whose turn is next: {timeline.turns}."


def _described(timeline: Timeline) -> str:
    """The picture in words, for who cannot see it."""
    held = [f"{one.name} on {short_day(one.day)}" for one in timeline.meetings if one.is_held]
    coming = [f"{one.name} on {short_day(one.day)}" for one in timeline.meetings if not one.is_held]
    parts = (
        f"Held: {listed(held)}" if held else "No meeting held on a known day",
        f"To come: {listed(coming)}" if coming else "None to come",
        *(f"{_between(gap)}: {gap}" for gap in timeline.gaps),
        *(note.removesuffix(".") for note in _notes(timeline)),
    )
    return ". ".join(parts) + "."


def _months(span: Span | None, start: date) -> float:
    """A promised gap in months, 0 where none is promised."""
    return (span.after(start) - start).days / DAYS_PER_MONTH if span else 0.0


def _between(gap: Gap) -> str:
    return f"{gap.earlier} to {gap.later}"


def _length(gap: Gap, months: float) -> str:
    if gap.gaps == 1:
        return f"{months:.1f} months"
    if gap.gaps:
        return f"{months:.1f} on average of {counted(gap.gaps, 'gap')}"
    return f"{months:.1f} in all"


def _day(day: date) -> str:
    """Without its weekday."""
    return short_day(day).partition(" ")[2]


def _every(years: int) -> int:
    """Every which year is named, so that the names do not touch."""
    return 1 + years // 20


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


class _Scale:
    """Places between two ends, for values between two others."""

    def __init__(self, least: float, most: float, start: float, end: float) -> None:
        self._least, self._start = least, start
        self._step = (end - start) / (most - least)

    def place(self, value: float) -> float:
        """Where a value lies."""
        return self._start + (value - self._least) * self._step

    def at(self, day: date) -> float:
        """Where a day begins."""
        return self.place(day.toordinal())

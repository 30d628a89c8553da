"""What a series promised and what came of it: gaps one by one, numbers, turns, the next slip.

Only what the record says is counted. Where meetings without a known day, or without a certain
number, may lie between two others, the gaps between these are not told apart.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from scheduler.planning.cadence import DAYS_PER_MONTH, Cadence
from scheduler.planning.rotations import Turn
from scheduler.planning.spacing import Spacing
from scheduler.planning.spans import Span
from scheduler.planning.words import plain_day


class Verdict(StrEnum):
    """How a gap, or several between two meetings, stand to what was promised."""

    KEPT = "kept"
    LONGER = "longer than promised"
    SHORTER = "shorter than promised"
    UNTOLD = "not told"


@dataclass(frozen=True, slots=True)
class PastMeeting:
    """A meeting that was held: its day and its certain number, where they are known."""

    name: str
    day: date | None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """From one meeting with a known day to the next; `gaps` lie between them, None if not known.

    `months` is the whole length. Of several gaps, only what all of them together prove is said.
    """

    earlier: str
    later: str
    since: date
    until: date
    gaps: int | None
    months: float
    verdict: Verdict

    @property
    def mean_months(self) -> float | None:
        """The length of one gap, or the mean of several; None where their number is not known."""
        return self.months / self.gaps if self.gaps else None

    def __str__(self) -> str:
        between = {None: "gaps not known", 1: "1 gap"}.get(self.gaps, f"{self.gaps} gaps")
        mean = self.mean_months
        each = f", {mean:.1f} each on average" if mean and self.gaps != 1 else ""
        return f"{self.months:.1f} months, {between}{each}: {self.verdict}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers up to the highest that no meeting certainly bears, and meetings without a day."""

    highest: int | None
    missing: tuple[int, ...]
    undated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The gap that the next meeting on record would make, and how past gaps compare, as counts.

    `months` and `slip_days` are None without a next meeting; the slip is past the greatest gap
    promised. Of the `alone` gaps whose length is known by itself, `as_long` took at least as long;
    without a next meeting, as long as has passed by now.
    """

    next: str
    day: date | None
    months: float | None
    slip_days: int | None
    alone: int
    as_long: int

    def __str__(self) -> str:
        gaps = "1 past gap" if self.alone == 1 else f"{self.alone} past gaps"
        past = f"of {gaps} known alone, {self.as_long or 'none'} took as long"
        if self.day is None or self.months is None:
            return f"no next meeting is on record; {past} as has passed by now"
        meeting = f"{self.next} on {plain_day(self.day)} makes a gap of {self.months:.1f} months"
        if self.slip_days:
            return f"{meeting}, {self.slip_days} days more than promised; {past}"
        return f"{meeting}; {past}"


@dataclass(frozen=True, slots=True)
class Turns:
    """Who or what had how many turns, the most first; `unknown` counts meetings that do not say."""

    kind: str
    counts: tuple[tuple[str, int], ...]
    unknown: int

    def __str__(self) -> str:
        told = [f"{value} {count}" for value, count in self.counts]
        return f"{self.kind}: {', '.join([*told, f'not known {self.unknown}'])}"


@dataclass(frozen=True, slots=True)
class NextTurns:
    """Whose turn the next slot is, by each rotation; `meeting` is empty where none is stored."""

    meeting: str
    nominal: date
    turns: tuple[Turn, ...]

    def __str__(self) -> str:
        named = self.meeting or f"the slot of {plain_day(self.nominal)}"
        return f"{named}: {'; '.join(map(str, self.turns))}"


def gaps_of(held: Iterable[PastMeeting], spacing: Spacing, *, is_numbered: bool) -> tuple[Gap, ...]:
    """The gaps between meetings that have a known day, earliest first."""
    dated = sorted(((one.day, one) for one in held if one.day), key=lambda pair: pair[0])
    return tuple(
        _gap(since, earlier, until, later, spacing, is_numbered=is_numbered)
        for (since, earlier), (until, later) in pairwise(dated)
    )


def numbers_of(held: Sequence[PastMeeting]) -> Numbers:
    """Which numbers up to the highest are not certain, and which meetings have no known day."""
    given = {one.number for one in held if one.number is not None}
    highest = max(given, default=None)
    missing = tuple(n for n in range(1, (highest or 0) + 1) if n not in given)
    return Numbers(highest, missing, tuple(one.name for one in held if one.day is None))


def forecast(
    rhythm: Cadence,
    gaps: Sequence[Gap],
    spacing: Spacing,
    *,
    following: PastMeeting | None,
    today: date,
) -> Forecast:
    """What the next meeting on record makes of the promise, and how often a gap was as long."""
    alone = [gap.months for gap in gaps if gap.gaps == 1]
    day = following.day if following else None
    if following is None or day is None or rhythm.last is None:
        so_far = _months(rhythm.last, today) if rhythm.last else 0.0
        return Forecast("", None, None, None, len(alone), sum(gap >= so_far for gap in alone))
    months = _months(rhythm.last, day)
    most = spacing.max_gap.after(rhythm.last) if spacing.max_gap else day
    slip = max((day - most).days, 0)
    as_long = sum(gap >= months for gap in alone)
    return Forecast(following.name, day, months, slip, len(alone), as_long)


def turns_had(kind: str, values: Iterable[str]) -> Turns:
    """How often each value came; an empty one is not known."""
    counts = Counter(values)
    unknown = counts.pop("", 0)
    return Turns(kind, tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))), unknown)


def _gap(
    since: date,
    earlier: PastMeeting,
    until: date,
    later: PastMeeting,
    spacing: Spacing,
    *,
    is_numbered: bool,
) -> Gap:
    gaps = _between(earlier, later) if is_numbered else 1
    verdict = _verdict(since, until, gaps, spacing) if gaps else Verdict.UNTOLD
    months = _months(since, until)
    return Gap(earlier.name, later.name, since, until, gaps, months, verdict)


def _between(earlier: PastMeeting, later: PastMeeting) -> int | None:
    if earlier.number is None or later.number is None or later.number <= earlier.number:
        return None
    return later.number - earlier.number


def _verdict(since: date, until: date, gaps: int, spacing: Spacing) -> Verdict:
    least, most = spacing.min_gap, spacing.max_gap
    if most and until > _repeated(most, since, gaps):
        return Verdict.LONGER
    if least and until < _repeated(least, since, gaps):
        return Verdict.SHORTER
    return Verdict.KEPT if gaps == 1 and (least or most) else Verdict.UNTOLD


def _repeated(span: Span, since: date, times: int) -> date:
    """The day after so many spans, counted at once so that months lose no day."""
    return Span(span.count * times, span.unit).after(since)


def _months(earlier: date, later: date) -> float:
    return (later - earlier).days / DAYS_PER_MONTH

"""What speaks against a day that keeps every rule, in points with their words."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from scheduler.planning.closures import SATURDAY, WEEKEND, Closure, Closures, Hardness
from scheduler.planning.objections import Judge
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.score import Part, PartKind, Score
from scheduler.planning.words import WEEKDAYS, counted, day_in_words


class Drawback(NamedTuple):
    """A part of a score whose words are not made yet: most days are weighed and never shown."""

    kind: PartKind
    points: int
    words: Callable[[], str]


class Drawbacks:
    """What speaks against the days of one series."""

    def __init__(self, judge: Judge, closures: Closures) -> None:
        self._judge, self._closures = judge, closures

    def points(self, day: date, nominal: date) -> int:
        """The points of a day for a slot."""
        return sum(one.points for one in self._of(day, nominal))

    def score(self, day: date, nominal: date) -> Score:
        """The points of a day for a slot, each with its reason."""
        return Score.of(Part(one.kind, one.points, one.words()) for one in self._of(day, nominal))

    def _of(self, day: date, nominal: date) -> Iterator[Drawback]:
        yield from _of_distance(self._judge.policy, day, nominal)
        yield from self._of_closures(day)
        yield from self._of_people(day)

    def _of_closures(self, day: date) -> Iterator[Drawback]:
        policy = self._judge.policy
        for each in self._judge.span(day):
            for closure in self._closures.on(each, policy.closure_calendars):
                hard = closure.calendar is WEEKEND or closure.calendar.hardness is Hardness.BLOCK
                if not hard:
                    yield Drawback(PartKind.CLOSURE, _points(closure, policy), closure.__str__)

    def _of_people(self, day: date) -> Iterator[Drawback]:
        policy = self._judge.policy
        for name in self._judge.taken(day):
            if name not in policy.attendees_required:
                words = f"{name} is taken"
                yield Drawback(PartKind.BUSY, policy.weights.busy, words.__str__)


def _of_distance(policy: SeriesPolicy, day: date, nominal: date) -> Iterator[Drawback]:
    away = (day - nominal).days
    if away:
        points = abs(away) * policy.weights.day
        yield Drawback(PartKind.DISTANCE, points, lambda: _distance(away, nominal))
    # A nominal day on a weekend has no weekday to prefer, nor has a meeting beside another.
    has_own = nominal.weekday() < SATURDAY and policy.margin is None
    of_rule = (nominal.weekday(),) if has_own else ()
    preferred = policy.weekdays or of_rule
    if preferred and day.weekday() not in preferred:
        points = policy.weights.weekday
        yield Drawback(PartKind.WEEKDAY, points, lambda: _weekday(day, preferred))


def _distance(away: int, nominal: date) -> str:
    side = "before" if away < 0 else "after"
    return f"{counted(abs(away), 'day')} {side} {day_in_words(nominal)}"


def _weekday(day: date, preferred: tuple[int, ...]) -> str:
    names = " or ".join(WEEKDAYS[one] for one in preferred)
    return f"a {WEEKDAYS[day.weekday()]}, not a {names}"


def _points(closure: Closure, policy: SeriesPolicy) -> int:
    warns = closure.calendar.hardness is Hardness.WARN
    points = policy.weights.warn if warns else policy.weights.note
    return -(-points // 2) if closure.calendar.provisional else points

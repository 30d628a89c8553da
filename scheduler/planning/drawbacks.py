"""What speaks against a day that keeps every rule, in points with their words."""

from collections.abc import Iterator
from datetime import date

from scheduler.planning.busy import BusyTimes
from scheduler.planning.closures import SATURDAY, WEEKEND, Closure, Closures, Hardness
from scheduler.planning.hours import taken_on
from scheduler.planning.objections import Judge
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.score import Part, PartKind, Score
from scheduler.planning.words import WEEKDAYS, day_in_words


def score_of(judge: Judge, day: date, nominal: date, closures: Closures, busy: BusyTimes) -> Score:
    """The points of a day for a slot, each with its reason."""
    return Score.of(
        (
            *_of_distance(judge.policy, day, nominal),
            *_of_closures(judge, day, closures),
            *_of_people(judge, day, busy),
        )
    )


def _of_distance(policy: SeriesPolicy, day: date, nominal: date) -> Iterator[Part]:
    away = abs((day - nominal).days)
    if away:
        side = "before" if day < nominal else "after"
        words = f"{away} {'day' if away == 1 else 'days'} {side} {day_in_words(nominal)}"
        yield Part(PartKind.DISTANCE, away * policy.weights.day, words)
    # A nominal day on a weekend has no weekday to prefer.
    of_rule = (nominal.weekday(),) if nominal.weekday() < SATURDAY else ()
    preferred = policy.weekdays or of_rule
    if preferred and day.weekday() not in preferred:
        names = " or ".join(WEEKDAYS[one] for one in preferred)
        words = f"a {WEEKDAYS[day.weekday()]}, not a {names}"
        yield Part(PartKind.WEEKDAY, policy.weights.weekday, words)


def _of_closures(judge: Judge, day: date, closures: Closures) -> Iterator[Part]:
    for each in judge.span(day):
        for closure in closures.on(each, judge.policy.closure_calendars):
            hard = closure.calendar is WEEKEND or closure.calendar.hardness is Hardness.BLOCK
            if not hard:
                yield Part(PartKind.CLOSURE, _points(closure, judge.policy), str(closure))


def _points(closure: Closure, policy: SeriesPolicy) -> int:
    warns = closure.calendar.hardness is Hardness.WARN
    points = policy.weights.warn if warns else policy.weights.note
    return -(-points // 2) if closure.calendar.provisional else points


def _of_people(judge: Judge, day: date, busy: BusyTimes) -> Iterator[Part]:
    policy = judge.policy
    for name in taken_on(judge.span(day), policy, busy):
        if name not in policy.attendees_required:
            yield Part(PartKind.BUSY, policy.weights.busy, f"{name} is taken")

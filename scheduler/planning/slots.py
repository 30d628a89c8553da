"""The slots of several series over years: each on its nominal day, or moved with its reasons.

Greedy, in the order of the nominal starts: a slot keeps its distance from meetings already known
and from slots placed before it, and no slot once placed moves again for a later one. So the answer
for a slot never depends on how far ahead the plan reaches. (The best plan over the whole horizon
may differ; it is not sought here.)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from scheduler.errors import Finding, InvalidValue, Severity
from scheduler.planning.closures import SATURDAY, Closures
from scheduler.planning.objections import Days, Judge, Objection
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.rotations import Turn
from scheduler.planning.score import IDEAL, Score
from scheduler.planning.windows import SeriesWindow, widened
from scheduler.planning.words import day_in_words
from scheduler.recurrence import RecurrenceSet, Rule

# How far a slot without a window may move, and how far outside a window relief is looked for.
REACH = timedelta(weeks=4)
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another day for a slot: its own score, and the points of the best whole plan that has it.

    `more` is what that plan costs beyond the best one.
    """

    day: date
    score: Score
    plan_points: int
    more: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A slot and the day proposed for it.

    `nominal` is the wall time the rule gives; it names the slot for life. `reasons` say why the day
    is not the nominal one. `kept` is the meeting that already stands for the slot: then nothing is
    proposed, and `day` repeats that meeting's day (the nominal one while it has none). `day` is the
    first of `days`. `plan_points` are those of the whole plan; the alternatives come best first.
    """

    series: str
    nominal: datetime
    day: date
    start: time
    end: time
    zone: str
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    kept: KnownMeeting | None = None
    score: Score = IDEAL
    plan_points: int = 0
    alternatives: tuple[Alternative, ...] = ()
    turns: tuple[Turn, ...] = ()
    days: int = 1

    @property
    def is_moved(self) -> bool:
        """Whether the day is another than the rule gave."""
        return self.day != self.nominal.date()


@dataclass(frozen=True, slots=True)
class _Judged:
    """A day and everything against it."""

    day: date
    objections: tuple[Objection, ...]

    @property
    def words(self) -> str:
        return "; ".join(one.words for one in self.objections)

    def __str__(self) -> str:
        return f"{day_in_words(self.day)}: {self.words}"

    def without(self, rule: str) -> "_Judged":
        """The same day as if this rule were not there."""
        return _Judged(self.day, tuple(one for one in self.objections if one.rule != rule))


def propose(
    policies: Sequence[SeriesPolicy],
    existing: Sequence[KnownMeeting],
    closures: Closures,
    *,
    today: date,
    until: date,
) -> tuple[Proposal, ...]:
    """The slots from today on, in the order of their nominal starts.

    `until` is the last nominal day, included as UNTIL is in RFC 5545 3.3.10; a slot may be moved
    past it, never before today. A slot that a meeting already stands for is returned as kept.
    """
    if until < today:
        expected = f"a day from today on ({day_in_words(today)})"
        raise InvalidValue("the last day of the plan", until.isoformat(), expected)
    days = Days(existing)
    known = {(meeting.series, meeting.nominal): meeting for meeting in existing if meeting.nominal}
    judges = {policy.code: Judge(policy, policies, closures, days) for policy in policies}
    proposals = []
    for slot in _nominal_slots(policies, today, until):
        if meeting := known.get((slot.series, slot.nominal)):
            proposals.append(replace(slot, day=meeting.day or slot.day, kept=meeting))
        else:
            placed = _place(slot, judges[slot.series], today)
            days.add(placed.series, placed.day)
            proposals.append(placed)
    return tuple(proposals)


def _nominal_slots(policies: Sequence[SeriesPolicy], today: date, until: date) -> list[Proposal]:
    """Every slot as its rule gives it, in order; of two at one time the series' codes decide."""
    since, last = datetime.combine(today, time.min), datetime.combine(until, time.max)
    slots = [
        Proposal(
            series=policy.code,
            nominal=nominal,
            day=nominal.date(),
            start=policy.start_time,
            end=policy.end_time,
            zone=policy.zone,
        )
        for policy in policies
        for nominal in RecurrenceSet(policy.dtstart, (Rule.parse(policy.rule),)).between(
            since, last
        )
    ]
    return sorted(slots, key=lambda slot: (slot.nominal, slot.series))


def _place(slot: Proposal, judge: Judge, today: date) -> Proposal:
    """The slot on its best day; on its nominal day, with a finding, where no day will do."""
    tried: list[_Judged] = []
    for one in _judged(slot.day, judge, today):
        if not one.objections:
            return _on(slot, one.day, tried, judge)
        tried.append(one)
    # No day can make up for a last meeting too long ago: say so, and keep the other rules.
    eased = [one.without(judge.overdue) for one in tried]
    at = next((index for index, one in enumerate(eased) if not one.objections), None)
    if at is None:
        finding = _finding(slot, Severity.ERROR, _relief(eased))
        return replace(slot, reasons=(str(tried[0]),), findings=(finding,))
    overdue = _finding(slot, Severity.WARNING, f"no day in reach is soon enough: {tried[at].words}")
    placed = _on(slot, tried[at].day, eased[:at], judge)
    return replace(placed, findings=(overdue, *placed.findings))


def _judged(nominal: date, judge: Judge, today: date) -> Iterator[_Judged]:
    """The nominal day, then the days worth trying instead, best first; none before today."""
    window = judge.policy.window
    allowed = window.around(nominal) if window else None
    yield _Judged(nominal, judge.objections(nominal, allowed))
    for day in _alternatives(nominal, window):
        if day >= today:
            yield _Judged(day, judge.objections(day, allowed))


def _alternatives(nominal: date, window: SeriesWindow | None) -> list[date]:
    """The other days in reach, best first.

    Inside the window before outside it, on the same weekday before others, the nearest first, and
    of two as near the earlier. A nominal day on a weekend has no weekday to prefer.
    """
    origin, on_workday = nominal.toordinal(), nominal.weekday() < SATURDAY
    inside = window.around(nominal) if window else range(origin, origin + 1)
    reach = widened(inside, REACH)
    allowed = inside if window else reach

    def rank(day: int) -> tuple[bool, bool, int, int]:
        other_weekday = on_workday and (day - origin) % 7 != 0
        return day not in allowed, other_weekday, abs(day - origin), day

    return [date.fromordinal(day) for day in sorted(reach, key=rank) if day != origin]


def _on(slot: Proposal, day: date, passed_over: Sequence[_Judged], judge: Judge) -> Proposal:
    """The slot on a day, with the reasons and with what is not known of that year."""
    unknown = judge.unknown_calendars(day)
    words = f"the closed days of {day.year} are not known for {', '.join(unknown)}"
    findings = (_finding(slot, Severity.WARNING, words),) if unknown else ()
    return replace(slot, day=day, reasons=_reasons(passed_over), findings=findings)


def _reasons(passed_over: Sequence[_Judged]) -> tuple[str, ...]:
    """Why each day before the chosen one was passed over, the nominal day first."""
    if not passed_over:
        return ()
    shown = tuple(str(one) for one in passed_over[1:MOST_SHOWN])
    more = len(passed_over) - MOST_SHOWN
    rest = (f"{more} more {'day was' if more == 1 else 'days were'} tried",) if more > 0 else ()
    return (f"moved from {passed_over[0]}", *shown, *rest)


def _relief(tried: Sequence[_Judged]) -> str:
    """Which one rule to relax and the day that gives; every rule where one is not enough."""
    alone: dict[str, date] = {}
    every: dict[str, None] = {}
    for one in tried:
        rules = list(dict.fromkeys(objection.rule for objection in one.objections))
        every |= dict.fromkeys(rules)
        if len(rules) == 1:
            alone.setdefault(rules[0], one.day)
    ways = [f"{rule} (then {day_in_words(day)})" for rule, day in alone.items()]
    return f"no day keeps every rule; relax {'one' if ways else 'several'} of: " + "; ".join(
        ways or every
    )


def _finding(slot: Proposal, severity: Severity, message: str) -> Finding:
    return Finding(severity, message, where=f"{slot.series} {slot.nominal.date().isoformat()}")

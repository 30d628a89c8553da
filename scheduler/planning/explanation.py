"""Why a date and why not another: every rule, the calendars that decide, what it would cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.errors import InvalidValue
from scheduler.planning.busy import BusyTimes
from scheduler.planning.closures import ClosureCalendar, Closures, Hardness
from scheduler.planning.contradictions import refuse_contradictions
from scheduler.planning.nominal import nominal_slots
from scheduler.planning.objections import Objection
from scheduler.planning.parts import Placed
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.proposals import OTHERS_SHOWN
from scheduler.planning.reasons import Reasons
from scheduler.planning.score import Score, Weights
from scheduler.planning.whole import Plan, Rules, Whole
from scheduler.planning.words import counted, day_in_words, short_day


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule, whether the day keeps it, and what is against the day where it does not."""

    rule: str
    is_kept: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Deciding:
    """The edition of a calendar that decides for the day, and what it closes, if anything.

    `edition` is empty where none speaks for the year: then the closed days are unknown.
    """

    calendar: str
    edition: str
    is_provisional: bool
    hardness: Hardness | None
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The nearest meeting of a series on one side; `days` is negative where it comes before."""

    series: str
    day: date
    days: int


@dataclass(frozen=True, slots=True)
class Move:
    """Another slot, and the day it would have instead."""

    series: str
    nominal: datetime
    day: date
    instead: date


@dataclass(frozen=True, slots=True)
class Other:
    """Another day, and what the best whole plan with it costs more than the best, in points."""

    day: date
    more: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A day for a slot, held against the best plan.

    `rank` is its place among the `candidates`, from 1; None where it is none of them. `more` is
    what the best plan with it costs beyond the best plan, in points, and `broken` how many rules
    more it breaks. `unkept` says what no day can keep, if anything; `others` are the next best
    days, and `moves` the other slots that it would move.
    """

    series: str
    nominal: datetime
    day: date
    best: date
    verdicts: tuple[Verdict, ...]
    calendars: tuple[Deciding, ...]
    neighbours: tuple[Neighbour, ...]
    score: Score
    weights: Weights
    rank: int | None
    candidates: int
    plan_points: int
    more: int
    broken: int
    unkept: str
    others: tuple[Other, ...]
    moves: tuple[Move, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """The explanation as a person reads it."""
        yield f"{self.series} on {day_in_words(self.day)}: {self._standing()}"
        for verdict in self.verdicts:
            yield f"  {_judged(verdict)}"
        for part in self.score.parts:
            yield f"  {counted(part.points, 'point')}: {part.words}"
        if self.weights.unusual:
            yield f"  weighed otherwise than usual: {_weighed(self.weights)}"
        for calendar in self.calendars:
            yield f"  {_decided(calendar)}"
        for one in self.neighbours:
            side = "after" if one.days < 0 else "before"
            days = counted(abs(one.days), "day")
            yield f"  {days} {side} {one.series} on {day_in_words(one.day)}"
        for move in self.moves:
            days = f"{day_in_words(move.day)} to {day_in_words(move.instead)}"
            yield f"  would move {move.series} from {days}"
        if self.others:
            yield "  or " + ", ".join(f"{short_day(one.day)} (+{one.more})" for one in self.others)

    def _standing(self) -> str:
        days = counted(self.candidates, "day")
        if self.day == self.best:
            points = counted(self.score.total, "point")
            return "; ".join(filter(None, (f"the best of {days}, with {points}", self.unkept)))
        if self.broken > 0:
            return f"breaks {counted(self.broken, 'rule')} more than {day_in_words(self.best)}"
        place = f"number {self.rank} of {days}; " if self.rank else ""
        return f"{place}the plan would cost {counted(self.more, 'point')} more"


def explain(
    policies: Sequence[SeriesPolicy],
    existing: Sequence[KnownMeeting],
    closures: Closures,
    *,
    slot: tuple[str, datetime],
    day: date | None = None,
    today: date,
    until: date,
    busy: BusyTimes | None = None,
) -> Explanation:
    """Why a day for the slot of a series with a nominal start; without one, why the best.

    What stands in the record stands, but for the slot's own meeting: the best day is sought as if
    there were none.
    """
    refuse_contradictions(policies)
    others = [one for one in existing if (one.series, one.nominal) != slot]
    taken = {(one.series, one.nominal) for one in others}
    slots = [
        one
        for one in nominal_slots(policies, today, until)
        if (one.series, one.nominal) not in taken
    ]
    at = next((at for at, one in enumerate(slots) if (one.series, one.nominal) == slot), None)
    if at is None:
        given = f"{slot[0]} {slot[1].isoformat(sep=' ', timespec='minutes')}"
        raise InvalidValue("the slot", given, f"a slot from {today} to {until}")
    rules = Rules(policies, others, closures, busy or BusyTimes(), today)
    whole = Whole(rules, slots, {} if day is None else {at: day})
    best = whole.plan()
    asked = day or best.placed[at].chosen.day
    fixed = best if asked == best.placed[at].chosen.day else whole.plan({at: asked})
    return _Explained(rules, best, fixed, at).explanation()


class _Explained:
    """The best plan and the best with the day asked for, side by side."""

    def __init__(self, rules: Rules, best: Plan, fixed: Plan, at: int) -> None:
        self._rules, self._best, self._fixed, self._at = rules, best, fixed, at
        self._reasons = Reasons(rules, fixed.placed)
        self._one = fixed.placed[at]
        self._slot, self._day = self._one.free.slot, self._one.chosen.day

    def explanation(self) -> Explanation:
        """Everything about the day."""
        best, fixed, chosen = self._best, self._fixed, self._best.placed[self._at]
        ranked = chosen.ranked
        places = {day: place for place, (_, day) in enumerate(ranked, start=1)}
        others = [Other(day, more) for more, day in ranked if day != self._day]
        return Explanation(
            series=self._slot.series,
            nominal=self._slot.nominal,
            day=self._day,
            best=chosen.chosen.day,
            verdicts=tuple(self._verdicts()),
            calendars=tuple(self._calendars()),
            neighbours=tuple(self._neighbours()),
            score=self._reasons.score(self._slot, self._day),
            weights=self._slot.policy.weights,
            rank=places.get(self._day),
            candidates=len(ranked),
            plan_points=fixed.points,
            more=fixed.points - best.points,
            # A gap too great counts as a rule, but none too great makes up for a rule.
            broken=fixed.broken - best.broken + max(fixed.late - best.late, 0),
            unkept=self._unkept(chosen),
            others=tuple(others[:OTHERS_SHOWN]),
            moves=tuple(self._moves()),
        )

    def _unkept(self, chosen: Placed) -> str:
        """What cannot be kept whatever the day."""
        reasons, series = Reasons(self._rules, self._best.placed), self._slot.series
        if reasons.is_late(chosen):
            return f"no day that keeps the other rules keeps {reasons.judge(series).overdue}"
        return "no day keeps every rule" if reasons.objections(chosen, chosen.chosen.day) else ""

    def _verdicts(self) -> Iterator[Verdict]:
        against: dict[str, list[Objection]] = {}
        for objection in self._reasons.objections(self._one, self._day):
            against.setdefault(objection.rule, []).append(objection)
        asked = self._reasons.judge(self._slot.series).rules(self._day.year)
        for rule in dict.fromkeys((*asked, *against)):
            words = "; ".join(one.words for one in against.get(rule, ()))
            yield Verdict(rule, rule not in against, words)

    def _calendars(self) -> Iterator[Deciding]:
        keys = self._slot.policy.closure_calendars
        span = self._reasons.judge(self._slot.series).span(self._day)
        closed = [one for day in span for one in self._rules.closures.on(day, keys)]
        for key in keys:
            edition = self._rules.closures.deciding(self._day.year, key)
            of_day = [one for one in closed if one.calendar.key == key]
            yield _deciding(key, edition, tuple(one.name for one in of_day))

    def _neighbours(self) -> Iterator[Neighbour]:
        """The nearest meetings of each series, the other slots being where the plan has them."""
        for policy in self._rules.policies:
            for found in self._reasons.around(self._one, policy.code):
                yield Neighbour(policy.code, found, (found - self._day).days)

    def _pairs(self) -> Iterator[tuple[Placed, Placed]]:
        return zip(self._best.placed, self._fixed.placed, strict=True)

    def _moves(self) -> Iterator[Move]:
        for place, (one, other) in enumerate(self._pairs()):
            if place != self._at and one.chosen.day != other.chosen.day:
                slot = one.free.slot
                yield Move(slot.series, slot.nominal, one.chosen.day, other.chosen.day)


def _judged(verdict: Verdict) -> str:
    """A rule kept or broken; days off are not kept but kept off."""
    if verdict.rule.startswith(("the weekend", "the closed days")):
        said = "keeps off" if verdict.is_kept else "falls on"
    else:
        said = "keeps" if verdict.is_kept else "breaks"
    return f"{said} {verdict.rule}" + ("" if verdict.is_kept else f": {verdict.words}")


def _weighed(weights: Weights) -> str:
    said = (f"{name} {points}, usually {usual}" for name, points, usual in weights.unusual)
    return "; ".join(said)


def _deciding(key: str, edition: ClosureCalendar | None, closes: tuple[str, ...]) -> Deciding:
    if edition is None:
        return Deciding(key, "", is_provisional=True, hardness=None, closes=closes)
    return Deciding(edition.name, edition.edition, edition.provisional, edition.hardness, closes)


def _decided(one: Deciding) -> str:
    if not one.edition:
        return f"{one.calendar}: the closed days of the year are not known"
    state = ", provisional" if one.is_provisional else ""
    return f"{one.calendar}, {one.edition}{state}: {', '.join(one.closes) or 'open'}"

"""Why a slot is not on its nominal day, and what could be relaxed where no day keeps every rule."""

from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.errors import Finding, Severity
from scheduler.planning.drawbacks import Drawbacks
from scheduler.planning.nominal import Slot
from scheduler.planning.objections import Days, Judge, Objection
from scheduler.planning.parts import Gap, Placed
from scheduler.planning.score import Score
from scheduler.planning.whole import Rules
from scheduler.planning.words import counted, day_in_words

MOST_SHOWN = 3


class Reasons:
    """Says why, among the meetings of the record and the days chosen for every slot."""

    def __init__(self, rules: Rules, placed: Sequence[Placed]) -> None:
        self._rules, self._days = rules, Days(rules.known)
        self._judges = {policy.code: rules.judge(policy, self._days) for policy in rules.policies}
        self._drawbacks = {
            code: Drawbacks(judge, rules.closures) for code, judge in self._judges.items()
        }
        for one in placed:
            self._days.add(one.free.slot.series, one.chosen.day)

    def objections(self, one: Placed, day: date) -> tuple[Objection, ...]:
        """Everything against a day for a slot, the other slots being where the plan has them."""
        slot = one.free.slot
        self._days.remove(slot.series, one.chosen.day)
        found = self._judges[slot.series].objections(day, slot.window, slot.day)
        self._days.add(slot.series, one.chosen.day)
        return found

    def judge(self, series: str) -> Judge:
        """The judge of a series among all these meetings."""
        return self._judges[series]

    def score(self, slot: Slot, day: date) -> Score:
        """The points of a day for a slot, with their words."""
        return self._drawbacks[slot.series].score(day, slot.day)

    def around(self, one: Placed, series: str) -> tuple[date, ...]:
        """The nearest meetings of a series before and after the day of a slot, itself left out."""
        slot, day = one.free.slot, one.chosen.day
        self._days.remove(slot.series, day)
        found = (self._days.last(series, day), self._days.next(series, day))
        self._days.add(slot.series, day)
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def of_move(self, one: Placed) -> tuple[str, ...]:
        """Why the nominal day was passed over, and each day that costs less by itself."""
        slot, standing = one.free.slot, self.objections(one, one.chosen.day)
        broken = (_against(one.chosen.day, standing),) if standing and not self.is_late(one) else ()
        if one.chosen.day == slot.day:
            return broken
        first, *others = self._passed_over(one)
        shown = [self._why_not(one, day) for day in others[: MOST_SHOWN - 1]]
        more = len(others) + 1 - MOST_SHOWN
        rest = [f"{more} more {'day was' if more == 1 else 'days were'} tried"] if more > 0 else []
        return (*broken, f"moved from {self._why_not(one, first)}", *shown, *rest)

    def is_late(self, one: Placed) -> bool:
        """Whether the day keeps every rule but the greatest gap."""
        late = self._judges[one.free.slot.series].overdue
        found = self.objections(one, one.chosen.day)
        return bool(found) and all(each.rule == late for each in found)

    def findings(self, one: Placed) -> Iterator[Finding]:
        """What is wrong with the proposal, the gravest first."""
        slot, day = one.free.slot, one.chosen.day
        standing = self.objections(one, day)
        words = "; ".join(each.words for each in standing)
        if self.is_late(one):
            yield _finding(slot, Severity.WARNING, f"no day in reach is soon enough: {words}")
        elif standing:
            yield _finding(slot, Severity.ERROR, _relief(one, standing))
        if one.gap:
            yield _finding(slot, Severity.WARNING, _not_proved(one.gap))
        elif one.is_unsure:
            yield _finding(slot, Severity.WARNING, _UNSURE)
        if unknown := self._judges[slot.series].unknown_calendars(day):
            words = f"the closed days of {day.year} are not known for {', '.join(unknown)}"
            yield _finding(slot, Severity.WARNING, words)

    def _passed_over(self, one: Placed) -> list[date]:
        """The nominal day, then the days in the window that cost less by themselves, best first."""
        slot, chosen = one.free.slot, one.chosen
        days = [date.fromordinal(day) for day in slot.reach]
        scored = sorted(
            (self._drawbacks[slot.series].points(day, slot.day), day)
            for day in days
            if day >= self._rules.today and day not in (slot.day, chosen.day)
        )
        return [slot.day, *(day for points, day in scored if (points, day) < _rank(one))]

    def _why_not(self, one: Placed, day: date) -> str:
        """A day with what is against it: rules, else its points, else what the plan would cost."""
        late = self._judges[one.free.slot.series].overdue if self.is_late(one) else None
        objections = [each for each in self.objections(one, day) if each.rule != late]
        if objections:
            return _against(day, objections)
        score = self.score(one.free.slot, day)
        words = [f"{part.words} ({counted(part.points, 'point')})" for part in score.parts]
        return f"{day_in_words(day)}: {'; '.join(words) or 'dearer for the other meetings'}"


_UNSURE = (
    "more slots bind one another than could be weighed together: "
    "other days than those shown may be as good"
)


def _not_proved(gap: Gap) -> str:
    better = (
        f"break at most {counted(gap.rules, 'rule')} fewer"
        if gap.rules
        else f"have at most {counted(gap.points, 'point')} fewer"
    )
    return (
        "more slots bind one another than could be weighed together: "
        f"the plan is not proved best, and a better one would {better}"
    )


def _rank(one: Placed) -> tuple[int, date]:
    return one.chosen.points, one.chosen.day


def _against(day: date, objections: Sequence[Objection]) -> str:
    return f"{day_in_words(day)}: {'; '.join(each.words for each in objections)}"


def _relief(one: Placed, standing: Sequence[Objection]) -> str:
    """Which rule to relax, and the day that the best plan then has; rules together, if need be."""
    ways = {frozenset(each.rule for each in standing): (0, one.chosen.day)}
    for candidate, cost in zip(one.free.candidates, one.costs, strict=True):
        rules = frozenset(candidate.broken)
        if cost is not None and rules:
            ways[rules] = min(ways.get(rules, (cost, candidate.day)), (cost, candidate.day))
    fewest = min(map(len, ways))
    shown = [
        f"{' and '.join(sorted(rules))} (then {day_in_words(day)})"
        for rules, (_, day) in sorted(ways.items(), key=lambda way: way[1])
        if len(rules) == fewest
    ]
    relax = "relax one of" if fewest == 1 else "relax together one of"
    return f"no day keeps every rule; {relax}: {'; '.join(shown)}"


def _finding(slot: Slot, severity: Severity, message: str) -> Finding:
    return Finding(severity, message, where=f"{slot.series} {slot.day.isoformat()}")

"""The days that a slot may take: those that break the fewest rules, each with its points."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from scheduler.planning.closures import Closures
from scheduler.planning.drawbacks import Drawbacks
from scheduler.planning.horizon.problem import BROKEN, CLASH, LATE
from scheduler.planning.nominal import REACH, Slot
from scheduler.planning.objections import ONE_AT_A_TIME, Judge
from scheduler.planning.windows import widened


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day for a slot, the rules that it breaks whatever the other slots do, and its points.

    `late` says that it lies beyond the greatest gap, which is none of `broken`. `beside` is the
    place of the free slot in whose margins it lies: a link holds the two together.
    """

    day: date
    broken: frozenset[str]
    late: bool
    points: int
    beside: int | None = None

    @property
    def level(self) -> int:
        """How bad it is by itself, as links count it: by its rules, then whether it is late."""
        if ONE_AT_A_TIME in self.broken:
            return CLASH + self.late
        return BROKEN * len(self.broken) + self.late


@dataclass(frozen=True, slots=True)
class Setting:
    """What a slot's candidates hang on beside its own series.

    `follows` says that a free slot of the series comes before it: the greatest gap is counted from
    that one. `hosts` are the free slots in whose margins it may lie, each with the ordinals of the
    days that are beside any of its days; `near` are those beside the event nearest by the rules.
    """

    follows: bool = False
    hosts: Mapping[int, AbstractSet[int]] = field(default_factory=dict)
    near: AbstractSet[int] = frozenset()


class Chooser:
    """Finds the candidates of one series' slots."""

    def __init__(self, judge: Judge, closures: Closures, today: date) -> None:
        self.judge, self._today = judge, today
        self.drawbacks = Drawbacks(judge, closures)

    def candidates(
        self, slot: Slot, setting: Setting, spare: int | None = None, also: date | None = None
    ) -> tuple[Candidate, ...]:
        """The days that break the fewest rules, earliest first.

        With `spare`, those too that break so many rules more, or lie beyond the greatest gap. The
        day in `also` is weighed among them, wherever it lies.
        """
        inside = self._days(slot.reach, slot, setting)
        found = [one for day in inside for one in self.judged(slot, day, setting)]
        if spare is not None or all(one.level for one in found):
            more = self.days(slot, setting, also) - inside
        else:
            more = {also} - inside if also else set()
        found += [one for day in more for one in self.judged(slot, day, setting)]
        limit = min(one.level for one in found)
        if spare is not None:
            limit = BROKEN * (limit // BROKEN + spare) + LATE
        chosen = (one for one in found if one.level <= limit)
        return tuple(sorted(chosen, key=lambda one: one.day))

    def judged(self, slot: Slot, day: date, setting: Setting) -> Iterator[Candidate]:
        """A day with everything against it but the other free slots.

        Once by itself, and once in the margins of each free slot that may stand beside it.
        """
        objections = (*self.judge.standing(day, slot.window, slot.day), *self.judge.of_margin(day))
        broken = frozenset(one.rule for one in objections)
        late = not setting.follows and any(self.judge.of_cadence(day))
        points = self.drawbacks.points(day, slot.day)
        yield Candidate(day, broken, late, points)
        margin = {str(slot.policy.margin)}
        if margin <= broken:
            for host, beside in setting.hosts.items():
                if day.toordinal() in beside:
                    yield Candidate(day, broken - margin, late, points, host)

    def days(self, slot: Slot, setting: Setting, also: date | None = None) -> set[date]:
        """Every day that the slot may take, those too for which its window must be given up."""
        at = slot.day.toordinal()
        reaches = [slot.reach]
        if slot.window is not None:
            reaches += [widened(slot.reach, REACH), widened(range(at, at + 1), REACH)]
        found = {day for reach in reaches for day in self._days(reach, slot, setting)}
        return found | {also} if also else found

    def _days(self, reach: range, slot: Slot, setting: Setting) -> set[date]:
        """The days in reach from today on; one day at least."""
        ordinals = {*reach} if slot.window else {*reach, *setting.near}
        today = self._today.toordinal()
        return {date.fromordinal(day) for day in ordinals if day >= today} or {slot.day}

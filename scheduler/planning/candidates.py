"""The days that a slot may take: those that break the fewest rules, each with its points."""

from dataclasses import dataclass
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

    `late` says that it lies beyond the greatest gap, which is none of `broken`.
    """

    day: date
    broken: frozenset[str]
    late: bool
    points: int

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
    that one. `events` are the days of the event in whose margins it lies; `is_bound` says that
    this event is a free slot itself, so that a link and no rule holds the two together.
    """

    follows: bool = False
    events: tuple[date, ...] = ()
    is_bound: bool = False


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
        inside = self._days(slot, slot.reach, setting)
        found = [self.judged(slot, day, setting) for day in inside]
        lacks = spare is not None or all(one.level for one in found)
        if lacks and slot.window is not None:
            at = slot.day.toordinal()
            for reach in (widened(slot.reach, REACH), widened(range(at, at + 1), REACH)):
                seen = {one.day for one in found}
                days = self._days(slot, reach, setting)
                found += [self.judged(slot, day, setting) for day in days if day not in seen]
        if also and also not in {one.day for one in found}:
            found.append(self.judged(slot, also, setting))
        limit = min(one.level for one in found)
        if spare is not None:
            limit = BROKEN * (limit // BROKEN + spare) + LATE
        chosen = (one for one in found if one.level <= limit)
        return tuple(sorted(chosen, key=lambda one: one.day))

    def judged(self, slot: Slot, day: date, setting: Setting) -> Candidate:
        """A day with everything against it but the other free slots."""
        objections = self.judge.standing(day, slot.window, slot.day)
        if not setting.is_bound:
            objections += tuple(self.judge.of_margin(day))
        broken = frozenset(one.rule for one in objections)
        late = not setting.follows and any(self.judge.of_cadence(day))
        return Candidate(day, broken, late, self.drawbacks.points(day, slot.day))

    def _days(self, slot: Slot, reach: range, setting: Setting) -> list[date]:
        """The days in reach from today on, beside the event if there is one; one day at least."""
        days = [date.fromordinal(day) for day in reach if day >= self._today.toordinal()]
        if setting.events:
            beside = {day for event in setting.events for day in self.judge.beside(event)}
            if not slot.policy.window:
                days = [date.fromordinal(day) for day in sorted(beside)]
            days = [day for day in days if day.toordinal() in beside and day >= self._today]
        return days or [slot.day]

"""The plan of all free slots of a partnership together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.planning.busy import BusyTimes
from scheduler.planning.candidates import Chooser, Setting
from scheduler.planning.closures import Closures
from scheduler.planning.horizon.problem import CLASH, Link
from scheduler.planning.nominal import Slot
from scheduler.planning.objections import Days, Judge
from scheduler.planning.pairs import Free, link_beside, link_between, link_in_series
from scheduler.planning.parts import Part, Placed, parts
from scheduler.planning.policy import KnownMeeting, SeriesPolicy

# Candidates lie less than this from their nominal days.
_NEAR = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that days are judged by; `today` is the first that a slot may take."""

    policies: Sequence[SeriesPolicy]
    known: Sequence[KnownMeeting]
    closures: Closures
    busy: BusyTimes
    today: date

    def judge(self, policy: SeriesPolicy, days: Days) -> Judge:
        """The judge of a series among meetings on these days."""
        return Judge(policy, self.policies, self.closures, days, self.busy)


@dataclass(frozen=True, slots=True)
class Plan:
    """Every slot on its day, how many rules are broken, and how many gaps are too great."""

    placed: tuple[Placed, ...]
    broken: int
    late: int

    @classmethod
    def of(cls, found: Iterable[Part]) -> "Plan":
        """The parts together, their slots in the order of the plan."""
        every = [*found]
        placed = {
            at: one for part in every for at, one in zip(part.places, part.placed, strict=True)
        }
        return cls(
            tuple(placed[at] for at in range(len(placed))),
            sum(part.broken for part in every),
            sum(part.late for part in every),
        )

    @property
    def points(self) -> int:
        """The points of all days together."""
        return sum(one.chosen.points for one in self.placed)


class Whole:
    """The free slots of a partnership in the order of their nominal starts.

    The days in `also` are weighed for their slots, however far away they lie.
    """

    def __init__(
        self, rules: Rules, slots: Sequence[Slot], also: Mapping[int, date] | None = None
    ) -> None:
        self._slots, self._days, self._also = slots, Days(rules.known), also or {}
        self._choosers = {
            policy.code: Chooser(rules.judge(policy, self._days), rules.closures, rules.today)
            for policy in rules.policies
        }
        self._followed = _followed(slots)
        self._settings = [
            Setting(at in self._followed, self._hosts(slot), self._near(slot))
            for at, slot in enumerate(slots)
        ]
        self._far = _NEAR + max(
            (
                clearance.span.after(date(2000, 1, 1)) - date(2000, 1, 1)
                for chooser in self._choosers.values()
                for clearance in chooser.judge.clearances
            ),
            default=timedelta(),
        )

    def plan(self, fixed: dict[int, date] | None = None, enough: int = 0) -> Plan:
        """Every slot on its day in the best plan; those in `fixed` have that day and no other.

        With `enough`, the costs of only so many of the best candidates are asked for.

        Where the days that break the fewest rules by themselves do not go together, days that break
        more are weighed too: as many more as the best plan found before breaks.
        """
        fixed, spare = fixed or {}, dict[int, int]()
        frees: dict[int, Free] = {}
        found: list[Part] = []
        wanting: Iterable[int] = range(len(self._slots))
        while True:
            for at in wanting:
                frees[at] = self._free(at, frees.get(at), spare.get(at), fixed.get(at))
            found = parts(
                [frees[at] for at in range(len(frees))], self._links(frees), found, enough
            )
            lacking = {
                at: part.excess
                for part in found
                for at in part.places
                if part.excess is not None and spare.get(at, -1) < part.excess
            }
            if not lacking:
                return Plan.of(found)
            spare |= lacking
            wanting = lacking

    def _free(self, at: int, before: Free | None, spare: int | None, day: date | None) -> Free:
        """A slot with its candidates; the very one found before where these are the same."""
        slot, setting = self._slots[at], self._settings[at]
        chooser = self._choosers[slot.series]
        if day is not None:
            candidates = tuple(chooser.judged(slot, day, setting))
        else:
            candidates = chooser.candidates(slot, setting, spare, self._also.get(at))
        if before and before.candidates == candidates:
            return before
        return Free(slot, chooser.judge, candidates)

    def _hosts(self, slot: Slot) -> dict[int, AbstractSet[int]]:
        """The free slots in whose margins a slot may lie, with every day that is beside them."""
        margin = slot.policy.margin
        if margin is None:
            return {}
        found = {
            at: self._beside(slot, at)
            for at, one in enumerate(self._slots)
            if one.series == margin.event and abs(one.day - slot.day) < _NEAR
        }
        nearest = self._nearest(slot)
        days = self._choosers[slot.series].days(slot, Setting(near=self._near(slot)))
        mine = {day.toordinal() for day in days}
        return {
            at: days for at, days in found.items() if at == nearest or not mine.isdisjoint(days)
        }

    def _near(self, slot: Slot) -> AbstractSet[int]:
        """The days beside the event that is nearest by the rules, if there is one."""
        host = self._nearest(slot)
        if isinstance(host, date):
            return frozenset(self._choosers[slot.series].judge.beside(host))
        return frozenset() if host is None else self._beside(slot, host)

    def _nearest(self, slot: Slot) -> int | date | None:
        return _host(slot, self._slots, self._days)

    def _beside(self, guest: Slot, at: int) -> AbstractSet[int]:
        """The days beside any day that a free slot may take."""
        host, judge = self._slots[at], self._choosers[guest.series].judge
        days = self._choosers[host.series].days(host, Setting(), self._also.get(at))
        return frozenset(each for day in days for each in judge.beside(day))

    def _links(self, frees: Mapping[int, Free]) -> list[Link]:
        """Every link that binds, each pair of slots in their order."""
        found = [*self._links_in_series(frees), *self._links_between(frees)]
        return [link for link in _merged(found) if link.binds]

    def _links_in_series(self, frees: Mapping[int, Free]) -> Iterator[Link]:
        for later, earlier in self._followed.items():
            link = link_in_series(frees[earlier], frees[later], (earlier, later), self._days)
            if link is not None:
                yield link

    def _links_between(self, frees: Mapping[int, Free]) -> Iterator[Link]:
        for at, setting in enumerate(self._settings):
            for host in setting.hosts:
                yield link_beside(frees[at], frees[host], (at, host))
        for earlier, later in self._near_pairs():
            link = link_between(frees[earlier], frees[later], (earlier, later))
            if link is not None:
                yield link

    def _near_pairs(self) -> Iterator[tuple[int, int]]:
        """The slots that distances may hold apart."""
        for earlier, one in enumerate(self._slots):
            for later in range(earlier + 1, len(self._slots)):
                if self._slots[later].day - one.day > self._far:
                    break
                yield earlier, later


def _merged(links: Iterable[Link]) -> list[Link]:
    """One link for each pair of slots, with the rules of all that hold the two."""
    found: dict[tuple[int, int], Link] = {}
    for link in links:
        at = (link.earlier, link.later)
        if at in found:
            rows = zip(found[at].levels, link.levels, strict=True)
            found[at] = Link(*at, tuple(_together(*row) for row in rows))
        else:
            found[at] = link
    return list(found.values())


def _together(one: bytes, other: bytes) -> bytes:
    return bytes(min(level + more, CLASH) for level, more in zip(one, other, strict=True))


def _followed(slots: Sequence[Slot]) -> dict[int, int]:
    """The slot before each slot of its series that has one."""
    last: dict[str, int] = {}
    found = {}
    for at, slot in enumerate(slots):
        if slot.series in last:
            found[at] = last[slot.series]
        last[slot.series] = at
    return found


def _host(slot: Slot, slots: Sequence[Slot], days: Days) -> int | date | None:
    """The slot or the known day of the event beside which a slot lies: the nearest one."""
    margin = slot.policy.margin
    if margin is None:
        return None
    known = [(abs(day - slot.day), day) for day in days.of(margin.event)]
    free = [
        (abs(one.day - slot.day), at) for at, one in enumerate(slots) if one.series == margin.event
    ]
    nearest_known, nearest_free = min(known, default=None), min(free, default=None)
    if nearest_free and not (nearest_known and nearest_known[0] <= nearest_free[0]):
        return nearest_free[1]
    return nearest_known[1] if nearest_known else None

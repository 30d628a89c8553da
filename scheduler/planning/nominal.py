"""The slots that the rules make: when, in what order, and whose turn each is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from scheduler.errors import InvalidValue
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.rotations import Turn
from scheduler.planning.windows import widened
from scheduler.recurrence import RecurrenceSet, Rule

MOST_SLOTS = 2_000
# How far a slot without a window may move, and how far outside a window relief is looked for.
REACH = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Slot:
    """One nominal start of a series.

    `window` holds the ordinals of the days of its window, if it has one; `reach` those of the days
    that it may take.
    """

    policy: SeriesPolicy
    nominal: datetime
    window: range | None
    reach: range

    @property
    def series(self) -> str:
        """The code of the series."""
        return self.policy.code

    @property
    def day(self) -> date:
        """The nominal day."""
        return self.nominal.date()


def nominal_slots(policies: Sequence[SeriesPolicy], today: date, until: date) -> list[Slot]:
    """Every slot as its rule gives it, in order; of two at one time the series' codes decide."""
    slots: list[Slot] = []
    for policy in policies:
        nominals = list(islice(nominals_of(policy, today, until), MOST_SLOTS + 1))
        slots += _slots(policy, nominals)
        if len(slots) > MOST_SLOTS:
            expected = f"a nearer day or rarer rules: at most {MOST_SLOTS} slots"
            raise InvalidValue("the last day of the plan", until.isoformat(), expected)
    return sorted(slots, key=lambda slot: (slot.nominal, slot.series))


def _slots(policy: SeriesPolicy, nominals: Sequence[datetime]) -> Iterator[Slot]:
    """The slots of one series. Without a window they move less far than one follows another."""
    margin = REACH
    if len(nominals) > 1:
        apart = (nominals[-1] - nominals[0]) // (len(nominals) - 1)
        margin = min(REACH, max(apart - timedelta(days=1), timedelta()))
    for nominal in nominals:
        at = nominal.toordinal()
        window = policy.window.around(nominal.date()) if policy.window else None
        yield Slot(policy, nominal, window, window or widened(range(at, at + 1), margin))


def turns_of(policy: SeriesPolicy, nominal: datetime) -> tuple[Turn, ...]:
    """Whose turn the slot of a nominal start is, by each rotation of its series."""
    return tuple(
        Turn(rotation.kind, rotation.turn(_place(policy, nominal, rotation.since)))
        for rotation in policy.rotations
    )


def _place(policy: SeriesPolicy, nominal: datetime, since: int | None) -> int:
    """How many slots of the rule lie from the first since a year up to this one; before it less."""
    rule = RecurrenceSet(policy.dtstart, (Rule.parse(policy.rule),))
    first = datetime(since, 1, 1) if since is not None else policy.dtstart  # noqa: DTZ001 -- wall time
    if nominal >= first:
        return rule.count(first, nominal)
    return -rule.count(nominal, first)


def nominals_of(policy: SeriesPolicy, today: date, until: date) -> Iterator[datetime]:
    """The nominal starts of a series on these days, both included, as far as it does not expire."""
    last = min(until, policy.expires) if policy.expires else until
    rule = RecurrenceSet(policy.dtstart, (Rule.parse(policy.rule),))
    if last >= today:
        yield from rule.between(datetime.combine(today, time.min), datetime.combine(last, time.max))

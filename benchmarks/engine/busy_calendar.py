"""A calendar as a large office has it: 20,000 recurring events in several zones, made by chance.

One in five is cut by COUNT and one by UNTIL; one in five has EXDATEs and one in ten has instances
that were moved. The same seed makes the same calendar.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

from scheduler.recurrence import RecurrenceSet, Rule

EVENTS = 20_000
WINDOW = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
_SEED = 5545
_ZONES = (
    *(ZoneInfo("Europe/Brussels"),) * 5,
    *(ZoneInfo("Europe/Zurich"),) * 3,
    ZoneInfo("Europe/London"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Africa/Nairobi"),
    ZoneInfo("Asia/Manila"),
    UTC,
)
_DAYS = ("MO", "TU", "WE", "TH", "FR")
_FIRST_START, _START_DAYS = datetime(2014, 1, 1), 365 * 12 + 300  # noqa: DTZ001 -- a zone follows
# How often each kind of rule comes, in a hundred.
_KINDS = {
    "FREQ=WEEKLY": 20,
    "FREQ=WEEKLY;BYDAY={day}": 11,
    "FREQ=WEEKLY;INTERVAL=2;BYDAY={day}": 10,
    "FREQ=WEEKLY;BYDAY=TU,TH": 3,
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": 2,
    "FREQ=DAILY": 1,
    "FREQ=MONTHLY": 10,
    "FREQ=MONTHLY;BYDAY={nth}{day}": 11,
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1": 3,
    "FREQ=YEARLY": 26,
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2{day}": 5,
}


@dataclass(frozen=True)
class Event:
    """A start, its rule's text, the instances taken out, and the moved ones with their place."""

    start: datetime
    text: str
    excluded: tuple[datetime, ...]
    moved: tuple[tuple[datetime, datetime], ...]


def events(many: int = EVENTS) -> list[Event]:
    """The calendar's events."""
    chance = Random(_SEED)  # noqa: S311 -- not for secrets
    return [_event(chance) for _ in range(many)]


def _event(chance: Random) -> Event:
    start, text = _ended(chance, *_endless(chance))
    excluded = chance.randint(1, 3) if chance.random() < 0.2 else 0  # noqa: PLR2004 -- one in five
    moved = chance.randint(1, 2) if chance.random() < 0.1 else 0  # noqa: PLR2004 -- one in ten
    chosen = _chosen(chance, start, text, excluded + moved)
    places = tuple((each, _place(chance, each)) for each in chosen[excluded:])
    return Event(start, text, tuple(chosen[:excluded]), places)


def _start(chance: Random) -> datetime:
    day = _FIRST_START + timedelta(chance.randrange(_START_DAYS))
    clock = timedelta(hours=chance.randint(7, 18), minutes=chance.choice((0, 0, 0, 15, 30)))
    return (day + clock).replace(tzinfo=chance.choice(_ZONES))


def _endless(chance: Random) -> tuple[datetime, str]:
    """A rule without an end, and its first instance as the start."""
    (kind,) = chance.choices(tuple(_KINDS), tuple(_KINDS.values()))
    text = kind.format(day=chance.choice(_DAYS), nth=chance.choice((1, 2, 3, 4, -1)))
    return next(iter(RecurrenceSet(_start(chance), (Rule.parse(text),)))), text


def _ended(chance: Random, start: datetime, text: str) -> tuple[datetime, str]:
    end = chance.random()
    if end < 0.2:  # noqa: PLR2004 -- one in five
        return start, f"{text};COUNT={chance.choice((4, 10, 26, 52, 260))}"
    if end < 0.4:  # noqa: PLR2004 -- another one
        until = (start + timedelta(chance.randrange(60, 3000))).astimezone(UTC)
        return start, f"{text};UNTIL={until:%Y%m%dT%H%M%SZ}"
    return start, text


def _chosen(chance: Random, start: datetime, text: str, many: int) -> list[datetime]:
    """Some instances, from the window where it has any."""
    if not many:
        return []
    series = RecurrenceSet(start, (Rule.parse(text),))
    among = list(series.between(*WINDOW)) or list(islice(series, 50))
    return chance.sample(among, min(many, len(among)))


def _place(chance: Random, original: datetime) -> datetime:
    """Where an instance is moved to: off any round minute, so that it meets no other."""
    return original + timedelta(days=chance.choice((-1, 0, 0, 1, 7)), hours=1, minutes=5)

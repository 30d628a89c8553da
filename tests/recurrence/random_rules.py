"""Rules and starts by chance: every valid shape, weighted so that most of them give something.

Made from a `random.Random`, so that a million of them are cheap; Hypothesis drives the same code
where a failure should shrink.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.counts import FULL_COUNTS

SEED = Random().getrandbits(64) if FULL_COUNTS else 0  # noqa: S311 -- no secrets here
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY", "MINUTELY", "SECONDLY")
LENGTHS = {
    "SECONDLY": timedelta(seconds=1),
    "MINUTELY": timedelta(minutes=1),
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(days=7),
    "MONTHLY": timedelta(days=30),
    "YEARLY": timedelta(days=365),
}
# How many intervals a span of interest has; the oracle looks at each.
SPANS = {
    "SECONDLY": 1200,
    "MINUTELY": 1000,
    "HOURLY": 500,
    "DAILY": 400,
    "WEEKLY": 80,
    "MONTHLY": 40,
    "YEARLY": 8,
}
LONGEST = timedelta(days=40 * 365)
INTERVALS = {
    "SECONDLY": (1, 1, 2, 7, 15, 45, 60, 90, 3600, 3601, 86400, 100_000),
    "MINUTELY": (1, 1, 2, 7, 15, 45, 60, 90, 1440, 1441, 10_007),
    "HOURLY": (1, 1, 2, 3, 5, 7, 24, 25, 36, 168),
    "DAILY": (1, 1, 1, 2, 3, 7, 10, 30, 365),
    "WEEKLY": (1, 1, 2, 2, 3, 4, 13, 52, 53),
    "MONTHLY": (1, 1, 1, 2, 3, 5, 6, 12, 18),
    "YEARLY": (1, 1, 1, 2, 3, 4, 5),
}
# Where clocks change: forward, back, by half an hour, by two hours, at midnight, over the date
# line, for good, against the summer, and after the last change that a zone's file lists.
CHANGES = tuple(
    (zone, datetime.fromisoformat(when))
    for zone, when in (
        ("Europe/Brussels", "2026-03-29T02:00"),
        ("Europe/Brussels", "2026-10-25T03:00"),
        ("America/New_York", "2024-03-10T02:00"),
        ("America/New_York", "2024-11-03T02:00"),
        ("Australia/Lord_Howe", "2024-10-06T02:00"),
        ("Australia/Lord_Howe", "2024-04-07T02:00"),
        ("America/Havana", "2024-03-10T00:00"),
        ("Antarctica/Troll", "2026-03-29T01:00"),
        ("America/Sao_Paulo", "2018-11-04T00:00"),
        ("America/Caracas", "2016-05-01T02:30"),
        ("Africa/Monrovia", "1972-01-07T00:00"),
        ("Africa/Casablanca", "2024-04-14T02:00"),
        ("Europe/Dublin", "2024-03-31T01:00"),
        ("Pacific/Apia", "2011-12-30T00:00"),
        ("Pacific/Kwajalein", "1993-08-21T00:00"),
        ("Europe/Brussels", "2054-03-29T02:00"),
        ("Asia/Kolkata", "2024-02-29T00:00"),
    )
)
# How far from a change a start may be that is not long before it, in seconds.
BESIDE = (0, 1, -1, 900, 1800, 3599, 3600, 7200, -1800, -3600)


class Case(NamedTuple):
    """A rule's text, a start, and the end of a span in which the rule is worth looking at."""

    text: str
    start: date
    high: date

    @property
    def endless(self) -> str:
        """The text without COUNT or UNTIL, which stand last."""
        return self.text.partition(";COUNT=")[0].partition(";UNTIL=")[0]


def chance_of(piece: int) -> Random:
    """The same in each run, but drawn anew in the long one; what fails says its rule."""
    return Random(SEED + piece)  # noqa: S311 -- no secrets here


def random_case(
    chance: Random,
    kinds: Sequence[str] = ("floating",),
    first: int = 1990,
    last: int = 2035,
    *,
    skip: bool = False,
    frequencies: Sequence[str] = FREQUENCIES,
) -> Case:
    """A case whose start is a "date", "floating" or "zoned", of these years."""
    kind = chance.choice(kinds)
    freq = chance.choice(frequencies[:4] if kind == "date" else frequencies)
    at, zone = random_wall(chance, first, last), None
    if kind == "zoned":
        zone, at = _near_a_change(chance, freq, at)
    shape = _Shape(chance, freq, at, timed=kind != "date")
    interval = chance.choice(INTERVALS[freq])
    high = at + min(SPANS[freq] * interval * LENGTHS[freq], LONGEST)
    parts = [f"FREQ={freq}", f"INTERVAL={interval}" if interval > 1 else "", *shape.parts()]
    if skip and shape.may_skip():
        parts.append(f"RSCALE=GREGORIAN;SKIP={chance.choice(('BACKWARD', 'FORWARD', 'OMIT'))}")
    start: date = at.date() if kind == "date" else at.replace(tzinfo=zone)
    parts.append(_ending(chance, start, high - at))
    text = ";".join(filter(None, parts))
    return Case(text, start, high.date() if kind == "date" else high.replace(tzinfo=zone))


def random_wall(chance: Random, first: int, last: int) -> datetime:
    """A time of these years; often an end of a month, a leap day, or near the year's end."""
    year = chance.randint(first, last)
    day = datetime(year, 1, 1) + timedelta(days=chance.randrange(365))  # noqa: DTZ001 -- wall time
    where = chance.randrange(6)
    if where == 1:
        day = day.replace(day=1) - timedelta(days=1)
    elif where == 4:
        day = day.replace(day=1)
    elif where == 2:
        day = datetime(year - year % 4, 2, 28) + timedelta(days=1)  # noqa: DTZ001 -- wall time
    elif where == 3:
        day = datetime(year, 1, 1) + timedelta(days=chance.randint(-4, 4))  # noqa: DTZ001 -- wall time
    clock = chance.choice(((9, 0, 0), (0, 0, 0), (23, 59, 59), (2, 30, 0), None))
    hour, minute, second = clock or (chance.randrange(24), chance.randrange(60), 17)
    return day.replace(hour=hour, minute=minute, second=second)


def _near_a_change(chance: Random, freq: str, at: datetime) -> tuple[ZoneInfo, datetime]:
    """A start in a span before a change of clocks, so that the span has both its sides; or one
    beside the change, or in it.
    """
    name, change = chance.choice(CHANGES)
    if chance.random() < 0.3:
        return ZoneInfo(name), change + timedelta(seconds=chance.choice(BESIDE))
    before = chance.random() * SPANS[freq] * LENGTHS[freq]
    early = change - min(before, timedelta(days=700))
    if freq in FREQUENCIES[:4]:
        clock = chance.choice((at, change + timedelta(minutes=30), change - timedelta(minutes=30)))
        early = datetime.combine(early, clock.time())
    return ZoneInfo(name), early.replace(microsecond=0)


class _Shape:
    """The BY parts of one rule, each there or not; values often those of the start."""

    def __init__(self, chance: Random, freq: str, start: datetime, *, timed: bool) -> None:
        self._chance, self._freq, self._start, self._timed = chance, freq, start, timed
        self._in_day = freq in {"HOURLY", "MINUTELY", "SECONDLY"}
        self.chosen: dict[str, str] = {}

    def parts(self) -> list[str]:
        at = self._start
        in_year = self._freq == "YEARLY"
        self._may(0.25, "BYMONTH", lambda: self._numbers(at.month, 12, signed=False))
        if in_year:
            week = at.isocalendar().week
            self._may(0.2, "BYWEEKNO", lambda: self._numbers(week, 53, signed=True))
        if in_year or self._in_day:
            nth = at.timetuple().tm_yday
            self._may(0.12, "BYYEARDAY", lambda: self._numbers(nth, 366, signed=True))
        if self._freq != "WEEKLY":
            self._may(0.25, "BYMONTHDAY", self._month_days)
        self._may(0.45, "BYDAY", self._weekdays)
        if self._timed:
            self._may(0.2, "BYHOUR", lambda: self._clock(at.hour, 23))
            self._may(0.2, "BYMINUTE", lambda: self._clock(at.minute, 59))
            self._may(0.15, "BYSECOND", lambda: self._clock(at.second, 60))
        if self.chosen:
            self._may(0.25, "BYSETPOS", self._positions)
        self._may(0.3, "WKST", lambda: self._chance.choice(WEEKDAYS))
        return [f"{name}={value}" for name, value in self.chosen.items()]

    def may_skip(self) -> bool:
        """What moves when two parts name missing days, RFC 7529 does not say."""
        days = self.chosen.keys() & {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYMONTH"}
        defined = days <= {"BYYEARDAY"} or days <= {"BYMONTHDAY", "BYMONTH"}
        return self._freq in {"MONTHLY", "YEARLY"} and defined

    def _may(self, how_often: float, name: str, value: Callable[[], str]) -> None:
        if self._chance.random() < how_often:
            self.chosen[name] = value()

    def _numbers(self, own: int, most: int, *, signed: bool) -> str:
        """One to four numbers; counted from the end now and then."""
        values = {own} if self._chance.random() < (0.9 if self._in_day else 0.5) else set()
        for _ in range(self._chance.randint(not values, 3)):
            value = self._chance.choice((1, 2, most, most - 1, self._chance.randint(1, most)))
            values.add(-value if signed and self._chance.random() < 0.35 else value)
        return _listed(values)

    def _month_days(self) -> str:
        if self._chance.random() < 0.25:
            first = self._chance.choice((1, 8, 13, 22, -7))
            return _listed(range(first, first + 7))
        return self._numbers(self._start.day, 31, signed=True)

    def _clock(self, own: int, most: int) -> str:
        """One to three numbers, near the start's own as a rule."""
        near = [own, (own + 1) % most, (own + 2) % most, self._chance.randint(0, most)]
        return _listed(set(self._chance.sample(near, self._chance.randint(1, 3))))

    def _weekdays(self) -> str:
        if self._chance.random() < 0.2:
            return "MO,TU,WE,TH,FR"
        days = self._chance.sample(WEEKDAYS, self._chance.choice((1, 1, 2, 3)))
        if self._in_day:
            days = [WEEKDAYS[self._start.weekday()], *days]
        numbered = self._freq == "MONTHLY" or (
            self._freq == "YEARLY" and "BYWEEKNO" not in self.chosen
        )
        if not numbered or self._chance.random() < 0.4:
            return ",".join(days)
        ordinals: tuple[int | str, ...] = (1, 2, 3, 4, 5, -1, -2, -5)
        if self._freq == "YEARLY" and "BYMONTH" not in self.chosen:
            ordinals += (20, 53, -20, -53)
        if self._chance.random() < 0.2:
            ordinals += ("", "")
        return ",".join(f"{self._chance.choice(ordinals)}{day}" for day in days)

    def _positions(self) -> str:
        far = () if self._in_day and self._chance.random() < 0.9 else (4, -3, 10, -10)
        choices = (1, -1, 2, -2, 3, *far, self._chance.randint(1, 366))
        return _listed(set(self._chance.sample(choices, self._chance.choice((1, 1, 2)))))


def _listed(values: Iterable[int]) -> str:
    return ",".join(map(str, values))


def _ending(chance: Random, start: date, span: timedelta) -> str:
    how = chance.randrange(4)
    if how == 1:
        return f"COUNT={chance.randint(1, 40)}"
    if how != 2:
        return ""
    until = start + chance.random() * span
    if isinstance(until, datetime):
        until = until.replace(microsecond=0)
        until = until if until.tzinfo is None else until.astimezone(UTC)
    return f"UNTIL={until.isoformat().translate(_BARE).replace('+0000', 'Z')}"


# Not by strftime, which writes year 400 in three digits.
_BARE = str.maketrans("", "", "-:")


# The same, driven by Hypothesis.


def cases(
    *kinds: str, first: int = 1990, last: int = 2035, skip: bool = False
) -> st.SearchStrategy[Case]:
    return st.randoms(use_true_random=False).map(
        lambda chance: random_case(chance, kinds or ("floating",), first, last, skip=skip)
    )


def starts(first: int = 1990, last: int = 2030) -> st.SearchStrategy[datetime]:
    """Floating times of these years, to the minute."""
    early, late = datetime(first, 1, 1), datetime(last, 12, 31)  # noqa: DTZ001 -- floating
    return st.datetimes(early, late).map(lambda when: when.replace(second=0, microsecond=0))

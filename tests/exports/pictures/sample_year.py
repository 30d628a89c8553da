"""Years to draw: a small one, and ones that leave little room."""

from collections.abc import Iterable
from datetime import date, timedelta

from scheduler.papers.year_view import CalendarYear, ClosedDay, Standing, YearEntry, YearView
from scheduler.planning.closures import Hardness

AS_OF = date(2027, 2, 1)


def calendar(
    name: str,
    days: Iterable[date] = (),
    *,
    hardness: Hardness = Hardness.BLOCK,
    edition: str | None = "2027",
    is_provisional: bool = False,
) -> CalendarYear:
    return CalendarYear(
        key=name.casefold(),
        name=name,
        kind="public holidays",
        place="Northland",
        binds=(),
        hardness=hardness,
        edition=edition,
        is_provisional=is_provisional,
        source="invented",
        days=tuple(ClosedDay(day, "feast") for day in days),
    )


def entry(
    name: str, day: date, standing: Standing = Standing.PLANNED, *, length: int = 1
) -> YearEntry:
    last = day + timedelta(days=length - 1)
    return YearEntry(name, standing, day, last, day.isoformat())


def every(step: int, year: int, *, long: int = 1) -> list[date]:
    """Each so many days so many days long."""
    first, count = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return [first + timedelta(days=at) for at in range(count) if at % step < long]


SMALL = YearView(
    2027,
    "Northland <& Southmark>: 2027",
    AS_OF,
    (
        calendar("Northland", (date(2027, 1, 1), date(2027, 5, 6), date(2027, 5, 7))),
        calendar("Southmark", (date(2027, 12, 31),), is_provisional=True),
        calendar("Break", every(1, 2027)[180:220], hardness=Hardness.WARN),
        calendar("Payments", (date(2027, 12, 31),), hardness=Hardness.NOTE),
        calendar("Unknown", edition=None),
    ),
    (
        entry("ANNUAL-1", date(2027, 1, 14), Standing.HELD, length=2),
        entry("PREP-2027-1", date(2027, 3, 9), Standing.CONFIRMED),
        entry("SIDE-2027-1", date(2027, 3, 10), Standing.PROPOSED),
        entry("ANNUAL-2", date(2027, 5, 14)),
        entry("PREP-2027-2", date(2027, 10, 12), Standing.PROPOSAL),
        entry("PREP-2027-2", date(2027, 10, 14), Standing.HOLD),
        entry("PREP-2027-2", date(2027, 10, 15), Standing.HOLD),
        entry("PREP-2027-3", date(2027, 12, 31), Standing.CANCELLED),
    ),
)
EMPTY = YearView(2026, "Nothing: 2026", AS_OF, (), ())
FULL = YearView(
    2028,
    "A partnership of a very long name indeed " * 6,
    date(2028, 2, 29),
    tuple(
        calendar(
            f"Institutions of a place with a very long name, number {place}",
            every(place + 2, 2028, long=1 + place % 3),
            hardness=tuple(Hardness)[place % 3],
            is_provisional=place % 2 == 1,
        )
        for place in range(30)
    ),
    tuple(
        entry(f"MEETING-OF-MANY-{'WORDS-' * (at % 9)}{at}", day, standing, length=1 + at % 3)
        for at, day in enumerate(every(9, 2028, long=2))
        for standing in tuple(Standing)[at % 7 : at % 7 + 2]
    ),
)
_LONG = (
    "Senior-Officials-Meeting-on-Migration-of-Two-Parties-of-2028",
    "Συνεδρίαση-ανώτερων-υπαλλήλων-για-τη-μετανάστευση-και-άσυλο",
    "اجتماع كبار المسؤولين بشأن الهجرة واللجوء والتنقل في عام كامل",
    "第二十八次歐洲聯盟與國際移民組織高級官員會議暨人道援助與發展合作聯合技術工作組擴大會議議程籌備與成果總結",
)
LONG_NAMES = YearView(
    2028,
    f"{_LONG[1]} {_LONG[3]}: 2028",
    AS_OF,
    tuple(
        calendar(name, every(20, 2028, long=2), hardness=hardness)
        for name, hardness in zip(_LONG, (*Hardness, Hardness.BLOCK), strict=True)
    ),
    tuple(
        entry(name, date(2028, month, 9), standing)
        for month, standing in ((1, Standing.HELD), (4, Standing.HOLD), (6, Standing.PROPOSAL))
        for name in _LONG
    ),
)
WHOLE = YearView(
    2028, "Closed: 2028", AS_OF, (calendar("Closed", every(1, 2028), is_provisional=True),), ()
)

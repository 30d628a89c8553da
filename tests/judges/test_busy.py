"""Busy times before recurring-ical-events, which expands what icalendar has read.

It tells when events take place, ours when they take somebody's time: so they differ, by intent,
where `DIFFERS` says why.
"""

import sys
from datetime import UTC, date, datetime, time
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from icalendar import Calendar

from benchmarks.busy_people.files import people
from scheduler.planning.busy import BusySpans, seconds
from scheduler.planning.busy_calendar import busy_in
from tests.imports.busy.reading import BRUSSELS, SINCE, UNTIL, calendar, read
from tests.judges.programs import missing

pytestmark = pytest.mark.judge

# Where install.sh puts what pip gives it.
PACKAGES = Path(__file__).parents[2] / "var" / "judges" / "python"
ZONE = ";TZID=Europe/Brussels:"
WEEKLY = (
    f"UID:1\nDTSTART{ZONE}20270503T090000\nDTEND{ZONE}20270503T100000\nRRULE:FREQ=WEEKLY;COUNT=4"
)
MOVED = (
    f"UID:1\nRECURRENCE-ID{ZONE}20270510T090000\n"
    f"DTSTART{ZONE}20270511T140000\nDTEND{ZONE}20270511T160000"
)
LATER = MOVED.replace("ID;", "ID;RANGE=THISANDFUTURE;")
DAYS = "UID:1\nDTSTART;VALUE=DATE:20270503\nRRULE:FREQ=WEEKLY;COUNT=3"
SAME = {
    "weekly": (WEEKLY,),
    "moved": (WEEKLY, MOVED),
    "all-later-moved": (WEEKLY, LATER),
    "one-of-the-later-moved": (
        *(WEEKLY, LATER),
        MOVED.replace("20270510", "20270517").replace("20270511", "20270520"),
    ),
    "removed-and-moved": (f"{WEEKLY}\nEXDATE{ZONE}20270510T090000", MOVED),
    "without-series": (MOVED,),
    "of-no-instance": (WEEKLY, MOVED.replace("20270510", "20270512")),
    "moved-out-of-the-window": (WEEKLY, MOVED.replace("20270511", "20270811")),
    "higher-sequence": (WEEKLY, f"{MOVED}\nSEQUENCE:2", MOVED.replace("20270511", "20270512")),
    "two-of-one-uid": (f"{WEEKLY}\nSEQUENCE:1", f"{DAYS}\nSEQUENCE:2"),
    "day-removed": (f"{WEEKLY}\nEXDATE;VALUE=DATE:20270510",),
    "day": (DAYS,),
    "days": (f"{DAYS}\nDTEND;VALUE=DATE:20270505",),
    "period": (f"{WEEKLY}\nRDATE;VALUE=PERIOD:20270604T070000Z/PT2H",),
    "date": (f"{WEEKLY}\nRDATE:20270604T070000Z",),
    "long": (f"UID:1\nDTSTART{ZONE}20270510T220000\nDURATION:P1D\nRRULE:FREQ=WEEKLY;COUNT=3",),
    "start-beside-rule": (WEEKLY.replace("COUNT=4", "BYDAY=WE;COUNT=3"),),
    "until-a-local-time": (WEEKLY.replace("COUNT=4", "UNTIL=20270517T090000"),),
}
DIFFERS = {
    "cancelled: STATUS takes no time (RFC 5545 3.8.1.11)": (WEEKLY, f"{MOVED}\nSTATUS:CANCELLED"),
    "all later cancelled: as one": (WEEKLY, f"{LATER}\nSTATUS:CANCELLED"),
    "series cancelled: as one": (f"{WEEKLY}\nSTATUS:CANCELLED",),
    "transparent: TRANSP takes no time (3.8.2.7)": (f"{WEEKLY}\nTRANSP:TRANSPARENT",),
    "an override without an end: it lasts as its series does": (
        *(WEEKLY, MOVED.replace(f"\nDTEND{ZONE}20270511T160000", "")),
    ),
    "RECURRENCE-ID a day: it names the instance of that day": (
        *(WEEKLY, MOVED.replace(f"{ZONE}20270510T090000", ";VALUE=DATE:20270510")),
    ),
    "a day that ends on itself: programs mean all of it": (
        "UID:1\nDTSTART;VALUE=DATE:20270503\nDTEND;VALUE=DATE:20270503",
    ),
    "UNTIL a day: its instance is included (3.3.10)": (
        WEEKLY.replace("COUNT=4", "UNTIL=20270517"),
    ),
}


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    try:
        return import_module("recurring_ical_events")
    except ImportError:
        sys.path.append(str(PACKAGES))
    try:
        return import_module("recurring_ical_events")
    except ImportError:
        missing("recurring-ical-events")


def theirs(judge: ModuleType, content: bytes, since: datetime, until: datetime) -> BusySpans:
    events = judge.of(Calendar.from_ical(content)).between(since, until)
    pairs = ((_second(each["DTSTART"].dt), _second(each["DTEND"].dt)) for each in events)
    return BusySpans(pairs).within(seconds(since), seconds(until))


def _second(moment: date) -> int:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), BRUSSELS)
    return seconds(moment)


@pytest.mark.parametrize("components", SAME.values(), ids=SAME)
def test_the_judge_says_the_same(judge: ModuleType, components: tuple[str, ...]) -> None:
    content = calendar(*components)

    assert busy_in(read(content).calendar, SINCE, UNTIL) == theirs(judge, content, SINCE, UNTIL)


@pytest.mark.parametrize("components", DIFFERS.values(), ids=DIFFERS)
def test_the_judge_differs_where_it_is_known_to(
    judge: ModuleType, components: tuple[str, ...]
) -> None:
    content = calendar(*components)

    assert busy_in(read(content).calendar, SINCE, UNTIL) != theirs(judge, content, SINCE, UNTIL)


def test_a_calendar_of_500_recurring_events_by_chance(judge: ModuleType) -> None:
    (content,) = people(1)
    since, until = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

    assert busy_in(read(content).calendar, since, until) == theirs(judge, content, since, until)

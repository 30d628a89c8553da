from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update

from scheduler.errors import AmbiguousName, NotFound
from scheduler.model.audit import AuditPayload
from scheduler.model.busy import KeptTimes
from scheduler.planning.policy import SeriesPolicy
from scheduler.secretariat.busy import (
    BusyImport,
    CalendarSource,
    discard_busy,
    find_busy,
    import_busy,
    list_busy,
    show_busy,
)
from scheduler.secretariat.busy_names import attendees_not_known, calendars_named
from scheduler.secretariat.kept_times import busy_times, known_names
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW
from tests.imports.busy.reading import calendar

FRIDAYS = calendar(
    "UID:1\nSUMMARY:Physiotherapy\nDTSTART;TZID=Europe/Brussels:20270108T090000\n"
    "DURATION:PT1H\nRRULE:FREQ=WEEKLY"
)
LONGER = FRIDAYS.replace(b"PT1H", b"PT90M").replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\nX:1", 1)
MAY, JUNE = datetime(2027, 5, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
STARTS = datetime(2013, 5, 3)  # noqa: DTZ001 -- wall time
SECOND_FRIDAY = datetime(2027, 5, 14, 7, 59, tzinfo=UTC), datetime(2027, 5, 14, 12, tzinfo=UTC)


def brought(
    database: Database, name: str = "Ana Lind", content: bytes = FRIDAYS, *, keep: bool = False
) -> BusyImport:
    source = CalendarSource("ana.ics", [("ana.ics", content)], keep_titles=keep)
    with database.writing(verb="busy import", now=NOW, officer="Ada") as session:
        return import_busy(session, name, source, now=NOW)


@pytest.fixture
def record(database: Database) -> Database:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.add_person(session, "NORTH", "Ana Lind", honorific="Ms")
    return database


def test_an_import_names_who_bears_the_name(record: Database) -> None:
    whose = [brought(record, name).whose for name in ("ana lind", "TRADE", "The large room")]

    assert whose == ["Ana Lind of NORTH", "TRADE of NORTH", ""]


def test_an_import_says_what_it_changed(record: Database) -> None:
    first, second = brought(record), brought(record, "ANA LIND", LONGER)

    assert (first.before, first.events, first.hours_more, first.hours_fewer) == (None, 1, 46.0, 0.0)
    assert (second.name, second.before, second.hours) == ("Ana Lind", 1, 69.0)
    assert (second.hours_more, second.hours_fewer) == (23.0, 0.0)


def test_times_are_answered_for_those_asked(record: Database) -> None:
    for name in ("Ana Lind", "TRADE"):
        brought(record, name)
    with record.reading() as session:
        everybody = busy_times(session, since=MAY, until=JUNE)
        one = busy_times(session, ["TRADE", "Nobody"], since=MAY, until=JUNE)

    assert everybody.taken(*SECOND_FRIDAY) == ("Ana Lind", "TRADE")
    assert (one.names, one.taken(*SECOND_FRIDAY)) == (("TRADE",), ("TRADE",))
    assert everybody.taken(MAY, datetime(2027, 5, 7, 7, tzinfo=UTC)) == ()
    assert len(everybody.of("Ana Lind")) == 4


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (datetime(2040, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)),
        (datetime(2020, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)),
        (MAY, JUNE),
    ],
    ids=["beyond-what-is-ready", "before-it", "within"],
)
def test_any_window_can_be_asked(record: Database, since: datetime, until: datetime) -> None:
    brought(record)
    fridays = [
        day
        for day in range(since.toordinal(), until.toordinal())
        if date.fromordinal(day).weekday() == 4 and date.fromordinal(day) >= date(2027, 1, 8)
    ]

    with record.reading() as session:
        assert len(busy_times(session, since=since, until=until).of("Ana Lind")) == len(fridays)


def test_spans_of_other_time_zones_are_found_again(record: Database) -> None:
    brought(record)
    with record.writing(verb="test", now=NOW, officer="Ada") as session:
        session.execute(update(KeptTimes).values(spans=b"", zones_version="1970a"))

    with record.reading() as session:
        assert len(busy_times(session, since=MAY, until=JUNE).of("Ana Lind")) == 4


def test_no_title_and_no_time_is_kept_unless_asked(record: Database) -> None:
    brought(record)
    with record.reading() as session:
        text = session.scalars(select(KeptTimes.text)).one()
        trail = " ".join(session.scalars(select(AuditPayload.content)))

    assert "Physiotherapy" not in text
    assert ("T090000" in text, "T090000" in trail, "WEEKLY" in trail) == (True, False, False)


def test_titles_are_shown_where_they_were_kept(record: Database) -> None:
    brought(record, keep=True)
    with record.reading() as session:
        (shown,) = show_busy(session, "ana lind", first=date(2027, 5, 7), last=date(2027, 5, 13))

    assert (shown.title, shown.start.isoformat()) == ("Physiotherapy", "2027-05-07T09:00:00+02:00")
    assert shown.end.tzinfo == ZoneInfo("Europe/Brussels")


def test_what_is_discarded_is_gone(record: Database) -> None:
    brought(record)
    with record.writing(verb="busy discard", now=NOW, officer="Ada") as session:
        assert discard_busy(session, "ANA lind") == "Ana Lind"

    with record.reading() as session:
        assert (list_busy(session), known_names(session)) == ([], ())
        assert session.scalar(select(func.count()).select_from(KeptTimes)) == 0
        with pytest.raises(NotFound, match="there is no busy calendar 'Ana Lind'"):
            show_busy(session, "Ana Lind", first=date(2027, 5, 7), last=date(2027, 5, 7))


def test_a_name_finds_its_calendar_by_key_and_without_case_and_accents(record: Database) -> None:
    with record.writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_person(session, "NORTH", "José Álvarez").key = "chair"
    for name in ("Ana Lind", "José Álvarez", "TRADE"):
        brought(record, name)
    asked = ("CHAIR", "jose alvarez", "JOSE\u0301 A\u0301LVAREZ", "trade", "Joseph", "ana")

    with record.reading() as session:
        found = calendars_named(session, asked)
        times = busy_times(session, asked, since=MAY, until=JUNE)

    assert {name: [one.name for one in calendars] for name, calendars in found.items()} == {
        **{name: ["José Álvarez"] for name in asked[:3]},
        "trade": ["TRADE"],
        "Joseph": [],
        "ana": [],
    }
    assert times.names == asked[:4]


def test_a_key_finds_a_calendar_that_came_before_its_person(record: Database) -> None:
    brought(record, "Cem Øz")
    with record.writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_person(session, "SOUTH", "Cem Øz").key = "minister"

    with record.reading() as session:
        (found,) = calendars_named(session, ["minister"])["minister"]
        assert found.name == "Cem Øz"


def test_a_name_that_fits_two_calendars_takes_neither_and_says_so(record: Database) -> None:
    for name in ("Ana Lind", "Aná Lind"):
        brought(record, name)
    annual = SeriesPolicy("ANNUAL", "FREQ=YEARLY", STARTS, time(9, 30), time(17), "Europe/Brussels")

    with record.reading() as session:
        found = calendars_named(session, ["ANÀ LIND", "aná lind"])
        times = busy_times(session, found, since=MAY, until=JUNE)
        findings = attendees_not_known(replace(annual, attendees=tuple(found)), found)
        with pytest.raises(AmbiguousName, match="names more than one busy calendar: Ana Lind, Aná"):
            find_busy(session, "ANÀ LIND")

    assert times.names == ("aná lind",)
    assert [str(one) for one in findings] == [
        (
            "warning: ANNUAL: ANÀ LIND may mean several busy calendars, and none is taken: "
            "Ana Lind, Aná Lind; name one of these"
        )
    ]


def test_a_name_that_differs_by_an_accent_replaces_nobody(record: Database) -> None:
    assert [brought(record, name).before for name in ("Ana Lind", "Aná Lind")] == [None, None]

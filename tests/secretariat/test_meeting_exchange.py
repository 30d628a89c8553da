"""What one record gives another: a series goes and comes back, and one that changes is followed."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy.orm import Session

from scheduler.errors import AlreadyExists, Finding, IllegalTransition, InvalidValue, NotAllowed
from scheduler.exports.exchange import as_jcal, exchange_file
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.model.meeting import DateChange, Meeting
from scheduler.model.vocabulary import (
    Certainty,
    ChangeKind,
    MeetingKind,
    MeetingState,
    Mode,
    NumberCertainty,
)
from scheduler.papers.clean import clean_text
from scheduler.secretariat import lifecycle
from scheduler.secretariat.feed_entries import entry_of
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.meeting_edits import MeetingEdit, edit_meeting
from scheduler.secretariat.meeting_exports import exported_series
from scheduler.secretariat.meeting_import_storing import store_import
from scheduler.secretariat.meeting_imports import Act, CalendarGiven, plan_import
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import NOW
from tests.counts import times

LATER = NOW + timedelta(days=2000)
REFUSED = (AlreadyExists, IllegalTransition, InvalidValue, NotAllowed)
ZONES = ("Europe/Brussels", "America/New_York", "Africa/Casablanca", "Asia/Kathmandu")
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Zl", "Zp"))

lines = st.one_of(
    st.just(""),
    st.sampled_from(("Rue de la Loi 170, B", "C:\\New; x", "Cancelled: no", 'a "b" ^n', "été")),
    st.text(SIGNS, max_size=40).map(lambda text: " ".join(clean_text(text).split())),
)
hours = st.tuples(st.integers(0, 11), st.integers(12, 23), st.sampled_from((0, 1, 30, 59)))


@st.composite
def meetings(draw: st.DrawFn) -> dict[str, object]:
    """The columns of a meeting in any state that the record allows."""
    day = draw(st.dates(date(1990, 1, 1), date(2045, 12, 31)))
    span = draw(st.none() | hours)
    days = draw(st.integers(0, 3))
    is_past = day < LATER.date()
    states = [state for state in MeetingState if is_past or state is not MeetingState.HELD]
    certainty = draw(st.sampled_from(NumberCertainty))
    return {
        "state": draw(st.sampled_from(states)),
        "day": day,
        "last_day": day + timedelta(days=days) if days else None,
        "start_time": time(span[0], span[2]) if span else None,
        "end_time": time(span[1], span[2]) if span else None,
        "zone": draw(st.sampled_from(ZONES)) if span else factories.ZONE,
        "number_certainty": certainty,
        "kind": draw(st.sampled_from((MeetingKind.REGULAR, MeetingKind.EXTRAORDINARY))),
        "title": draw(lines),
        "place": draw(lines),
        "venue": draw(lines),
        "mode": draw(st.sampled_from(Mode)),
        "link": draw(st.sampled_from(("", "https://meet.example/j?a=b,c;d"))),
        "date_certainty": draw(st.sampled_from((Certainty.EXACT, Certainty.DISPUTED))),
        "date_words": draw(lines),
        "sequence": draw(st.integers(0, 9)),
        "changed_at": NOW + timedelta(seconds=draw(st.integers(0, 99_999))),
    }


@pytest.fixture(scope="module")
def records(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Database]:
    """Two records; what a test does there is taken back."""
    folder = tmp_path_factory.mktemp("exchange")
    found = []
    for name in ("one.db", "other.db"):
        (folder / name).write_bytes(sqlite_template.read_bytes())
        found.append(open_database(str(folder / name)))
    return found


@pytest.fixture
def one(records: list[Database]) -> Iterator[Session]:
    with records[0].writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        yield session
        session.rollback()


def add(session: Session, place: int, columns: dict[str, object]) -> None:
    series = factories.series(session, "ANNUAL")
    is_known = columns["number_certainty"] is not NumberCertainty.UNKNOWN
    code = f"ANNUAL-2027-{place}"
    meeting = Meeting(
        partnership=series.partnership,
        series=series,
        uid=meeting_uid(series.partnership.code, code),
        code=code,
        slot=datetime(2000 + place, 1, 1, 9) if place % 2 else None,  # noqa: DTZ001 -- wall time
        number=place if is_known else None,
        host=factories.body(session, "TRADE") if place % 3 else None,
        created_at=NOW,
        **columns,
    )
    moved = DateChange(at=NOW, officer="Ada", kind=ChangeKind.MOVED, old_day=date(2026, 5, place))
    meeting.changes.append(moved)
    session.add(meeting)


def file_of(session: Session) -> bytes:
    return exchange_file(exported_series(session, factories.series(session, "ANNUAL"))[0])


def take(
    session: Session, content: bytes, *, is_series_said: bool = True
) -> tuple[list[Act], Sequence[Finding]]:
    series = factories.series(session, "ANNUAL")
    given_ = CalendarGiven("annual.ics", content, series if is_series_said else None)
    today = LATER.date()
    plan = plan_import(session, series.partnership, given_, now=LATER, today=today)
    _, told = store_import(session, series.partnership, plan, now=LATER, today=today, officer="Bob")
    return [act for act, _ in plan.candidates], (*plan.findings, *told)


@settings(max_examples=times(6, 1_000))
@given(columns=st.lists(meetings(), min_size=1, max_size=5), is_series_said=st.booleans())
def test_a_series_goes_into_an_empty_record_and_comes_back_the_same(
    *, records: list[Database], columns: list[dict[str, object]], is_series_said: bool
) -> None:
    with (
        records[0].writing(verb="test", now=NOW, officer="Ada") as one,
        records[1].writing(verb="test", now=LATER, officer="Bob") as other,
    ):
        for session in (one, other):
            factories.add_partnership(session)
        for place, each in enumerate(columns, 1):
            add(one, place, each)
        one.flush()
        content = file_of(one)

        acts, _ = take(other, content, is_series_said=is_series_said)

        assert acts == [Act.NEW] * len(columns)
        assert file_of(other).decode() == content.decode()
        assert take(other, content)[0] == [Act.SAME] * len(columns)
        assert file_of(other) == content
        assert check_calendar("annual.ics", content).findings == ()
        assert said_in_jcal(content) == said_in_icalendar(content)
        one.rollback()
        other.rollback()


def test_every_database_takes_a_series_and_knows_it_again(database: Database) -> None:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.add_meeting(session, "ANNUAL-2027-5", date(2027, 5, 7), number=3)
        content = file_of(session)
        found = factories.meeting(session, "ANNUAL-2027-5")
        session.delete(found)
        session.flush()

    with database.writing(verb="test", now=LATER, officer="Bob") as session:
        acts = [take(session, content)[0] for _ in range(2)]

    with database.reading() as session:
        assert (acts, file_of(session)) == ([[Act.NEW], [Act.SAME]], content)


def said_in_jcal(content: bytes) -> list[dict[str, object]]:
    """Of each event its properties by name, as JSON has them."""
    _, _, parts = json.loads(as_jcal(content))
    events = [properties for kind, properties, _ in parts if kind == "vevent"]
    return [
        {name: value for name, _, _, value in properties if name in TEXTS} for properties in events
    ]


def said_in_icalendar(content: bytes) -> list[dict[str, object]]:
    events = Calendar.from_ical(content).walk("VEVENT")
    return [{name: str(event[name]) for name in TEXTS if name in event} for event in events]


TEXTS = ("uid", "summary", "description", "location", "status", "conference")


STEPS: dict[str, Callable[[Session, Meeting, int, datetime], object]] = {
    "confirm": lambda session, one, _, now: lifecycle.confirm(session, one, now=now, officer="Ada"),
    "renumber": lambda session, one, n, now: lifecycle.confirm(
        session, one, number=n, now=now, officer="Ada"
    ),
    "move": lambda session, one, n, now: lifecycle.move(
        session, one, day=date(2027, 6, n), reason="x", now=now, officer="Ada"
    ),
    "cancel": lambda session, one, _, now: lifecycle.cancel(
        session, one, reason="x", now=now, officer="Ada"
    ),
    "postpone": lambda session, one, _, now: lifecycle.postpone(
        session, one, reason="x", now=now, officer="Ada"
    ),
    "hold": lambda _s, one, _, now: lifecycle.hold(one, today=LATER.date(), now=now, officer="Ada"),
    "virtual": lambda session, one, _, now: edit_meeting(
        session, one, MeetingEdit(mode=Mode.VIRTUAL), now=now
    ),
    "place": lambda session, one, n, now: edit_meeting(
        session, one, MeetingEdit(place=f"Room {n}", title=f"Round {n}"), now=now
    ),
    "hours": lambda session, one, n, now: edit_meeting(
        session, one, MeetingEdit(hours=(time(n % 12), time(13))), now=now
    ),
    "hide": lambda session, one, _, now: edit_meeting(
        session, one, MeetingEdit(is_published=False), now=now
    ),
}
steps = st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 1), st.integers(1, 28))


def test_a_day_that_a_meeting_came_back_to_is_told_once(records: list[Database]) -> None:
    with records[0].writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        made = factories.add_meeting(session, "ANNUAL-2027-5", date(2027, 5, 7))
        for day in (date(2027, 5, 7), date(2027, 6, 2)):
            with suppress(*REFUSED):
                lifecycle.postpone(session, made, reason="x", now=NOW, officer="Ada")
            lifecycle.move(session, made, day=day, reason="x", now=NOW, officer="Ada")

        told = entry_of(made).description.count("Moved from")
        session.rollback()

    assert told == 1


@settings(max_examples=times(5, 500))
@given(history=st.lists(steps, min_size=1, max_size=8))
def test_another_record_follows_whatever_becomes_of_a_series(
    records: list[Database], history: list[tuple[str, int, int]]
) -> None:
    with (
        records[0].writing(verb="test", now=NOW, officer="Ada") as one,
        records[1].writing(verb="test", now=LATER, officer="Bob") as other,
    ):
        for session in (one, other):
            factories.add_partnership(session)
        made = [
            factories.add_meeting(
                one, f"ANNUAL-2027-{n}", date(2027, n, 7), state=MeetingState.PLANNED
            )
            for n in (2, 5)
        ]
        take(other, file_of(one))
        for count, (what, which, number) in enumerate(history, 1):
            with suppress(*REFUSED):  # the record does not allow it now, and nothing is done
                STEPS[what](one, made[which], number, NOW + timedelta(minutes=count))
            one.flush()
            content = file_of(one)
            take(other, content)
            assert file_of(other).decode() == content.decode()
        one.rollback()
        other.rollback()

"""What an import makes of one event: whom it takes it for, and what it leaves as it is."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.errors import Finding
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Source
from scheduler.model.series import RuleVersion
from scheduler.model.vocabulary import Certainty, MeetingState, Mode, NumberCertainty
from scheduler.secretariat.meeting_import_storing import store_import
from scheduler.secretariat.meeting_imports import CalendarGiven, plan_import
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import NOW, TODAY
from tests.imports.busy.reading import calendar

TIMES = (
    "DTSTART;TZID=Europe/Brussels:20270507T093000\nDTEND;TZID=Europe/Brussels:20270507T170000\n"
    "SUMMARY:3rd Annual Meeting"
)
NEWER = "DTSTAMP:20261124T090000Z\nSEQUENCE:1\n"


@pytest.fixture(scope="module")
def record(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    path = tmp_path_factory.mktemp("imports") / "record.db"
    path.write_bytes(sqlite_template.read_bytes())
    return open_database(str(path))


@pytest.fixture
def session(record: Database) -> Iterator[Session]:
    """A record with ANNUAL-3, confirmed for 7 May 2027; what a test does is taken back."""
    with record.writing(verb="test", now=NOW, officer="Ada") as writing:
        factories.add_partnership(writing)
        factories.add_meeting(writing, "ANNUAL-2027-1", date(2027, 5, 7), number=3)
        yield writing
        writing.rollback()


def known(session: Session) -> Meeting:
    return factories.meeting(session, "ANNUAL-2027-1")


def take(session: Session, *events: str, of: str | None = "ANNUAL") -> Sequence[str]:
    """What an import of these events has to say."""
    series = factories.series(session, of) if of else None
    partnership = factories.series(session, "ANNUAL").partnership
    given = CalendarGiven("a.ics", calendar(*events), series)
    plan = plan_import(session, partnership, given, now=NOW, today=TODAY)
    _, told = store_import(session, partnership, plan, now=NOW, today=TODAY, officer="Ada")
    session.flush()
    findings: tuple[Finding, ...] = (*plan.findings, *told)
    return [finding.message for finding in findings]


def of_known(session: Session, *lines: str, head: str = NEWER) -> str:
    return "\n".join([f"UID:{known(session).uid}", f"{head}{TIMES}", *lines])


def new(*lines: str, uid: str = "new", times: str = TIMES) -> str:
    return "\n".join([f"UID:{uid}\n{NEWER}{times}", *lines])


def by_uid(session: Session, uid: str) -> Meeting:
    return session.scalars(select(Meeting).where(Meeting.uid == uid)).one()


def test_a_day_that_a_file_chose_was_computed_with_no_closures(session: Session) -> None:
    known(session).closure_editions = ["brussels 2027"]
    take(session, of_known(session))
    assert known(session).closure_editions == ["brussels 2027"]

    take(session, of_known(session, head=NEWER.replace("E:1", "E:2")).replace("0507T", "0508T"))
    assert (known(session).day, known(session).closure_editions) == (date(2027, 5, 8), [])


def test_no_file_changed_a_meeting_after_now(session: Session) -> None:
    later = "LAST-MODIFIED:29990101T000000Z\nCREATED:29990101T000000Z"
    take(session, of_known(session, later), new(later))

    assert [known(session).changed_at, by_uid(session, "new").created_at] == [NOW, NOW]


def test_an_event_that_nobody_stamped_is_of_now(session: Session) -> None:
    take(session, new().replace("DTSTAMP:20261124T090000Z\n", ""))

    assert by_uid(session, "new").changed_at == NOW


def test_the_same_file_is_the_same_source(session: Session) -> None:
    for _ in range(2):
        take(session, new())
        session.delete(by_uid(session, "new"))
        session.flush()

    assert session.scalar(select(func.count()).select_from(Source)) == 1


def test_nothing_is_said_of_a_file_that_is_older(session: Session) -> None:
    known(session).sequence = 9
    lost = "X-SCHEDULER-CODE:A\nX-SCHEDULER-HOST:NOBODY"

    assert take(session, of_known(session, lost)) == []
    assert take(session, of_known(session, lost, head=NEWER.replace("E:1", "E:10"))) == [
        "its host NOBODY is no body of the record"
    ]


@pytest.mark.parametrize(
    ("number", "certainty", "given", "said"),
    [
        ("4", "certain", 4, []),
        ("3", "provisional", 3, []),
        ("3", "certain", None, ["the file numbers it 3, and another meeting has that number"]),
        ("4", "unknown", None, []),
        ("0", "certain", None, []),
        ("99999999999", "certain", None, []),
    ],
)
def test_a_number_is_taken_where_nobody_has_it(
    session: Session, number: str, certainty: str, given: int | None, said: list[str]
) -> None:
    facts = f"X-SCHEDULER-CODE:A\nX-SCHEDULER-NUMBER:{number}"

    told = take(session, new(f"{facts}\nX-SCHEDULER-NUMBER-CERTAINTY:{certainty}"))

    assert (by_uid(session, "new").number, told) == (given, said)


def test_two_meetings_of_a_file_cannot_share_a_number(session: Session) -> None:
    facts = "X-SCHEDULER-CODE:A\nX-SCHEDULER-NUMBER:7\nX-SCHEDULER-NUMBER-CERTAINTY:certain"

    take(session, new(facts, uid="one"), new(facts, uid="two"))

    assert [by_uid(session, uid).number for uid in ("one", "two")] == [7, None]


def test_a_number_that_outcomes_bear_stays(session: Session) -> None:
    facts = "X-SCHEDULER-CODE:A\nX-SCHEDULER-NUMBER:8\nX-SCHEDULER-NUMBER-CERTAINTY:certain"
    known(session).last_reference = 2

    assert take(session, of_known(session, facts, "STATUS:CONFIRMED")) == [
        "the file numbers it 8; 3 stands in its outcomes"
    ]
    assert known(session).number == 3


def test_a_meeting_of_no_numbered_series_gets_no_number(session: Session) -> None:
    facts = "X-SCHEDULER-CODE:A\nX-SCHEDULER-NUMBER:8\nX-SCHEDULER-NUMBER-CERTAINTY:certain"

    for of in ("PREP", None):
        take(session, new(facts, uid=f"{of}"), of=of)
        assert by_uid(session, f"{of}").number is None


def test_a_side_meeting_may_stand_before_its_parent_in_a_file(session: Session) -> None:
    side = new("X-SCHEDULER-CODE:S\nX-SCHEDULER-KIND:side\nRELATED-TO;RELTYPE=SIBLING:b", uid="a")

    take(session, side, new(uid="b"))

    assert by_uid(session, "a").parent is by_uid(session, "b")


def test_a_slot_belongs_to_one_meeting(session: Session) -> None:
    facts = "X-SCHEDULER-CODE:A\nX-SCHEDULER-SLOT:20270507T093000"

    take(session, new(facts, uid="one"), new(facts, uid="two"))

    slots = [by_uid(session, uid).slot for uid in ("one", "two")]
    assert slots == [datetime(2027, 5, 7, 9, 30), None]  # noqa: DTZ001 -- wall time


def test_what_a_calendar_shows_holds_against_facts_it_does_not_know(session: Session) -> None:
    """Somebody changed the title, the place and the status in their own calendar."""
    facts = (
        "X-SCHEDULER-CODE:A\nX-SCHEDULER-STATE:held\nX-SCHEDULER-PLACE:Ghent\n"
        "X-SCHEDULER-VENUE:Hall\nX-SCHEDULER-MODE:hybrid"
    )

    take(
        session,
        of_known(session, facts, "STATUS:CANCELLED", "LOCATION:Bruges").replace("3rd", "4th"),
    )

    meeting = known(session)
    assert (meeting.state, meeting.title) == (MeetingState.CANCELLED, "4th Annual Meeting")
    assert (meeting.venue, meeting.place, meeting.mode) == ("", "Bruges", Mode.UNKNOWN)


def test_facts_hold_where_the_calendar_shows_the_same(session: Session) -> None:
    facts = (
        "X-SCHEDULER-CODE:A\nX-SCHEDULER-STATE:postponed\nX-SCHEDULER-PLACE:Ghent\n"
        "X-SCHEDULER-VENUE:Hall\nX-SCHEDULER-MODE:hybrid"
    )
    shown = "LOCATION:Hall\\, Ghent\\, also by video conference"

    take(session, of_known(session, facts, "STATUS:CANCELLED", shown))

    meeting = known(session)
    assert (meeting.state, meeting.title) == (MeetingState.POSTPONED, "")
    assert (meeting.venue, meeting.place, meeting.mode) == ("Hall", "Ghent", Mode.HYBRID)


def test_a_file_that_says_nothing_of_status_and_link_leaves_them(session: Session) -> None:
    known(session).link = "https://meet.example/x"

    take(session, of_known(session, "LOCATION:Bruges"))

    meeting = known(session)
    assert (meeting.state, meeting.link) == (MeetingState.CONFIRMED, "https://meet.example/x")
    assert (meeting.place, meeting.number) == ("Bruges", 3)


def test_a_day_that_is_not_changed_keeps_its_certainty(session: Session) -> None:
    known(session).date_certainty = Certainty.DISPUTED

    take(session, of_known(session, "LOCATION:Bruges"))
    assert known(session).date_certainty is Certainty.DISPUTED

    take(session, of_known(session, head=NEWER.replace("E:1", "E:2")).replace("0507T", "0508T"))
    assert known(session).date_certainty is Certainty.EXACT


def test_nothing_was_held_before_its_day(session: Session) -> None:
    held = "X-SCHEDULER-CODE:A\nX-SCHEDULER-STATE:held\nSTATUS:CONFIRMED"

    told = take(
        session, new(held), new(held, uid="old", times=TIMES.replace("20270507", "20250507"))
    )

    assert [by_uid(session, uid).state for uid in ("new", "old")] == ["confirmed", "held"]
    assert told[0] == "it cannot have been held before its day; taken as confirmed"


def test_what_rules_have_against_a_new_day_is_told(session: Session) -> None:
    series = factories.series(session, "ANNUAL")
    starts = datetime(2027, 5, 7, 9, 30)  # noqa: DTZ001 -- wall time
    series.rules.append(RuleVersion(ordinal=1, rule="FREQ=YEARLY", starts=starts, made_at=NOW))
    series.min_gap_months = 9

    told = take(session, new(times=TIMES.replace("20270507", "20270907")))

    assert told == ["less than 9 months after ANNUAL on Friday 7 May 2027"]


def test_a_title_that_is_taken_back_is_none(session: Session) -> None:
    known(session).title = "Round"

    take(session, of_known(session, "STATUS:CONFIRMED"))

    assert known(session).title == ""


def test_a_meeting_of_the_record_is_found_in_no_other_series(session: Session) -> None:
    take(session, of_known(session, "LOCATION:Bruges"), of="PREP")

    assert known(session).series is factories.series(session, "ANNUAL")
    assert known(session).number_certainty is NumberCertainty.CERTAIN


def test_times_in_utc_are_of_the_zone_of_the_series(session: Session) -> None:
    factories.series(session, "ANNUAL").zone = "Asia/Tokyo"

    take(session, new(times="DTSTART:20270507T000000Z\nDURATION:PT1H\nSUMMARY:A"))

    found = by_uid(session, "new")
    assert (found.zone, f"{found.start_time}") == ("Asia/Tokyo", "09:00:00")
    assert found.starts_at == datetime(2027, 5, 7, tzinfo=UTC)
    assert found.ends_at == datetime(2027, 5, 7, tzinfo=UTC) + timedelta(hours=1)

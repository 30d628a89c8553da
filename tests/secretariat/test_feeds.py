from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from scheduler.exports.ical import feed
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.model.agenda import Lead
from scheduler.model.body import Body
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import MeetingState, Presence
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarFeed
from scheduler.papers.parts import Section
from scheduler.secretariat.attendance import members_of
from scheduler.secretariat.feeds import feeds_of
from scheduler.secretariat.lifecycle import move
from scheduler.secretariat.naming import find_partnership
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW
from tests.queries import asked_from_now_on

LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
NAME = "Partnership of Northland and Southmark"


def _slugs(session: Session) -> dict[str, list[str]]:
    """The summaries of each feed's entries, by slug."""
    made = feeds_of(session, find_partnership(session))
    return {one.slug: [entry.uid for entry in one.entries] for one in made}


def test_there_is_a_feed_of_the_partnership_of_each_series_and_of_each_body(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        first = factories.meeting(session, "ANNUAL-2026")
        prep = factories.add_meeting(session, "PREP-2027-1", date(2027, 3, 9), of="PREP")
        factories.add_meeting(session, "ANNUAL-2029", None, state=MeetingState.PLANNED)
        slugs = _slugs(session)

    assert slugs == {
        "north-south": [first.uid, prep.uid, meeting.uid],
        "north-south-annual": [first.uid, meeting.uid],
        "north-south-prep": [prep.uid],
        "north-south-body-fish": [],
        "north-south-body-harbour": [],
        "north-south-body-trade": [],
        "north-south-body-water": [meeting.uid],
    }


def test_feeds_have_names_for_people(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(session)
        meeting.host = factories.body(session, "FISH")
        made = feeds_of(session, meeting.partnership)

    assert [(one.slug, one.name, one.description) for one in made[:4]] == [
        ("north-south", NAME, f"The meetings of the {NAME}."),
        (
            "north-south-annual",
            f"{NAME}: Annual Meeting",
            f"The meetings of the series Annual Meeting of the {NAME}.",
        ),
        (
            "north-south-prep",
            f"{NAME}: Preparatory Meeting",
            f"The meetings of the series Preparatory Meeting of the {NAME}.",
        ),
        (
            "north-south-body-fish",
            f"{NAME}: DG FISH",
            f"The meetings of the {NAME} in which DG FISH takes part.",
        ),
    ]


def _host(meeting: Meeting, body: Body, _session: Session) -> None:
    meeting.host = body


def _chair(meeting: Meeting, body: Body, _session: Session) -> None:
    meeting.chairs.append(Chair(party=body.party, body=body))


def _lead(meeting: Meeting, body: Body, session: Session) -> None:
    _lead_of_both(meeting, body, session)
    item = factories.add_item(session, meeting, "Fees")
    item.reach = Reach.PUBLIC
    item.leads.append(Lead(party=body.party, body=body))


def _lead_of_both(meeting: Meeting, body: Body, session: Session) -> None:
    item = factories.add_item(session, meeting, "Ports")
    item.leads.append(Lead(party=body.party, body=body))


def _lead_among_ourselves(meeting: Meeting, body: Body, session: Session) -> None:
    _lead(meeting, body, session)
    item = factories.add_item(session, meeting, "Ours")
    item.reach, item.party = Reach.PARTY, body.party
    session.flush()


def _lead_only_among_ourselves(meeting: Meeting, body: Body, session: Session) -> None:
    item = factories.add_item(session, meeting, "Ours")
    item.reach, item.party = Reach.PARTY, body.party
    item.leads.append(Lead(party=body.party, body=body))


def _attend(meeting: Meeting, body: Body, session: Session) -> None:
    delegation = Delegation(meeting=meeting, party=body.party)
    delegation.members.append(
        Attendance(post_title="Head of Unit", body=body, presence=Presence.PRESENT)
    )
    session.add(delegation)


def _announced(meeting: Meeting, body: Body, session: Session) -> None:
    _attend(meeting, body, session)
    member = members_of(session, meeting)[0]
    member.is_announced = True


def _nothing(_meeting: Meeting, _body: Body, _session: Session) -> None:
    return


@pytest.mark.parametrize(
    ("part", "takes_part"),
    [
        (_host, True),
        (_chair, True),
        (_lead, True),
        (_lead_among_ourselves, True),
        (_announced, True),
        (_attend, False),
        (_lead_of_both, False),
        (_lead_only_among_ourselves, False),
        (_nothing, False),
    ],
)
def test_a_meeting_is_in_the_feed_of_a_body_where_anybody_may_know_that_it_takes_part(
    database: Database,
    part: Callable[[Meeting, Body, Session], None],
    *,
    takes_part: bool,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(session)
        part(meeting, factories.body(session, "TRADE"), session)
        session.flush()
        slugs = _slugs(session)

    assert slugs["north-south-body-trade"] == ([meeting.uid] if takes_part else [])


def test_bodies_of_one_code_have_feeds_of_their_own_and_the_first_keeps_the_name(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(session)
        meeting.host = factories.add_body(session, factories.party(session, "NORTH"), "fish")
        session.flush()
        slugs = _slugs(session)

    assert {slug: uids for slug, uids in slugs.items() if "fish" in slug} == {
        "north-south-body-fish": [],
        "north-south-body-fish-2": [meeting.uid],
    }


def test_a_slug_is_a_name_that_every_file_system_takes(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(session)
        meeting.partnership.code = r"..\N*S"
        meeting.host = factories.add_body(session, factories.party(session, "NORTH"), 'A?"<|>B.')
        session.flush()
        made = feeds_of(session, meeting.partnership)

    assert [one.slug for one in made if "body-a" in one.slug or "body" not in one.slug] == [
        "---n-s",
        "---n-s-annual",
        "---n-s-prep",
        "---n-s-body-a-----b-",
    ]


def _with_secrets(session: Session) -> Partnership:
    meeting = briefed.add_briefed(session)
    meeting.remarks, meeting.link = "SECRET remark", "https://example.org/SECRET"
    move(session, meeting, day=date(2027, 5, 21), reason="SECRET", now=LATER, officer="SECRET")
    briefed.add_section(session, meeting, Section.BACKGROUND, "SECRET", reach=Reach.PUBLIC)
    item = factories.add_item(session, meeting, "SECRET item")
    item.record = "SECRET record"
    briefed.promise(session, meeting, "SECRET promise", owner="FISH")
    session.flush()
    return meeting.partnership


def test_nothing_internal_is_in_any_feed(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        written = b"".join(feed(one) for one in feeds_of(session, _with_secrets(session)))

    for word in (b"SECRET", b"Lind", b"Ruiz", b"Ports", b"Ada", b"ATTENDEE", b"ORGANIZER"):
        assert word not in written
    assert b"Moved from Friday 7 May 2027." in written


def test_every_feed_passes_our_own_check_and_has_the_same_bytes_again(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _with_secrets(session)
        day_alone = factories.add_meeting(session, "DAY", date(2027, 6, 1), of="PREP")
        day_alone.start_time = day_alone.end_time = None

    def made() -> list[CalendarFeed]:
        with database.reading() as session:
            return feeds_of(session, find_partnership(session))

    found = [check_calendar(one.slug, feed(one)).findings for one in made() if one.entries]
    assert found == [()] * len(found)
    assert found
    assert [feed(one) for one in made()] == [feed(one) for one in made()]


@pytest.mark.parametrize("count", [1, 3])
def test_feeds_ask_the_record_as_often_for_many_meetings_as_for_few(
    database: Database, count: int
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        for number in range(count):
            day = date(2027, 1, 11) + timedelta(weeks=number)
            meeting = factories.add_meeting(session, f"PREP-{number}", day, of="PREP")
            meeting.host = factories.body(session, "FISH")
            move(session, meeting, day=day + timedelta(1), reason="x", now=NOW, officer="Ada")

    with database.reading() as session:
        partnership = find_partnership(session)
        asked = asked_from_now_on(session)
        made = feeds_of(session, partnership)

    assert len(made[0].entries) == count
    assert len(asked) == 7

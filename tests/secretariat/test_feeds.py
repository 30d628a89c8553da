from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from scheduler.exports.ical import feed
from scheduler.model.agenda import Lead
from scheduler.model.body import Body
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import Certainty, MeetingKind, MeetingState, Mode
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus
from scheduler.papers.parts import Section
from scheduler.secretariat.feeds import entry_of, feeds_of
from scheduler.secretariat.lifecycle import cancel, move, postpone
from scheduler.secretariat.naming import find_partnership
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW
from tests.exports.calendar_check import problems_of
from tests.queries import asked_from_now_on

LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
NAME = "Partnership of Northland and Southmark"
NOT_YET = "The date is planned and not yet confirmed."


def _annual(session: Session, **facts: Any) -> Meeting:  # noqa: ANN401 -- columns of a meeting
    """ANNUAL-2 of the small partnership, confirmed for 7 May 2027."""
    factories.add_partnership(session)
    meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    for name, value in facts.items():
        setattr(meeting, name, value)
    return meeting


def _slugs(session: Session) -> dict[str, list[str]]:
    """The summaries of each feed's entries, by slug."""
    made = feeds_of(session, find_partnership(session))
    return {one.slug: [entry.uid for entry in one.entries] for one in made}


def test_an_entry_tells_what_anybody_may_know_with_times_of_the_record(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        entry = entry_of(meeting)

    assert entry == CalendarEntry(
        uid=meeting.uid,
        sequence=0,
        stamp=factories.MADE_AT,
        created=factories.MADE_AT,
        changed=factories.MADE_AT,
        status=EntryStatus.CONFIRMED,
        summary=f"2nd Annual Meeting, {NAME}",
        start=datetime(2027, 5, 7, 9, 30),  # noqa: DTZ001 -- wall time
        end=datetime(2027, 5, 7, 17, 0),  # noqa: DTZ001 -- wall time
        tzid="Europe/Brussels",
        description="Hosted by DG WATER.",
        location="Old Mill, Northtown",
        categories=("Annual Meeting",),
    )


@pytest.mark.parametrize(
    ("state", "status", "line"),
    [
        (MeetingState.PLANNED, EntryStatus.TENTATIVE, NOT_YET),
        (
            MeetingState.PROPOSED,
            EntryStatus.TENTATIVE,
            "The date is proposed to the delegations and not yet confirmed.",
        ),
        (MeetingState.CONFIRMED, EntryStatus.CONFIRMED, ""),
        (MeetingState.HELD, EntryStatus.CONFIRMED, ""),
        (MeetingState.CANCELLED, EntryStatus.CANCELLED, "Cancelled."),
        (MeetingState.POSTPONED, EntryStatus.CANCELLED, "Postponed; a new date will follow."),
    ],
)
def test_every_state_has_its_status_and_says_so(
    sqlite_database: Database, state: MeetingState, status: EntryStatus, line: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        entry = entry_of(_annual(session, state=state))

    assert (entry.status, entry.description) == (status, line)


def test_a_moved_meeting_keeps_its_uid_and_tells_its_old_day_but_not_the_reason(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        before = entry_of(meeting)
        move(session, meeting, day=date(2027, 5, 21), reason="A secret", now=LATER, officer="Ada")
        after = entry_of(meeting)

    assert (after.uid, after.sequence, after.stamp) == (before.uid, before.sequence + 1, LATER)
    assert after.description == "Moved from Friday 7 May 2027."
    assert after.start == datetime(2027, 5, 21, 9, 30)  # noqa: DTZ001 -- wall time


def test_a_meeting_moved_away_and_back_names_only_the_day_it_is_not_on(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        for day in (date(2027, 5, 21), date(2027, 5, 7)):
            move(session, meeting, day=day, reason="Why not", now=LATER, officer="Ada")

        assert entry_of(meeting).description == "Moved from Friday 21 May 2027."


def test_a_meeting_called_off_stays_in_the_feed_with_a_higher_sequence(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        cancel(meeting, reason="Strike", now=LATER, officer="Ada")
        entries = feeds_of(session, meeting.partnership)[0].entries

    assert [(e.status, e.sequence, e.stamp) for e in entries] == [(EntryStatus.CANCELLED, 1, LATER)]


def test_a_postponed_meeting_that_gets_a_new_day_is_tentative_under_the_same_uid(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        uid = meeting.uid
        postpone(meeting, reason="Strike", now=NOW, officer="Ada")
        move(session, meeting, day=date(2027, 6, 4), reason="Again", now=LATER, officer="Ada")
        entry = entry_of(meeting)

    assert (entry.uid, entry.status, entry.sequence) == (uid, EntryStatus.TENTATIVE, 2)


@pytest.mark.parametrize(
    ("facts", "start", "end", "tzid"),
    [
        (
            {"start_time": None, "end_time": None},
            date(2027, 5, 7),
            date(2027, 5, 8),
            None,
        ),
        (
            {"start_time": None, "end_time": None, "last_day": date(2027, 5, 8)},
            date(2027, 5, 7),
            date(2027, 5, 9),
            None,
        ),
        (
            {"last_day": date(2027, 5, 8), "end_time": time(9)},
            datetime(2027, 5, 7, 9, 30),  # noqa: DTZ001 -- wall time
            datetime(2027, 5, 8, 9, 0),  # noqa: DTZ001 -- wall time
            "Europe/Brussels",
        ),
    ],
    ids=["hours-unknown", "two-days", "two-days-with-hours"],
)
def test_a_window_is_half_open_and_a_day_alone_is_a_day(
    sqlite_database: Database, facts: dict[str, Any], start: date, end: date, tzid: str | None
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        entry = entry_of(_annual(session, **facts))

    assert (entry.start, entry.end, entry.tzid) == (start, end, tzid)


@pytest.mark.parametrize(
    ("mode", "place", "location"),
    [
        (Mode.IN_PERSON, "Northtown", "Northtown"),
        (Mode.VIRTUAL, "", "Video conference"),
        (Mode.HYBRID, "Northtown", "Northtown, also by video conference"),
        (Mode.UNKNOWN, "", ""),
    ],
)
def test_the_location_says_where_and_how_but_gives_no_link(
    sqlite_database: Database, mode: Mode, place: str, location: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        entry = entry_of(_annual(session, mode=mode, place=place, link="https://example.org/join"))

    assert (entry.location, entry.conference, entry.url) == (location, "", "")


def test_a_date_that_is_not_certain_says_so(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(
            session,
            date_certainty=Certainty.DISPUTED,
            date_words="7 or 8 May",
            state=MeetingState.HELD,
        )

        assert entry_of(meeting).description == "The date is not certain: 7 or 8 May."


def test_a_side_meeting_belongs_with_the_one_it_stands_beside(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        parent = _annual(session)
        side = factories.add_meeting(session, "TALK", date(2027, 5, 6))
        side.parent, side.kind, side.title = parent, MeetingKind.SIDE, "Talk of the chairs"
        entry = entry_of(side)

    assert (entry.summary, entry.related) == (f"Talk of the chairs, {NAME}", (parent.uid,))


def test_there_is_a_feed_of_the_partnership_of_each_series_and_of_each_body_that_takes_part(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        first = factories.meeting(session, "ANNUAL-2026")
        prep = factories.add_meeting(session, "PREP-2027-1", date(2027, 3, 9), of="PREP")
        factories.add_meeting(session, "ANNUAL-2029", None)
        slugs = _slugs(session)

    assert slugs == {
        "north-south": [first.uid, prep.uid, meeting.uid],
        "north-south-annual": [first.uid, meeting.uid],
        "north-south-prep": [prep.uid],
        "north-south-body-fish": [meeting.uid],
        "north-south-body-harbour": [meeting.uid],
        "north-south-body-trade": [meeting.uid],
        "north-south-body-water": [meeting.uid],
    }


def test_feeds_have_names_for_people(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        meeting.host = factories.body(session, "FISH")
        made = feeds_of(session, meeting.partnership)

    assert [(one.slug, one.name, one.description) for one in made] == [
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
    delegation.members.append(Attendance(post_title="Head of Unit", body=body))
    session.add(delegation)


def _nothing(_meeting: Meeting, _body: Body, _session: Session) -> None:
    return


@pytest.mark.parametrize(
    ("part", "takes_part"),
    [
        (_host, True),
        (_chair, True),
        (_lead, True),
        (_lead_among_ourselves, True),
        (_attend, True),
        (_lead_only_among_ourselves, False),
        (_nothing, False),
    ],
)
def test_a_body_takes_part_where_it_hosts_chairs_leads_or_sends_somebody(
    database: Database,
    part: Callable[[Meeting, Body, Session], None],
    *,
    takes_part: bool,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        part(meeting, factories.body(session, "TRADE"), session)
        session.flush()
        slugs = _slugs(session)

    assert ("north-south-body-trade" in slugs) is takes_part


def test_bodies_of_one_code_have_feeds_of_their_own_and_the_first_keeps_the_name(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        first = factories.body(session, "FISH")
        namesake = factories.add_body(session, factories.party(session, "NORTH"), "fish")
        session.flush()
        meeting.host = namesake
        session.flush()
        alone = _slugs(session)
        meeting.chairs.append(Chair(party=first.party, body=first))
        session.flush()
        both = _slugs(session)

    assert [slug for slug in alone if "body" in slug] == ["north-south-body-fish-2"]
    assert [slug for slug in both if "body" in slug] == [
        "north-south-body-fish",
        "north-south-body-fish-2",
    ]


def test_a_slug_is_a_name_that_every_file_system_takes(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        meeting.partnership.code = r"..\N*S"
        meeting.host = factories.add_body(session, factories.party(session, "NORTH"), 'A?"<|>B.')
        session.flush()
        made = feeds_of(session, meeting.partnership)

    assert [one.slug for one in made] == [
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

    assert {one.slug: problems_of(feed(one)) for one in made()} == {one.slug: [] for one in made()}
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
    assert len(asked) == 8

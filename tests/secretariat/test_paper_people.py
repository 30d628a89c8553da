"""What papers say of the people of a meeting, of who helps, and of where to join."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Contributor
from scheduler.model.partnership import Instrument
from scheduler.model.vocabulary import MeetingState, Mode, Presence, Reply
from scheduler.papers.audience import Reader
from scheduler.secretariat.attendance import members_of
from scheduler.secretariat.minutes import minutes_of
from scheduler.secretariat.packs import briefing_pack
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW, TODAY

NORTH, SOUTH, EVERYBODY = Reader("NORTH"), Reader("SOUTH"), Reader(None)
AFTER = date(2027, 5, 20)
INVITED = date(2026, 11, 2)
ADDRESS = "https://meet.example.org/j/1"


def _known_of_the_director(session: Session, **facts: Any) -> Meeting:  # noqa: ANN401 -- columns
    meeting = briefed.add_briefed(session)
    director = members_of(session, meeting)[0]
    director.reply = Reply.NONE
    for name, value in facts.items():
        setattr(director, name, value)
    session.flush()
    return meeting


@pytest.mark.parametrize(
    ("facts", "ours", "theirs"),
    [
        ({"reply": Reply.DECLINED, "is_announced": True}, "declined", "announced"),
        ({"reply": Reply.ACCEPTED, "invited_on": INVITED}, "accepted", "invited"),
        ({"reply": Reply.ACCEPTED}, "accepted", ""),
        ({"reply": Reply.ACCEPTED, "presence": Presence.EXCUSED}, "excused", "excused"),
    ],
    ids=["announced", "invited", "neither", "recorded"],
)
def test_replies_of_our_people_are_ours_alone(
    sqlite_database: Database, facts: dict[str, Any], ours: str, theirs: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _known_of_the_director(session, **facts)
        packs = [briefing_pack(session, meeting, reader, today=TODAY) for reader in (NORTH, SOUTH)]

    assert [pack.delegations[0].participants[0].standing for pack in packs] == [ours, theirs]


def test_minutes_say_who_was_there_and_of_the_others_that_nothing_is_recorded(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _known_of_the_director(session, is_announced=True, reply=Reply.ACCEPTED)
        meeting.state = MeetingState.HELD
        director, adviser, _ = members_of(session, meeting)
        before = minutes_of(session, meeting, SOUTH, today=AFTER)
        director.presence, director.replaced_by = Presence.REPLACED, adviser
        adviser.presence = Presence.PRESENT
        session.flush()
        after = minutes_of(session, meeting, SOUTH, today=AFTER)

    assert [
        [person.standing for person in minutes.delegations[0].participants]
        for minutes in (before, after)
    ] == [["not recorded"], ["replaced by Adviser, DG WATER", "present"]]


def test_who_helps_with_a_commitment_is_named(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        meeting.state = MeetingState.HELD
        promised = briefed.promise(session, meeting, "Send the map", owner="HARBOUR").commitment
        assert promised is not None
        promised.contributors.append(Contributor(body=factories.body(session, "FISH")))
        session.flush()

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        [*_, other] = minutes_of(session, meeting, SOUTH, today=AFTER).items

    assert [line.contributors for line in other.commitments] == [("DG FISH",)]


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        (Mode.VIRTUAL, [ADDRESS, ADDRESS, ""]),
        (Mode.HYBRID, [ADDRESS, ADDRESS, ""]),
        (Mode.IN_PERSON, ["", "", ""]),
    ],
)
def test_parties_are_told_where_to_join(
    sqlite_database: Database, mode: Mode, told: list[str]
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_annual(session, mode=mode, link=ADDRESS)
        packs = [
            briefing_pack(session, meeting, reader, today=TODAY)
            for reader in (NORTH, SOUTH, EVERYBODY)
        ]

    assert [pack.meeting.link for pack in packs] == told


def test_sources_are_those_of_the_meeting_and_its_people(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        treaty = briefed.add_source(session, meeting, "treaty", "The treaty it rests on")
        meeting.partnership.instruments.append(
            Instrument(key="treaty", title="Treaty", source=treaty)
        )
        session.flush()
        pack = briefing_pack(session, meeting, NORTH, today=TODAY)

    assert pack.sources == (briefed.LETTER, briefed.PARTICIPANTS)


def test_a_pack_with_nothing_to_read_says_so(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        full = briefing_pack(session, briefed.add_briefed(session), NORTH, today=TODAY)
        empty_one = factories.add_meeting(session, "ANNUAL-2028", date(2028, 5, 5))
        empty = briefing_pack(session, empty_one, NORTH, today=TODAY)

    assert full.gaps() == ()
    [finding] = empty.gaps()
    assert str(finding) == (
        "warning: ANNUAL-2028: the pack has neither agenda, people nor notes, so that its pages "
        "are nearly empty; fill it with: scheduler agenda add, attendee add, note set"
    )

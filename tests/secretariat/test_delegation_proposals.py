from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.model.body import BodyName, Mandate
from scheduler.model.meeting import Meeting
from scheduler.secretariat.attendance import find_attendee, list_attendees
from scheduler.secretariat.delegation_proposals import (
    DelegationProposal,
    apply_proposal,
    propose_delegations,
)
from scheduler.secretariat.delegations import AttendeeEdit, NewAttendee, add_attendee, edit_attendee
from scheduler.store.session import Database
from tests import factories
from tests.secretariat.mandated import NORTH, a_meeting, hold, post

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
SINCE = date(2025, 1, 1)


def _lines(proposal: DelegationProposal) -> list[str]:
    return [
        f"{one.step} {one.party} {one.post}, {one.body}: {one.state}"
        + " head" * one.is_head
        + " alternate" * one.is_alternate
        for one in proposal.changes
    ]


def _findings(proposal: DelegationProposal) -> list[str]:
    return [str(one) for one in proposal.findings]


def _all_held(session: Session) -> Meeting:
    meeting = a_meeting(session)
    hold(session, "WATER/Director", "Bo Ek", SINCE)
    hold(session, "TRADE/Director", "Cy Dahl", date(2026, 1, 1))
    hold(session, "TRADE/Minister", "Ana Lind", SINCE)
    hold(session, "TRADE/Adviser", "Di Falk", SINCE)
    hold(session, "FISH/Envoy", "Élodie Ruiz", SINCE)
    return meeting


def test_holders_are_proposed_in_order_of_precedence(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _all_held(session)
        north = factories.party(session, "NORTH")

        proposal = propose_delegations(session, meeting, today=TODAY)

        assert _lines(proposal) == [
            "add NORTH Minister, DG TRADE: Ana Lind head",
            "add NORTH Director, DG TRADE: Cy Dahl",
            "add NORTH Director, DG WATER: Bo Ek",
            "add NORTH Adviser, DG TRADE: Di Falk alternate",
            "add SOUTH Envoy, DG FISH: Élodie Ruiz head",
        ]
        assert _findings(proposal) == []
        assert list_attendees(session, meeting) == []
        assert len(propose_delegations(session, meeting, north, today=TODAY).changes) == 4


def test_what_was_applied_is_not_proposed_again(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _all_held(session)
        first = propose_delegations(session, meeting, today=TODAY)

        assert apply_proposal(session, meeting, today=TODAY) == first

        assert propose_delegations(session, meeting, today=TODAY).changes == ()
        listed = list_attendees(session, meeting)
        assert [(row.name, row.is_head, row.is_alternate) for row in listed] == [
            ("Ana Lind", True, False),
            ("Cy Dahl", False, False),
            ("Bo Ek", False, False),
            ("Di Falk", False, True),
            ("Élodie Ruiz", True, False),
        ]


def test_equal_posts_go_by_the_rank_of_their_bodies(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _all_held(session)
        factories.body(session, "WATER").precedence = 0

        proposed = apply_proposal(session, meeting, today=TODAY)

        order = ["Ana Lind", "Bo Ek", "Cy Dahl", "Di Falk", "Élodie Ruiz"]
        assert [one.name for one in proposed.changes] == order
        assert [row.name for row in list_attendees(session, meeting)] == order


def test_who_acts_comes_before_whom_they_act_for(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _all_held(session)
        hold(session, "TRADE/Minister", "Eva Gran", date(2024, 1, 1), is_acting=True)

        proposal = propose_delegations(session, meeting, today=TODAY)

        assert _lines(proposal)[0] == "add NORTH Acting Minister, DG TRADE: Eva Gran head"
        assert _findings(proposal) == [
            ("note: ANNUAL-2: Acting Minister, DG TRADE is held by Ana Lind too; Eva Gran is taken")
        ]


def test_equal_posts_and_bodies_go_by_the_day_of_the_mandate(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = a_meeting(session)
        factories.body(session, "TRADE").precedence = factories.body(session, "WATER").precedence
        for name, who, since in (
            ("TRADE/Director", "Ana Lind", date(2026, 1, 1)),
            ("WATER/Director", "Bo Ek", SINCE),
        ):
            hold(session, name, who, since)
            apply_proposal(session, meeting, today=TODAY)

        listed = [row.name for row in list_attendees(session, meeting) if row.name]
        assert listed == ["Ana Lind", "Bo Ek"]
        north = find_attendee(session, meeting, "Ana Lind")
        edit_attendee(session, north, AttendeeEdit(is_head=False))

        listed = [row.name for row in list_attendees(session, meeting) if row.name]
        assert listed == ["Bo Ek", "Ana Lind"]


def test_vacant_and_unknown_posts_are_told_apart_and_the_next_holder_leads(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = a_meeting(session)
        hold(session, "TRADE/Minister", "Ana Lind", SINCE, date(2026, 9, 1))
        hold(session, "TRADE/Director", "Cy Dahl", SINCE, is_acting=True)

        proposal = apply_proposal(session, meeting, today=TODAY)

        assert _lines(proposal) == [
            "add NORTH Minister, DG TRADE: vacant since Tue 1 Sep 2026",
            "add NORTH Acting Director, DG TRADE: Cy Dahl head",
            "add NORTH Director, DG WATER: no holder on record",
            "add NORTH Adviser, DG TRADE: no holder on record alternate",
            "add SOUTH Envoy, DG FISH: no holder on record",
        ]
        assert _findings(proposal) == [
            (
                "warning: ANNUAL-2: nobody can head the SOUTH delegation: no post has a known "
                "holder; say who does: scheduler attendee add ANNUAL-2 --head"
            ),
        ]
        hold(session, "TRADE/Minister", "Bo Ek", date(2027, 1, 1))
        assert _lines(propose_delegations(session, meeting, today=date(2027, 2, 1))) == [
            "name NORTH Minister, DG TRADE: Bo Ek"
        ]


def test_mandate_that_changes_before_the_meeting_is_a_warning(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _all_held(session)
        for name, until in (("TRADE/Minister", date(2027, 3, 1)), ("FISH/Envoy", date(2027, 5, 7))):
            post(session, name).mandates[0].valid_until = until
        hold(session, "TRADE/Minister", "Eva Gran", date(2027, 4, 1))

        proposal = propose_delegations(session, meeting, today=TODAY)

        assert _findings(proposal) == [
            (
                "warning: ANNUAL-2: Ana Lind leaves Minister, DG TRADE on Mon 1 Mar 2027, before "
                "the meeting; then: Eva Gran"
            ),
            (
                "warning: ANNUAL-2: Élodie Ruiz leaves Envoy, DG FISH on Fri 7 May 2027, before "
                "the meeting; then: vacant since Fri 7 May 2027"
            ),
            (
                "warning: ANNUAL-2: nobody can head the SOUTH delegation: no post has a known "
                "holder; say who does: scheduler attendee add ANNUAL-2 --head"
            ),
        ]
        post(session, "TRADE/Minister").mandates[0].valid_until = date(2026, 6, 1)
        assert _findings(propose_delegations(session, meeting, today=TODAY))[0] == (
            "warning: ANNUAL-2: Eva Gran takes up Minister, DG TRADE on Thu 1 Apr 2027, "
            "after the invitation (Tue 24 Nov 2026)"
        )


def test_merely_proposed_are_replaced_and_the_invited_only_warned_of(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _all_held(session)
        apply_proposal(session, meeting, today=TODAY)
        invited = find_attendee(session, meeting, "Bo Ek")
        edit_attendee(session, invited, AttendeeEdit(invited_on=TODAY))
        for name, who in (("WATER/Director", "Eva Gran"), ("TRADE/Director", "Fia Holm")):
            post(session, name).mandates[0].valid_until = TODAY
            hold(session, name, who, TODAY)

        proposal = apply_proposal(session, meeting, today=TODAY)

        assert [(one.step, one.state, one.was) for one in proposal.changes] == [
            ("replace", "Fia Holm", "Cy Dahl")
        ]
        assert _findings(proposal) == [
            (
                "warning: ANNUAL-2: Bo Ek is invited as Director, but on the day: Eva Gran; "
                "change it with: scheduler attendee edit ANNUAL-2, or remove"
            ),
        ]


def test_head_that_the_officer_chose_stays(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _all_held(session)
        trade = factories.body(session, "TRADE")
        new = NewAttendee(post="Guest", body=trade, is_head=True)
        add_attendee(session, meeting, trade.party, new)

        apply_proposal(session, meeting, today=TODAY)

        heads = [row.post for row in list_attendees(session, meeting) if row.is_head]
        assert heads == ["Guest", "Envoy"]


def test_who_holds_two_posts_comes_once(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = a_meeting(session)
        ana = hold(session, "TRADE/Director", "Ana Lind", SINCE)
        acting = Mandate(person=ana, valid_from=SINCE, is_acting=True)
        minister = post(session, "TRADE/Minister")
        minister.mandates.append(acting)
        session.flush()

        proposal = apply_proposal(session, meeting, today=TODAY)

        assert _lines(proposal)[0] == "add NORTH Acting Minister, DG TRADE: Ana Lind head"
        assert _findings(proposal)[0] == (
            "note: ANNUAL-2: Ana Lind comes as Acting Minister, DG TRADE, "
            "and holds Director, DG TRADE too"
        )
        assert propose_delegations(session, meeting, today=TODAY).changes == ()


def test_body_that_has_left_sends_nobody_and_names_are_of_the_day(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _all_held(session)
        factories.body(session, "WATER").member_until = date(2027, 1, 1)
        trade = factories.body(session, "TRADE")
        trade.names[0].valid_until = date(2027, 2, 1)
        trade.names.append(BodyName(short="DG SEAS", name="Seas", valid_from=date(2027, 2, 1)))
        session.flush()

        proposal = propose_delegations(session, meeting, today=TODAY)

        assert [one.body for one in proposal.changes] == [
            "DG SEAS",
            "DG SEAS",
            "DG SEAS",
            "DG FISH",
        ]
        assert _findings(proposal) == [
            (
                "note: ANNUAL-2: WATER/Director is left out: DG WATER does not take part on "
                "Fri 7 May 2027"
            )
        ]


def test_meeting_whose_posts_are_not_said_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = a_meeting(session)
        factories.series(session, "ANNUAL").delegation = []
        with pytest.raises(NotAllowed) as refused:
            propose_delegations(session, meeting, today=TODAY)
        assert str(refused.value) == (
            "proposing the delegations to ANNUAL-2 is not possible: ANNUAL does not say which "
            "posts take part; name them under series ANNUAL in the partnership's file, as "
            'delegation = ["HOME/Head of Unit"], and load it'
        )
        factories.series(session, "ANNUAL").delegation = NORTH
        meeting.day = meeting.start_time = meeting.end_time = None
        with session.no_autoflush, pytest.raises(NotAllowed, match="it has no day"):
            propose_delegations(session, meeting, today=TODAY)
        session.rollback()


def test_post_that_fell_away_sends_nobody_and_is_not_vacant(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _all_held(session)
        post(session, "WATER/Director").ended_on = date(2027, 5, 6)
        session.flush()

        proposal = propose_delegations(session, meeting, today=TODAY)

        assert [one.post for one in proposal.changes] == [
            "Minister",
            "Director",
            "Adviser",
            "Envoy",
        ]
        assert _findings(proposal) == [
            ("note: ANNUAL-2: WATER/Director is left out: the post fell away after Thu 6 May 2027")
        ]

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import AudienceLeak, NotAllowed
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Reply
from scheduler.papers.audience import JOINT, Reach, Reader, own, refuse_leaks
from scheduler.papers.people import PeopleKind
from scheduler.papers.seating import Layout
from scheduler.secretariat.attendance import find_attendee, record_reply
from scheduler.secretariat.biographies import NewBiography, set_biography
from scheduler.secretariat.delegation_proposals import apply_proposal
from scheduler.secretariat.delegations import AttendeeEdit, edit_attendee
from scheduler.secretariat.packs import briefing_pack
from scheduler.secretariat.people_papers import people_paper
from scheduler.secretariat.seating_plans import seating_plan
from scheduler.store.session import Database
from tests.secretariat.mandated import a_meeting, hold

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
SINCE = date(2025, 1, 1)
NORTH, SOUTH, PUBLIC = Reader("NORTH"), Reader("SOUTH"), Reader(None)


def _four(session: Session) -> Meeting:
    """Ana invited, Cy and the alternate Di merely proposed by NORTH; Élodie announced by SOUTH."""
    meeting = a_meeting(session)
    for name, who in (
        ("TRADE/Minister", "Ana Lind"),
        ("TRADE/Director", "Cy Dahl"),
        ("TRADE/Adviser", "Di Falk"),
        ("FISH/Envoy", "Élodie Ruiz"),
    ):
        person = hold(session, name, who, SINCE)
        for reach in Reach:
            new = NewBiography(f"{who}, for {reach}", date(2026, 1, 1), reach)
            set_biography(session, person, new, today=TODAY)
    apply_proposal(session, meeting, today=TODAY)
    ana, elodie = (find_attendee(session, meeting, who) for who in ("Ana Lind", "Élodie Ruiz"))
    edit_attendee(session, ana, AttendeeEdit(invited_on=TODAY))
    edit_attendee(session, elodie, AttendeeEdit(is_announced=True))
    session.expire_all()
    return meeting


def _names(session: Session, meeting: Meeting, reader: Reader, kind: PeopleKind) -> list[str]:
    paper, _ = people_paper(session, meeting, reader, kind, today=TODAY)
    return [one.name or one.post for part in paper.delegations for one in part.participants]


@pytest.mark.parametrize("kind", list(PeopleKind))
def test_each_reader_finds_whom_they_may_know_of(
    sqlite_database: Database, kind: PeopleKind
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _four(session)

        assert _names(session, meeting, NORTH, kind) == [
            *("Ana Lind", "Cy Dahl", "Director", "Di Falk", "Élodie Ruiz")
        ]
        assert _names(session, meeting, SOUTH, kind) == ["Ana Lind", "Élodie Ruiz"]
        with pytest.raises(NotAllowed, match="nobody is listed whom the public may know of"):
            people_paper(session, meeting, PUBLIC, kind, today=TODAY)


def test_biographies_printed_are_those_for_the_reader(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _four(session)

        def texts(reader: Reader) -> list[tuple[str, str]]:
            paper, findings = people_paper(
                session, meeting, reader, PeopleKind.PARTICIPANTS, today=TODAY
            )
            assert findings == []
            pack = briefing_pack(session, meeting, reader, today=TODAY)
            assert pack.biographies == paper.biographies
            return [(one.name, str(one.audience)) for one in paper.biographies]

        whole = [(who, "NORTH only") for who in ("Ana Lind", "Cy Dahl", "Di Falk", "Élodie Ruiz")]
        assert texts(NORTH) == whole
        assert texts(SOUTH) == [("Ana Lind", "joint"), ("Élodie Ruiz", "joint")]
        assert briefing_pack(session, meeting, PUBLIC, today=TODAY).biographies == ()


def test_plates_are_ours_while_somebody_is_but_thought_of(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _four(session)

        ours, _ = people_paper(session, meeting, NORTH, PeopleKind.PLATES, today=TODAY)
        theirs, _ = people_paper(session, meeting, SOUTH, PeopleKind.PLATES, today=TODAY)

        assert [one.audience for one in ours.delegations] == [own("NORTH"), JOINT]
        assert [one.audience for one in theirs.delegations] == [JOINT, JOINT]


def test_our_papers_of_people_are_stopped_at_the_wall_for_the_other(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _four(session)
        badges, _ = people_paper(session, meeting, NORTH, PeopleKind.BADGES, today=TODAY)
        people, _ = people_paper(session, meeting, NORTH, PeopleKind.PARTICIPANTS, today=TODAY)
        plan = seating_plan(session, meeting, NORTH, Layout.FACING, today=TODAY)

        for paper, leak in (
            (badges, "delegation list Northland"),
            (people, "biography of Élodie Ruiz"),
            (plan, "places of Northland"),
        ):
            with pytest.raises(AudienceLeak, match=leak):
                refuse_leaks("a paper", SOUTH, paper.pieces())


def test_who_declined_has_neither_plate_nor_place(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _four(session)
        record_reply(find_attendee(session, meeting, "Cy Dahl"), Reply.DECLINED, now=NOW)
        session.flush()

        assert "Cy Dahl" not in _names(session, meeting, NORTH, PeopleKind.PLATES)
        assert "Cy Dahl" in _names(session, meeting, NORTH, PeopleKind.PARTICIPANTS)
        plan = seating_plan(session, meeting, NORTH, Layout.FACING, today=TODAY)
        assert [place.name or place.post for place in plan.far] == ["Director", "Ana Lind"]


def test_places_are_for_the_reader_and_alternates_stand_by(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _four(session)

        ours = seating_plan(session, meeting, NORTH, Layout.FACING, today=TODAY)
        theirs = seating_plan(session, meeting, SOUTH, Layout.FACING, today=TODAY)

        far = [place.name or place.post for place in ours.far]
        assert far == ["Cy Dahl", "Ana Lind", "Director"]
        assert [place.name for place in ours.near] == ["Élodie Ruiz"]
        assert ours.standing_by == ("Di Falk",)
        assert [place.name for place in (*theirs.far, *theirs.near)] == ["Ana Lind", "Élodie Ruiz"]
        assert theirs.standing_by == ()
        with pytest.raises(NotAllowed, match="nobody is expected whom the public may know of"):
            seating_plan(session, meeting, PUBLIC, Layout.FACING, today=TODAY)


def test_old_biographies_are_a_finding_of_the_list_alone(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = a_meeting(session)
        ana = hold(session, "TRADE/Minister", "Ana Lind", SINCE)
        set_biography(session, ana, NewBiography("x", SINCE, Reach.JOINT), today=TODAY)
        apply_proposal(session, meeting, today=TODAY)

        _, of_list = people_paper(session, meeting, NORTH, PeopleKind.PARTICIPANTS, today=TODAY)
        _, of_plates = people_paper(session, meeting, NORTH, PeopleKind.PLATES, today=TODAY)

        assert [one.message.partition(",")[0] for one in of_list] == [
            "the biography of Ana Lind is of Wed 1 Jan 2025"
        ]
        assert of_plates == []

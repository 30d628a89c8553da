"""A seat without a person: papers call its post vacant where that is known, and only there."""

from datetime import date

from sqlalchemy.orm import Session

from scheduler.model.body import Post
from scheduler.model.delegation import Attendance, Delegation
from scheduler.papers.audience import Reader
from scheduler.secretariat.mandates import Term, add_mandate, add_post, end_post
from scheduler.secretariat.paper_people import members_for, participants_for
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW


def _shown(session: Session, last_day: date | None, ended_on: date | None = None) -> bool:
    """Whether the seat of a director is vacant on 8 May 2026, held up to that day before."""
    factories.add_partnership(session)
    meeting = factories.add_meeting(session, "ANNUAL-2026", date(2026, 5, 8), number=1)
    trade = factories.body(session, "TRADE")
    post: Post = add_post(session, trade, "Director")
    factories.add_person(session, "NORTH", "Ana Lind")
    if last_day:
        add_mandate(session, post, "Ana Lind", Term(date(2025, 1, 1), last_day))
    if ended_on:
        end_post(session, post, ended_on)
    seat = Attendance(post_title="Director", body=trade)
    party = factories.party(session, "NORTH")
    session.add(Delegation(meeting=meeting, party=party, members=[seat]))
    session.flush()
    reader = Reader("NORTH")
    [delegation] = participants_for(meeting, members_for(session, meeting, reader), reader)
    [participant] = delegation.participants
    assert (participant.name, participant.post) == ("", "Director")
    return participant.is_vacant


def test_a_post_that_was_left_is_vacant(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        assert _shown(session, date(2026, 4, 30)) is True


def test_a_post_of_which_no_holder_is_known_is_not_called_vacant(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        assert _shown(session, None) is False


def test_a_post_that_fell_away_is_not_called_vacant(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        assert _shown(session, date(2026, 4, 30), date(2026, 5, 7)) is False


def test_a_post_is_vacant_on_its_last_day_still(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        assert _shown(session, date(2026, 4, 30), date(2026, 5, 8)) is True

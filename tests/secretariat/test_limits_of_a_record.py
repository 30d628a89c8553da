"""What may be recorded of an item and of a meeting: no wider than the item, not before the day."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed, TooEarly
from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState, OutcomeKind
from scheduler.papers.audience import Reach
from scheduler.papers.parts import Section
from scheduler.secretariat.agenda_items import ItemEdit
from scheduler.secretariat.agendas import edit_item
from scheduler.secretariat.audiences import owner_of
from scheduler.secretariat.notes import set_section
from scheduler.secretariat.outcomes import NewOutcome, add_outcome
from scheduler.store.session import Database
from tests import factories

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
BEFORE, THE_DAY = date(2027, 5, 6), date(2027, 5, 7)
CONCLUSION = OutcomeKind.CONCLUSION


def _meeting(session: Session, state: MeetingState = MeetingState.CONFIRMED) -> Meeting:
    factories.add_partnership(session)
    return factories.add_meeting(session, "ANNUAL-2027", THE_DAY, number=2, state=state)


def _item(session: Session, meeting: Meeting, reach: Reach) -> AgendaItem:
    item = factories.add_item(session, meeting, str(reach))
    item.reach, item.party = reach, owner_of(reach, meeting.partnership)
    return item


@pytest.mark.parametrize(
    ("of_item", "said", "kept"),
    [
        (Reach.PARTY, None, Reach.PARTY),
        (Reach.JOINT, None, Reach.JOINT),
        (Reach.PUBLIC, None, Reach.JOINT),
        (Reach.PUBLIC, Reach.PUBLIC, Reach.PUBLIC),
        (Reach.JOINT, Reach.PARTY, Reach.PARTY),
    ],
)
def test_an_outcome_goes_as_far_as_its_item_unless_said(
    database: Database, of_item: Reach, said: Reach | None, kept: Reach
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        new = NewOutcome("Agreed.", CONCLUSION, item=_item(session, meeting, of_item), reach=said)
        outcome = add_outcome(session, meeting, new, today=THE_DAY, now=NOW, officer="Ada")

        is_ours = outcome.party is factories.party(session, "NORTH")
        assert (outcome.reach, is_ours) == (kept, kept is Reach.PARTY)


@pytest.mark.parametrize(
    ("of_item", "said", "sentence"),
    [
        (
            Reach.PARTY,
            Reach.JOINT,
            (
                "--audience 'joint' cannot be used: expected no wider one than the agenda item "
                "'party' has, which is NORTH's own"
            ),
        ),
        (
            Reach.JOINT,
            Reach.PUBLIC,
            (
                "--audience 'public' cannot be used: expected no wider one than the agenda item "
                "'joint' has, which is joint"
            ),
        ),
    ],
    ids=["own", "joint"],
)
def test_an_outcome_goes_no_further_than_its_item(
    sqlite_database: Database, of_item: Reach, said: Reach, sentence: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        new = NewOutcome("Agreed.", CONCLUSION, item=_item(session, meeting, of_item), reach=said)

        with pytest.raises(InvalidValue) as refused:
            add_outcome(session, meeting, new, today=THE_DAY, now=NOW, officer="Ada")

    assert str(refused.value) == sentence


def test_nothing_came_of_a_meeting_that_is_still_to_come(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        new = NewOutcome("Agreed.", CONCLUSION)

        with pytest.raises(TooEarly) as early:
            add_outcome(session, meeting, new, today=BEFORE, now=NOW, officer="Ada")
        on_the_day = add_outcome(session, meeting, new, today=THE_DAY, now=NOW, officer="Ada")

        assert on_the_day.reference == "ANNUAL-2/C1"
    assert str(early.value) == (
        "recording an outcome of ANNUAL-2 is not possible before the day has come: "
        "it is Friday 7 May 2027"
    )


def test_a_note_on_an_item_of_ours_stays_ours(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        item = _item(session, meeting, Reach.PARTY)

        with pytest.raises(InvalidValue, match="--audience 'joint' cannot be used"):
            set_section(
                session, meeting, Section.BACKGROUND, "x", item=item, reach=Reach.JOINT, now=NOW
            )
        kept = set_section(session, meeting, Section.BACKGROUND, "x", item=item, now=NOW)

        assert kept is not None
        assert kept.reach is Reach.PARTY


@pytest.mark.parametrize("edit", [ItemEdit(record="Said."), ItemEdit(minutes_used=5)])
def test_nothing_was_said_before_the_day(sqlite_database: Database, edit: ItemEdit) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        item = _item(session, _meeting(session), Reach.JOINT)

        with pytest.raises(TooEarly) as early:
            edit_item(session, item, edit, today=BEFORE)
        edit_item(session, item, edit, today=THE_DAY)
        edit_item(session, item, ItemEdit(title="Renamed"), today=BEFORE)

        assert (item.record, item.minutes_used) == (edit.record or "", edit.minutes_used)
    assert str(early.value) == (
        "recording what was said at ANNUAL-2 is not possible before the day has come: "
        "it is Friday 7 May 2027"
    )


def test_nothing_is_said_at_a_meeting_that_is_not_held(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        item = _item(session, _meeting(session, MeetingState.CANCELLED), Reach.JOINT)

        with pytest.raises(NotAllowed, match="the meeting is cancelled; see: scheduler meeting"):
            edit_item(session, item, ItemEdit(record="Said."), today=THE_DAY)

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.vocabulary import MeetingState, OutcomeKind
from scheduler.papers.audience import JOINT, PUBLIC, Reach, Reader, own
from scheduler.papers.blocks import Paragraph, Span
from scheduler.papers.minutes import Formula, MinutedItem, Minutes, RecordedOutcome
from scheduler.papers.parts import AgendaLine, CommitmentLine
from scheduler.secretariat.commitments import Step, find_commitment, update_commitment
from scheduler.secretariat.dates import when
from scheduler.secretariat.dues import Due
from scheduler.secretariat.minutes import minutes_of
from scheduler.secretariat.naming import agenda_of, find_partnership
from scheduler.secretariat.outcomes import NewOutcome, add_outcome
from scheduler.store.session import Database
from tests import briefed, factories
from tests.briefed import AMONG_US, ATTENDANCE, FACTS, FEES, LETTER, NORTHS, PARTICIPANTS, PORTS
from tests.clock import NOW
from tests.queries import asked_from_now_on

NORTH, SOUTH, EVERYBODY = Reader("NORTH"), Reader("SOUTH"), Reader(None)
AFTER = date(2027, 5, 20)
OTHER = AgendaLine("", "Other outcomes", "", None, None, (), (), PUBLIC)
FACTS_HELD = replace(FACTS, state="held")
SAID = (Paragraph((Span("Both sides "), Span("agreed", bold=True), Span("."))),)


def _conclude(
    session: Session, meeting: Meeting, text: str, *, item: int | None, reach: Reach = Reach.JOINT
) -> Outcome:
    new = NewOutcome(text, kind=OutcomeKind.CONCLUSION, reach=reach)
    outcome = add_outcome(session, meeting, new, today=AFTER, now=NOW, officer="Ada")
    # As for an item that was made one party's own later on.
    outcome.item = agenda_of(session, meeting)[item - 1] if item else None
    session.flush()
    return outcome


def _held(session: Session) -> Meeting:
    """ANNUAL-2, with an outcome of every kind of place and audience."""
    meeting = briefed.add_briefed(session)
    agenda_of(session, meeting)[0].record = "Both sides **agreed**."
    _conclude(session, meeting, "On ports", item=1)
    _conclude(session, meeting, "On ports, ours", item=1, reach=Reach.PARTY)
    _conclude(session, meeting, "From our own item", item=2)
    _conclude(session, meeting, "Of no item", item=None)
    _conclude(session, meeting, "Told to all", item=None, reach=Reach.PUBLIC)
    briefed.promise(session, meeting, "Send the map", owner="HARBOUR").item = agenda_of(
        session, meeting
    )[2]
    meeting.state = MeetingState.HELD
    session.flush()
    return meeting


def _conclusion(number: int, text: str, reach: Reach = Reach.JOINT) -> RecordedOutcome:
    audience = {Reach.JOINT: JOINT, Reach.PUBLIC: PUBLIC, Reach.PARTY: own("NORTH")}[reach]
    return RecordedOutcome(f"ANNUAL-2/C{number}", "conclusion", text, audience)


OURS = _conclusion(2, "On ports, ours", Reach.PARTY)
MAP = CommitmentLine(
    reference="ANNUAL-2/C6",
    text="Send the map",
    owner="DG HARBOUR",
    due="Friday 7 May 2027",
    state="decided",
    late=False,
    decided="ANNUAL-2, Friday 7 May 2027",
    history=(),
    audience=JOINT,
)
TOLD = _conclusion(5, "Told to all", Reach.PUBLIC)


def test_minutes_for_the_home_party_hold_what_was_said_and_what_came_of_it(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _held(session)

    with database.reading() as session:
        minutes = minutes_of(session, factories.meeting(session, "ANNUAL-2027"), NORTH, today=AFTER)

    assert minutes == Minutes(
        meeting=FACTS_HELD,
        reader=NORTH,
        reader_name="Northland",
        prepared_on=AFTER,
        marking="For the meeting",
        delegations=ATTENDANCE,
        items=(
            MinutedItem(PORTS, SAID, JOINT, (_conclusion(1, "On ports"), OURS), ()),
            MinutedItem(AMONG_US, (), NORTHS, (_conclusion(3, "From our own item"),), ()),
            MinutedItem(FEES, (), JOINT, (), (MAP,)),
            MinutedItem(OTHER, (), JOINT, (_conclusion(4, "Of no item"), TOLD), ()),
        ),
        sources=(LETTER, PARTICIPANTS),
        status="Draft",
        opening=(Formula("Apologies of Southmark: Élodie Ruiz.", JOINT),),
    )


def test_what_came_of_an_item_that_the_reader_may_not_see_stands_under_no_item(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        minutes = minutes_of(session, _held(session), SOUTH, today=AFTER)

    assert minutes.items == (
        MinutedItem(PORTS, SAID, JOINT, (_conclusion(1, "On ports"),), ()),
        MinutedItem(FEES, (), JOINT, (), (MAP,)),
        MinutedItem(
            OTHER,
            (),
            JOINT,
            (_conclusion(3, "From our own item"), _conclusion(4, "Of no item"), TOLD),
            (),
        ),
    )


def test_minutes_for_the_public_hold_what_is_public_alone(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        minutes = minutes_of(session, _held(session), EVERYBODY, today=AFTER)

    assert minutes == Minutes(
        meeting=FACTS_HELD,
        reader=EVERYBODY,
        reader_name="the public",
        prepared_on=AFTER,
        marking="For the meeting",
        delegations=(),
        items=(MinutedItem(FEES, (), JOINT, (), ()), MinutedItem(OTHER, (), JOINT, (TOLD,), ())),
        sources=(LETTER,),
        status="Draft",
    )


def test_what_was_said_under_a_public_item_is_for_the_parties_alone(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _held(session)
        agenda_of(session, meeting)[2].record = "Both sides **agreed**."
        minutes = [
            minutes_of(session, meeting, reader, today=AFTER)
            for reader in (NORTH, SOUTH, EVERYBODY)
        ]

    of_fees = [next(item for item in one.items if item.line == FEES) for one in minutes]
    assert [item.record for item in of_fees] == [SAID, SAID, ()]
    assert {item.record_audience for item in of_fees} == {JOINT}


def test_minutes_stay_as_they_were_whatever_becomes_of_a_commitment(database: Database) -> None:
    def minuted(session: Session) -> CommitmentLine:
        minutes = minutes_of(session, factories.meeting(session, "ANNUAL-2027"), NORTH, today=AFTER)
        return next(line for item in minutes.items for line in item.commitments)

    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _held(session)
    lines = []
    for step, text, due in (
        (Step.REPORT, "Half is sent.", None),
        (Step.AMEND, "Send the map and the list", Due(day=date(2028, 1, 1))),
        (Step.CLOSE, "All is sent.", None),
    ):
        with database.writing(verb="t", now=NOW, officer="Ada") as session:
            promised = find_commitment(session, "ANNUAL-2/C6")
            update_commitment(
                promised,
                step,
                text=text,
                due=due,
                reach=Reach.JOINT,
                now=NOW,
                officer="Ada",
            )
        with database.reading() as session:
            lines.append(minuted(session))

    assert lines == [MAP, *[replace(MAP, state="since amended")] * 2]


def test_the_heading_of_other_outcomes_is_nobodys_secret(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        meeting.state = MeetingState.HELD
        _conclude(session, meeting, "Ours", item=None, reach=Reach.PARTY)
        _conclude(session, meeting, "Of both", item=None)
        minutes = minutes_of(session, meeting, NORTH, today=AFTER)

    assert minutes.items[-1].line == OTHER


@pytest.mark.parametrize(
    ("state", "today", "allowed"),
    [
        (MeetingState.HELD, date(2027, 5, 7), True),
        (MeetingState.CONFIRMED, date(2027, 5, 7), True),
        (MeetingState.CONFIRMED, date(2027, 5, 6), False),
        (MeetingState.PLANNED, date(2027, 5, 7), False),
        (MeetingState.PROPOSED, date(2027, 5, 7), False),
        (MeetingState.CANCELLED, date(2027, 5, 7), False),
        (MeetingState.POSTPONED, date(2027, 5, 7), False),
    ],
)
def test_minutes_are_built_from_the_day_of_the_meeting_on(
    sqlite_database: Database, state: MeetingState, today: date, *, allowed: bool
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        meeting.state = state
        if allowed:
            assert minutes_of(session, meeting, NORTH, today=today).prepared_on == today
            return

        planned_for = when(meeting)
        with pytest.raises(NotAllowed) as refused:
            minutes_of(session, meeting, NORTH, today=today)

    assert str(refused.value) == (
        f"building the minutes of ANNUAL-2 is not possible: it is {state} for {planned_for}; "
        "minutes can be built from the day of the meeting on"
    )


def test_a_meeting_held_on_a_day_that_nobody_knows_has_minutes(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        meeting = factories.add_meeting(session, "ANNUAL-2021", None, state=MeetingState.HELD)

        assert minutes_of(session, meeting, NORTH, today=AFTER).items == ()


@pytest.mark.parametrize("times", [1, 3])
def test_minutes_ask_the_record_as_often_for_many_outcomes_as_for_few(
    database: Database, times: int
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _held(session)
        for number in range(times):
            briefed.promise(session, meeting, f"Do {number}", owner="FISH")

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        assert find_partnership(session).home_party is not None
        asked = asked_from_now_on(session)
        minutes = minutes_of(session, meeting, NORTH, today=AFTER)

    assert len(minutes.items[-1].commitments) == times
    assert len(asked) == 19

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed, NotFound
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.vocabulary import MeetingState, NumberCertainty, OutcomeKind
from scheduler.papers.audience import Reach
from scheduler.secretariat.dues import Due, due_from
from scheduler.secretariat.outcomes import (
    NewOutcome,
    OutcomeRow,
    Promise,
    add_outcome,
    list_outcomes,
)
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import AFTER
from tests.counts import times
from tests.queries import asked_from_now_on

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
CONCLUSION, COMMITMENT = OutcomeKind.CONCLUSION, OutcomeKind.COMMITMENT


def _held(session: Session) -> Meeting:
    factories.add_partnership(session)
    return factories.add_meeting(
        session, "ANNUAL-2026", date(2026, 5, 8), state=MeetingState.HELD, number=1
    )


def _conclude(session: Session, meeting: Meeting, text: str = "Agreed.") -> str:
    added = add_outcome(
        session, meeting, NewOutcome(text, kind=CONCLUSION), today=AFTER, now=NOW, officer="Ada"
    )
    return added.reference


LISTED = [
    OutcomeRow(
        reference="ANNUAL-1/C1",
        kind=CONCLUSION,
        text="Agreed.",
        meeting="ANNUAL-1",
        when="Friday 8 May 2026",
        item="",
        owner="",
        due="",
        state="",
        late=False,
        audience="joint",
        version=1,
    ),
    OutcomeRow(
        reference="ANNUAL-1/C2",
        kind=COMMITMENT,
        text="Share the list",
        meeting="ANNUAL-1",
        when="Friday 8 May 2026",
        item="Ports",
        owner="DG FISH",
        due="Tuesday 1 December 2026",
        state="open",
        late=False,
        audience="NORTH only",
        version=1,
    ),
]


def test_an_outcome_is_listed_as_it_was_recorded(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _held(session)
        item = factories.add_item(session, meeting, "Ports")
        _conclude(session, meeting)
        add_outcome(
            session,
            meeting,
            NewOutcome(
                " Share the list ",
                kind=COMMITMENT,
                item=item,
                promise=Promise(factories.body(session, "FISH"), Due(day=date(2026, 12, 1))),
                reach=Reach.PARTY,
            ),
            today=AFTER,
            now=NOW,
            officer="Ada",
        )

    with database.reading() as session:
        rows = list_outcomes(session, today=TODAY)

    assert rows == LISTED


def test_list_chooses_by_meeting_series_day_and_kind(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = _held(session)
        second = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        prep = factories.add_meeting(session, "PREP-2027-1", date(2027, 3, 9), of="PREP")
        for meeting in (second, prep, first):
            _conclude(session, meeting)
        add_outcome(
            session,
            first,
            NewOutcome("Yes.", kind=OutcomeKind.DECISION),
            today=AFTER,
            now=NOW,
            officer="Ada",
        )

        def references(**chosen: object) -> list[str]:
            rows = list_outcomes(session, today=TODAY, **chosen)  # type: ignore[arg-type] # named as the verb names them
            return [row.reference for row in rows]

        everything = ["ANNUAL-1/C1", "ANNUAL-1/C2", "PREP-2027-1/C1", "ANNUAL-2/C1"]
        assert references() == everything
        assert references(meeting=first) == ["ANNUAL-1/C1", "ANNUAL-1/C2"]
        assert references(series=prep.series) == ["PREP-2027-1/C1"]
        assert references(since=date(2027, 3, 9)) == ["PREP-2027-1/C1", "ANNUAL-2/C1"]
        assert references(kind=OutcomeKind.DECISION) == ["ANNUAL-1/C2"]


@pytest.mark.parametrize(
    "state", [MeetingState.PLANNED, MeetingState.PROPOSED, MeetingState.CANCELLED]
)
def test_a_meeting_whose_name_may_change_has_no_outcomes(
    sqlite_database: Database, state: MeetingState
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        _held(session)
        planned = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), state=state)

        with pytest.raises(NotAllowed) as refused:
            _conclude(session, planned)

    assert str(refused.value) == (
        "an outcome of ANNUAL-2027, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels) is not "
        f"possible: it is {state}, and its references need a name that lasts; "
        "confirm it first: scheduler meeting confirm ANNUAL-2027"
    )


def test_a_commitment_needs_its_promise_and_nothing_else_has_one(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _held(session)
        promise = Promise(factories.body(session, "FISH"), Due(day=date(2026, 12, 1)))

        def refusal(kind: OutcomeKind, given: Promise | None) -> str:
            with pytest.raises(InvalidValue) as refused:
                add_outcome(
                    session,
                    meeting,
                    NewOutcome("x", kind=kind, promise=given),
                    today=AFTER,
                    now=NOW,
                    officer="Ada",
                )
            return str(refused.value)

        assert refusal(COMMITMENT, None) == (
            "a commitment with 'nobody' cannot be used: "
            "expected --owner and --due: who owes it, by when"
        )
        assert refusal(CONCLUSION, promise) == (
            "--owner 'FISH' cannot be used: expected none for a conclusion: "
            "only a commitment is owed"
        )
        for due in (Due(day=date(2026, 5, 7)), Due(meeting=meeting)):
            assert refusal(COMMITMENT, Promise(promise.owner, due)).endswith(
                "expected a day or meeting after "
                "ANNUAL-1, Friday 8 May 2026, 09:30 to 17:00 (Europe/Brussels)"
            )
        assert list_outcomes(session, today=TODAY) == []
        assert meeting.last_reference == 0


def test_due_is_a_day_or_a_meeting(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        _held(session)
        following = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)

        day = Due(day=date(2027, 5, 7))
        assert due_from(session, "2027-05-07", today=TODAY) == day
        assert due_from(session, "ANNUAL-2", today=TODAY) == Due(meeting=following)
        assert due_from(session, "next:ANNUAL", today=TODAY) == Due(
            meeting=following, series=following.series, after=date(2026, 11, 23)
        )
        assert (day.on, Due(meeting=following).on) == (date(2027, 5, 7), date(2027, 5, 7))
        with pytest.raises(NotFound, match="there is no meeting 'ANNUAL-9'"):
            due_from(session, "ANNUAL-9", today=TODAY)


def test_a_reference_that_another_meeting_of_the_name_used_is_passed_over(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = _held(session)
        _conclude(session, first)
        # The first meeting is found to have been the third; another takes its number.
        first.number = 3
        second = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=1)
        session.flush()

        assert _conclude(session, second) == "ANNUAL-1/C2"
        assert _conclude(session, first) == "ANNUAL-3/C2"


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(("add", "remove", "rename")), st.integers(0, 1)), max_size=25
    )
)
@settings(max_examples=times(15, 200), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_references_are_never_given_twice(
    sqlite_template: Path, tmp_path: Path, steps: list[tuple[str, int]]
) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = open_database(str(path))
    given_out: list[str] = []
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meetings = [
            _held(session),
            factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2),
        ]
        for step, which in steps:
            _take(session, meetings[which], step, given_out)
    database.engine.dispose()

    assert len(given_out) == len(set(given_out))
    assert all("/C" in reference for reference in given_out)


def _take(session: Session, meeting: Meeting, step: str, given_out: list[str]) -> None:
    match step:
        case "add":
            given_out.append(_conclude(session, meeting))
        case "remove":
            # No verb removes an outcome; a hand in the database must not free its name.
            newest = select(Outcome).where(Outcome.meeting_id == meeting.id)
            outcome = session.scalars(newest.order_by(Outcome.id.desc()).limit(1)).first()
            if outcome:
                session.delete(outcome)
        case "rename":
            is_certain = meeting.number_certainty is NumberCertainty.CERTAIN
            changed = NumberCertainty.PROVISIONAL if is_certain else NumberCertainty.CERTAIN
            meeting.number_certainty = changed
    session.flush()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_twice_whatever_its_length(database: Database, rows: int) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = _held(session)
        north = factories.party(session, "NORTH")
        for place in range(rows):
            day = date(2027 + place, 5, 7)
            due = factories.add_meeting(session, f"ANNUAL-{day.year}", day, number=2 + place)
            body = factories.add_body(session, north, f"BODY{place}")
            session.flush()
            add_outcome(
                session,
                first,
                NewOutcome(
                    "x",
                    kind=COMMITMENT,
                    item=factories.add_item(session, first, f"Item {place}"),
                    promise=Promise(body, Due(meeting=due)),
                ),
                today=AFTER,
                now=NOW,
                officer="Ada",
            )

    with database.reading() as session:
        asked = asked_from_now_on(session)
        listed = list_outcomes(session, today=TODAY)

    assert (len(listed), len(asked)) == (rows, 2)

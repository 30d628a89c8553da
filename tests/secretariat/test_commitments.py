from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.errors import (
    IllegalTransition,
    InvalidValue,
    NotFound,
    SchedulerError,
    StaleEdit,
)
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment
from scheduler.model.vocabulary import CommitmentState, MeetingState, OutcomeKind
from scheduler.papers.audience import JOINT, PUBLIC, Audience, Reach, Reader, own
from scheduler.papers.parts import ChainStep, CommitmentLine
from scheduler.secretariat.commitment_lines import (
    CommitmentSheet,
    list_commitments,
    open_commitments,
    show_commitment,
)
from scheduler.secretariat.commitments import (
    Due,
    Step,
    due_at,
    find_commitment,
    update_commitment,
)
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome
from scheduler.store.session import Database
from tests import factories
from tests.clock import AFTER
from tests.queries import asked_from_now_on

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NORTH = Reader("NORTH")
NORTHS = own("NORTH")


def _partnership(session: Session) -> Meeting:
    """ANNUAL-1 of 8 May 2026, held."""
    factories.add_partnership(session)
    return factories.add_meeting(
        session, "ANNUAL-2026", date(2026, 5, 8), state=MeetingState.HELD, number=1
    )


def _promised(
    session: Session,
    meeting: Meeting,
    text: str = "Share the list of ports",
    *,
    due: Due | None = None,
    owner: str = "FISH",
    helpers: tuple[str, ...] = (),
    reach: Reach = Reach.JOINT,
) -> Commitment:
    outcome = add_outcome(
        session,
        meeting,
        NewOutcome(
            text,
            kind=OutcomeKind.COMMITMENT,
            promise=Promise(
                factories.body(session, owner),
                due or Due(day=date(2026, 9, 1)),
                [factories.body(session, code) for code in helpers],
            ),
            reach=reach,
        ),
        today=AFTER,
        now=NOW,
        officer="Ada",
    )
    assert outcome.commitment is not None
    return outcome.commitment


def _update(commitment: Commitment, step: Step, text: str = "", **said: Any) -> Commitment:  # noqa: ANN401 -- as the verb takes them
    return update_commitment(commitment, step, text=text, now=LATER, officer="Grace", **said)


def test_show_tells_everything_and_the_chain(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = _promised(session, _partnership(session), helpers=("HARBOUR", "FISH", "HARBOUR"))
        _update(promised, Step.REPORT, "Half of it was sent.")

    with database.reading() as session:
        sheet = show_commitment(find_commitment(session, "annual-1/c1"), today=TODAY)

    assert sheet == CommitmentSheet(
        reference="ANNUAL-1/C1",
        text="Share the list of ports",
        decided="",
        meeting="ANNUAL-1, Friday 8 May 2026, 09:30 to 17:00 (Europe/Brussels)",
        item="",
        owner="DG FISH",
        contributors=("DG HARBOUR",),
        due="Tuesday 1 September 2026",
        decided_due="",
        due_on=date(2026, 9, 1),
        state=CommitmentState.OPEN,
        late=True,
        audience="joint",
        chain=(
            "decided at ANNUAL-1 (Ada)",
            "reported on Tue 1 Dec 2026: Half of it was sent. (Grace)",
        ),
        version=2,
    )


def test_an_amendment_keeps_the_old_wording_and_the_old_due_day(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = _partnership(session)
        next_one = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        promised = _promised(session, first)
        _update(promised, Step.AMEND, "Share the list and the map", due=Due(meeting=next_one))

        line = list_commitments(session, today=TODAY)[0]
        sheet = show_commitment(promised, today=TODAY)
        decided = promised.outcome.text

    assert (decided, sheet.decided, sheet.decided_due) == (
        *("Share the list of ports", "Share the list of ports", "Tuesday 1 September 2026"),
    )
    assert (line.text, line.due) == (
        "Share the list and the map",
        "ANNUAL-2, Friday 7 May 2027",
    )
    assert line.history == (
        ChainStep(
            "amended on Tue 1 Dec 2026: it said: Share the list of ports; "
            "it was due: Tuesday 1 September 2026",
            JOINT,
        ),
    )


@pytest.mark.parametrize(
    ("step", "of_commitment", "said", "goes_to"),
    [
        (Step.REPORT, Reach.JOINT, None, NORTHS),
        (Step.REPORT, Reach.JOINT, Reach.JOINT, JOINT),
        (Step.REPORT, Reach.JOINT, Reach.PUBLIC, JOINT),
        (Step.REPORT, Reach.PUBLIC, Reach.PUBLIC, PUBLIC),
        (Step.REPORT, Reach.PUBLIC, Reach.JOINT, JOINT),
        (Step.REPORT, Reach.PUBLIC, None, NORTHS),
        (Step.REPORT, Reach.PARTY, Reach.JOINT, NORTHS),
        (Step.CLOSE, Reach.JOINT, None, NORTHS),
        (Step.CLOSE, Reach.JOINT, Reach.JOINT, JOINT),
        (Step.AMEND, Reach.JOINT, None, JOINT),
        (Step.AMEND, Reach.PUBLIC, None, PUBLIC),
        (Step.AMEND, Reach.PARTY, Reach.PUBLIC, NORTHS),
    ],
)
def test_a_step_goes_as_far_as_said_and_no_further_than_its_commitment(
    sqlite_database: Database,
    step: Step,
    of_commitment: Reach,
    said: Reach | None,
    goes_to: Audience,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = _promised(session, _partnership(session), reach=of_commitment)
        _update(promised, step, "Half.", **({"reach": said} if said else {}))
        session.flush()

        assert promised.chain[-1].audience == goes_to
        assert promised.chain[0].audience == promised.outcome.audience


def test_open_commitments_are_those_that_the_reader_may_see_without_what_is_not_for_them(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _partnership(session)
        for reach in Reach:
            _update(_promised(session, meeting, str(reach), reach=reach), Step.REPORT, "Ours.")

        def seen(reader: Reader) -> list[tuple[str, int]]:
            lines = open_commitments(session, meeting.partnership, reader, before=None, today=TODAY)
            return [(line.text, len(line.history)) for line in lines]

        assert seen(NORTH) == [("public", 1), ("joint", 1), ("party", 1)]
        assert seen(Reader("SOUTH")) == [("public", 0), ("joint", 0)]
        assert seen(Reader(None)) == [("public", 0)]


@pytest.mark.parametrize(
    ("final", "state"), [(Step.CLOSE, "closed"), (Step.SUPERSEDE, "superseded")]
)
@pytest.mark.parametrize("step", list(Step))
def test_closed_and_superseded_are_final(
    sqlite_database: Database, final: Step, state: str, step: Step
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = _promised(session, _partnership(session))
        _update(promised, final, "Done.")

        with pytest.raises(IllegalTransition, match=f"ANNUAL-1/C1 is {state} and cannot be"):
            _update(promised, step, "Again.")

        assert str(promised.state) == state
        assert len(promised.chain) == 2


@pytest.mark.parametrize(
    ("step", "text", "due", "sentence"),
    [
        (
            Step.REPORT,
            " ",
            None,
            "the text to report it with ' ' cannot be used: expected some words",
        ),
        (
            Step.CLOSE,
            "Done",
            Due(day=date(2027, 1, 1)),
            (
                "--due 'Friday 1 January 2027' cannot be used: "
                "expected none here; another due day is an amendment"
            ),
        ),
        (
            Step.AMEND,
            "Share the list of ports",
            Due(day=date(2026, 9, 1)),
            (
                "the amendment 'Share the list of ports' cannot be used: "
                "expected another text or another due day than it has"
            ),
        ),
        (
            Step.AMEND,
            "",
            Due(day=date(2026, 5, 7)),
            (
                "--due 'Thursday 7 May 2026' cannot be used: expected a day or meeting after "
                "ANNUAL-1, Friday 8 May 2026, 09:30 to 17:00 (Europe/Brussels)"
            ),
        ),
    ],
    ids=["empty-report", "due-at-close", "no-change", "due-before"],
)
def test_update_refuses(
    sqlite_database: Database, step: Step, text: str, due: Due | None, sentence: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = _promised(session, _partnership(session))

        with pytest.raises(InvalidValue) as refused:
            _update(promised, step, text, due=due)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("step", [Step.REPORT, Step.AMEND])
def test_of_two_updates_of_one_version_the_second_is_told_both_texts(
    database: Database, step: Step
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _promised(session, _partnership(session))
    with database.writing(verb="t", now=LATER, officer="Grace") as session:
        _update(find_commitment(session, "ANNUAL-1/C1"), step, "Mine.", version=1)

    def second() -> None:
        with database.writing(verb="t", now=LATER, officer="Ada") as session:
            _update(find_commitment(session, "ANNUAL-1/C1"), step, "Yours.", version=1)

    with pytest.raises(StaleEdit) as stale:
        second()
    assert (stale.value.expected, stale.value.found, stale.value.yours) == (1, 2, "Yours.")
    assert "Mine." in stale.value.theirs


def test_of_two_updates_at_once_one_wins_and_the_other_is_told(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _promised(session, _partnership(session))
    both_are_ready = Barrier(2)

    def report(text: str) -> str:
        both_are_ready.wait(timeout=60)
        try:
            with database.writing(verb="t", now=LATER, officer=text) as session:
                _update(find_commitment(session, "ANNUAL-1/C1"), Step.REPORT, text, version=1)
        except StaleEdit as stale:
            return stale.theirs
        return "saved"

    with ThreadPoolExecutor(2) as officers:
        answers = list(officers.map(report, ("Mine.", "Yours.")))
    with database.reading() as session:
        history = list_commitments(session, today=TODAY)[0].history

    winner = ("Mine.", "Yours.")[answers.index("saved")]
    told = f"Share the list of ports [reported on Tue 1 Dec 2026: {winner}]"
    assert sorted(answers) == sorted(["saved", told])
    assert [step.text for step in history] == [f"reported on Tue 1 Dec 2026: {winner}"]


def test_list_chooses_by_state_lateness_and_body(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _partnership(session)
        moved = factories.add_meeting(
            session, "PREP-2026-1", date(2026, 10, 6), of="PREP", state=MeetingState.POSTPONED
        )
        _promised(session, meeting, "late")
        _promised(session, meeting, "due today", due=Due(day=TODAY), owner="TRADE")
        _promised(session, meeting, "due at a postponed meeting", due=Due(meeting=moved))
        closed = _promised(session, meeting, "closed", owner="TRADE", helpers=("FISH",))
        _update(closed, Step.CLOSE, "Done.")

        def texts(**chosen: Any) -> list[str]:  # noqa: ANN401 -- as the verb takes them
            return [line.text for line in list_commitments(session, today=TODAY, **chosen)]

        fish = factories.body(session, "FISH")
        assert texts() == ["late", "due today", "due at a postponed meeting", "closed"]
        assert texts(only_open=True) == ["late", "due today", "due at a postponed meeting"]
        assert texts(only_late=True) == ["late"]
        assert texts(body=fish) == ["late", "due at a postponed meeting", "closed"]


def test_open_commitments_are_those_decided_before_the_meeting(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = _partnership(session)
        undated = factories.add_meeting(session, "ANNUAL-OLD", None, state=MeetingState.HELD)
        second = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        third = factories.add_meeting(session, "ANNUAL-2028", date(2028, 5, 5), number=3)
        _promised(session, first, "of the first", due=Due(meeting=second))
        _update(_promised(session, first, "closed"), Step.CLOSE, "Done.")
        _promised(session, second, "of the second", due=Due(meeting=third))
        _promised(session, undated, "of an unknown day")
        beside = factories.add_meeting(session, "PREP-2027-1", date(2027, 5, 7), of="PREP")
        partnership = first.partnership

        def texts(before: Meeting | None) -> list[str]:
            lines = open_commitments(session, partnership, NORTH, before=before, today=TODAY)
            return [line.text for line in lines]

        assert texts(first) == ["of an unknown day"]
        assert texts(second) == ["of the first", "of an unknown day"]
        assert texts(beside) == texts(second)
        assert texts(third) == ["of the first", "of the second", "of an unknown day"]
        assert texts(undated) == ["of the first", "of the second"]
        assert texts(None) == ["of the first", "of the second", "of an unknown day"]
        assert open_commitments(session, partnership, NORTH, before=second, today=TODAY)[0] == (
            CommitmentLine(
                reference="ANNUAL-1/C1",
                text="of the first",
                owner="DG FISH",
                due="ANNUAL-2, Friday 7 May 2027",
                state="open",
                late=False,
                decided="ANNUAL-1, Friday 8 May 2026",
                history=(),
                audience=JOINT,
            )
        )


def test_find_says_what_there_is(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _partnership(session)
        _promised(session, meeting)
        add_outcome(
            session,
            meeting,
            NewOutcome("Agreed.", kind=OutcomeKind.DECISION),
            today=AFTER,
            now=NOW,
            officer="Ada",
        )

        def refusal(reference: str, kind: type[SchedulerError]) -> str:
            with pytest.raises(kind) as refused:
                find_commitment(session, reference)
            return str(refused.value)

        assert refusal("ANNUAL-1/C9", NotFound) == (
            "there is no commitment 'ANNUAL-1/C9'; there are: ANNUAL-1/C1"
        )
        assert refusal("ANNUAL-1/C2", InvalidValue) == (
            "the outcome 'ANNUAL-1/C2' cannot be used: expected a commitment; it is a decision"
        )


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_four_times_whatever_its_length(
    database: Database, rows: int
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _partnership(session)
        north = factories.party(session, "NORTH")
        for place in range(rows):
            code = f"ANNUAL-{2027 + place}"
            due = factories.add_meeting(session, code, date(2027 + place, 5, 7), number=2 + place)
            factories.add_body(session, north, f"BODY{place}")
            session.flush()
            _promised(session, meeting, code, due=Due(meeting=due), owner=f"BODY{place}")

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Commitment)) == rows
        asked = asked_from_now_on(session)
        lines = list_commitments(session, today=TODAY)

    assert len(lines) == rows
    assert len(asked) == 4


def test_what_is_due_at_a_meeting_is_named_while_it_is_open(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _partnership(session)
        due = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        for text in ("one", "two", "three"):
            _promised(session, meeting, text, due=Due(meeting=due))
        _update(find_commitment(session, "ANNUAL-1/C2"), Step.CLOSE, "Done.")
        session.flush()

        assert [str(finding) for finding in due_at(session, due)] == [
            (
                "warning: ANNUAL-2: ANNUAL-1/C1 and ANNUAL-1/C3 are due at this meeting; "
                "see whether that still holds"
            )
        ]
        assert due_at(session, meeting) == ()

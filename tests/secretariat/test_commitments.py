from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest

from scheduler.errors import (
    IllegalTransition,
    InvalidValue,
    NotFound,
    SchedulerError,
    StaleEdit,
)
from scheduler.model.vocabulary import OutcomeKind
from scheduler.papers.audience import JOINT, PUBLIC, Audience, Reach, Reader, own
from scheduler.secretariat.commitments import (
    Step,
    due_at,
    find_commitment,
)
from scheduler.secretariat.dues import Due
from scheduler.secretariat.outcomes import NewOutcome, add_outcome
from scheduler.secretariat.register import list_commitments
from scheduler.store.session import Database
from tests import factories
from tests.clock import AFTER
from tests.promises import first_meeting, promise_of, take_step

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NORTH = Reader("NORTH")
NORTHS = own("NORTH")


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
        promised = promise_of(session, first_meeting(session), reach=of_commitment)
        take_step(promised, step, "Half.", **({"reach": said} if said else {}))
        session.flush()

        assert promised.chain[-1].audience == goes_to
        assert promised.chain[0].audience == promised.outcome.audience


@pytest.mark.parametrize(
    ("final", "state"), [(Step.CLOSE, "closed"), (Step.SUPERSEDE, "superseded")]
)
@pytest.mark.parametrize("step", list(Step))
def test_closed_and_superseded_are_final(
    sqlite_database: Database, final: Step, state: str, step: Step
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = promise_of(session, first_meeting(session))
        take_step(promised, final, "Done.")

        with pytest.raises(IllegalTransition, match=f"ANNUAL-1/C1 is {state} and cannot be"):
            take_step(promised, step, "Again.")

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
        promised = promise_of(session, first_meeting(session))

        with pytest.raises(InvalidValue) as refused:
            take_step(promised, step, text, due=due)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("step", [Step.REPORT, Step.AMEND])
def test_of_two_updates_of_one_version_the_second_is_told_both_texts(
    database: Database, step: Step
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        promise_of(session, first_meeting(session))
    with database.writing(verb="t", now=LATER, officer="Grace") as session:
        take_step(find_commitment(session, "ANNUAL-1/C1"), step, "Mine.", version=1)

    def second() -> None:
        with database.writing(verb="t", now=LATER, officer="Ada") as session:
            take_step(find_commitment(session, "ANNUAL-1/C1"), step, "Yours.", version=1)

    with pytest.raises(StaleEdit) as stale:
        second()
    assert (stale.value.expected, stale.value.found, stale.value.yours) == (1, 2, "Yours.")
    assert "Mine." in stale.value.theirs


def test_of_two_updates_at_once_one_wins_and_the_other_is_told(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        promise_of(session, first_meeting(session))
    both_are_ready = Barrier(2)

    def report(text: str) -> str:
        both_are_ready.wait(timeout=60)
        try:
            with database.writing(verb="t", now=LATER, officer=text) as session:
                take_step(find_commitment(session, "ANNUAL-1/C1"), Step.REPORT, text, version=1)
        except StaleEdit as stale:
            return stale.theirs
        return "saved"

    with ThreadPoolExecutor(2) as officers:
        answers = list(officers.map(report, ("Mine.", "Yours.")))
    with database.reading() as session:
        history = list_commitments(session, today=TODAY).lines[0].history

    winner = ("Mine.", "Yours.")[answers.index("saved")]
    told = f"Share the list of ports [reported on Tue 1 Dec 2026: {winner}]"
    assert sorted(answers) == sorted(["saved", told])
    assert [step.text for step in history] == [f"reported on Tue 1 Dec 2026: {winner}"]


def test_find_says_what_there_is(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        promise_of(session, meeting)
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


def test_what_is_due_at_a_meeting_is_named_while_it_is_open(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        due = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        for text in ("one", "two", "three"):
            promise_of(session, meeting, text, due=Due(meeting=due))
        take_step(find_commitment(session, "ANNUAL-1/C2"), Step.CLOSE, "Done.")
        session.flush()

        assert [str(finding) for finding in due_at(session, due)] == [
            (
                "warning: ANNUAL-2: ANNUAL-1/C1 and ANNUAL-1/C3 are due at this meeting; "
                "see whether that still holds"
            )
        ]
        assert due_at(session, meeting) == ()

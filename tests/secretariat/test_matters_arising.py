from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed, StaleEdit
from scheduler.exports.languages import find_language
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import OutcomeKind
from scheduler.papers.audience import JOINT, Reach, Reader, own
from scheduler.secretariat.commitments import Particulars, Step, find_commitment
from scheduler.secretariat.dues import Due
from scheduler.secretariat.matters_arising import (
    Matter,
    matters_arising,
    matters_for,
    word_matter,
)
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome
from scheduler.store.session import Database
from tests import factories
from tests.clock import AFTER
from tests.promises import first_meeting, promise_of, take_step

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NORTH, SOUTH, PUBLIC = Reader("NORTH"), Reader("SOUTH"), Reader(None)


@pytest.fixture
def second(sqlite_database: Database) -> Database:
    """ANNUAL-1 with C1 late and reported on, C2 owed by nobody; and ANNUAL-2 to come."""
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = first_meeting(session)
        factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        also = Particulars(body=factories.body(session, "FISH"), day=date(2026, 10, 1))
        late = promise_of(session, first)
        take_step(late, Step.REPORT, "Half of it.", also=also, reach=Reach.JOINT)
        take_step(late, Step.REPORT, "They will not.")
        new = NewOutcome("Who?", OutcomeKind.COMMITMENT, promise=Promise(None, Due()))
        add_outcome(session, first, new, today=AFTER, now=NOW, officer="Ada")
    return sqlite_database


def _meeting(session: Session) -> Meeting:
    return factories.meeting(session, "ANNUAL-2027")


def _lines(session: Session, reader: Reader) -> list[str]:
    return [one.line for one in matters_arising(session, _meeting(session), reader, today=TODAY)]


def test_an_entry_tells_what_was_agreed_owed_reported_and_proposes_a_line(
    second: Database,
) -> None:
    with second.reading() as session:
        late, unowned = matters_arising(session, _meeting(session), NORTH, today=TODAY)

    assert late == Matter(
        reference="ANNUAL-1/C1",
        agreed="Share the list of ports",
        decided="ANNUAL-1, Friday 8 May 2026",
        owner="DG FISH",
        contributors=(),
        due="Tuesday 1 September 2026",
        late=True,
        reported=(
            "reported on Thu 1 Oct 2026 by DG FISH: Half of it.",
            "reported on Tue 1 Dec 2026: They will not.",
        ),
        line="DG FISH to name a new day; it was due: Tuesday 1 September 2026.",
        line_audience=own("NORTH"),
        version=None,
        audience=JOINT,
    )
    assert (unowned.owner, unowned.due, unowned.line) == (
        *("", "", "The meeting to say who owes it."),
    )


@pytest.mark.parametrize(
    ("due", "report", "line"),
    [
        (
            *(Due(day=date(2026, 9, 1)), ""),
            (
                "DG FISH to report and to name a new day; nothing was reported, and it was due: "
                "Tuesday 1 September 2026."
            ),
        ),
        (
            *(Due(day=date(2027, 9, 1)), ""),
            "DG FISH to say how far it has come; it is due: Wednesday 1 September 2027.",
        ),
        (
            *(Due(day=date(2027, 9, 1)), "Half"),
            "To note what was reported; it is due: Wednesday 1 September 2027.",
        ),
        (Due(), "", "DG FISH to say by when it will be done."),
    ],
    ids=["late", "open", "reported", "no-due"],
)
def test_the_line_says_how_it_stands(
    sqlite_database: Database, due: Due, report: str, line: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = first_meeting(session)
        factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        owner = factories.body(session, "FISH")
        new = NewOutcome("Share it", OutcomeKind.COMMITMENT, promise=Promise(owner, due))
        add_outcome(session, first, new, today=AFTER, now=NOW, officer="Ada")
        if report:
            take_step(find_commitment(session, "ANNUAL-1/C1"), Step.REPORT, report)
        session.flush()

        assert _lines(session, NORTH) == [line]


def test_the_other_side_gets_the_entries_and_only_the_lines_worded_for_it(
    second: Database,
) -> None:
    with second.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        lines = _lines(session, SOUTH)
        word_matter(session, meeting, find_commitment(session, "ANNUAL-1/C1"), "Ours.")
        unowned = find_commitment(session, "ANNUAL-1/C2")
        word_matter(session, meeting, unowned, "For both.", reach=Reach.PUBLIC)

        theirs = matters_arising(session, meeting, SOUTH, today=TODAY)
        assert (lines, [one.line for one in theirs]) == (["", ""], ["", "For both."])
        assert theirs[0].reported == ("reported on Thu 1 Oct 2026 by DG FISH: Half of it.",)
        assert theirs[1].line_audience == JOINT
        assert _lines(session, NORTH) == ["Ours.", "For both."]
        assert _lines(session, PUBLIC) == []


def test_a_worded_line_stays_linked_and_can_be_left_to_the_record_again(
    second: Database,
) -> None:
    with second.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting, owed = _meeting(session), find_commitment(session, "ANNUAL-1/C1")
        word_matter(session, meeting, owed, "Ours.")
        take_step(owed, Step.AMEND, "Share the map")
        session.flush()
        told = matters_arising(session, meeting, NORTH, today=TODAY)[0]
        with pytest.raises(StaleEdit):
            word_matter(session, meeting, owed, "Mine.", version=2)
        gone = word_matter(session, meeting, owed, "", version=1)
        session.flush()

        assert (told.agreed, told.line, told.version) == ("Share the map", "Ours.", 1)
        assert gone is None
        assert matters_arising(session, meeting, NORTH, today=TODAY)[0].version is None


def test_what_does_not_come_before_the_meeting_has_no_line_there(second: Database) -> None:
    with second.writing(verb="t", now=NOW, officer="Ada") as session:
        owed = find_commitment(session, "ANNUAL-1/C1")
        take_step(owed, Step.CLOSE, "Done.")
        session.flush()
        with pytest.raises(NotAllowed) as refused:
            word_matter(session, _meeting(session), owed, "x")

    assert str(refused.value) == (
        "wording ANNUAL-1/C1 for ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels) is "
        "not possible: it is closed; see: scheduler agenda matters-arising ANNUAL-2027"
    )


def test_papers_print_the_line_after_what_became_of_it_in_their_language(
    second: Database,
) -> None:
    with second.reading() as session:
        meeting, french = _meeting(session), find_language("fr")
        lines = matters_for(session, meeting, NORTH, today=TODAY, spoken=french)
        theirs = matters_for(session, meeting, SOUTH, today=TODAY)

    assert [step.text for step in lines[1].history] == [
        "proposé\xa0: La réunion dit à qui il incombe."
    ]
    assert [len(line.history) for line in lines] == [3, 1]
    assert [len(line.history) for line in theirs] == [1, 0]

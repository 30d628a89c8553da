from datetime import UTC, date, datetime

from scheduler.model.vocabulary import CommitmentState
from scheduler.papers.audience import JOINT, Reader
from scheduler.papers.parts import ChainStep
from scheduler.secretariat.commitment_lines import (
    CommitmentSheet,
    show_commitment,
)
from scheduler.secretariat.commitments import (
    Step,
    find_commitment,
)
from scheduler.secretariat.dues import Due
from scheduler.secretariat.register import list_commitments
from scheduler.store.session import Database
from tests import factories
from tests.promises import first_meeting, promise_of, take_step

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NORTH = Reader("NORTH")


def test_show_tells_everything_and_the_chain(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = promise_of(
            session, first_meeting(session), helpers=("HARBOUR", "FISH", "HARBOUR")
        )
        take_step(promised, Step.REPORT, "Half of it was sent.")

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
        superseded_by="",
        supersedes=(),
        audience="joint",
        chain=(
            "decided at ANNUAL-1 (Ada)",
            "reported on Tue 1 Dec 2026: Half of it was sent. (Grace)",
        ),
        version=2,
    )


def test_an_amendment_keeps_the_old_wording_and_the_old_due_day(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = first_meeting(session)
        next_one = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        promised = promise_of(session, first)
        take_step(promised, Step.AMEND, "Share the list and the map", due=Due(meeting=next_one))

        line = list_commitments(session, today=TODAY).lines[0]
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
            "amended on Tue 1 Dec 2026: it says: Share the list and the map (it said: "
            "Share the list of ports); it is due: ANNUAL-2, Friday 7 May 2027 (it was due: "
            "Tuesday 1 September 2026)",
            JOINT,
        ),
    )

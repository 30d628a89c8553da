import pytest
from sqlalchemy import select

from scheduler.model.agenda import Thread
from scheduler.model.vocabulary import OutcomeKind
from scheduler.secretariat.outcomes import NewOutcome, add_outcome
from scheduler.store.session import Database
from tests import factories
from tests.cli.conftest import NOW, Call

pytestmark = pytest.mark.usefixtures("record")

HEAD = "Meeting\tDay\tN\tItem\tState\tCame\tOutcomes\tFor\n"


def test_a_topic_is_followed_across_meetings(call: Call, record: Database) -> None:
    call("agenda", "add", "PREP-2027-1", "Fees", "--thread", "fees")
    call("agenda", "escalate", "PREP-2027-1", "1", "--to", "ANNUAL-2")
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        held = factories.meeting(session, "ANNUAL-2026")
        item = factories.add_item(session, held, "Old fees")
        item.thread = session.scalars(select(Thread)).one()
        new = NewOutcome("Agreed", kind=OutcomeKind.CONCLUSION, item=item)
        add_outcome(session, held, new, now=NOW, today=NOW.date(), officer="Ada")

    assert call("thread", "show", "FEES").out == (
        "fees, Fees: 3 items\n"
        f"{HEAD}"
        "ANNUAL-1\tFriday 8 May 2026\t1\tOld fees\topen\t\tANNUAL-1/C1\tjoint\n"
        "PREP-2027-1\tTuesday 9 March 2027\t1\tFees\topen\t\t\tjoint\n"
        "ANNUAL-2\tFriday 7 May 2027\t1\tFees\topen\tescalated from PREP-2027-1\t\tjoint\n"
    )
    assert call("thread", "list").out == (
        "Thread\tTitle\tItems\tLast\tClosed\nfees\tFees\t3\tANNUAL-2\t\n"
    )


def test_a_closed_topic_is_taken_up_again_under_its_key(call: Call) -> None:
    call("agenda", "add", "PREP-2027-1", "Fees", "--thread", "fees")
    closed = call("thread", "close", "fees")
    twice = call("thread", "close", "fees")
    listed = call("thread", "list")
    taken_up = call("agenda", "add", "ANNUAL-2", "Fees again", "--thread", "Fees")
    reopened = call("thread", "reopen", "fees")

    assert closed.out == "Closed the thread fees, Fees.\n"
    assert (twice.code, twice.err) == (
        1,
        (
            "scheduler: the thread 'fees' is closed since Tuesday 24 November 2026 and cannot be "
            "closed; it may become: open\n"
        ),
    )
    assert listed.out.endswith("fees\tFees\t1\tPREP-2027-1\t2026-11-24\n")
    assert taken_up.err == (
        "note: the thread 'fees' was closed on Tuesday 24 November 2026 and is open again\n"
    )
    assert reopened.code == 1
    assert call("thread", "show", "fees", "--json").value["closed_on"] is None


def test_an_unknown_topic_is_refused_with_those_there_are(call: Call) -> None:
    call("agenda", "add", "PREP-2027-1", "Fees", "--thread", "fees")

    refused = call("thread", "show", "ports")

    assert (refused.code, refused.err) == (
        2,
        "scheduler: there is no thread 'ports'; there are: fees\n",
    )

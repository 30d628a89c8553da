import pytest

from scheduler.papers.audience import Reach
from scheduler.secretariat.agenda_items import ItemEdit
from scheduler.secretariat.agendas import add_item
from scheduler.store.session import Database
from tests import factories
from tests.cli.conftest import Call
from tests.clock import NOW

HELD = "ANNUAL-1, Friday 8 May 2026, 09:30 to 17:00 (Europe/Brussels)"
TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"
PREP = "PREP-2027-1, Tuesday 9 March 2027, 10:00 to 13:00 (Europe/Brussels)"


def test_items_are_carried_escalated_and_traced(call: Call, record: Database) -> None:
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_item(session, factories.meeting(session, "ANNUAL-2026"), "Fees")
    left = call("agenda", "left-behind", "annual")
    carried = call("agenda", "carry", "last:ANNUAL")
    again = call("agenda", "carry", "last:ANNUAL")
    call("agenda", "add", "PREP-2027-1", "Ports")
    escalated = call("agenda", "escalate", "PREP-2027-1", "1", "--to", "next:ANNUAL")
    cascaded = call("agenda", "cascade", "ANNUAL-2", "1", "--to", "next:PREP")
    history = call("agenda", "history", "ANNUAL-2", "1")

    assert left.out == (
        "Meeting\tDay\tN\tItem\tState\tThread\tFor\n"
        "ANNUAL-1\tFriday 8 May 2026\t1\tFees\topen\t\tjoint\n"
    )
    assert carried.out == f"Carried Fees of ANNUAL-1, item 1, to {TO_COME}, item 1.\n"
    assert again.out == f"Nothing of {HELD} waits to be carried.\n"
    assert escalated.out == f"Escalated Ports of PREP-2027-1, item 1, to {TO_COME}, item 2.\n"
    assert cascaded.out == f"Cascaded Fees of ANNUAL-2, item 1, to {PREP}, item 2.\n"
    assert history.out == (
        f"item 1, Fees, of {TO_COME}\n"
        "  carried from ANNUAL-1, item 1 (Friday 8 May 2026)\n"
        "  cascaded to PREP-2027-1, item 2 (Tuesday 9 March 2027)\n"
    )
    assert call("agenda", "left-behind").out == "No item was left behind.\n"


def test_json_tells_what_is_left(call: Call, record: Database) -> None:
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        add_item(session, meeting, "Ours", ItemEdit(reach=Reach.PARTY, thread="ships"))
        meeting.state = factories.meeting(session, "ANNUAL-2026").state

    assert call("agenda", "left-behind", "--json").value == [
        {
            "meeting": "ANNUAL-2",
            "when": "Friday 7 May 2027",
            "number": "0a",
            "title": "Ours",
            "state": "open",
            "thread": "ships",
            "audience": "NORTH only",
        }
    ]


@pytest.mark.usefixtures("record")
def test_a_meeting_that_was_not_held_leaves_nothing(call: Call) -> None:
    refused = call("agenda", "carry", "ANNUAL-2")

    assert (refused.code, refused.err) == (
        1,
        (
            "scheduler: carrying items of ANNUAL-2 is not possible: it is confirmed; "
            "record it first: scheduler meeting held ANNUAL-2\n"
        ),
    )

from datetime import date

import pytest

from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Person
from scheduler.model.delegation import Attendance, Delegation
from scheduler.papers.audience import Reach
from scheduler.store.session import Database
from tests import factories
from tests.cli.conftest import NOW, Call

ANNUAL_2 = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"


@pytest.fixture(autouse=True)
def _told(record: Database, call: Call) -> None:
    with record.writing(verb="agenda add", now=NOW, officer="Bo") as session:
        meeting, south = (
            factories.meeting(session, "ANNUAL-2027"),
            factories.party(session, "SOUTH"),
        )
        session.add_all(
            [
                AgendaItem(meeting=meeting, position=1, title="Trade"),
                AgendaItem(
                    meeting=meeting,
                    position=2,
                    title="Theirs alone",
                    reach=Reach.PARTY,
                    party=south,
                ),
            ]
        )
        seat = Attendance(person=session.get(Person, 1))
        session.add(
            Delegation(meeting=meeting, party=factories.party(session, "NORTH"), members=[seat])
        )
    text = "The list of contacts in the field goes to the other side by 15 June at the latest"
    call("note", "set", "ANNUAL-2", "background", text)
    call("note", "set", "ANNUAL-2", "background", text.replace("15", "30"), "--version", "1")


def test_the_history_of_a_meeting_is_told_newest_last(call: Call) -> None:
    said = call("history", "ANNUAL-2")

    blocks = said.out.split("\n\n")
    assert blocks[0] == f"{ANNUAL_2}: what happened"
    assert [block.splitlines()[0] for block in blocks[1:]] == [
        "Tue 24 Nov 2026, 10:00 (Europe/Brussels), Ada: test",
        "Tue 24 Nov 2026, 10:00 (Europe/Brussels), Bo: agenda add",
        "Tue 24 Nov 2026, 10:00 (Europe/Brussels), Ada: note set",
    ]
    assert blocks[-1].splitlines()[-2:] == [
        "  edited briefing section background of ANNUAL-2027",
        "    text: … the other side by [15 -> 30] June at the latest",
    ]


def test_what_is_the_other_partys_own_is_left_out(call: Call) -> None:
    assert "added agenda item Trade" in call("history", "ANNUAL-2").out
    assert "Theirs alone" not in call("history", "ANNUAL-2").out


@pytest.mark.parametrize(
    ("name", "whats"),
    [
        ("Ana Lind", ["added person Ana Lind", "added attendance Ana Lind of ANNUAL-2027"]),
        ("TRADE", ["added body TRADE", "added body name Directorate TRADE of TRADE"]),
    ],
)
def test_the_history_of_a_person_and_of_a_body(call: Call, name: str, whats: list[str]) -> None:
    entries = call("history", name, "--json").value["entries"]

    assert [f"{one['action']} {one['what']}" for one in entries] == whats


def test_the_history_of_an_outcome_has_its_commitment(call: Call) -> None:
    call(
        *("outcome", "add", "ANNUAL-1", "To share the list", "--kind", "commitment"),
        *("--owner", "TRADE", "--due", "2027-01-15"),
    )

    entries = call("history", "annual-1/c1", "--json").value["entries"]

    assert [f"{one['action']} {one['what']}" for one in entries] == [
        "added commitment ANNUAL-1/C1 of ANNUAL-2026",
        "added commitment link decided on ANNUAL-1/C1 of ANNUAL-2026",
        "added outcome ANNUAL-1/C1 of ANNUAL-2026",
    ]


def test_only_what_happened_since_a_day_is_told(call: Call) -> None:
    assert (
        call("history", "ANNUAL-2", "--since", "2026-11-25").out
        == f"{ANNUAL_2}: nothing happened\n"
    )
    assert len(call("history", "ANNUAL-2", "--since", "2026-11-24", "--json").value["entries"]) == 6


def test_a_name_that_means_nothing_is_refused(call: Call) -> None:
    said = call("history", "Nobody")

    assert (said.code, said.err) == (
        2,
        "scheduler: there is no meeting, outcome, person or body 'Nobody'\n",
    )


def test_a_meeting_that_took_the_key_of_a_removed_one_has_its_own_history(
    call: Call, record: Database
) -> None:
    with record.writing(verb="first", now=NOW, officer="Bo") as session:
        gone = factories.add_meeting(session, "ANNUAL-2030", date(2030, 5, 7))
        session.delete(gone)
    with record.writing(verb="second", now=NOW, officer="Bo") as session:
        factories.add_meeting(session, "ANNUAL-2031", date(2031, 5, 7))

    entries = call("history", "ANNUAL-2031", "--json").value["entries"]
    assert [one["verb"] for one in entries] == ["second"]

from datetime import date
from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests.cli.conftest import NOW, Call
from tests.secretariat.mandated import a_meeting, hold

TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"
PAPERS = {
    "paper": (("pdf", "docx", "html"), "participants", "list of participants"),
    "plates": (("pdf", "docx"), "plates", "name plates"),
    "badges": (("pdf", "docx", "csv"), "badges", "badge list"),
}


@pytest.fixture(autouse=True)
def _mandates(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session:
        a_meeting(session)
        hold(session, "TRADE/Minister", "Ana Lind", date(2025, 1, 1))
        hold(session, "FISH/Envoy", "Élodie Ruiz", date(2027, 4, 1))


def test_delegations_are_proposed_then_applied(call: Call) -> None:
    shown = call("attendee", "propose", "next:ANNUAL", "--party", "south")
    applied = call("attendee", "propose", "next:ANNUAL", "--apply")
    again = call("attendee", "propose", "next:ANNUAL")

    assert shown.out == (
        f"{TO_COME}\n"
        "+ SOUTH Envoy, DG FISH: Élodie Ruiz (head, since Thu 1 Apr 2027)\n"
        "1 change. Make them with: scheduler attendee propose ANNUAL-2 --party SOUTH --apply\n"
    )
    late = (
        "warning: ANNUAL-2: Élodie Ruiz takes up Envoy, DG FISH on Thu 1 Apr 2027, after the "
        "invitation (Tue 24 Nov 2026)\n"
    )
    assert (shown.code, shown.err) == (0, late)
    assert applied.out.splitlines()[1:] == [
        "+ NORTH Minister, DG TRADE: Ana Lind (head, since Wed 1 Jan 2025)",
        "+ NORTH Director, DG TRADE: no holder on record",
        "+ NORTH Director, DG WATER: no holder on record",
        "+ NORTH Adviser, DG TRADE: no holder on record (alternate)",
        "+ SOUTH Envoy, DG FISH: Élodie Ruiz (head, since Thu 1 Apr 2027)",
        "Made 5 changes.",
    ]
    assert again.out == f"{TO_COME}\nNothing to change: the list says what the mandates say.\n"
    assert call("attendee", "propose", "ANNUAL-2", "--json").value["changes"] == []


@pytest.mark.parametrize("verb", PAPERS)
def test_papers_of_people_are_written_for_a_reader(call: Call, tmp_path: Path, verb: str) -> None:
    endings, stem, words = PAPERS[verb]
    call("attendee", "propose", "ANNUAL-2", "--apply")

    said = call("attendee", verb, "ANNUAL-2", "--output", str(tmp_path / "out"))

    assert said.out.splitlines()[0] == f"Built the {words} of {TO_COME}, for NORTH:"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        f"annual-2-{stem}-north.{ending}" for ending in endings
    )
    refused = call("attendee", verb, "ANNUAL-2", "--for", "SOUTH", "--output", str(tmp_path / "no"))
    assert (refused.code, (tmp_path / "no").exists()) == (1, False)


def test_seating_is_drawn_into_a_file(call: Call, tmp_path: Path) -> None:
    call("attendee", "propose", "ANNUAL-2", "--apply")
    file = tmp_path / "plan.svg"
    drawn = ("attendee", "seating", "ANNUAL-2", "--layout", "alternating", "-o", str(file))

    assert call(*drawn).out == f"Drew the seating plan of {TO_COME}, for NORTH: {file}\n"
    value = {"file": str(file), "written": False, "findings": []}
    assert call(*drawn, "--json").value == value
    assert file.read_text("utf-8").count("Ana Lind") == 2
    wrong = call("attendee", "seating", "ANNUAL-2", "-o", str(tmp_path / "plan.doc"))
    assert (wrong.code, (tmp_path / "plan.doc").exists()) == (2, False)

"""The officer's year through the command line: plan, brief, hold, record, follow up."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scheduler.cli.main import run

Scheduler = Callable[..., str]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def words_of(page: Path) -> str:
    parser = _Words()
    parser.feed(page.read_text("utf-8"))
    return " ".join(parser.words)


@pytest.fixture
def scheduler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Scheduler:
    """Calls `scheduler` on the day said by `on`, and returns what it printed."""
    monkeypatch.setenv("SCHEDULER_DATABASE", str(tmp_path / "record.db"))
    monkeypatch.setenv("SCHEDULER_OFFICER", "Ada")

    def calling(*words: str, on: str = "2026-11-24") -> str:
        monkeypatch.setenv("SCHEDULER_NOW", f"{on}T09:00:00+00:00")
        code = run(words)
        printed = capsys.readouterr()
        assert code == 0, printed.err
        return printed.out

    return calling


def test_an_outcome_of_the_first_som_comes_up_at_the_next_hou_meeting(
    scheduler: Scheduler, tmp_path: Path
) -> None:
    scheduler("init", "--home", "EU")
    scheduler("plan", "--until", "2027-12-31", "--apply")
    scheduler("attendee", "record", "SOM-1", "Claus Sørensen", "present")
    scheduler("agenda", "edit", "SOM-1", "3", "--record", "Both sides **agreed** to go on.")
    conclusion = scheduler(
        "outcome", "add", "SOM-1", "The exchange goes on.", "--kind", "conclusion", "--item", "3"
    )
    commitment = scheduler(
        "outcome", "add", "SOM-1", "Share the list of contacts.", "--kind", "commitment",
        "--item", "3", "--owner", "ECHO", "--due", "next:HOU",
    )  # fmt: skip

    scheduler("minutes", "build", "SOM-1", "--output", str(tmp_path))
    scheduler("pack", "build", "next:HOU", "--output", str(tmp_path))

    assert conclusion == ("Recorded the conclusion SOM-1/C1 of SOM-1, Friday 3 May 2013.\n")
    assert commitment == ("Recorded the commitment SOM-1/C2 of SOM-1, Friday 3 May 2013.\n")
    minutes = words_of(tmp_path / "som-1-minutes-eu.html")
    for said in ("Claus Sørensen", "Both sides agreed to go on.", "SOM-1/C1", "SOM-1/C2"):
        assert said in minutes
    pack = words_of(tmp_path / "hou-2027-1-pack-eu.html")
    arising = pack[pack.rindex("Matters arising") :]
    for said in ("SOM-1/C2", "Share the list of contacts.", "DG ECHO", "HOU-2027-1"):
        assert said in arising


def test_a_year_of_the_partnership(scheduler: Scheduler, tmp_path: Path) -> None:
    scheduler("init", "--home", "EU")
    scheduler("plan", "--until", "2027-12-31", "--apply")
    scheduler("meeting", "confirm", "HOU-2027-1", on="2027-01-10")
    scheduler("meeting", "held", "HOU-2027-1", on="2027-03-09")
    scheduler("meeting", "confirm", "next:SOM", on="2027-03-15")
    scheduler("meeting", "move", "SOM-12", "2027-05-21", "--reason", "chair", on="2027-03-20")
    scheduler("attendee", "add", "SOM-12", "--party", "EU", "--post", "Head", "--body", "HOME",
              on="2027-04-01")  # fmt: skip
    scheduler("agenda", "add", "SOM-12", "Opening", "--minutes", "30", on="2027-04-01")
    scheduler("note", "set", "SOM-12", "--item", "1", "line-to-take", "Ours alone.",
              on="2027-04-02")  # fmt: skip
    scheduler("pack", "build", "SOM-12", "--output", str(tmp_path), on="2027-05-14")
    scheduler("pack", "build", "SOM-12", "--for", "IOM", "--output", str(tmp_path),
              on="2027-05-14")  # fmt: skip
    scheduler("meeting", "held", "SOM-12", on="2027-05-21")
    scheduler("attendee", "record", "SOM-12", "Head", "present", on="2027-05-21")
    scheduler("outcome", "add", "SOM-12", "Meet again.", "--kind", "commitment", "--owner", "HOME",
              "--due", "next:HOU", on="2027-05-25")  # fmt: skip
    scheduler("commitment", "update", "SOM-12/C1", "report", "--text", "Room booked.",
              on="2027-09-01")  # fmt: skip
    scheduler("commitment", "update", "SOM-12/C1", "close", "--text", "Done.", on="2027-10-12")
    feeds = scheduler("feed", "write", str(tmp_path / "feeds"), on="2027-10-13")

    assert "Ours alone." in words_of(tmp_path / "som-12-pack-eu.html")
    assert "Ours alone." not in words_of(tmp_path / "som-12-pack-iom.html")
    assert "eu-iom.ics\t" in feeds
    calendar = (tmp_path / "feeds" / "eu-iom-som.ics").read_text("utf-8")
    assert "SUMMARY:12th Senior Officials Meeting\\, EU–IOM Strategic Partnership" in calendar
    assert "Moved from Friday 30 April 2027." in calendar.replace("\r\n ", "")
    assert "chair" not in calendar
    assert scheduler("commitment", "list", "--open", on="2027-10-13").splitlines()[1:] == []
    assert scheduler("db", "check").splitlines()[-1] == "Everything is in order."

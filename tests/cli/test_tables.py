"""How tables are drawn on a terminal of 80 columns, and written to a pipe."""

from collections.abc import Sequence
from contextlib import redirect_stdout

import click
import pytest

from docs.make_tutorial import Screen
from scheduler.cli.output import table

LONG = " ".join(["words"] * 12)


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)


def _drawn(columns: Sequence[str], *rows: Sequence[str]) -> list[list[str]]:
    """The cells of each line with something in it, below the rule too."""
    screen = Screen()
    with redirect_stdout(screen):
        table(columns, rows)
    screen.seek(0)
    lines = (line.strip() for line in click.unstyle(screen.read()).splitlines())
    return [
        [cell.strip() for cell in line.split("   ") if cell.strip()]
        for line in lines
        if line and "──" not in line
    ]


def test_a_name_in_the_first_column_is_never_broken() -> None:
    lines = _drawn(("Reference", "A", "B", "C"), ("RETREAT OF 2027/C12", LONG, LONG, LONG))

    assert lines[1][0] == "RETREAT OF 2027/C12"


def test_a_long_path_in_the_first_column_is_folded_and_whole() -> None:
    path = "/home/somebody/" + "calendars/" * 10 + "eu-iom.ics"

    lines = _drawn(("Feed", "Meetings"), (path, "16"))

    assert "".join(line[0] for line in lines[1:]) == path


def test_a_zone_that_all_hours_share_stands_once_in_the_head() -> None:
    rows = (("A", "09:30 to 17:00 (Europe/Brussels)", "x"), ("B", "", "y"))

    assert _drawn(("Meeting", "Hours", "State"), *rows) == [
        ["Meeting", "Hours (Europe/Brussels)", "State"],
        ["A", "09:30 to 17:00", "x"],
        ["B", "y"],
    ]


def test_zones_that_differ_stand_with_their_hours() -> None:
    rows = (("A", "09:30 to 17:00 (Europe/Brussels)"), ("B", "10:00 to 11:00 (Asia/Tokyo)"))

    assert _drawn(("Meeting", "Hours"), *rows) == [["Meeting", "Hours"], *map(list, rows)]


def test_a_pipe_gets_every_column_and_zone(capsys: pytest.CaptureFixture[str]) -> None:
    table(("Meeting", "Hours"), [("A", "09:30 to 17:00 (Europe/Brussels)")])

    assert capsys.readouterr().out == "Meeting\tHours\nA\t09:30 to 17:00 (Europe/Brussels)\n"

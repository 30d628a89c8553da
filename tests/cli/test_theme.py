from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests.cli.conftest import Call


@pytest.fixture(autouse=True)
def _themes(call: Call, record: Database) -> None:
    del record
    call("agenda", "add", "PREP-2027-1", "Fees", "--thread", "fees", "--minutes", "40")
    call("agenda", "add", "ANNUAL-2", "Fees", "--thread", "fees", "--minutes", "30")
    call("agenda", "add", "ANNUAL-2", "Any other business")


def test_theme_report_lists_the_threads_and_what_has_none(call: Call) -> None:
    said = call("theme", "report")

    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "Themes: Partnership of Northland and Southmark: 1 thread on the agendas of 2 meetings\n"
        "Thread\tTheme\tPlanned\tUsed\tCommitments\tClosed\tOpen\tMeetings\n"
        "fees\tFees\t70\t0\t0\t0\t0\tPREP-2027-1, ANNUAL-2\n"
        "\tWithout a thread\t0\t0\t0\t0\t0\tANNUAL-2\n"
    )


def test_theme_report_is_narrowed_and_told_as_json(call: Call) -> None:
    value = call("theme", "report", "--series", "prep", "--since", "2027-01-01", "--json").value

    assert value["file"] is None
    assert [one["name"] for one in value["report"]["meetings"]] == ["PREP-2027-1"]
    assert value["report"]["themes"][0]["total"]["planned"] == 40


@pytest.mark.parametrize(
    ("ending", "begins"), [("csv", b"\xef\xbb\xbfThread,"), ("svg", b"<svg "), ("png", b"\x89PNG")]
)
def test_theme_report_is_written_by_the_ending(
    call: Call, tmp_path: Path, ending: str, begins: bytes
) -> None:
    file = tmp_path / f"themes.{ending}"

    said = call("theme", "report", "-o", str(file))

    assert (said.code, said.out.splitlines()[-1]) == (0, f"Written for NORTH: {file}")
    assert file.read_bytes().startswith(begins)


def test_theme_report_refuses_another_ending_and_days_the_wrong_way(
    call: Call, tmp_path: Path
) -> None:
    ending = call("theme", "report", "-o", str(tmp_path / "themes.jpg"))
    days = call("theme", "report", "--since", "2027-05-07", "--until", "2027-05-06")

    assert (ending.code, days.code) == (2, 2)
    assert "a name ending in .csv, .svg, .png or .pdf" in ending.err
    assert "a day that is not before --since 2027-05-07" in days.err
    assert list(tmp_path.glob("themes*")) == []

from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests.cli.conftest import Call

pytestmark = pytest.mark.usefixtures("promised")


@pytest.fixture
def promised(call: Call, record: Database) -> None:
    """C1 of DG FISH, late; C2 of DG TRADE, our own, due at the next meeting."""
    del record
    for text, owner, due, audience in (
        ("Share the list", "FISH", "2026-09-01", "joint"),
        ("Draw the map", "TRADE", "ANNUAL-2", "own"),
    ):
        added = call(
            *("outcome", "add", "ANNUAL-1", text, "--kind", "commitment"),
            *("--owner", owner, "--due", due, "--audience", audience),
        )
        assert added.code == 0


def test_report_is_told_with_what_it_was_counted_from(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "completion.csv"
    told = call("report", "completion", "--records", "-o", str(file))

    assert told.out.splitlines()[:3] == [
        "Completion of commitments: Partnership of Northland and Southmark, all on record",
        "By\tOf\tDecided\tClosed\tOpen\tLate\tSuperseded\tRate",
        "All\tAll\t2\t0\t1\t1\t0\t0 %",
    ]
    assert "All, late: ANNUAL-1/C1" in told.out.splitlines()
    assert file.read_text("utf-8-sig").splitlines()[1] == "All,All,2,0,1,1,0,0 %"
    figures = call("report", "age", "--json").value["report"]["rows"][0]["figures"]
    assert [one["records"] for one in figures] == [[]] * 7


def test_report_is_refused_for_what_cannot_be_meant(call: Call) -> None:
    said = [
        call("report", "age", "-o", "age.doc").err,
        call("report", "age", "--since", "2027", "--until", "2026-01-01").err,
    ]
    assert said == [
        (
            "scheduler: the report's file 'age.doc' cannot be used: expected a name ending in "
            ".csv, .xlsx, .svg, .png or .pdf\n"
        ),
        (
            "scheduler: --until '2026-01-01' cannot be used: expected a day that is not before "
            "--since 2027-01-01\n"
        ),
    ]


def test_year_is_printed_for_the_home_party(call: Call, tmp_path: Path) -> None:
    made = call("report", "year", "2026", "--output", str(tmp_path))

    assert (made.code, made.err) == (0, "")
    assert sorted(file.name for file in tmp_path.glob("*-year-*")) == [
        f"north-south-year-2026-north{ending}" for ending in (".docx", ".html", ".pdf")
    ]
    page = (tmp_path / "north-south-year-2026-north.html").read_text("utf-8")
    assert [text in page for text in ("Share the list", "Draw the map", "ANNUAL-2027")] == [
        True,
        True,
        False,
    ]


def test_sheets_go_out_and_come_back(call: Call, tmp_path: Path) -> None:
    written = call("follow-up", "report", "--output", str(tmp_path))
    files = sorted(str(file) for file in tmp_path.glob("status-*"))
    read = call("follow-up", "read", *files)
    foreign = call("follow-up", "read", __file__)

    assert written.out.splitlines()[0] == (
        "Status sheets of Partnership of Northland and Southmark on Tuesday 24 November 2026:"
    )
    assert len(files) == 4
    assert (read.code, read.out.splitlines()[-1]) == (0, "no reports would be taken in.")
    neither = "it is neither a spreadsheet (.xlsx) nor a Word document (.docx)"
    assert (foreign.code, foreign.err) == (3, f"error: test_report.py: not taken: {neither}\n")

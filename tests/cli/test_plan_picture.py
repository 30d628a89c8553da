"""`plan picture`: the year in the terminal, as data, and as files."""

import re
from pathlib import Path

import click
import pytest

from scheduler.cli.plan_picture import in_lines
from tests.cli.conftest import Call
from tests.exports.pictures.sample_year import EMPTY, SMALL

recorded = pytest.mark.usefixtures("record")
ASKED = ("plan", "picture", "--year", "2027", "--calendar", "belgium")


def _plain(encoding: str) -> list[str]:
    return [click.unstyle(line) for line in in_lines(SMALL, encoding)]


@recorded
def test_a_terminal_shows_months_meetings_and_calendars(call: Call) -> None:
    said = call(*ASKED, "--calendar", "august-recess")
    lines = said.out.splitlines()
    (belgium,) = (line for line in lines if line.startswith("A  Belgium"))

    assert (said.code, said.err) == (0, "")
    assert lines[0] == "Partnership of Northland and Southmark: 2027"
    assert [re.sub("[.·]", ".", line) for line in lines if line[:3] in ("Mar", "May", "Aug")] == [
        "Mar  .....   .○...   .....   ..... A A..",
        "May       A  ...A●   ..... A A....   .....   .",
        "Aug        b bbbbbbb bbbbbbA bbbbbbb bbbbbbb bb",
    ]
    assert lines[-7:] == [
        "●  ANNUAL-2: Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels); confirmed",
        "",
        belgium,
        "b  August recess: avoid; rule 2027, provisional; 22 working days",
        "",
        (
            "capital letter: closed; small letter: to avoid, or only to know; "
            "#, +: several of these; blank: weekend"
        ),
        "The closed days by name: scheduler closure show 2027",
    ]


def test_signs_of_meetings_are_typed_where_the_encoding_has_no_others() -> None:
    assert _plain("ascii")[16:24] == [
        "@  ANNUAL-1: 2027-01-14; held",
        "$  PREP-2027-1: 2027-03-09; confirmed",
        "&  SIDE-2027-1: 2027-03-10; proposed",
        "%  ANNUAL-2: 2027-05-14; planned",
        "^  PREP-2027-2: 2027-10-12; the plan would add it",
        "?  PREP-2027-2: 2027-10-14; kept free",
        "?  PREP-2027-2: 2027-10-15; kept free",
        "!  PREP-2027-3: 2027-12-31; cancelled",
    ]
    assert _plain("utf-8")[16] == "■  ANNUAL-1: 2027-01-14; held"
    assert _plain("no such")[3] == _plain("ascii")[3]
    assert "No meeting has a day in this year." in in_lines(EMPTY, "utf-8")


@recorded
def test_colours_stay_away_where_they_are_not_wanted(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b" not in call(*ASKED).out
    assert "\x1b" in "".join(in_lines(SMALL, "utf-8"))


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "html"])
@recorded
def test_a_picture_is_written_over_what_stood_there(
    call: Call, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / "made" / f"year.{ending}"
    first = call(*ASKED, "-o", str(path))
    drawn = path.read_bytes()
    path.write_bytes(b"another")
    again = call(*ASKED, "-o", str(path))

    title = "Partnership of Northland and Southmark: 2027"
    assert (first.code, first.err) == (0, "")
    assert first.out == f"{title}, as of 2026-11-24: {path}\n"
    assert again == first
    assert path.read_bytes() == drawn
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@recorded
def test_the_year_comes_as_data(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "year.svg"
    value = call(*ASKED, "-o", str(path), "--json").value

    assert value["file"] == str(path)
    assert value["year"]["entries"][0] == {
        "name": "PREP-2027-1",
        "standing": "planned",
        "first": "2027-03-09",
        "last": "2027-03-09",
        "words": "Tuesday 9 March 2027, 10:00 to 13:00 (Europe/Brussels)",
    }
    assert [one["key"] for one in value["year"]["calendars"]] == ["belgium"]
    assert call("plan", "picture", "--json").value["year"]["year"] == 2026


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("-o", "year.jpg"), 2, "a name ending in .svg, .png, .pdf or .html"),
        (("--calendar", "belgum"), 2, "belgium"),
        (("--year", "soon"), 2, "'soon' is not a valid integer range"),
        (("--partnership", "NOBODY"), 2, "NORTH-SOUTH"),
    ],
    ids=["ending", "calendar", "year", "partnership"],
)
@recorded
def test_bad_input_gets_one_answer(
    call: Call, words: tuple[str, ...], code: int, said: str
) -> None:
    answered = call("plan", "picture", *words)

    assert answered.code == code
    assert said in answered.err
    assert "Traceback" not in answered.err
    assert not Path("year.jpg").exists()

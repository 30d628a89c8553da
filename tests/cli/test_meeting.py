"""`scheduler meeting` on the EU-IOM partnership."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def sqlite_location(real_sqlite_location: str) -> str:
    return real_sqlite_location


def test_list_shows_meetings_by_date_and_those_without_a_day_last(call: Call) -> None:
    said = call("meeting", "list", "--series", "SOM")

    assert said.code == 0
    assert [line.split("\t")[:2] for line in said.out.splitlines()] == [
        ["Meeting", "Date"],
        ["SOM-1", "Friday 3 May 2013"],
        ["SOM-2", "Wednesday 1 October 2014"],
        ["SOM-2016", "Tuesday 16 February 2016"],
        ["SOM-5", "Wednesday 4 April 2018"],
        ["SOM-7", "Tuesday 13 October 2020"],
        ["SOM-9", "Friday 7 October 2022"],
        ["SOM-11", "Friday 4 April 2025"],
        ["SOM-2027-1", "Friday 30 April 2027"],
        ["SOM-2028-1", "Friday 5 May 2028"],
        ["SOM-10", "not dated by its source; February 2024 is unverified"],
        ["SOM-4", "between October 2014 and April 2018"],
        ["SOM-6", "4 or 5 June; the year 2019 is unverified"],
        ["SOM-8", "not dated by its source; autumn 2021 is unverified"],
    ]


def test_list_takes_a_window_and_a_state(call: Call) -> None:
    said = call(
        "meeting",
        "list",
        "--since",
        "2027-01-01",
        "--until",
        "2027-12-31",
        "--state",
        "planned",
        "--json",
    )

    assert [row["name"] for row in said.value] == ["HOU-2027-1", "SOM-2027-1", "HOU-2027-2"]


def test_confirm_names_meeting_and_date_and_warns(call: Call) -> None:
    said = call("meeting", "confirm", "next:SOM")

    assert (said.code, said.out) == (
        0,
        "Confirmed SOM-12, Friday 30 April 2027, 09:30 to 17:00 (Europe/Brussels).\n",
    )
    assert said.err == (
        "warning: SOM-12: no meeting of 2026 is on record; "
        "if one was held, this number is too low\n"
    )


def test_move_says_the_old_date_and_the_record_keeps_it(call: Call) -> None:
    said = call("meeting", "move", "next:HOU", "2027-03-16", "--reason", "room taken")
    sheet = call("meeting", "show", "HOU-2027-1", "--json").value

    moved, *milestones = said.out.splitlines()
    assert moved == (
        "Moved HOU-2027-1, Tuesday 16 March 2027, 10:00 to 13:00 (Europe/Brussels); "
        "it was on Tuesday 9 March 2027."
    )
    assert milestones[0] == (
        "  Convening letter: Tuesday 26 January 2027 -> Tuesday 2 February 2027"
    )
    assert sheet["changes"] == [
        "2026-11-24 moved from 2027-03-09 to 2027-03-16: room taken (Ada)",
    ]


def test_a_moved_meeting_keeps_its_hours_or_takes_new_ones(call: Call) -> None:
    words = ("meeting", "move", "next:HOU", "2027-03-16", "--reason", "x", "--hours", "14:00-17:30")

    assert call(*words).out.startswith("Moved HOU-2027-1, Tuesday 16 March 2027, 14:00 to 17:30 ")


def test_add_makes_a_side_meeting_beside_its_parent(call: Call) -> None:
    said = call(
        "meeting", "add", "BILAT-1", "2027-04-30", "--kind", "side", "--beside", "next:SOM",
        "--title", "Bilateral of principals", "--hours", "17:30-18:15", "--mode", "in-person",
        "--place", "Brussels", "--host", "HOME",
    )  # fmt: skip

    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "Added BILAT-1, Friday 30 April 2027, 17:30 to 18:15 (Europe/Brussels); "
        "it is in no public feed.\n"
    )
    assert call("meeting", "show", "BILAT-1", "--json").value["host"] == "DG HOME"


def test_edit_names_meeting_and_date_and_what_changed(call: Call) -> None:
    said = call(
        "meeting", "edit", "next:SOM", "--place", "Geneva", "--venue", "Room 1", "--mode",
        "virtual", "--link", "https://x.org", "--hours", "10:00-12:00", "--host", "HOME",
    )  # fmt: skip

    assert said.out == (
        "Changed SOM-2027-1, Friday 30 April 2027, 10:00 to 12:00 (Europe/Brussels): "
        "place, venue, mode, link, host and hours.\n"
    )
    assert said.err == "warning: SOM-2027-1: it is virtual and has a place: Room 1, Geneva\n"


def test_show_keeps_the_machines_numbers_for_those_who_ask(call: Call) -> None:
    def names(*words: str) -> list[str]:
        lines = call("meeting", "show", "next:SOM", *words).out.splitlines()
        return [line[:18].strip() for line in lines]

    shown, everything = names(), names("--all")

    assert [name for name in everything if name not in shown] == [
        *("uid", "starts at", "slot", "rule", "sequence", "version"),
    ]


def test_list_asks_to_record_what_has_passed(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    call("meeting", "confirm", "next:SOM", "--number", "12")
    monkeypatch.setenv("SCHEDULER_NOW", "2027-05-10T09:00:00+00:00")

    said = call("meeting", "list", "--since", "2027-04-01")

    assert said.err == (
        "warning: SOM-12 was on Friday 30 April 2027: "
        "record it with: scheduler meeting held SOM-12\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("add", "X", "2027-05-01", "--kind", "side"),
            2,
            (
                "--beside 'nothing' cannot be used: expected the meeting it stands beside "
                "for a side meeting, and none for another kind"
            ),
        ),
        (
            ("add", "SOM-11", "2027-05-01"),
            1,
            "the meeting SOM-11 already exists; it is on Friday 4 April 2025; give another name",
        ),
        (
            ("add", "X", "2027-05-01", "--zone", "Europe/Brussel"),
            2,
            (
                "the time zone 'Europe/Brussel' is not known: expected an IANA name such as "
                "Europe/Brussels (did you mean Europe/Brussels?)"
            ),
        ),
        (
            ("held", "SOM-11"),
            1,
            (
                "SOM-11 (Friday 4 April 2025) is held and cannot be held; "
                "it may become: nothing further"
            ),
        ),
        (
            ("cancel", "next:SOM", "--reason", " "),
            2,
            "the reason ' ' cannot be used: expected some words, so that the record can explain it",
        ),
    ],
)
def test_what_cannot_be_done_says_why(
    call: Call, sqlite_location: str, words: tuple[str, ...], code: int, sentence: str
) -> None:
    before = Path(sqlite_location).read_bytes()
    said = call("meeting", *words)

    assert (said.code, said.out, said.err) == (code, "", f"scheduler: {sentence}\n")
    assert Path(sqlite_location).read_bytes() == before

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call

TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"

pytestmark = pytest.mark.usefixtures("record")


def test_sections_are_written_from_the_line_a_file_and_stdin(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("agenda", "add", "ANNUAL-2", "Ports")
    file = tmp_path / "line.md"
    file.write_text("Hold **firm**.", encoding="utf-8-sig")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Long ago.\n")))
    note = ("note", "set", "ANNUAL-2")

    sentences = [
        call(*note, "scene-setter", "All well.", "--audience", "joint").out,
        call(*note, "line-to-take", "--file", str(file), "--item", "1", "--body", "TRADE").out,
        call(*note, "background", "-").out,
    ]

    assert sentences == [
        f"Wrote the scene-setter (joint) of {TO_COME}.\n",
        f"Wrote the line to take (NORTH only) on item 1 of {TO_COME}.\n",
        f"Wrote the background (NORTH only) of {TO_COME}.\n",
    ]
    assert call("note", "show", "ANNUAL-2").out == (
        f"{TO_COME}\n"
        "\nScene-setter [joint, draft, version 1]\nAll well.\n"
        "\nBackground [NORTH only, draft, version 1]\nLong ago.\n"
        "\nitem 1, Ports: Line to take [NORTH only, by DG TRADE, draft, version 1]\n"
        "Hold **firm**.\n"
    )
    assert call("note", "show", "ANNUAL-2", "--item", "1", "--json").value == [
        {
            "item": "1",
            "title": "Ports",
            "section": "line-to-take",
            "text": "Hold **firm**.",
            "audience": "NORTH only",
            "author": "DG TRADE",
            "edited_at": "2026-11-24T09:00:00+00:00",
            "version": 1,
            "state": "draft",
            "cleared": "",
            "marking": "",
            "source": "",
        }
    ]


def test_an_empty_text_removes_a_section(call: Call) -> None:
    call("note", "set", "ANNUAL-2", "objectives", "Agree.")

    said = call("note", "set", "ANNUAL-2", "objectives", "")

    assert said.out == f"Removed the objectives of {TO_COME}.\n"
    assert call("note", "show", "ANNUAL-2").out == f"{TO_COME}\nThere are no notes.\n"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("objectives", "Mine.", "--version", "3"),
            1,
            (
                "the objectives was changed by somebody else: you edited version 3, "
                "the record now holds version 1, and nothing was saved\n"
                "  in the record: Agree.\n"
                "  yours:         Mine.\n"
                "read it again, then repeat your edit with --version 1"
            ),
        ),
        (
            ("objectives", "EU SECRET\n\nMine."),
            2,
            (
                "the objectives marked 'EU SECRET' cannot be used: expected unclassified text: "
                "this system is not accredited for EU classified information (Council Decision "
                "2013/488/EU, Commission Decision (EU, Euratom) 2015/444); leave it out of this "
                "record"
            ),
        ),
        (
            ("objectives",),
            2,
            (
                "the text 'neither' cannot be used: "
                "expected a text, - for stdin, or --file, and only one"
            ),
        ),
        (
            ("objectives", "x" * 100_001),
            2,
            (
                "a text whose length in bytes is 100001 cannot be used: expected at most "
                "100000 bytes; shorten the text or attach it as a document"
            ),
        ),
        (("objectives", "x", "--item", "1"), 2, "there is no agenda item '1'"),
        (
            ("objectives", "x", "--body", "FISH"),
            2,
            "--body 'FISH' cannot be used: expected a body of NORTH: the note is its own",
        ),
    ],
    ids=["stale", "classified", "no-text", "too-long", "no-item", "body"],
)
def test_refusals_are_one_sentence(
    call: Call, words: tuple[str, ...], code: int, sentence: str
) -> None:
    call("note", "set", "ANNUAL-2", "objectives", "Agree.")

    said = call("note", "set", "ANNUAL-2", *words)

    assert (said.code, said.out, said.err) == (code, "", f"scheduler: {sentence}\n")


def test_a_file_that_is_no_text_is_refused(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "note.docx"
    file.write_bytes(b"PK\xff\xfe")

    said = call("note", "set", "ANNUAL-2", "objectives", "--file", str(file))

    assert (said.code, said.err) == (
        2,
        f"scheduler: the file {str(file)!r} cannot be used: expected UTF-8 text (byte 3 is not)\n",
    )


def test_a_file_of_one_line_of_ten_million_signs_is_refused(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text("a" * 10_000_000, "utf-8")

    said = call("note", "set", "ANNUAL-2", "objectives", "--file", str(file))

    expected = "expected no more than 1,000,000 bytes"
    sentence = f"scheduler: the file {str(file)!r} cannot be used: {expected}\n"
    assert (said.code, said.out, said.err) == (2, "", sentence)
    assert call("note", "list", "ANNUAL-2", "--json").value == []


def test_a_text_nested_without_end_is_printed_as_it_was_typed(call: Call, tmp_path: Path) -> None:
    bomb = "> " * 20_000 + "Agree."

    said = call("note", "set", "ANNUAL-2", "objectives", bomb)
    built = call("note", "build", "ANNUAL-2", "--format", "html", "--output", str(tmp_path))

    warning = "the text is nested so deep that it is set as one paragraph, as typed"
    assert (said.code, said.err) == (0, f"warning: {warning}\n")
    assert built.code == 0
    [page] = tmp_path.glob("*.html")
    assert "Agree." in page.read_text("utf-8")


def test_a_section_is_cleared_listed_and_its_history_told(call: Call) -> None:
    call("agenda", "add", "ANNUAL-2", "Ports")
    line = ("ANNUAL-2", "line-to-take", "--item", "1")
    call("note", "set", *line[:2], "Firm.", *line[2:], "--body", "TRADE", "--source", "Talks, May")

    cleared = call("note", "clear", *line, "--if-version", "1")
    again = call("note", "clear", *line)

    assert cleared.out == f"Cleared the line to take on item 1 of {TO_COME}.\n"
    assert (again.code, again.err) == (
        1,
        (
            "scheduler: the line to take is cleared and cannot be cleared; "
            "it may become: a draft, by an edit\n"
        ),
    )
    assert call("note", "list", "ANNUAL-2").out == (
        "Item\tSection\tAuthor\tState\tAudience\tMarking\tVersion\n"
        "1\tLine to take\tDG TRADE\tcleared\tNORTH only\t\t2\n"
    )
    assert call("note", "show", "ANNUAL-2").out == (
        f"{TO_COME}\n\nitem 1, Ports: Line to take "
        "[NORTH only, by DG TRADE, cleared by Ada, Tuesday 24 November 2026, version 2]\n"
        "Firm.\nSource: Talks, May\n"
    )
    call("note", "set", *line[:2], "Firmer.", *line[2:])
    assert [row["state"] for row in call("note", "list", "ANNUAL-2", "--json").value] == ["draft"]
    at = "Tue 24 Nov 2026, 10:00 (Europe/Brussels)  Ada"
    told = call("note", "history", "ANNUAL-2", "--item", "1").out
    assert [entry for entry in told.splitlines() if entry.startswith("Tue")] == [
        f"{at}: note set: added briefing section line-to-take on Ports of ANNUAL-2027",
        f"{at}: note clear: edited briefing section line-to-take on Ports of ANNUAL-2027",
        f"{at}: note set: edited briefing section line-to-take on Ports of ANNUAL-2027",
    ]
    assert "    state: cleared -> draft\n" in told


def test_an_edit_of_a_file_that_was_overtaken_is_refused_with_the_difference(
    call: Call, tmp_path: Path
) -> None:
    file = tmp_path / "objectives.md"
    objectives = ("ANNUAL-2", "objectives")
    call("note", "set", *objectives, "Agree.\n\nSign.\n\nLeave.")

    got = call("note", "get", *objectives, "--output", str(file))
    text = file.read_text("utf-8")
    call("note", "set", *objectives, "Agree.\n\nSign twice.\n\nLeave.")
    file.write_text(text.replace("Leave.", "Leave early."), "utf-8")
    said = call("note", "set", *objectives, "--file", str(file))

    assert got.out == f"Wrote the objectives of {TO_COME} to {file}.\n"
    assert text == (
        f"<!-- note 1, version 1: the objectives of {TO_COME} -->\n\nAgree.\n\nSign.\n\nLeave.\n"
    )
    assert (said.code, said.err) == (
        1,
        (
            "scheduler: the objectives was changed by somebody else: you edited version 1, "
            "the record now holds version 2, and nothing was saved\n"
            "  (-) in the record, (+) yours:\n"
            "   \n  -Sign twice.\n  +Sign.\n   \n  -Leave.\n  +Leave early.\n"
            "read it again, then repeat your edit with --version 2\n"
        ),
    )
    assert call("note", "get", *objectives).out.endswith("Sign twice.\n\nLeave.\n")


def test_an_edited_file_comes_back_without_its_first_line(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "objectives.md"
    call("note", "set", "ANNUAL-2", "objectives", "Agree.")
    call("note", "get", "ANNUAL-2", "objectives", "--output", str(file))
    file.write_text(file.read_text("utf-8").replace("Agree.", "Sign."), "utf-8")

    call("note", "set", "ANNUAL-2", "objectives", "--file", str(file))

    (row,) = call("note", "list", "ANNUAL-2", "--json").value
    assert (row["text"], row["version"]) == ("Sign.", 2)


def test_a_file_of_another_section_is_refused(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "objectives.md"
    call("note", "set", "ANNUAL-2", "objectives", "Agree.")
    call("note", "get", "ANNUAL-2", "objectives", "--output", str(file))

    wrong = call("note", "set", "ANNUAL-2", "background", "--file", str(file))
    call("note", "set", "ANNUAL-2", "objectives", "")
    gone = call("note", "set", "ANNUAL-2", "objectives", "--file", str(file))

    assert (wrong.code, wrong.err) == (
        2,
        (
            "scheduler: the file of 'the objectives of ANNUAL-2' cannot be used: "
            "expected one of the section that is written\n"
        ),
    )
    assert gone.code == 1
    assert gone.err.startswith(
        "scheduler: the section that the file names was changed by somebody else: you edited "
        "version 1, the record now holds version 0, and nothing was saved\n"
    )


def test_what_is_not_set_as_typed_is_said(call: Call) -> None:
    said = call("note", "set", "ANNUAL-2", "background", "See ![a map](map.png).\n\n---\n<b>x</b>")

    assert (said.code, said.err) == (
        0,
        (
            "warning: the image 'map.png' is set as its words alone\n"
            "warning: a line of dashes or stars is left out\n"
            "warning: the HTML '<b>' is set as typed\n"
            "warning: the HTML '</b>' is set as typed\n"
        ),
    )

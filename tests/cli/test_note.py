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
        "\nScene-setter [joint, version 1]\nAll well.\n"
        "\nBackground [NORTH only, version 1]\nLong ago.\n"
        "\nitem 1, Ports: Line to take [NORTH only, by DG TRADE, version 1]\nHold **firm**.\n"
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
                "EU classified information may only be handled by accredited systems "
                "(Decision (EU, Euratom) 2015/444); leave it out of this record"
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

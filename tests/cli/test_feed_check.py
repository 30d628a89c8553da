import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call

DEFECTS = Path(__file__).parents[1] / "imports" / "data" / "defects"
LOCAL_UNTIL = DEFECTS / "02-local-until.ics"
FOUND = {
    "line": 26,
    "defect": "until-kind",
    "came": "UNTIL=20290501T073000 beside DTSTART;TZID=Europe/Brussels:20260501T093000",
    "severity": "error",
    "rule": "UNTIL is a date, local, or in UTC for a start with a zone, as DTSTART is",
    "source": "RFC 5545 3.3.10",
    "remedy": "write it so",
}


def test_check_tells_each_defect_and_leaves_with_3(call: Call) -> None:
    said = call("feed", "check", str(LOCAL_UNTIL))

    assert (said.code, said.err) == (3, "")
    assert said.out == (
        f"line 26: error: {FOUND['came']}: {FOUND['rule']} (RFC 5545 3.3.10); write it so\n"
        "1 error, no warnings, no notes.\n"
    )


def test_check_as_json(call: Call) -> None:
    said = call("feed", "check", str(LOCAL_UNTIL), "--json")

    assert said.code == 3
    assert said.value == {"findings": [FOUND], "more": [], "errors": 1, "warnings": 0, "notes": 0}


def test_check_of_a_good_file_finds_nothing(call: Call) -> None:
    said = call("feed", "check", str(DEFECTS / "good-feed.ics"))

    assert (said.code, said.out, said.err) == (0, "No defects were found.\n", "")


def test_check_leaves_with_0_for_a_warning(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    file.write_bytes(b"\xef\xbb\xbf" + (DEFECTS / "good-day.ics").read_bytes())

    said = call("feed", "check", str(file))

    assert said.code == 0
    assert said.out.splitlines()[-1] == "no errors, 1 warning, no notes."


def test_check_counts_what_it_does_not_list(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    good = (DEFECTS / "good-day.ics").read_bytes()
    file.write_bytes(good.replace(b"SUMMARY", b"SEQUENCE:x\r\n" * 25 + b"SUMMARY"))

    said = call("feed", "check", str(file))

    assert said.out.splitlines()[-2:] == [
        "and 5 more findings of bad-value",
        "26 errors, no warnings, no notes.",
    ]


def test_check_reads_standard_input(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOCAL_UNTIL.read_bytes())))

    assert call("feed", "check", "-").code == 3


@pytest.mark.parametrize("content", [b"", b"<html>", b"BEGIN:VCARD\r\n", b"\xff\xfeB\x00E\x00"])
def test_check_refuses_what_is_no_calendar(call: Call, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.ics"
    file.write_bytes(content)

    said = call("feed", "check", str(file))

    assert (said.code, said.out) == (2, "")
    assert said.err.endswith(
        f"the file {str(file)!r} cannot be used: "
        "expected a calendar: BEGIN:VCALENDAR, in UTF-8, as its first line\n"
    )


def test_check_does_not_tell_a_terminal_what_to_do(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    good = (DEFECTS / "good-day.ics").read_bytes()
    file.write_bytes(good.replace(b"SUMMARY:", "STATUS:\x1b[2J\u202e".encode()))

    said = call("feed", "check", str(file))

    assert said.out.count("\\x1b[2J\\u202e") == 2
    assert said.out.replace("\n", "").isprintable()

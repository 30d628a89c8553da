from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.exports.page_reader import read_page

WHEN = "Friday 8 May 2026, 09:30 to 17:00 (Europe/Brussels)"


def _must(call: Call, *words: str) -> None:
    said = call(*words)
    assert said.code == 0, said.err


def _record_a_meeting(call: Call) -> None:
    """By the officer's verbs: who was there, an agenda, what was said and what came of it."""
    _must(
        call, "attendee", "add", "ANNUAL-1", "--party", "NORTH", "--person", "Ana Lind",
        "--body", "TRADE", "--head",
    )  # fmt: skip
    _must(call, "attendee", "record", "ANNUAL-1", "Ana Lind", "present")
    _must(call, "outcome", "add", "ANNUAL-1", "Ports stay open.", "--kind", "conclusion")
    _must(
        call, "outcome", "add", "ANNUAL-1", "Send the list of ports", "--kind", "commitment",
        "--owner", "FISH", "--due", "PREP-2027-1",
    )  # fmt: skip


@pytest.mark.usefixtures("record")
def test_what_was_recorded_is_in_the_minutes_and_comes_again_in_the_next_pack(
    call: Call, tmp_path: Path
) -> None:
    _record_a_meeting(call)

    _must(call, "minutes", "build", "ANNUAL-1", "--format", "html", "--output", str(tmp_path))
    _must(call, "pack", "build", "PREP-2027-1", "--format", "html", "--output", str(tmp_path))

    minutes = read_page((tmp_path / "annual-1-minutes-north.html").read_bytes())
    outcomes = next(part for part in minutes.parts if part.strip().startswith("Other outcomes"))
    assert "present" in minutes.text
    assert "Conclusion ANNUAL-1/C1" in outcomes
    assert "Ports stay open." in outcomes
    pack = read_page((tmp_path / "prep-2027-1-pack-north.html").read_bytes())
    arising = next(part for part in pack.parts if part.strip().startswith("Matters arising"))
    assert "ANNUAL-1/C2 Send the list of ports" in " ".join(arising.split())


@pytest.mark.usefixtures("record")
def test_build_says_what_it_wrote_and_for_whom(call: Call, tmp_path: Path) -> None:
    said = call(
        "minutes", "build", "last:ANNUAL", "--for", "public", "--format", "word",
        "--output", str(tmp_path),
    )  # fmt: skip

    path = tmp_path / "annual-1-minutes-public.docx"
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        f"Built the minutes of ANNUAL-1, {WHEN}, for the public:\n"
        f"  {path}  {path.stat().st_size / 1024:,.0f} kB\n"
    )


@pytest.mark.usefixtures("record")
def test_build_is_refused_before_the_day_of_the_meeting(call: Call, tmp_path: Path) -> None:
    said = call("minutes", "build", "ANNUAL-2", "--output", str(tmp_path / "papers"))

    assert (said.code, said.out, said.err) == (
        1,
        "",
        (
            "scheduler: building the minutes of ANNUAL-2 is not possible: it is confirmed for "
            "Friday 7 May 2027; minutes can be built from the day of the meeting on\n"
        ),
    )
    assert not (tmp_path / "papers").exists()

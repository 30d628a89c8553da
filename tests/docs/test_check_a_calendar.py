from pathlib import Path

from tests.docs.test_how_to import HOW_TO, block, shown

PAGE = "check-a-calendar-file.md"


def test_check_says_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "meetings.ics").write_bytes(block(PAGE, "ics").encode())

    (said,) = shown(tmp_path, "scheduler feed check meetings.ics")

    text = (HOW_TO / PAGE).read_text(encoding="utf-8")
    assert f"```\n{said}\n```\n" in text

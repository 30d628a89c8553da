"""What the page on the briefing shows is what the program does."""

from pathlib import Path

from scheduler.imports.partnership_file import read_partnership
from tests.docs.test_how_to import HOW_TO, block, shown

PAGE = "write-the-briefing.md"


def test_contributions_are_asked_and_missed_as_the_page_shows(tmp_path: Path) -> None:
    text = (HOW_TO / PAGE).read_text("utf-8")

    *_, status, gaps = shown(
        tmp_path,
        "export SCHEDULER_DATABASE=one.db",
        "scheduler init --home EU",
        "scheduler plan --apply",
        *block(PAGE, "").splitlines(),
        "scheduler gap report next:SOM",
    )

    assert f"```\n{status}\n```\n" in text
    assert f"```\n{gaps}\n```\n" in text


def test_the_markings_of_the_page_can_be_loaded() -> None:
    parties = 'parties = [{ code = "X", name = "X" }]'
    file = read_partnership(f"format = 1\n{parties}\n{block(PAGE, 'toml')}", "a.toml")

    assert file.partnership.markings == ("For the meeting", "Internal", "Sensitive")

"""What the page on the walls shows is what the program does."""

from pathlib import Path

from tests.docs.test_how_to import HOW_TO, shown


def test_an_annex_of_ours_in_the_partners_pack_is_warned_of_as_the_page_shows(
    tmp_path: Path,
) -> None:
    text = (HOW_TO / "what-the-partner-sees.md").read_text("utf-8")
    _, commands, _, warning, _ = text.split("```\n")

    *_, built = shown(
        tmp_path,
        "export SCHEDULER_DATABASE=one.db",
        "scheduler init --home EU",
        "scheduler plan --apply",
        *commands.splitlines(),
    )

    assert [f"{line}\n" for line in built.splitlines() if line.startswith("warning")] == [warning]

"""What the page on the back-plan shows is what the program does."""

from pathlib import Path

from scheduler.imports.partnership_file import read_partnership
from tests.docs.test_how_to import HOW_TO, block, shown

PAGE = "follow-the-back-plan.md"


def test_the_back_plan_of_the_page_can_be_loaded() -> None:
    head = """\
format = 1
partnership = { code = "a", name = "A" }
parties = [{ code = "X", name = "X" }]
bodies = [{ code = "HOME", party = "X" }]
[[series]]
code = "S"
name = "S"
level = "experts"
zone = "Europe/Brussels"
start_time = 10:00:00
end_time = 12:00:00
"""
    file = read_partnership(head + block(PAGE, "toml"), "a.toml")

    assert [one.key for one in file.series[0].milestones] == ["agenda", "pack"]


def test_a_move_says_what_the_page_shows(tmp_path: Path) -> None:
    example = (HOW_TO / PAGE).read_text("utf-8").split("$ ")[1].split("\n```")[0].splitlines()
    command, told = example[0], [line for line in example[1:] if line.strip() != "..."]

    *_, said = shown(
        tmp_path,
        "scheduler --database one.db init --home EU",
        "scheduler --database one.db plan --until 2027-12-31 --apply",
        command.replace("scheduler", "scheduler --database one.db", 1),
    )

    said_lines = " ".join(said.split())
    assert all(" ".join(line.split()) in said_lines for line in told)

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.make_tutorial import Step, play
from tests.docs.pages import ROOT

HOW_TO = ROOT / "docs" / "how-to"
NEEDED = (4, 4)


def block(page: str, language: str) -> str:
    """The first block of that language on a page."""
    text = (HOW_TO / page).read_text(encoding="utf-8")
    found = re.search(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def shown(folder: Path, *commands: str) -> list[str]:
    now = Step("export SCHEDULER_NOW=2026-11-24T09:00:00+00:00", "")
    return list(play([now, *(Step(command, "") for command in commands)], folder))[1:]


def bash() -> str:
    """A bash that click can complete for; skips where there is none."""
    found = shutil.which("bash")
    if not found or sys.platform == "win32":
        pytest.skip("no bash here")
    asked = [found, "-c", "echo ${BASH_VERSINFO[0]} ${BASH_VERSINFO[1]}"]
    version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    if tuple(map(int, version.split())) < NEEDED:
        pytest.skip("this bash is older than 4.4")
    return found


def test_second_partnership_is_whole(tmp_path: Path) -> None:
    example = block("run-a-second-partnership.md", "toml")
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")
    *_, plan = shown(
        tmp_path,
        "scheduler --database two.db init --home EU",
        "scheduler --database two.db partnership load example.toml",
        "scheduler --database two.db partnership home A --partnership example",
        "scheduler --database two.db plan --partnership example --until 2027-12-31",
    )
    assert plan.splitlines() == [
        "+ ANNUAL-2027-1 Thursday 3 June 2027, 10:00 to 16:00 (Europe/Brussels): new",
        (
            "    or Thu 10 Jun 2027 (+7), Thu 17 Jun 2027 (+14), Thu 24 Jun 2027 (+21), "
            "Wed 2 Jun 2027 (+51)"
        ),
        "1 meeting new, no meetings as they were.",
        "Store them with: scheduler plan --partnership example --until 2027-12-31 --apply",
    ]


def test_a_meeting_of_the_second_partnership_is_named_as_on_the_page(tmp_path: Path) -> None:
    page = (HOW_TO / "run-a-second-partnership.md").read_text(encoding="utf-8")
    named = re.findall(r"^scheduler (plan .*--apply|meeting show .*)$", page, re.MULTILINE)
    (tmp_path / "example.toml").write_text(
        block("run-a-second-partnership.md", "toml"), encoding="utf-8"
    )
    *_, show = shown(
        tmp_path,
        "scheduler --database two.db init --home EU",
        "scheduler --database two.db partnership load example.toml",
        *(f"scheduler --database two.db {command}" for command in named),
    )

    assert named[1] == "meeting show example/next:ANNUAL"
    assert "code               ANNUAL-2027-1" in show.splitlines()


def test_dump_of_the_record_loads_without_a_change(tmp_path: Path) -> None:
    *_, load = shown(
        tmp_path,
        "scheduler --database one.db init --home EU",
        "scheduler --database one.db partnership dump --output partnership.toml",
        "scheduler --database one.db partnership load partnership.toml",
    )
    assert load == "Nothing to change: the record already is as partnership.toml says."


def test_postgresql_holds_the_record(tmp_path: Path, empty_postgres_url: str) -> None:
    _, listed = shown(
        tmp_path,
        f"scheduler --database {empty_postgres_url} init --home EU",
        f"scheduler --database {empty_postgres_url} meeting list --since 2025-01-01 --json",
    )
    assert [row["name"] for row in json.loads(listed)] == ["SOM-11"]


def test_busy_times_come_from_the_file_of_the_page(tmp_path: Path) -> None:
    page = "import-busy-times.md"
    (tmp_path / "lind.ics").write_text(block(page, "ics"), encoding="utf-8")
    _, stored, listed = shown(
        tmp_path,
        "scheduler --database one.db init --home EU",
        "scheduler --database one.db busy import 'Ana Lind' lind.ics",
        "scheduler --database one.db busy show 'Ana Lind' --since 2027-05-01 --until 2027-05-07",
    )
    text = (HOW_TO / page).read_text(encoding="utf-8")
    assert f"```\n{stored}\n```\n" in text
    assert f"```\n{listed}\n```\n" in text


def test_bash_completes_with_the_line_of_the_page() -> None:
    line = block("complete-commands.md", "bash")
    asked = "COMP_WORDS=(scheduler meeting mo); COMP_CWORD=2; _scheduler_completion scheduler; "
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        [bash(), "--norc", "-c", f'{line}{asked}echo "${{COMPREPLY[@]}}"'],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": path},
    )
    assert done.stdout == "move\n"


def test_invitations_are_prepared_as_the_page_shows(tmp_path: Path) -> None:
    text = (HOW_TO / "send-invitations.md").read_text(encoding="utf-8")
    *_, prepared = shown(
        tmp_path,
        "export SCHEDULER_DATABASE=one.db",
        "scheduler init --home EU",
        "scheduler plan --apply",
        *block("send-invitations.md", "").splitlines(),
        "scheduler invite prepare next:SOM",
    )
    assert f"```\n{prepared}\n```\n" in text


def test_replies_come_from_the_message_of_the_page(tmp_path: Path) -> None:
    page = "import-replies.md"
    (tmp_path / "ann.eml").write_text(block(page, "eml"), encoding="utf-8")
    *_, imported, listed, accepted = shown(
        tmp_path,
        "export SCHEDULER_DATABASE=one.db",
        "scheduler init --home EU",
        "scheduler plan --apply",
        *block("send-invitations.md", "").splitlines(),
        "scheduler reply import ann.eml",
        "scheduler reply list",
        "scheduler reply accept 1",
    )
    text = (HOW_TO / page).read_text(encoding="utf-8")
    assert f"```\n{imported}\n```\n" in text
    assert f"```\n{listed}\n```\n" in text
    assert accepted == (
        "reply 1 of Ann Example to SOM-12, who says accepted: counted, recorded as accepted."
    )

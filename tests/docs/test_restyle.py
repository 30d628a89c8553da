"""What the page on restyling shows is what the program does."""

import re
from pathlib import Path

from scheduler.exports.house import plain_style
from scheduler.exports.styles import read_style
from scheduler.imports.partnership_file import read_partnership
from tests.docs.test_how_to import HOW_TO, shown

PAGE = HOW_TO / "restyle-a-paper.md"


def blocks(language: str) -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for of, block in found if of == language]


def test_the_commands_of_the_page_say_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    begin, copied, check, verdict, preview, *_ = blocks("")
    [*_, told] = shown(tmp_path, *begin.splitlines()[1:])
    assert f"{told}\n" == copied
    *_, tried, _ = shown(
        tmp_path, "export SCHEDULER_TEMPLATES=mine", check.strip(), preview.strip()
    )
    assert f"{tried}\n" == verdict
    pages = sorted(path.name for path in (tmp_path / "seen").iterdir())
    assert pages[0] == "sample-note-plain-fr-01.png"


def test_the_style_and_the_partnership_of_the_page_can_be_read(tmp_path: Path) -> None:
    style, partnership = blocks("toml")
    (tmp_path / "style.toml").write_text(style, encoding="utf-8")

    assert read_style(tmp_path / "style.toml", plain_style()).marking == "filled"
    file = read_partnership(f"format = 1\n{partnership}", "a.toml")
    assert (file.partnership.style, file.parties[0].language) == ("sample-blue", "fr")

"""What the page on themes shows is what the program does, and its picture is what is drawn."""

import sys
from pathlib import Path

import pytest

from docs.make_tutorial import is_as_told, play, steps_of
from tests.docs.pages import ROOT
from tests.docs.test_how_to import HOW_TO


@pytest.mark.skipif(sys.platform == "win32", reason="the page's paths are written with /")
def test_the_page_on_themes_tells_what_really_comes(tmp_path: Path) -> None:
    steps = steps_of((HOW_TO / "themes-over-the-years.md").read_text(encoding="utf-8"))
    shown = play(steps, tmp_path)

    wrong = [
        (step, came)
        for step, came in zip(steps, shown, strict=True)
        if not is_as_told(step.told, came)
    ]

    assert wrong == []
    drawn = (tmp_path / "themes.svg").read_text("utf-8")
    assert drawn == (ROOT / "docs" / "pictures" / "themes.svg").read_text("utf-8")

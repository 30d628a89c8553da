"""What the page on minutes shows is what the program does."""

import sys
from pathlib import Path

import pytest

from docs.make_tutorial import is_as_told, play, steps_of
from tests.docs.test_how_to import HOW_TO


@pytest.mark.skipif(sys.platform == "win32", reason="the page's paths are written with /")
def test_the_page_on_minutes_tells_what_really_comes(tmp_path: Path) -> None:
    steps = steps_of((HOW_TO / "agree-the-minutes.md").read_text(encoding="utf-8"))
    shown = play(steps, tmp_path)

    told = zip(steps, shown, strict=True)
    assert [(step, came) for step, came in told if not is_as_told(step.told, came)] == []

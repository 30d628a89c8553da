"""What the page on the desk shows is what the program does, and its picture is what is drawn."""

import sys
from pathlib import Path

import pytest

from docs.make_desk_picture import PICTURE, draw
from docs.make_tutorial import is_as_told, play, steps_of
from tests.docs.test_how_to import HOW_TO

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths are written with /")


def test_the_page_on_the_desk_tells_what_really_comes(tmp_path: Path) -> None:
    steps = steps_of((HOW_TO / "run-the-meeting.md").read_text(encoding="utf-8"))
    shown = play(steps, tmp_path)

    wrong = [
        (step, came)
        for step, came in zip(steps, shown, strict=True)
        if not is_as_told(step.told, came)
    ]

    assert wrong == []


@pytest.mark.judge  # another program draws it; it makes a whole demonstration for that
def test_the_picture_of_the_desk_is_what_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCHEDULER_NOW", "2026-11-24T09:00:00+00:00")

    assert draw(tmp_path) == PICTURE.read_text(encoding="utf-8")

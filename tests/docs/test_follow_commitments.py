import sys
from pathlib import Path

import pytest

from docs.make_tutorial import is_as_told, play, steps_of
from tests.docs.test_how_to import HOW_TO

PAGE = HOW_TO / "follow-commitments.md"


@pytest.mark.skipif(sys.platform == "win32", reason="the page's paths are written with /")
def test_page_of_the_register_tells_what_really_comes(tmp_path: Path) -> None:
    steps = steps_of(PAGE.read_text(encoding="utf-8"))
    shown = play(steps, tmp_path)
    wrong = [
        (step, came)
        for step, came in zip(steps, shown, strict=True)
        if not is_as_told(step.told, came)
    ]
    assert wrong == []

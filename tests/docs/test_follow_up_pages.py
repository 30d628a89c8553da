"""What the pages on follow-up and on the year's report show is what the program does."""

from pathlib import Path

import pytest

from docs.make_tutorial import is_as_told, play, steps_of
from tests.docs.test_how_to import HOW_TO


@pytest.mark.parametrize("page", ["follow-up.md", "report-on-the-year.md"])
def test_page_tells_what_really_comes(page: str, tmp_path: Path) -> None:
    steps = steps_of((HOW_TO / page).read_text(encoding="utf-8"))
    wrong = [
        (step, came)
        for step, came in zip(steps, play(steps, tmp_path), strict=True)
        if not is_as_told(step.told, came)
    ]
    assert wrong == []

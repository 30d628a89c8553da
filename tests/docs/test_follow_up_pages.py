"""What the pages on follow-up and on the year's report show is what the program does."""

from pathlib import Path

from docs.make_tutorial import is_as_told, play, steps_of
from tests.docs.test_how_to import HOW_TO


def test_pages_tell_what_really_comes(tmp_path: Path) -> None:
    pages = [HOW_TO / name for name in ("follow-up.md", "report-on-the-year.md")]
    steps = [step for page in pages for step in steps_of(page.read_text(encoding="utf-8"))]
    wrong = [
        (step, came)
        for step, came in zip(steps, play(steps, tmp_path), strict=True)
        if not is_as_told(step.told, came)
    ]
    assert wrong == []

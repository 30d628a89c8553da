import sys
from pathlib import Path

import pytest

from docs.make_tutorial import TUTORIAL, Step, is_as_told, play, rewritten, steps_of

HEAD = "# A page\n\n```console\n$ export SCHEDULER_DATABASE=none.db\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the page's paths are written with /")
def test_tutorial_tells_what_really_comes(tmp_path: Path) -> None:
    steps = steps_of(TUTORIAL.read_text(encoding="utf-8"))
    shown = play(steps, tmp_path)
    wrong = [
        (step, came)
        for step, came in zip(steps, shown, strict=True)
        if not is_as_told(step.told, came)
    ]
    assert wrong == [], "run: make docs, and read what changed"


def test_steps_are_read_in_order() -> None:
    page = HEAD + "$ scheduler db check\nfirst\n\nsecond\n```\n\n```\n$ not played\n```\n"
    assert steps_of(page) == [
        Step("export SCHEDULER_DATABASE=none.db", ""),
        Step("scheduler db check", "first\n\nsecond"),
    ]


@pytest.mark.parametrize(
    ("told", "shown", "expected"),
    [
        ("", "", True),
        ("one\ntwo", "one\ntwo", True),
        ("one", "one\ntwo", False),
        ("one\n...", "one\ntwo\nthree", True),
        ("...\nthree", "one\ntwo\nthree", True),
        ("one\n...\nthree", "one\nthree", True),
        ("one\n...\nthree", "one\ntwo", False),
        ("on.", "one", False),
        ("", "one", False),
        ("one", "", False),
        ("a.pdf  12 kB", "a.pdf  1,013 kB", True),
    ],
)
def test_told_and_shown(told: str, shown: str, *, expected: bool) -> None:
    assert is_as_told(told, shown) is expected


def test_page_is_rewritten_only_where_it_is_wrong(tmp_path: Path) -> None:
    page = HEAD + "$ scheduler --version\n...\n$ scheduler meeting lost\nwrong\n```\nEnd.\n"
    shown = list(play(steps_of(page), tmp_path))
    again = rewritten(page, shown)
    assert again == page.replace("wrong", shown[2])
    assert shown[2].startswith("scheduler: no such command 'lost'")
    assert rewritten(again, shown) == again

"""What the page on requests for access shows is what the program does."""

import hashlib
import sys
from pathlib import Path

import pytest

from docs.make_tutorial import is_as_told, play, steps_of
from tests.docs.test_how_to import HOW_TO, block

PAGE = "answer-a-disclosure-request.md"


@pytest.mark.skipif(sys.platform == "win32", reason="the page's paths are written with /")
def test_the_page_on_disclosure_tells_what_really_comes(tmp_path: Path) -> None:
    steps = steps_of((HOW_TO / PAGE).read_text(encoding="utf-8"))
    (tmp_path / "covered.toml").write_text(block(PAGE, "toml"), encoding="utf-8")
    told = {
        step.command: (step.told, came)
        for step, came in zip(steps, play(steps, tmp_path), strict=True)
    }

    digest = hashlib.sha256((tmp_path / "bundle.pdf").read_bytes()).hexdigest()
    *_, (trail, came) = told.values()
    assert came.endswith(f"sha256: {digest}")
    assert trail.endswith("...")
    assert [one for one in told.values() if not is_as_told(*one)] == []

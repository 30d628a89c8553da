"""The picture of a year on its page is what the program draws."""

from pathlib import Path

import pytest

from scheduler.cli.main import run
from tests.docs.pages import ROOT

PICTURE = ROOT / "docs" / "pictures" / "year.svg"


def test_the_picture_of_the_page_is_what_is_drawn(
    real_sqlite_location: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SCHEDULER_DATABASE", real_sqlite_location)
    monkeypatch.setenv("SCHEDULER_NOW", "2026-11-24T09:00:00+00:00")
    drawn = tmp_path / "year.svg"

    days = "2027-10-12,2027-10-14,2027-10-19"
    for words in (
        ("meeting", "confirm", "SOM-2027-1"),
        ("consult", "open", "HOU-2027-2", "--dates", days, "--deadline", "2027-01-15"),
        ("plan", "picture", "--year", "2027", "-o", str(drawn)),
    ):
        assert run(words) == 0

    assert drawn.read_text("utf-8") == PICTURE.read_text("utf-8")

"""What the page on packs tells to type works, on a fresh record."""

from pathlib import Path

import pikepdf
import pytest

from tests.docs.test_how_to import HOW_TO, shown

PAGE = "build-packs.md"


@pytest.mark.torture  # it takes fifteen seconds
def test_the_examples_of_the_page_can_be_typed_one_after_the_other(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "map.pdf")
    lines = (HOW_TO / PAGE).read_text("utf-8").splitlines()

    *_, listed, changed, _, _, verified = shown(
        tmp_path,
        "export SCHEDULER_DATABASE=one.db",
        "scheduler init --home EU",
        "scheduler plan --apply",
        *(line for line in lines if line.startswith("scheduler ")),
    )

    assert len(listed.splitlines()) > 4
    assert "objectives on item The meeting as a whole" in changed
    assert "missing" not in verified

"""A real browser opens the HTML paper: styled, whole, and refused nothing by its own policy."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from scheduler.exports.html import render_html
from tests.exports.sample_papers import sample_pack
from tests.judges.programs import program

pytestmark = pytest.mark.judge

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--enable-logging=stderr", "--no-pdf-header-footer",
)  # fmt: skip


def test_a_browser_prints_the_page_styled_and_complains_of_nothing(tmp_path: Path) -> None:
    page, printed = tmp_path / "pack.html", tmp_path / "pack.pdf"
    page.write_bytes(render_html(sample_pack(3)).content)

    done = subprocess.run(
        [
            program("chromium", "google-chrome"), *QUIET, f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={printed}", page.as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip

    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    assert complaints == []
    pages = PdfReader(BytesIO(printed.read_bytes())).pages
    size = {tuple(round(float(side)) for side in one.mediabox[2:]) for one in pages}
    assert size <= {(595, 842), (594, 842), (595, 841)}, "the print style asks for A4"
    text = " ".join(" ".join(one.extract_text().split()) for one in pages)
    for words in ("Contents", "Participants", "Agenda", "Only if raised", "Matters arising"):
        assert words in text

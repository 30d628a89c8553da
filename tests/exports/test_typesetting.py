import sys
import tempfile
from pathlib import Path

import pytest

from scheduler.errors import RenderFailed
from scheduler.exports.house import in_folder
from scheduler.exports.pdf import render_pdf
from scheduler.exports.typesetting import Limits
from tests.exports.sample_papers import sample_note

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
LOOP = "#for i in range(100000) { for j in range(100000) { let x = j } }"


def failure(source: str, folder: Path, limits: Limits) -> str:
    (folder / "note.typ").write_text(source, encoding="utf-8")
    with pytest.raises(RenderFailed) as caught:
        render_pdf(sample_note(), house=in_folder(folder), limits=limits)
    return caught.value.reason


def test_long_loop_is_stopped(tmp_path: Path) -> None:
    assert failure(LOOP, tmp_path, Limits(seconds=1)) == "it took more than 1 seconds"


@linux_only
def test_memory_bomb_is_stopped(tmp_path: Path) -> None:
    reason = failure("#range(3000000000)", tmp_path, Limits(memory=512 * 1024**2))

    assert reason == "it took more than 512 MB of memory"


@linux_only
def test_bomb_of_doubling_text_is_stopped(tmp_path: Path) -> None:
    bomb = '#let a = "aaaaaaaa"\n#for i in range(40) { a = a + a }'

    reason = failure(bomb, tmp_path, Limits(seconds=20, memory=512 * 1024**2))

    assert reason == "it took more than 512 MB of memory"


def test_broken_typst_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "typst.py").write_text("raise ImportError('no typst for this machine')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with pytest.raises(RenderFailed) as caught:
        render_pdf(sample_note())

    assert caught.value.reason == (
        "typst ended with code 1: ImportError: no typst for this machine"
    )


def test_missing_temporary_folder_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))

    with pytest.raises(RenderFailed) as caught:
        render_pdf(sample_note())

    assert caught.value.remedy == "make room in the folder for temporary files"


def test_nothing_stays_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    render_pdf(sample_note())

    assert list(tmp_path.iterdir()) == []

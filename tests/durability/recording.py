"""Running a program under recorder.c, which a C compiler builds when the tests run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.durability.replay import Record, read_log

ROOT = Path(__file__).parents[2]
SOURCE = Path(__file__).with_name("recorder.c")

# A line written to this file of the recorded folder is an acknowledgement. It is a file only so
# that the recorder sees it between the other changes; a power cut takes nothing from it.
ACKNOWLEDGED = "acknowledged"


def build_recorder(folder: Path) -> Path:
    """The recorder as a library in `folder`; skips where there can be none."""
    compiler = shutil.which("cc")
    if sys.platform == "linux" and compiler:
        library = folder / "recorder.so"
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O1", SOURCE, "-o", library, "-ldl", "-lpthread"],
            check=True,
        )
        return library
    reason = "no C compiler (cc)" if sys.platform == "linux" else "LD_PRELOAD needs Linux"
    if os.environ.get("REQUIRE_JUDGES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def record(recorder: Path, command: Sequence[str | Path], folder: Path) -> list[Record]:
    """Every change that the command makes below `folder`, which must be empty."""
    log = folder.with_name(f"{folder.name}.log")
    environment = os.environ | {
        "LD_PRELOAD": str(recorder),
        "RECORDED_FOLDER": str(folder.resolve()),
        "RECORDED_LOG": str(log),
    }
    subprocess.run(command, check=True, cwd=ROOT, env=environment)
    return list(read_log(log))


def is_acknowledgement(change: Record) -> bool:
    return change.operation == "w" and change.path.name == ACKNOWLEDGED

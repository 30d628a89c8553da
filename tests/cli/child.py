"""One call of the command line in a process of its own, which something was done to first."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.cli.conftest import NOW, Said

ROOT = Path(__file__).parents[2]
CALL = """
import sys
from scheduler.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def call_in_child(
    words: Sequence[str | bytes],
    *,
    folder: Path,
    first: str = "",
    within: Sequence[str] = (),
    stdout: int = subprocess.PIPE,
) -> Said:
    """Run `first`, then the call, in the folder, on its record.db unless the words say another.

    `within` is a command that runs another one.
    """
    settings = {
        "SCHEDULER_DATABASE": "record.db",
        "SCHEDULER_NOW": NOW.isoformat(),
        "SCHEDULER_OFFICER": "Ada",
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [*within, sys.executable, "-c", first + CALL, *words],
        cwd=folder,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    return Said(ran.returncode, ran.stdout or "", ran.stderr)


def refused(sentence: str, code: int = 1) -> Said:
    """What a call prints that changes nothing: one sentence."""
    return Said(code, "", f"scheduler: {sentence}\n")

"""Runs a command and kills it at a moment nobody chose, as a crash or a closed lid would."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median


@dataclass(frozen=True)
class Ran:
    """How a command ended; `status` is 0 only if it ended by itself and well."""

    status: int
    seconds: float
    output: str
    messages: str

    @property
    def is_acknowledged(self) -> bool:
        """Whether the officer was told that it is done: whole lines, and a good end."""
        return self.status == 0 and self.output.endswith("\n")


def run_and_kill(
    command: Sequence[str | Path],
    after: float | None,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Ran:
    """Run the command, and kill it and its children `after` so many seconds; None lets it end.

    It runs in `folder`, with `environment` added to ours. It can read nothing: a question ends it.
    """
    start = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | (environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as child:
        try:
            output, messages = child.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            _kill(child)
            output, messages = child.communicate()
        except BaseException:
            _kill(child)
            raise
    return Ran(child.returncode, time.monotonic() - start, output, messages)


def normal_duration(runs: Sequence[Ran]) -> float:
    """How long the command takes when nobody kills it: the middle of runs that were let end."""
    return median(run.seconds for run in runs)


def moment(random: Random, duration: float) -> float:
    """When to kill: any moment of a normal run, and a tenth more, for the last of its work."""
    return random.uniform(0.0, 1.1 * duration)


def _kill(child: subprocess.Popen[str]) -> None:
    """SIGKILL to its whole session; on Windows, which has none, to the child alone."""
    if sys.platform == "win32":
        child.kill()
    else:
        os.killpg(child.pid, signal.SIGKILL)

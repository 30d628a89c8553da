"""Times by the processor's clock: works in turn, so that a busy machine treats all alike.

The garbage collector rests meanwhile, for all of them, as it does in the library's `timeit`: what
it costs depends on what else the process holds.
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean
from time import process_time
from typing import Generic, TypeVar

Result = TypeVar("Result")

ROUNDS = 7
QUICK_ROUNDS = 3
_ROUND_SECONDS = 0.01
_LONG_SECONDS = 1.0
_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
_CHECKOUT = Path(__file__).parents[2]


@dataclass
class Timed(Generic[Result]):
    """What a work gave, and the shortest time it took: the least disturbed by other programs."""

    result: Result
    microseconds: float


def timed(
    *works: Callable[[], Result], rounds: int = ROUNDS, first: bool = False
) -> list[Timed[Result]]:
    """Each work's shortest round, in turn; a round repeats a short work until the clock can tell.

    A long work runs once, and so does every work of which the `first` run is asked.
    """
    found = [_once(work) for work in works]
    if not first:  # the very first run may import, and would make the rounds too short to tell
        for work, each in zip(works, found, strict=True):
            if each.microseconds < _LONG_SECONDS * 1e5:
                each.microseconds = min(each.microseconds, _loop(work, 1))
    loops = [max(1, int(_ROUND_SECONDS * 1e6 / max(each.microseconds, 0.1))) for each in found]
    repeated = [each.microseconds < _LONG_SECONDS * 1e6 for each in found]
    for _ in range(0 if first else rounds):
        for work, each, loop, again in zip(works, found, loops, repeated, strict=True):
            if again:
                each.microseconds = min(each.microseconds, _loop(work, loop))
    return found


def _once(work: Callable[[], Result]) -> Timed[Result]:
    with _without_collection():
        began = process_time()
        result = work()
        return Timed(result, (process_time() - began) * 1e6)


def _loop(work: Callable[[], object], loops: int) -> float:
    with _without_collection():
        began = process_time()
        for _ in range(loops):
            work()
        return (process_time() - began) * 1e6 / loops


@contextmanager
def _without_collection() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def in_fresh_processes(*command: str, rounds: int = ROUNDS) -> list[float]:
    """Run Python with this command several times; the least of each number that it prints.

    The command prints its numbers as a JSON list.
    """
    runs: Sequence[Sequence[float]] = [
        json.loads(
            subprocess.run(
                [sys.executable, *command],
                check=True,
                capture_output=True,
                text=True,
                cwd=_CHECKOUT,
                env=_compiled(),
            ).stdout
        )
        for _ in range(rounds)
    ]
    return [min(column) for column in zip(*runs, strict=True)]


def _compiled() -> dict[str, str]:
    """This environment, in which compiled modules are kept, as they are where programs run."""
    return {name: value for name, value in os.environ.items() if name != _UNCOMPILED}


def mean(ratios: Sequence[float]) -> float:
    """The geometric mean, which favours neither side of a ratio."""
    return geometric_mean(ratios)

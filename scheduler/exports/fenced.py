"""Fills a template that somebody edited in a process of its own, under limits.

A template in Word or HTML may hold a loop without end, or a text that fills the memory: what it
takes is ended with the process, and the program says what happened. Run as a module, it reads a
task from standard input and writes what came of it to standard output.
"""

import pickle
import subprocess
import sys
from dataclasses import dataclass

from scheduler.errors import RenderFailed
from scheduler.exports.as_json import Paper
from scheduler.exports.house import House
from scheduler.exports.page_data import kind_of
from scheduler.exports.rendered import Rendered
from scheduler.exports.typesetting import Limits
from scheduler.exports.typst_worker import limit
from scheduler.papers.words import counted

_LIMITS = Limits(seconds=30)
_REMEDY = "mend the template: a loop in it may have no end"


@dataclass(frozen=True, slots=True)
class Task:
    """What to render: a paper in a format, "word" or "html", in a house."""

    name: str
    paper: Paper
    house: House
    limits: Limits


def render_fenced(name: str, paper: Paper, house: House, limits: Limits = _LIMITS) -> Rendered:
    """The paper in that format; raises RenderFailed also for a template that takes too much."""
    task = Task(name, paper, house, limits)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "scheduler.exports.fenced"],
            input=pickle.dumps(task),
            capture_output=True,
            timeout=limits.seconds + 5,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        is_full = b"MemoryError" in (error.stderr or b"")
        much = f"{limits.memory // 1024**2} MB of memory"
        took = much if is_full else counted(limits.seconds, "second")
        reason = f"its template for {name} took more than {took}"
        raise RenderFailed(kind_of(paper, house.language), reason, _REMEDY) from error
    # A failure comes as what its sentence is made of: the paper, the reason, the remedy.
    result: Rendered | tuple[str, str, str] = pickle.loads(done.stdout)  # noqa: S301 -- our child's
    if isinstance(result, tuple):
        raise RenderFailed(*result)
    return result


def main() -> None:
    """Do the task on standard input."""
    task: Task = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 -- our own parent wrote it
    limit(task.limits.seconds, task.limits.memory)
    try:
        result: Rendered | tuple[str, str, str] = _rendered(task)
    except RenderFailed as error:
        result = error.paper, error.reason, error.remedy
    sys.stdout.buffer.write(pickle.dumps(result))


def _rendered(task: Task) -> Rendered:
    # Each of these brings a large library; only what is asked for is imported.
    if task.name == "word":
        from scheduler.exports.word import render_word  # noqa: PLC0415 -- slow import

        return render_word(task.paper, task.house)
    from scheduler.exports.html import render_html  # noqa: PLC0415 -- slow import

    return render_html(task.paper, task.house)


if __name__ == "__main__":
    main()

"""Calls of the command line that can be killed: each in a child of a process with all imported.

Run as a script: each line of standard input is the JSON of words, folder and seconds until the
kill (null lets the call end); the answer is the JSON of a Ran.
"""

import contextlib
import gc
import io
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from scheduler.store.engine import open_engine
from tests.clock import NOW
from tests.durability.kill_harness import Ran, run_and_kill

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {
    "SCHEDULER_DATABASE": "record.db",
    "SCHEDULER_NOW": NOW.isoformat(),
    "SCHEDULER_OFFICER": "Ada",
    "PYTHONPATH": str(ROOT),
}
# What a call imports only when it needs it.
LATE = ("exports.html", "exports.pdf", "exports.word", "store.health", "store.session", "tzdb")

NAP = 0.002
READING = ("SELECT", "SHOW", "PRAGMA", "BEGIN")
WARM = (
    ("init", "--home", "EU"),
    ("plan", "--apply"),
    ("note", "set", "next:SOM", "scene-setter", "Warm."),
    ("note", "show", "next:SOM"),
    ("attendee", "list", "SOM-1"),
    ("agenda", "show", "SOM-1"),
    ("commitment", "list"),
    ("db", "check"),
)


class Victims:
    """Runs calls and kills them at the moment asked for; Windows, without fork, starts Python."""

    def __enter__(self) -> Self:
        self._server = None
        if hasattr(os, "fork"):
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.durability.verb_victim"],
                cwd=ROOT,
                env={**os.environ, **ENVIRONMENT},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.communicate(timeout=60)

    def run(self, words: Sequence[str], folder: Path, after: float | None = None) -> Ran:
        """Call `scheduler` with the words in the folder; killed after so many seconds."""
        if self._server is None:
            call = [sys.executable, "-m", "scheduler", *words]
            return run_and_kill(call, after, folder=folder, environment=ENVIRONMENT)
        questions, answers = self._server.stdin, self._server.stdout
        assert questions is not None
        assert answers is not None
        questions.write(json.dumps([list(words), str(folder), after]) + "\n")
        questions.flush()
        return Ran(**json.loads(answers.readline()))


def run_child(words: Sequence[str], folder: str, after: float | None) -> Ran:
    """Run a call in a child; kill its whole session after so many seconds."""
    printed = [Path(folder, ".stdout"), Path(folder, ".stderr")]
    streams = [os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC) for path in printed]
    alive, held = os.pipe()
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        be_child(words, folder, streams)
    os.setpgid(child, child)  # the child does so too: whoever comes first
    for descriptor in (held, *streams):
        os.close(descriptor)
    if not select.select([alive], [], [], after)[0]:
        os.killpg(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(alive)
    seconds = time.monotonic() - start
    return Ran(status, seconds, *(path.read_text("utf-8") for path in printed))


def write_slowly() -> None:
    """Let every write take a while, as on a slow disk: a kill falls among writes more often."""

    def nap(*_: object) -> None:
        time.sleep(NAP)

    def nap_before_change(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(READING):
            nap()

    def slow(name: str) -> None:
        quick = getattr(os, name)

        def slowed(*arguments: object) -> None:
            nap()
            quick(*arguments)
            nap()

        setattr(os, name, slowed)

    event.listen(Engine, "before_cursor_execute", nap_before_change)
    event.listen(Engine, "commit", nap)
    event.listen(Session, "after_commit", nap)
    slow("fsync")
    slow("replace")


def be_child(words: Sequence[str], folder: str, streams: Sequence[int]) -> None:
    """Make the call and end; `alive` of the parent reads the end of the pipe then."""
    from scheduler.cli.main import run  # noqa: PLC0415 -- the test's own process needs none of it

    os.setpgid(0, 0)
    os.chdir(folder)
    for number, descriptor in enumerate(streams, 1):
        os.dup2(descriptor, number)
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 -- until the end
    write_slowly()
    status = 70
    try:
        status = run(words)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def warm_up() -> None:
    """Import and compile here what each child would import and compile again."""
    from scheduler.cli.main import YEAR, run  # noqa: PLC0415 -- as above

    nouns = [f"cli.{noun.replace('-', '_')}" for _, season in YEAR for noun, _ in season]
    for name in (*nouns, *LATE):
        import_module(f"scheduler.{name}")
    open_engine("postgresql://nowhere/none")  # imports the driver, speaks to nobody
    with TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        for words in WARM:
            assert run(["--database", f"{folder}/record.db", *words]) == 0
    gc.collect()  # no connection is left to a child


def main() -> None:
    """Run a child for each line."""
    warm_up()
    for line in sys.stdin:
        words, folder, after = json.loads(line)
        sys.stdout.write(json.dumps(asdict(run_child(words, folder, after))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

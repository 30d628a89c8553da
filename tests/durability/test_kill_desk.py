"""kill -9 at the desk, in a terminal of its own: what was typed a second before is kept."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Self

import pytest

from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW
from tests.counts import times

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

import fcntl
import pty
import struct
import termios

ROOT = Path(__file__).parents[2]
KILLS = times(1, 300)
# A busy machine reads the keys late: with the full counts it has nothing else to do.
AT_MOST = times(2, 1)
TYPED_FOR = (2.5, 4.0)

pytestmark = [pytest.mark.counted, pytest.mark.timeout(3600)]


@pytest.fixture
def record(sqlite_database: Database) -> Path:
    """A meeting of today with one item."""
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        meeting = factories.add_meeting(session, "ANNUAL-2026", NOW.date(), number=1)
        factories.add_item(session, meeting, "Opening")
    sqlite_database.engine.dispose()
    return Path(str(sqlite_database.engine.url.database))


def test_a_killed_desk_has_lost_at_most_the_last_second(record: Path) -> None:
    random, number = Random(8), 0  # noqa: S311 -- chance, not a secret
    for _ in range(KILLS):
        before = words_in(record)
        with Desk(record) as desk:
            until = time.monotonic() + random.uniform(*TYPED_FOR)
            typed: list[tuple[float, str]] = []
            desk.type("\r")  # the kill before this one may have cut a word in two
            while time.monotonic() < until:
                word = f"w{number}"
                number += 1
                desk.type(f"{word} ")
                typed.append((time.monotonic(), word))
                time.sleep(random.uniform(0.0, 0.1))
            killed = desk.kill()

        kept = words_in(record)
        assert kept[: len(before)] == before
        new, words = kept[len(before) :], [word for _, word in typed]
        assert new[:-1] == words[: max(len(new) - 1, 0)]  # the last one may be half a word
        late = [word for at, word in typed if at < killed - AT_MOST]
        assert new[: len(late)] == late
    require_sound(record)


class Desk:
    """The desk in a pseudo-terminal of 80 by 24, its screen read and thrown away."""

    def __init__(self, record: Path) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.set_blocking(self._ours, False)
        said = {
            "SCHEDULER_DATABASE": str(record),
            "SCHEDULER_NOW": NOW.isoformat(),
            "SCHEDULER_OFFICER": "Ada",
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
        }
        self._child = subprocess.Popen(
            [sys.executable, "-m", "scheduler", "desk", "ANNUAL-1"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | said,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        """Wait until the notes can be typed."""
        shown, until = b"", time.monotonic() + 60
        while b"F2 begin" not in shown:
            assert time.monotonic() < until, shown[-2000:]
            assert self._child.poll() is None, shown[-2000:]
            shown += self._read()
            time.sleep(0.02)
        time.sleep(0.3)
        return self

    def __exit__(self, *_: object) -> None:
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait(30)
        os.close(self._ours)

    def type(self, text: str) -> None:
        """Send keys; what is drawn meanwhile is read, so that the desk never waits for us."""
        self._read()
        os.write(self._ours, text.encode())

    def kill(self) -> float:
        """End it at once, and tell when."""
        killed = time.monotonic()
        self._child.kill()
        self._child.wait(30)
        return killed

    def _read(self) -> bytes:
        with suppress(BlockingIOError, OSError):
            return os.read(self._ours, 1 << 16)
        return b""


def words_in(record: Path) -> list[str]:
    with closing(sqlite3.connect(record)) as database:
        ((text,),) = database.execute("SELECT record FROM agenda_item")
    return str(text).split()


def require_sound(record: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "scheduler", "--database", str(record), "db", "check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr

"""Upgrades of the schema that meet a fault at one chosen operation.

Run as a script, it upgrades in children of its own and kills them there: each line of standard
input is the JSON of location, target and number; the answer is the child's exit status.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from tempfile import TemporaryDirectory

from sqlalchemy import event

from scheduler.store.engine import open_engine
from scheduler.store.schema import upgrade

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
READING = ("SELECT", "SHOW", "PRAGMA", "BEGIN")


class Fault(Exception):
    """What a test raises in the middle of a migration."""


def raise_fault() -> None:
    raise Fault


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def upgrade_with_fault(location: str, target: str, number: int, fault: Callable[[], None]) -> None:
    """Upgrade; just before operation `number` (from 1), a change or the commit, call `fault`."""
    engine = open_engine(location)
    operations = count(1)

    def before_operation(*_: object) -> None:
        if next(operations) == number:
            fault()

    def before_statement(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(READING):
            before_operation()

    event.listen(engine, "before_cursor_execute", before_statement)
    event.listen(engine, "commit", before_operation)
    try:
        upgrade(engine, now=NOW, target=target)
    finally:
        engine.dispose()


def kill_child(location: str, target: str, number: int) -> int:
    """The exit status of a child that upgrades: 0 where it ended before that operation."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            upgrade_with_fault(location, target, number, kill_myself)
            status = 0
        except BaseException:  # noqa: BLE001 -- whatever it is, the test shows it
            traceback.print_exc()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def warm_up() -> None:
    """Import and compile here what else each child would import and compile again."""
    open_engine("postgresql://nowhere/none")
    with TemporaryDirectory() as folder:
        upgrade_with_fault(f"{folder}/record.db", "head", 0, raise_fault)


def main() -> None:
    warm_up()
    for line in sys.stdin:
        sys.stdout.write(f"{kill_child(*json.loads(line))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

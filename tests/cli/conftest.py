"""Runs the command line as a person would, on a record of the invented partnership."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from scheduler.cli.main import run
from scheduler.model.vocabulary import MeetingState
from scheduler.store.session import Database
from tests import factories

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """What one call printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:  # noqa: ANN401 -- whatever the JSON holds
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture
def call(
    sqlite_location: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Calls `scheduler` with the words given, as Ada, on 24 November 2026."""
    monkeypatch.setenv("SCHEDULER_DATABASE", sqlite_location)
    monkeypatch.setenv("SCHEDULER_NOW", NOW.isoformat())
    monkeypatch.setenv("SCHEDULER_OFFICER", "Ada")

    def calling(*words: str) -> Said:
        code = run(words)
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return calling


@pytest.fixture
def record(sqlite_database: Database) -> Database:
    """ANNUAL-1 held on 8 May 2026, ANNUAL-2 confirmed for 7 May 2027, PREP-2027-1 planned."""
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.add_meeting(
            session, "ANNUAL-2026", date(2026, 5, 8), state=MeetingState.HELD, number=1
        )
        factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        factories.add_meeting(
            session, "PREP-2027-1", date(2027, 3, 9), of="PREP", state=MeetingState.PLANNED
        )
        factories.add_person(session, "NORTH", "Ana Lind", honorific="Ms")
        factories.add_person(session, "SOUTH", "Élodie Ruiz")
    return sqlite_database


@pytest.fixture
def staged_record(sqlite_location: str, staged_template: Path) -> Path:
    """The demonstration's database as the record that `call` works on."""
    record = Path(sqlite_location)
    shutil.copyfile(staged_template, record)
    return record


@pytest.fixture
def say(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls the program where there is no record: no rule needs one."""
    monkeypatch.setenv("SCHEDULER_DATABASE", "no-such-folder/no.db")
    return call

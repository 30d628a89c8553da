"""What a deployment chooses, read once by the doors; no lower floor sees it."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scheduler.errors import InvalidValue
from scheduler.papers.clean import clean_text

DATABASE = "SCHEDULER_DATABASE"
OFFICER = "SCHEDULER_OFFICER"
NOW = "SCHEDULER_NOW"

_LONGEST_NAME = 200
_YEARS = range(1900, 9900)  # room on both sides for zones, plans and windows


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the record lies, who acts, and when: `now` is an instant in UTC."""

    database: str
    officer: str
    now: datetime


def read_settings(
    environment: Mapping[str, str],
    *,
    clock: datetime,
    database: str | None = None,
    officer: str | None = None,
) -> Settings:
    """What was given on the command line, else in the environment, else the defaults.

    SCHEDULER_NOW sets the clock for rehearsals and tests: an instant such as
    2026-11-24T09:00:00+00:00.
    """
    return Settings(
        database=database or environment.get(DATABASE) or str(default_database()),
        officer=_name(officer or environment.get(OFFICER) or _login_name()),
        now=_instant(environment[NOW]) if environment.get(NOW) else clock.astimezone(UTC),
    )


def default_database() -> Path:
    """Where this person's record lies when nothing else is said."""
    import platformdirs  # noqa: PLC0415 -- slow import, only for those who choose no path

    return Path(platformdirs.user_data_dir("scheduler", appauthor=False)) / "scheduler.db"


def _name(text: str) -> str:
    name = " ".join(clean_text(text).split())
    if not name or len(name) > _LONGEST_NAME:
        expected = f"a name of 1 to {_LONGEST_NAME} characters in --officer or {OFFICER}"
        raise InvalidValue("the officer", text[:_LONGEST_NAME], expected)
    return name


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown officer"


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or instant.year not in _YEARS:
        raise InvalidValue(NOW, text, "an instant with its zone, such as 2026-11-24T09:00:00+00:00")
    return instant.astimezone(UTC)

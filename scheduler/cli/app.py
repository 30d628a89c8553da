"""What every command works with: the settings of this call, and the record behind them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.settings import Settings, read_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scheduler.store.session import Database


@dataclass
class App:
    """One call of the command line."""

    given_database: str | None
    given_officer: str | None
    as_json: bool
    given_templates: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        """What was chosen, read once."""
        return read_settings(
            os.environ,
            clock=datetime.now(UTC),  # noqa: TID251 -- the door is where the clock is read
            database=self.given_database,
            officer=self.given_officer,
            templates=self.given_templates,
        )

    @property
    def now(self) -> datetime:
        """The instant of this call, in UTC."""
        return self.settings.now

    @property
    def today(self) -> date:
        """The day of this call where the officer sits."""
        return self.settings.now.astimezone().date()

    @property
    def officer(self) -> str:
        """Who acts."""
        return self.settings.officer

    @cached_property
    def database(self) -> "Database":
        """The record, once its schema is the one this program works with."""
        from scheduler.store.revisions import require_current  # noqa: PLC0415 -- slow import

        database = self.unchecked_database
        require_current(database.engine)
        return database

    @cached_property
    def unchecked_database(self) -> "Database":
        """The record, whatever its schema; closed when the command has ended."""
        from scheduler.store.session import open_database  # noqa: PLC0415 -- slow import

        database = open_database(self.settings.database)
        click.get_current_context().find_root().call_on_close(database.engine.dispose)
        return database

    @contextmanager
    def reading(self) -> "Iterator[Session]":
        """A session that cannot change the record."""
        with self.database.reading() as session:
            yield session

    @contextmanager
    def writing(self) -> "Iterator[Session]":
        """A session whose changes are saved together when the block ends well."""
        verb = click.get_current_context().command_path.removeprefix("scheduler ")
        with self.database.writing(verb=verb, now=self.now, officer=self.officer) as session:
            yield session


pass_app = click.make_pass_decorator(App)

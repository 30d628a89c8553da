"""The demonstration's database without its papers, for tests that need a full record."""

from pathlib import Path

from scheduler.files import read_text
from scheduler.imports.demo_file import read_demo
from scheduler.resources import resource
from scheduler.secretariat.demo import stage_demo
from scheduler.store import schema
from scheduler.store.session import Database, open_database
from tests.clock import NOW, TODAY
from tests.real_partnership import eu_iom


def stage(path: Path) -> None:
    """Make the database: SOM-1 held with outcomes, SOM-2027-1 planned and briefed."""
    database = open_database(str(path))
    schema.create(database.engine, now=NOW)
    fill(database)
    database.engine.dispose()


def fill(database: Database) -> None:
    """Play the demonstration into an empty database."""
    samples = read_demo(read_text(resource("calendars") / "eu-iom-demo.toml"))
    with database.writing(verb="demo", now=NOW, officer="Ada") as session:
        stage_demo(session, eu_iom(), samples, today=TODAY, now=NOW, officer="Ada")

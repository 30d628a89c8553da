from datetime import UTC, datetime
from pathlib import Path

from scheduler.imports.partnership_file import PartnershipFile, read_partnership
from scheduler.resources import resource
from scheduler.secretariat.partnerships import dump_partnership, load_partnership
from scheduler.store.session import Database

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def eu_iom() -> PartnershipFile:
    return read_partnership((resource("calendars") / "eu-iom.toml").read_text("utf-8"), "eu-iom.toml")


def test_load_of_an_empty_record_gives_the_file_back(database: Database) -> None:
    with database.writing(verb="partnership load", now=NOW, officer="a") as session:
        report = load_partnership(session, eu_iom(), "eu-iom.toml", now=NOW, officer="a")
    print(report)
    with database.reading() as session:
        assert dump_partnership(session) == eu_iom()
    with database.writing(verb="partnership load", now=NOW, officer="a") as session:
        report = load_partnership(session, eu_iom(), "eu-iom.toml", now=NOW, officer="a")
    print(report)
    assert report.changed_nothing

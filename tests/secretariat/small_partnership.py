"""A small partnership for tests, and the shipped one: loaded, edited, dumped."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.imports.partnership_file import PartnershipFile, read_partnership
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.resources import resource
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.partnerships import (
    LoadReport,
    dump_partnership,
    load_partnership,
)
from scheduler.secretariat.three_way import Side
from scheduler.store.session import Database

FIRST = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

SMALL = """\
format = 1
[partnership]
code = "x"
name = "X"
[[parties]]
code = "EU"
name = "European Union"
[[parties]]
code = "IOM"
name = "IOM"
[[bodies]]
code = "DEVCO"
party = "EU"
successor = "INTPA"
[[bodies]]
code = "INTPA"
party = "EU"
[[series]]
code = "SOM"
name = "Senior Officials Meeting"
level = "senior-officials"
zone = "Europe/Brussels"
start_time = 09:30:00
end_time = 17:00:00
rule = "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR"
starts = 2013-05-03T09:30:00
window = "15 April to 15 June"
[[meetings]]
code = "SOM-1"
series = "SOM"
number = 1
state = "held"
day = 2013-05-03
agenda = [{ title = "Mobility" }, { title = "Climate" }]
[[meetings]]
code = "SOM-2"
series = "SOM"
number = 2
state = "confirmed"
day = 2027-05-07
start_time = 09:30:00
end_time = 17:00:00
place = "Brussels"
"""


def small(*pairs: str) -> PartnershipFile:
    """The small partnership with some of its text, which stands there once, exchanged."""
    text = SMALL
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read_partnership(text, "x.toml")


def eu_iom() -> PartnershipFile:
    text = (resource("calendars") / "eu-iom.toml").read_text("utf-8")
    return read_partnership(text, "eu-iom.toml")


@contextmanager
def writing(database: Database, now: datetime = FIRST) -> Iterator[Session]:
    with database.writing(verb="test", now=now, officer="ana") as session:
        yield session


def load(
    database: Database, file: PartnershipFile, now: datetime = FIRST, wins: Side | None = None
) -> LoadReport:
    with writing(database, now) as session:
        return load_partnership(session, file, now=now, officer="ana", wins=wins)


def dump(database: Database) -> PartnershipFile:
    """What a dump says of the record, without its mark."""
    return marked_dump(database).model_copy(update={"as_of": None})


def marked_dump(database: Database) -> PartnershipFile:
    with database.reading() as session:
        return dump_partnership(session)


def meeting(session: Session, code: str) -> Meeting:
    return session.scalars(select(Meeting).where(Meeting.code == code)).one()


def edit(database: Database, code: str, **values: Any) -> None:  # noqa: ANN401 -- any column
    with writing(database) as session:
        row = meeting(session, code)
        for name, value in values.items():
            setattr(row, name, value)


def add_meeting(database: Database, code: str = "X", **values: Any) -> None:  # noqa: ANN401 -- any column
    """A meeting outside any series, as an officer adds one."""
    with writing(database) as session:
        partnership = session.scalars(select(Partnership)).one()
        more = {"day": date(2027, 5, 7), **values}
        session.add(
            Meeting(
                partnership=partnership,
                code=code,
                uid=meeting_uid(partnership.code, code),
                zone="Europe/Brussels",
                created_at=FIRST,
                changed_at=FIRST,
                **more,
            )
        )

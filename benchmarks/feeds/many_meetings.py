"""A record with many meetings of two series, each moved once, for what times feeds."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from scheduler.imports.partnership_file import read_partnership
from scheduler.model.meeting import DateChange, Meeting
from scheduler.model.vocabulary import ChangeKind, MeetingState
from scheduler.resources import resource
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.naming import find_body, find_partnership, find_series
from scheduler.secretariat.partnerships import load_partnership
from scheduler.store import schema
from scheduler.store.session import Database, open_database

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def filled(path: Path, count: int) -> Database:
    """The database, with so many meetings more than the partnership has."""
    database = open_database(str(path))
    schema.create(database.engine, now=NOW)
    name = resource("calendars") / "eu-iom.toml"
    file = read_partnership(name.read_text("utf-8"), name.name)
    with database.writing(verb="benchmark", now=NOW, officer="benchmark") as session:
        load_partnership(session, file, now=NOW, officer="benchmark")
        _add(session, count)
    return database


def _add(session: Session, count: int) -> None:
    session.execute(insert(Meeting), [_meeting(session, number) for number in range(count)])
    added = select(Meeting.id, Meeting.day).where(Meeting.code.like("B%"))
    changes = [
        {
            "meeting_id": meeting_id,
            "at": NOW,
            "officer": "benchmark",
            "kind": ChangeKind.MOVED,
            "old_day": day - timedelta(1),
            "new_day": day,
            "reason": "benchmark",
        }
        for meeting_id, day in session.execute(added)
        if day is not None
    ]
    session.execute(insert(DateChange), changes)


def _meeting(session: Session, number: int) -> dict[str, object]:
    partnership, code = find_partnership(session), f"B{number}"
    series = find_series(session, ("SOM", "HOU")[number % 2])
    return {
        "partnership_id": partnership.id,
        "series_id": series.id,
        "uid": meeting_uid(partnership.code, code),
        "code": code,
        "state": MeetingState.CONFIRMED,
        "day": date(2027, 1, 4) + timedelta(days=number % 7000),
        "start_time": series.start_time,
        "end_time": series.end_time,
        "zone": series.zone,
        "place": "Brussels",
        "venue": "Rue du Luxembourg 46",
        "host_id": find_body(session, "HOME").id,
        "created_at": NOW,
        "changed_at": NOW,
        "version": 1,
    }

import logging
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduler.model.audit import AuditEntry, AuditPayload
from scheduler.model.feed_token import FeedToken
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.feed_store import feed_revision
from scheduler.store.backup import copy_to, put_back
from scheduler.store.session import Database, open_database
from tests.web.serving import (
    LATER,
    NOT_FOUND,
    WHOLE,
    Served,
    deployed,
    fill,
    give,
    postpone_by_a_day,
    revoke,
    served,
)


def test_a_change_of_the_record_is_served_at_once_and_later_than_before(
    own_server: Served, database: Database
) -> None:
    _, secret = give(database, "SOUTH", "north-south")
    paths = WHOLE, f"/feeds/{secret}/north-south.ics"
    public, joint = (own_server.ask(path) for path in paths)

    postpone_by_a_day(database)

    public_then, joint_then = (own_server.ask(path) for path in paths)
    assert public_then == public  # it shows nothing of the meeting that moved
    assert b"DTSTART;TZID=Europe/Brussels:20270310T100000" in joint_then.body
    assert joint_then.headers["etag"] != joint.headers["etag"]
    assert joint_then.headers["last-modified"] == "Tue, 24 Nov 2026 10:00:01 GMT"


def test_a_restart_loses_nothing(database: Database) -> None:
    number, secret = give(database, "SOUTH", "north-south")
    path = f"/feeds/{secret}/north-south.ics"
    with served(deployed(database.where)) as before:
        first = before.ask(path)
    with served(deployed(database.where)) as after:
        assert after.ask(path) == first
        assert after.ask(path, if_none_match=first.headers["etag"]).status == 304
    with database.reading() as session:
        assert session.get_one(FeedToken, number).last_used_at == LATER


def test_the_last_use_makes_no_kept_feed_stale_and_leaves_no_entry(database: Database) -> None:
    number, secret = give(database, "SOUTH", "north-south")
    mark = database.mark()
    with served(deployed(database.where)) as running:
        running.ask(f"/feeds/{secret}/north-south.ics")

    with database.reading() as session:
        assert session.get_one(FeedToken, number).last_used_at == LATER
        assert feed_revision(session, FeedName("north-south", Reach.JOINT)) is not None
    assert database.mark() == mark


def test_a_token_is_in_no_log_no_entry_and_no_file_of_the_record(
    database: Database,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    number, secret = give(database, "SOUTH", "north-south")
    with caplog.at_level(logging.DEBUG), served(deployed(database.where)) as running:
        running.ask(f"/feeds/{secret}/north-south.ics?key={secret}", referer=secret)
        running.ask(f"/feeds/{secret}/other.ics")
        running.ask(f"/{secret}", "PATCH")
        running.ask(f"/{secret}", secret)
        running.talk(f"GET /{secret} HTTP/9.9\r\n\r\n".encode())

    assert capsys.readouterr().err.splitlines() == [
        f"2026-11-24T10:00:00Z GET north-south.ics (token {number}) 200",
        "2026-11-24T10:00:00Z GET - 404",
        "2026-11-24T10:00:00Z - - 405",
    ]
    assert [record for record in caplog.records if secret in record.getMessage()] == []
    with database.reading() as session:
        entries = [str(vars(row)) for row in session.scalars(select(AuditEntry))]
        entries += [row.content for row in session.scalars(select(AuditPayload))]
    assert len(entries) > 2
    assert [entry for entry in entries if secret in entry] == []
    files = [path.read_bytes() for path in Path(database.where).parent.iterdir() if path.is_file()]
    assert [len(octets) for octets in files if secret.encode() in octets] == []


def test_a_record_that_cannot_be_read_is_no_reason_to_forget_a_feed(
    own_server: Served, database: Database
) -> None:
    assert (own_server.ask("/healthz").status, own_server.ask(WHOLE).status) == (200, 200)
    Path(database.where).rename(f"{database.where}.away")
    Path(database.where).write_text("not a database")

    gone = own_server.ask(WHOLE)

    assert (gone.status, gone.headers["retry-after"]) == (503, "60")
    assert own_server.ask("/healthz") == gone
    Path(f"{database.where}.away").replace(database.where)
    assert own_server.ask(WHOLE).status == 200


def test_a_record_that_is_restored_is_served_at_once(
    own_server: Served, database: Database
) -> None:
    first = own_server.ask(WHOLE)
    backup = copy_to(database.engine, Path(f"{database.where}.backup"))
    postpone_by_a_day(database, "ANNUAL-2027")
    moved = own_server.ask(WHOLE)
    assert moved.body != first.body

    put_back(database.engine, backup.path, now=LATER)

    again = own_server.ask(WHOLE)
    assert again.body == first.body
    assert again.headers["last-modified"] == "Tue, 24 Nov 2026 10:00:02 GMT"


def test_a_record_on_postgresql_is_served_too(postgres_url: str) -> None:
    database = open_database(postgres_url)
    fill(database)
    number, secret = give(database, "SOUTH", "north-south")
    path = f"/feeds/{secret}/north-south.ics"
    with served(deployed(postgres_url)) as running:
        first = running.ask(path)
        assert running.ask(path, if_none_match=first.headers["etag"]).status == 304
        postpone_by_a_day(database)
        assert running.ask(path).headers["etag"] != first.headers["etag"]
        revoke(database, number)
        assert running.ask(path) == NOT_FOUND
    database.engine.dispose()

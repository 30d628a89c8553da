import gzip
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduler.model.audit import AuditEntry, AuditPayload
from scheduler.model.feed_token import FeedToken
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.feed_store import feed_bytes, feed_revision
from scheduler.secretariat.naming import find_person
from scheduler.store.backup import copy_to, put_back
from scheduler.store.session import Database, open_database
from tests import factories
from tests.web.serving import (
    ADDRESS,
    LATER,
    Reply,
    Served,
    deployed,
    fill,
    give,
    postpone_by_a_day,
    revoke,
    served,
)

WHOLE = "/feeds/north-south.ics"
SAFE = {
    "x-robots-tag": "noindex",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
OF_FEEDS = {**SAFE, "vary": "accept-encoding"}
PUBLIC = {
    **OF_FEEDS,
    "cache-control": "public, no-cache",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "etag",
}
PRIVATE = {**OF_FEEDS, "cache-control": "private, no-cache"}
NOT_FOUND = Reply(
    404,
    {
        **SAFE,
        "content-type": "text/plain; charset=utf-8",
        "content-length": "22",
        "cache-control": "no-store",
    },
    b"there is no feed here\n",
)


@pytest.fixture(scope="module")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled record that tests copy."""
    path = shutil.copyfile(sqlite_template, tmp_path_factory.mktemp("filled") / "record.db")
    database = open_database(str(path))
    fill(database)
    database.engine.dispose()
    return path


@pytest.fixture(scope="module")
def shared(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One record for the tests that add to it and leave its public feeds as they are."""
    path = shutil.copyfile(filled, tmp_path_factory.mktemp("shared") / "record.db")
    database = open_database(str(path))
    yield database
    database.engine.dispose()


@pytest.fixture(scope="module")
def server(shared: Database) -> Iterator[Served]:
    with served(deployed(shared.where)) as running:
        yield running


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> Iterator[Database]:
    """A record of the test's own."""
    database = open_database(str(shutil.copyfile(filled, tmp_path / "record.db")))
    yield database
    database.engine.dispose()


@pytest.fixture
def own_server(database: Database) -> Iterator[Served]:
    with served(deployed(database.where)) as running:
        yield running


def described(reply: Reply, *, coding: str = "") -> dict[str, str]:
    """The headers that describe what came, which the others of a feed are added to."""
    said = {
        "content-type": "text/calendar; charset=utf-8",
        "content-length": str(len(reply.body)),
        "etag": reply.headers["etag"],
        "last-modified": reply.headers["last-modified"],
    }
    return {**said, "content-encoding": coding} if coding else said


def test_a_public_feed_is_told_as_it_is_kept(server: Served, shared: Database) -> None:
    reply = server.ask(WHOLE)

    assert (reply.status, reply.headers) == (200, described(reply) | PUBLIC)
    source = f"{ADDRESS}/feeds/north-south.ics"
    with shared.reading() as session:
        name = FeedName("north-south")
        revision = feed_revision(session, name, source=source)
        assert reply.body == feed_bytes(session, name)
    assert revision is not None
    assert reply.headers["etag"] == revision.etag
    assert reply.headers["last-modified"] == "Tue, 24 Nov 2026 10:00:00 GMT"
    assert f"SOURCE;VALUE=URI:{source}\r\n".encode() in reply.body.replace(b"\r\n ", b"")


def test_a_feed_of_a_token_is_private_and_shows_what_the_parties_may_see(
    server: Served, shared: Database
) -> None:
    _, secret = give(shared, "SOUTH", "north-south", "north-south-prep.recurring")

    reply = server.ask(f"/feeds/{secret}/north-south.ics", authorization="Bearer none")

    assert (reply.status, reply.headers) == (200, described(reply) | PRIVATE)
    assert (server.ask(WHOLE).body.count(b"BEGIN:VEVENT"), b"SOURCE" in reply.body) == (2, False)
    assert reply.body.count(b"BEGIN:VEVENT") == 3
    assert server.ask(f"/feeds/{secret}/north-south-prep.recurring.ics").status == 200
    assert server.ask(f"/feeds/{secret}/north-south.recurring.ics") == NOT_FOUND


def test_head_and_an_unchanged_copy_bring_the_headers_alone(server: Served) -> None:
    whole = server.ask(WHOLE)
    tag, day = whole.headers["etag"], whole.headers["last-modified"]
    unchanged = Reply(304, {"etag": tag, "last-modified": day} | PUBLIC, b"")

    assert server.ask(WHOLE, "HEAD") == Reply(200, whole.headers, b"")
    assert server.ask(WHOLE, if_none_match=tag) == unchanged
    assert server.ask(WHOLE, "HEAD", if_none_match=tag) == unchanged
    assert server.ask(WHOLE, if_modified_since=day) == unchanged
    assert server.ask(WHOLE, if_none_match='"other"', if_modified_since=day) == whole
    assert server.ask(WHOLE, if_modified_since="not a day") == whole


def test_gzip_holds_the_same_and_has_a_tag_of_its_own(server: Served) -> None:
    whole, packed = server.ask(WHOLE), server.ask(WHOLE, accept_encoding="br, gzip")

    assert gzip.decompress(packed.body) == whole.body
    assert packed.headers == described(packed, coding="gzip") | PUBLIC
    tag = packed.headers["etag"]
    assert tag != whole.headers["etag"]
    assert server.ask(WHOLE, if_none_match=tag, accept_encoding="gzip").status == 304
    assert server.ask(WHOLE, if_none_match=tag) == whole


def test_all_that_is_not_there_is_answered_alike(
    server: Served, shared: Database, caplog: pytest.LogCaptureFixture
) -> None:
    _, secret = give(shared, "SOUTH", "north-south")
    number, revoked = give(shared, "SOUTH", "north-south")
    revoke(shared, number)

    paths = [
        f"/feeds/{'A' * 43}/north-south.ics",
        f"/feeds/{revoked}/north-south.ics",
        f"/feeds/{secret}/north-south-annual.ics",
        f"/feeds/{secret}/none.ics",
        f"/feeds/{secret}/north-south",
        f"/feeds/{secret}",
        f"/feeds/{secret}/",
        f"/feeds/{secret}/north-south.ics/more.ics",
        f"/feeds/{secret}//north-south.ics",
        f"/feeds/{secret.lower()}/north-south.ics",
        "/feeds/north-south-holds.ics",
        "/feeds/none.ics",
        "/feeds/.ics",
        "/feeds//north-south.ics",
        "/feeds/../../../etc/passwd",
        "/feeds/%2e%2e%2f%2e%2e%2fetc%2fpasswd.ics",
        "/feeds/north-south%00.ics",
        "/feeds/%0d%0aX-Injected:%20yes.ics",
        "/feeds/%ff%fe.ics",
        "/feeds",
        "/",
        "/robots.txt",
        "/favicon.ico",
    ]
    assert {path: server.ask(path) for path in paths} == dict.fromkeys(paths, NOT_FOUND)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_a_revoked_token_opens_nothing_from_that_moment_on(
    server: Served, shared: Database
) -> None:
    number, secret = give(shared, "SOUTH", "north-south")
    path = f"/feeds/{secret}/north-south.ics"
    tag = server.ask(path).headers["etag"]
    assert server.ask(path, if_none_match=tag).status == 304

    revoke(shared, number)

    assert server.ask(path, if_none_match=tag) == NOT_FOUND


def test_a_persons_feed_is_theirs_until_they_are_erased(server: Served, shared: Database) -> None:
    with shared.writing(verb="t", now=LATER, officer="Ada") as session:
        factories.add_person(session, "SOUTH", "Ben Ode", key="ben")
    _, secret = give(shared, "Ben Ode", "north-south-person-ben")
    path = f"/feeds/{secret}/north-south-person-ben.ics"
    assert server.ask(path).status == 200

    with shared.writing(verb="erase", now=LATER, officer="Ada") as session:
        session.delete(find_person(session, "ben"))

    assert server.ask(path) == NOT_FOUND


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


def test_other_methods_change_nothing_and_ask_nothing(server: Served) -> None:
    reply = server.ask(WHOLE, "DELETE")
    before = server.ask(WHOLE, "OPTIONS", origin="https://page.example")

    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert before == Reply(
        204,
        {
            "allow": "GET, HEAD, OPTIONS",
            "access-control-allow-origin": "*",
            "access-control-allow-methods": "GET, HEAD",
            "access-control-allow-headers": "if-none-match, if-modified-since",
            "access-control-max-age": "86400",
        },
        b"",
    )
    assert server.ask("/feeds/none.ics", "PUT") == server.ask(WHOLE, "PUT")


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

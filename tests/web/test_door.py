import gzip
import logging

import pytest

from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.feed_store import feed_bytes, feed_revision
from scheduler.secretariat.naming import find_person
from scheduler.store.session import Database
from tests import factories
from tests.web.serving import (
    ADDRESS,
    LATER,
    NOT_FOUND,
    SAFE,
    WHOLE,
    Reply,
    Served,
    give,
    revoke,
)

OF_FEEDS = {**SAFE, "vary": "accept-encoding"}
PUBLIC = {
    **OF_FEEDS,
    "cache-control": "public, no-cache",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "etag",
}
PRIVATE = {**OF_FEEDS, "cache-control": "private, no-cache"}


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

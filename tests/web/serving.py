"""A server in this process, on a record of the invented partnership, asked over HTTP."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Thread
from time import monotonic, sleep

from uvicorn import Server

from scheduler.secretariat import feed_tokens
from scheduler.secretariat.feed_access import Holder
from scheduler.secretariat.lifecycle import move
from scheduler.secretariat.naming import find_person
from scheduler.store.session import Database
from scheduler.web.connection import BoundedConnection
from scheduler.web.door import Deployment
from scheduler.web.server import configured, listen
from tests import briefed, factories
from tests.clock import NOW

ADDRESS = "https://calendars.example.org"
LATER = NOW + timedelta(hours=1)
WHOLE = "/feeds/north-south.ics"
PATIENCE_SECONDS = 20
# What tells one moment from another, and nothing of the answer.
_MOMENT = "date"


@dataclass(frozen=True)
class Reply:
    """One answer, without the hour at which it was given."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    port: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """The answer to one request; `if_none_match` is the header If-None-Match."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        reply = Reply(answer.status, {k: v for k, v in said.items() if k != _MOMENT}, answer.read())
        connection.close()
        return reply

    def talk(self, octets: bytes) -> bytes:
        """All that the server says until it ends the connection."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE_SECONDS) as connection:
            connection.sendall(octets)
            said = b""
            while came := connection.recv(1 << 16):
                said += came
            return said


SAFE = {
    "x-robots-tag": "noindex",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
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


@contextmanager
def served(
    deployment: Deployment, connection: type[BoundedConnection] = BoundedConnection
) -> Iterator[Served]:
    """Run a server until the block ends."""
    with listen("127.0.0.1", 0) as listening:
        config = configured(deployment)
        config.http = connection
        server = Server(config)
        thread = Thread(target=server.run, args=([listening],))
        thread.start()
        until = monotonic() + PATIENCE_SECONDS
        while not server.started and monotonic() < until:
            sleep(0.01)
        try:
            yield Served(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(PATIENCE_SECONDS)


def deployed(location: str, **chosen: object) -> Deployment:
    """The deployment of a record, at an hour after it was made."""
    return Deployment(location, ADDRESS, LATER, **chosen)  # type: ignore[arg-type]


def fill(database: Database) -> None:
    """A briefed meeting, and PREP-2027-1 of which the public knows nothing."""
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        briefed.add_briefed(session)
        quiet = factories.add_meeting(session, "PREP-2027-1", date(2027, 3, 9), of="PREP")
        quiet.is_published = False


def give(database: Database, who: str, *stems: str) -> tuple[int, str]:
    """A token of a party by its code, or of a person: its number and its secret."""
    with database.writing(verb="feed token add", now=NOW, officer="Ada") as session:
        holder: Holder = (
            factories.party(session, who) if who.isupper() else find_person(session, who)
        )
        made = feed_tokens.add_token(session, holder, stems, now=NOW, today=NOW.date())
        return made.number, made.secret


def revoke(database: Database, number: int) -> None:
    """Take a token back."""
    with database.writing(verb="feed token revoke", now=LATER, officer="Ada") as session:
        feed_tokens.revoke_token(feed_tokens.find_token(session, number), now=LATER)


def postpone_by_a_day(database: Database, code: str = "PREP-2027-1") -> None:
    """Move a meeting to the day after."""
    with database.writing(verb="t", now=LATER, officer="Ada") as session:
        meeting = factories.meeting(session, code)
        day = (meeting.day or date(2027, 3, 9)) + timedelta(days=1)
        move(session, meeting, day=day, reason="Why not", now=LATER, officer="Ada")

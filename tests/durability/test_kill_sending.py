"""kill -9 of `outbox send` at any moment: no message goes out twice unasked, and none is lost."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from subprocess import PIPE
from threading import Timer

import pytest

from scheduler.store.session import Database
from tests.clock import NOW
from tests.counts import times
from tests.delivery.mail_desk import MailDesk
from tests.durability.kill_harness import run_and_kill
from tests.secretariat.inviting import add_member, convened, prepare

ROOT = Path(__file__).parents[2]
SEND = (sys.executable, "-m", "scheduler", "outbox", "send")
PEOPLE = times(4, 200)


@pytest.fixture
def record(sqlite_database: Database) -> str:
    """A record with invitations that wait for all the people of a meeting."""
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session:
        meeting = convened(session)
        for number in range(2, PEOPLE):
            add_member(session, meeting, "SOUTH", f"P {number}", f"p{number}@south.example")
        prepare(session, meeting)
    return str(sqlite_database.engine.url.database)


def test_killed_sender_leaves_no_message_twice_or_lost(record: str) -> None:
    random = Random(6)  # noqa: S311 -- chance, not a secret

    now = NOW
    with MailDesk() as desk:
        while "prepared" in states(record).values():
            send_and_kill(desk, said(desk, record, now), random)
            require_sound(desk, record)
            now += timedelta(minutes=15)
        ended = run_and_kill(SEND, None, environment=said(desk, record, now))

    assert ended.output == "Sent no messages.\n"
    assert set(states(record).values()) <= {"sent", "uncertain"}


def test_two_senders_at_once_send_each_message_once(record: str) -> None:
    with MailDesk() as desk:
        environment = os.environ | said(desk, record, NOW)
        senders = [subprocess.Popen(SEND, env=environment, stdout=PIPE, stderr=PIPE) for _ in "ab"]
        for sender in senders:
            sender.communicate(timeout=60)

    assert [sender.returncode for sender in senders] == [0, 0]
    assert Counter(recipient for _, recipient, _ in desk.taken) == Counter(states(record).keys())
    assert set(states(record).values()) == {"sent"}


def send_and_kill(desk: MailDesk, environment: dict[str, str], random: Random) -> None:
    """Send, and kill the sender around one of its first messages."""
    left, delay = random.randint(1, 3), random.uniform(0, 0.04)
    already = len(desk.taken)
    with subprocess.Popen(SEND, env=os.environ | environment, stdout=subprocess.DEVNULL) as sender:

        def kill_soon() -> str:
            if len(desk.taken) == already + left:
                Timer(delay, sender.kill).start()
            return "250 taken"

        desk.on_mail = kill_soon
        sender.wait()


def said(desk: MailDesk, record: str, now: object) -> dict[str, str]:
    return {
        **desk.environment,
        "SCHEDULER_DATABASE": record,
        "SCHEDULER_NOW": str(now),
        "SCHEDULER_OFFICER": "Ada",
        "PYTHONPATH": str(ROOT),
    }


def require_sound(desk: MailDesk, record: str) -> None:
    """Nobody got a message twice, and who got one is not thought to wait for it."""
    got = Counter(recipient for _, recipient, _ in desk.taken)
    known = states(record)
    assert [one for one, count in got.items() if count > 1] == []
    assert {one for one in got if known[one] == "prepared"} == set()
    assert {one for one, state in known.items() if state == "sent"} <= set(got)


def states(record: str) -> dict[str, str]:
    with closing(sqlite3.connect(record)) as connection:
        return dict(connection.execute("SELECT address, state FROM message").fetchall())

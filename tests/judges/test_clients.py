"""Real clients on the live server: vdirsyncer fetches a feed over HTTP, khal shows what it got.

vdirsyncer names each event anew by its content, so that it is told here by what it shows.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.secretariat.dates import announced_title
from scheduler.store.session import Database
from tests.cli.conftest import Call, call, record
from tests.clock import NOW
from tests.judges.programs import missing, program

__all__ = ["call", "record"]
pytestmark = pytest.mark.judge

BIN = Path(__file__).parents[2] / "var" / "judges" / "clients" / "bin"
FIELDS = ("start-long-full", "end-long-full", "all-day", "title", "status", "location")
STATUS = {
    MeetingState.PLANNED: "TENTATIVE",
    MeetingState.PROPOSED: "TENTATIVE",
    MeetingState.CONFIRMED: "CONFIRMED",
    MeetingState.HELD: "CONFIRMED",
    MeetingState.CANCELLED: "CANCELLED",
    MeetingState.POSTPONED: "CANCELLED",
}
VDIRSYNCER = """\
[general]
status_path = "{folder}/status"
[pair feed]
a = "web"
b = "folder"
collections = null
conflict_resolution = "a wins"
[storage web]
type = "http"
url = "{url}"
[storage folder]
type = "filesystem"
path = "{folder}/events"
fileext = ".ics"
"""
KHAL = """\
[calendars]
[[feed]]
path = {folder}/events
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Brussels
default_timezone = Europe/Brussels
[sqlite]
path = {folder}/khal.db
"""
Shown = list[dict[str, str]]


@pytest.fixture
def address(record: Database, sqlite_location: str) -> Iterator[str]:
    """Where the feeds of the record are served."""
    del record
    command = [sys.executable, "-m", "scheduler", "--database", sqlite_location]
    server = subprocess.Popen(
        [*command, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "SCHEDULER_NOW": NOW.isoformat()},
    )
    assert server.stdout is not None
    yield server.stdout.readline().split()[-1]
    server.terminate()
    server.wait(timeout=30)
    server.stdout.close()


class Client:
    """A person's calendar: subscribed with vdirsyncer, looked at with khal."""

    def __init__(self, folder: Path, url: str) -> None:
        (folder / "events").mkdir(parents=True)
        self._folder = folder
        for name, text in (("vdirsyncer", VDIRSYNCER), ("khal", KHAL)):
            (folder / name).write_text(text.format(folder=folder, url=url), encoding="utf-8")
        self._run("vdirsyncer", "discover")

    def fetch(self) -> Shown:
        """What the calendar shows once it has fetched the feed again."""
        self._run("vdirsyncer", "sync")
        fields = [word for field in FIELDS for word in ("--json", field)]
        days = self._run("khal", "list", "--once", *fields, "2026-01-01", "2029-01-01")
        return [event for day in days.splitlines() for event in json.loads(day)]

    def shown(self, file: Path) -> str:
        """What it shows of a file that somebody opens."""
        form = "{start-long-full}|{end-long-full}|{title}|{status}|{location}"
        return self._run("khal", "printics", "--format", form, str(file))

    def _run(self, program: str, *words: str) -> str:
        if not (BIN / program).exists():
            missing(program)
        done = subprocess.run(
            [str(BIN / program), "-c", str(self._folder / program), *words],
            env={**os.environ, "HOME": str(self._folder)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def client(address: str, tmp_path: Path) -> Client:
    return Client(tmp_path / "client", f"{address}north-south.ics")


def what_holds(database: Database) -> Shown:
    """What every meeting of the record is to look like, by its start."""
    with database.reading() as session:
        meetings = session.scalars(select(Meeting).order_by(Meeting.day))
        return [looks(meeting) for meeting in meetings if meeting.is_published]


def looks(meeting: Meeting) -> dict[str, str]:
    assert meeting.day is not None
    last, is_day = meeting.last_day or meeting.day, meeting.start_time is None
    start = f"{meeting.day} {meeting.start_time or time():%H:%M}"
    end = f"{last} {meeting.end_time or time():%H:%M}"
    status = STATUS[meeting.state]
    off = "Cancelled: " if status == "CANCELLED" else ""
    return {
        "start-long-full": start,
        "end-long-full": end,
        "all-day": str(is_day),
        "title": f"{off}{announced_title(meeting)}, {meeting.partnership.name}",
        "status": status,
        "location": ", ".join(part for part in (meeting.venue, meeting.place) if part),
    }


STEPS: tuple[tuple[str, ...], ...] = (
    ("confirm", "PREP-2027-1"),
    ("move", "ANNUAL-2", "2027-06-18", "--reason", "a strike", "--hours", "08:15-12:45"),
    ("edit", "ANNUAL-2", "--venue", "Room 3; left, then up", "--place", "Łódź"),
    ("cancel", "ANNUAL-2", "--reason", "a flood"),
    ("confirm", "ANNUAL-2"),
    ("confirm", "ANNUAL-2", "--number", "7"),
    ("postpone", "PREP-2027-1", "--reason", "no quorum"),
    ("add", "RETREAT", "2027-09-30", "--last-day", "2027-10-01", "--publish"),
    ("edit", "RETREAT", "--no-publish"),
)


def test_khal_shows_what_holds_at_each_step_of_a_meeting_s_life(
    client: Client, call: Call, record: Database
) -> None:
    before = client.fetch()
    assert before == what_holds(record)

    for words in STEPS:
        assert call("meeting", *words).code == 0
        after = client.fetch()
        assert after == what_holds(record), words
        assert after != before, words
        before = after


def test_khal_shows_a_holder_what_is_joint_until_the_token_is_revoked(
    address: str, call: Call, tmp_path: Path
) -> None:
    call("meeting", "edit", "PREP-2027-1", "--no-publish")
    given = call("feed", "token", "add", "north-south", "--party", "NORTH", "--json").value
    path = given["addresses"][0].removeprefix("/feeds/")
    holder = Client(tmp_path / "holder", f"{address}{path}")
    public = Client(tmp_path / "public", f"{address}north-south.ics")
    unpublished = "Preparatory Meeting, Partnership of Northland and Southmark"

    titles = [[event["title"] for event in one.fetch()] for one in (holder, public)]

    assert [unpublished in shown for shown in titles] == [True, False]
    call("feed", "token", "revoke", str(given["number"]))
    with pytest.raises(AssertionError, match="Not Found"):
        holder.fetch()


def test_khal_shows_a_meeting_that_was_exported(
    client: Client, call: Call, record: Database, tmp_path: Path
) -> None:
    call("meeting", "edit", "ANNUAL-2", "--place", "Łódź", "--title", "Round; one, two")
    path = tmp_path / "annual.ics"
    assert call("meeting", "export", "ANNUAL-2", "-o", str(path)).code == 0

    said = client.shown(path)

    (meeting,) = [one for one in what_holds(record) if one["location"]]
    fields = ("start-long-full", "end-long-full", "title", "status", "location")
    parts = [part.strip() for part in said.splitlines()[-1].split("|")]
    assert parts == [meeting[field] for field in fields]


def test_a_reader_of_codes_reads_the_link(call: Call, record: Database, tmp_path: Path) -> None:
    del record
    reader, at, path = program("zbarimg"), "https://a.example/feeds", tmp_path / "feed.png"
    call("feed", "link", "north-south", "--at", at, "--qr", str(path))

    read = subprocess.run([reader, "-q", "--raw", path], capture_output=True, text=True, check=True)

    assert read.stdout == "webcal://a.example/feeds/north-south.ics\n"

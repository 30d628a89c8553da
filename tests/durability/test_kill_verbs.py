"""kill -9 of every writing verb at any moment: nothing acknowledged is lost, nothing is half there.

After each kill the record is what it was before or what the whole call makes of it, each file has
its old bytes or its new ones, the checks find nothing, and the same call can be repeated.
"""

import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from scheduler.resources import resource
from scheduler.store.schema import create, downgrade
from scheduler.store.session import open_database
from tests.clock import NOW
from tests.counts import FULL_COUNTS
from tests.durability.kill_harness import Ran, moment
from tests.durability.verb_victim import Victims

MANY = pytest.param(
    40,
    marks=(
        pytest.mark.torture,
        pytest.mark.timeout(3600),
        pytest.mark.skipif(not FULL_COUNTS, reason="SCHEDULER_TORTURE=1 runs the full counts"),
    ),
)

# What each verb changes must be there first: the calls before it. A demonstration takes seconds;
# it is killed half as often.
DEMO = "demo shown"
CONSULTED = "consult open next:SOM --dates 2027-05-05,2027-05-12 --deadline 2027-02-01"
INVITED = "invite prepare next:SOM"
TO_INVITE = (
    "meeting confirm next:SOM",
    "invite mailbox ECHO som@echo.example",
    "attendee add next:SOM --party EU --person 'Ann Example' --new-person --body ECHO",
    "invite address 'Ann Example' ann@echo.example",
)
BACKED_UP = ("db backup copy.db", "meeting cancel HOU-2027-1 --reason later")
VERBS = {
    "--database new.db init --home EU": (),
    "partnership load changed.toml": (),
    "partnership home IOM": (),
    "plan --until 2032-12-31 --apply": (),
    "meeting add FORUM 2027-06-01 --hours 09:00-10:00": (),
    "meeting confirm next:SOM": (),
    "meeting move next:SOM 2027-05-14 --reason 'the chair travels'": (),
    "meeting cancel next:SOM --reason elections": (),
    "meeting postpone HOU-2027-1 --reason elections": (),
    "meeting held RETREAT": ("meeting add RETREAT 2026-11-24", "meeting confirm RETREAT"),
    CONSULTED: (),
    "consult answer next:SOM ECHO --yes 2027-05-05 --rather 2027-06-02": (CONSULTED,),
    "consult close next:SOM --date 2027-05-05 --against-quorum elections": (CONSULTED,),
    "attendee add next:SOM --party EU --person 'Ann Example' --new-person --body ECHO --head": (),
    "attendee reply next:SOM 'Director, ECHO' accepted --source e-mail": (),
    "attendee record SOM-1 'William L. Swing' excused": (),
    INVITED: TO_INVITE,
    "outbox discard 1 --reason 'told by telephone'": (*TO_INVITE, INVITED),
    "agenda add next:SOM Climate --lead EU=ECHO --lead IOM=IOM --thread climate --at 2": (),
    "agenda edit next:SOM 3 --title Ukraine --lead EU=HOME --document 'Map|https://x.eu/m'": (),
    "agenda move next:SOM 7 2": (),
    "agenda remove next:SOM 1": (),
    "note set next:SOM scene-setter 'Where things stand.'": (),
    "outcome add SOM-1 'ECHO writes.' --kind commitment --owner ECHO --due 2027-01-15": (),
    "commitment update SOM-1/C2 close --text Done.": (),
    "outcome type SOM-1 '! DG ECHO to write to all by next HoU'": (),
    "outcome retype SOM-1/C2 decision": (),
    "agenda begin SOM-1 1": (),
    "meeting close SOM-1": (),
    "person erase 'William L. Swing' --apply": (),
    "--database older.db db upgrade": (),
    "db backup copy.db --overwrite": BACKED_UP,
    "db restore copy.db --yes": BACKED_UP,
    "feed write feeds": ("feed write feeds", "meeting move next:SOM 2027-05-14 --reason later"),
    "pack build next:SOM --format html --format word": (
        "pack build next:SOM --format html --format word",
        "agenda edit next:SOM 3 --title Ukraine",
    ),
    DEMO: (),
}

# Of a database the rows of each table, of another file the bytes.
State = dict[str, object]
Folder = dict[str, State]


@dataclass(frozen=True)
class Legal:
    """What may be in a folder: what was there, or what the whole call leaves there."""

    before: Folder
    whole: Folder
    set_up: State

    def require(self, now: Folder) -> None:
        for name in now.keys() | self.before.keys():
            states = [self.before.get(name), self.whole.get(name)]
            if name == "new.db":  # made, set up, then filled; `init` goes on where it was stopped
                states += [{"audit_entry": 0}, self.set_up]
            assert now.get(name) in states, f"{name} is half there"


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    with Victims() as running:
        yield running


@dataclass(frozen=True)
class Office:
    """The folder that each call finds, and what a database holds that was only set up."""

    folder: Path
    set_up: State


@pytest.fixture(scope="module")
def office(staged_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The record, a copy of it at an older schema, and a partnership's file to load."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copyfile(staged_template, folder / "record.db")
    shutil.copyfile(staged_template, folder / "older.db")
    older = open_database(str(folder / "older.db"))
    downgrade(older.engine, "-1")
    older.engine.dispose()
    shipped = (resource("calendars") / "eu-iom.toml").read_text(encoding="utf-8")
    changed = shipped.replace('remarks = "Founding', 'remarks = "A founding').replace(
        "weeks = 6", "weeks = 7"
    )
    (folder / "changed.toml").write_text(changed, encoding="utf-8")
    return Office(folder, rows_of(empty(tmp_path_factory.mktemp("empty") / "new.db")))


def empty(path: Path) -> Path:
    """A database that was set up, and nothing put in yet."""
    database = open_database(str(path))
    create(database.engine, now=NOW)
    database.engine.dispose()
    return path


def observe(folder: Path) -> Folder:
    """Every database and file that a person would see there."""
    seen: Folder = {}
    for path in sorted(folder.rglob("*")):
        is_seen = not path.name.startswith(".") and not path.name.endswith(("-journal", "-wal"))
        if path.is_file() and is_seen:
            name = path.relative_to(folder).as_posix()
            seen[name] = rows_of(path) if path.suffix == ".db" else {"": path.read_bytes()}
    return seen


def rows_of(path: Path) -> State:
    """The rows of a sound database; of the trail, whose salts are random, its length."""
    rows: State = {}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in tables.fetchall():
            rows[name] = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 -- a table's own name
    entries = rows.get("audit_entry")
    rows["audit_entry"] = len(entries) if isinstance(entries, list) else 0
    rows.pop("audit_payload", None)
    rows.pop("audit_head", None)
    return rows


def kill_moment(random: Random, duration: float) -> float:
    """Any moment; half of the kills come late, when the record and the files are written."""
    late = random.random() < 0.5
    return random.uniform(0.6, 1.0) * duration if late else moment(random, duration)


def call(victims: Victims, line: str, folder: Path, after: float | None = None) -> Ran:
    return victims.run(shlex.split(line), folder, after)


def require_sound(victims: Victims, line: str, folder: Path) -> None:
    """`db check` finds nothing in the database that the call was about."""
    words = shlex.split(line)
    record = words[1] if words[0] == "--database" else "record.db"
    checked = call(victims, f"--database {record} db check", folder)
    faults = [line for line in checked.messages.splitlines() if not line.startswith("note: ")]
    assert (checked.status, faults) == (0, [])  # a note tells that somebody was erased


@pytest.mark.parametrize("kills", [1, MANY])
@pytest.mark.parametrize("line", VERBS)
def test_a_killed_verb_did_all_or_nothing_and_can_be_repeated(
    line: str, kills: int, office: Office, victims: Victims, tmp_path: Path
) -> None:
    start = shutil.copytree(office.folder, tmp_path / "start")
    for earlier in VERBS[line]:
        assert call(victims, earlier, start).is_acknowledged
    let_end = shutil.copytree(start, tmp_path / "whole")
    ended = call(victims, line, let_end)
    assert ended.is_acknowledged, ended.messages
    legal = Legal(observe(start), observe(let_end), office.set_up)
    assert legal.whole != legal.before
    random = Random(line)  # noqa: S311 -- chance, not a secret

    for number in range(max(kills // 2, 1) if line == DEMO else kills):
        folder = shutil.copytree(start, tmp_path / str(number))
        ran = call(victims, line, folder, kill_moment(random, ended.seconds))
        now = observe(folder)
        legal.require(now)
        assert not ran.is_acknowledged or now == legal.whole
        again = call(victims, line, folder)
        if now == legal.whole:
            assert again.status in (0, 1, 2), again.messages  # done again, or it says so
        else:
            # What the killed call kept of the old database may stand there besides.
            assert (again.status, observe(folder) | legal.whole) == (0, observe(folder))
        require_sound(victims, line, folder)
        shutil.rmtree(folder)

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from scheduler.errors import DatabaseUnavailable, InvalidValue
from scheduler.model.partnership import Partnership
from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.feed_store import Revision, feed_revision, renew_feed
from scheduler.store import audit
from scheduler.store.backup import contents_of, copy_to, put_back
from scheduler.store.session import Database, open_database
from tests.conftest import NOW


def _add(database: Database, code: str) -> None:
    with database.writing(verb="test add", now=NOW, officer="Ada") as session:
        session.add(Partnership(code=code, name="A dialogue"))


def test_a_backup_under_write_load_is_whole_each_of_20_times(
    sqlite_database: Database, tmp_path: Path
) -> None:
    stop = threading.Event()
    written: list[str] = []

    def write_on() -> None:
        while not stop.is_set():
            code = f"P{len(written)}"
            _add(sqlite_database, code)
            written.append(code)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        for time in range(20):
            before = len(written)
            target = tmp_path / f"backup-{time}.db"
            copy_to(sqlite_database.engine, target)

            contents = contents_of(target)
            assert contents.rows["partnership"] >= before
            assert contents.rows["partnership"] == contents.audit_position
            assert contents.rows["audit_entry"] == contents.audit_position
            restored = tmp_path / f"restored-{time}.db"
            put_back(open_database(str(restored)).engine, target, now=NOW)
            with open_database(str(restored)).reading() as session:
                assert audit.verify(session) == []
                assert audit.head_of(session) == (contents.audit_position, contents.audit_hash)
    finally:
        stop.set()
        writer.join()


def test_restore_keeps_the_database_as_it_was(sqlite_database: Database, tmp_path: Path) -> None:
    _add(sqlite_database, "OLD")
    backup = tmp_path / "backup.db"
    copy_to(sqlite_database.engine, backup)
    _add(sqlite_database, "NEW")

    kept = put_back(sqlite_database.engine, backup, now=NOW)

    assert kept == tmp_path / "record-before-restore-20261124T090000.db"
    assert contents_of(kept).rows["partnership"] == 2
    assert contents_of(Path(sqlite_database.where)).rows["partnership"] == 1


def _feed(database: Database, code: str, *, at: datetime) -> Revision:
    """The feed of a partnership, renewed."""
    with database.writing(verb="serve", now=at, officer="serve") as session:
        return renew_feed(session, FeedName(code.lower()), now=at)


def test_a_feed_that_is_restored_has_changed_after_all_that_anybody_saw(
    sqlite_database: Database, tmp_path: Path
) -> None:
    _add(sqlite_database, "OLD")
    backup = tmp_path / "backup.db"
    before = _feed(sqlite_database, "OLD", at=NOW)
    copy_to(sqlite_database.engine, backup)
    _add(sqlite_database, "NEW")
    with sqlite_database.writing(verb="test rename", now=NOW, officer="Ada") as session:
        session.scalars(select(Partnership).where(Partnership.code == "OLD")).one().name = "Other"
    # Its server's clock was ahead.
    seen = _feed(sqlite_database, "OLD", at=NOW + timedelta(hours=1))

    put_back(sqlite_database.engine, backup, now=NOW + timedelta(minutes=1))

    with sqlite_database.reading() as session:
        restored = feed_revision(session, FeedName("old"))
    assert restored == Revision(before.etag, seen.last_modified + timedelta(seconds=1))
    assert before.etag != seen.etag
    renewed = _feed(sqlite_database, "OLD", at=NOW)
    assert renewed == restored


def test_a_feed_restored_where_nothing_was_has_changed_now(
    sqlite_database: Database, tmp_path: Path
) -> None:
    _add(sqlite_database, "OLD")
    _feed(sqlite_database, "OLD", at=NOW)
    copy_to(sqlite_database.engine, tmp_path / "backup.db")
    elsewhere, later = open_database(str(tmp_path / "new.db")), NOW + timedelta(days=1)

    put_back(elsewhere.engine, tmp_path / "backup.db", now=later)

    with elsewhere.reading() as session:
        restored = feed_revision(session, FeedName("old"))
    elsewhere.engine.dispose()
    assert restored is not None
    assert restored.last_modified == later + timedelta(seconds=1)


HALF_WAY = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("DELETE FROM audit_payload")
connection.execute("CREATE TABLE filler AS SELECT hex(randomblob(4000)) AS a FROM audit_entry")
os._exit(9)
"""


def test_a_backup_after_a_crash_in_mid_commit_holds_what_was_committed(
    sqlite_database: Database, tmp_path: Path
) -> None:
    for number in range(20):
        _add(sqlite_database, f"P{number}")
    sqlite_database.engine.dispose()
    path = Path(sqlite_database.where)
    subprocess.run([sys.executable, "-c", HALF_WAY, path], check=False)
    assert path.with_name(path.name + "-journal").exists()

    copy_to(sqlite_database.engine, tmp_path / "backup.db")

    contents = contents_of(tmp_path / "backup.db")
    assert (contents.rows["partnership"], contents.rows["audit_payload"]) == (20, 20)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\0" * 200])
def test_restore_refuses_what_is_no_backup_and_changes_nothing(
    sqlite_database: Database, tmp_path: Path, content: bytes
) -> None:
    _add(sqlite_database, "KEPT")
    before = Path(sqlite_database.where).read_bytes()
    backup = tmp_path / "wrong.db"
    backup.write_bytes(content)

    with pytest.raises(InvalidValue):
        put_back(sqlite_database.engine, backup, now=NOW)

    assert Path(sqlite_database.where).read_bytes() == before


def test_a_copy_is_as_closed_to_others_as_the_database(
    sqlite_database: Database, tmp_path: Path
) -> None:
    Path(sqlite_database.where).chmod(0o600)

    copy_to(sqlite_database.engine, tmp_path / "backup.db")

    assert (tmp_path / "backup.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\1" * 9000])
def test_restore_replaces_what_is_damaged_and_keeps_its_bytes(
    sqlite_database: Database, tmp_path: Path, content: bytes
) -> None:
    _add(sqlite_database, "OLD")
    backup, record = tmp_path / "backup.db", Path(sqlite_database.where)
    copy_to(sqlite_database.engine, backup)
    sqlite_database.engine.dispose()
    record.write_bytes(content)

    kept = put_back(sqlite_database.engine, backup, now=NOW)

    assert kept is not None
    assert kept.read_bytes() == content
    assert contents_of(record).rows == contents_of(backup).rows


def test_restore_waits_for_another_writer_and_then_gives_up(
    sqlite_database: Database, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    copy_to(sqlite_database.engine, backup)
    impatient = open_database(f"sqlite:///{sqlite_database.where}?timeout=0")

    with (
        sqlite_database.writing(verb="test", now=NOW, officer="Ada"),
        pytest.raises(DatabaseUnavailable, match="is in use by another program"),
    ):
        put_back(impatient.engine, backup, now=NOW)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.db", "record.db"]


def test_restore_leaves_nothing_to_a_writer_who_had_opened_the_old_file(
    sqlite_database: Database, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    copy_to(sqlite_database.engine, backup)
    late = open_database(sqlite_database.where)
    with late.reading() as session:
        session.scalars(select(Partnership)).all()

    put_back(sqlite_database.engine, backup, now=NOW)

    with pytest.raises(DatabaseUnavailable):
        _add(late, "LOST")
    late.engine.dispose()


def test_neither_a_backup_nor_a_restore_is_its_own_source(sqlite_database: Database) -> None:
    record = Path(sqlite_database.where)
    before = record.read_bytes()

    with pytest.raises(InvalidValue, match="another file than the database itself"):
        copy_to(sqlite_database.engine, record)
    with pytest.raises(InvalidValue, match="another file than the database itself"):
        put_back(sqlite_database.engine, record, now=NOW)

    assert record.read_bytes() == before


def test_a_copy_of_a_damaged_database_is_refused(sqlite_database: Database, tmp_path: Path) -> None:
    record = Path(sqlite_database.where)
    with closing(sqlite3.connect(record)) as connection, connection:
        connection.execute(
            "INSERT INTO party (partnership_id, code, name, is_home, version)"
            " VALUES (99, 'X', 'X', 0, 1)"
        )

    with pytest.raises(DatabaseUnavailable, match="is damaged; restore a backup"):
        copy_to(sqlite_database.engine, tmp_path / "backup.db")

    assert list(tmp_path.iterdir()) == [record]

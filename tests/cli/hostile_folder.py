"""A folder full of what an officer may name by mistake: wrong files, wrong databases."""

import sqlite3
from contextlib import closing
from pathlib import Path

from scheduler.resources import resource

# What a partnership's file may say wrong: each file differs from the one that ships in this.
WRONG_TOML = {
    "zone.toml": ('zone = "Europe/Brussels"', 'zone = "Europe/Brussel"'),
    "never.toml": ("BYMONTH=5;BYDAY=1FR", "BYMONTH=2;BYMONTHDAY=30"),
    "often.toml": ("FREQ=YEARLY;BYMONTH=5;BYDAY=1FR", "FREQ=HOURLY"),
    "rule.toml": ("FREQ=YEARLY;BYMONTH=5;BYDAY=1FR", "FREQ=ANNUALLY;BYMONTH=13"),
    "ends.toml": ("end_time = 17:00:00", "end_time = 08:00:00"),
    "window.toml": ("15 April to 15 June", "spring"),
    "party.toml": ('series = "SOM"\nnumber = 1\n', 'series = "G20"\nnumber = 1\n'),
    "day.toml": ("day = 2013-05-03", "day = 0013-05-03"),
    "broken.toml": ('code = "eu-iom"', "code = eu-iom"),
}


def fill(folder: Path, record: Path) -> None:
    """Put the files into the folder; `record` is a sound database of this program."""
    (folder / "a-file").write_text("A file where a folder is wanted.\n", encoding="utf-8")
    (folder / "a-folder").mkdir()
    (folder / "latin.md").write_bytes(b"caf\xe9")
    (folder / "long.md").write_bytes(b"long " * 30_000)
    (folder / "huge.md").write_bytes(b"huge " * 300_000)
    _fill_toml(folder)
    _fill_databases(folder, record)


def _fill_toml(folder: Path) -> None:
    shipped = (resource("calendars") / "eu-iom.toml").read_text(encoding="utf-8")
    several = shipped
    for name, (right, wrong) in WRONG_TOML.items():
        assert right in shipped
        (folder / name).write_text(shipped.replace(right, wrong, 1), encoding="utf-8")
        if name in ("zone.toml", "ends.toml", "party.toml"):
            several = several.replace(right, wrong, 1)
    (folder / "several.toml").write_text(several, encoding="utf-8")


def _fill_databases(folder: Path, record: Path) -> None:
    sound = record.read_bytes()
    (folder / "sound.db").write_bytes(sound)
    (folder / "empty.db").touch()
    (folder / "text.db").write_text("No database at all.\n" * 100, encoding="utf-8")
    (folder / "cut.db").write_bytes(sound[:20_000])
    (folder / "rotten.db").write_bytes(_rotten(sound))
    for name, statements in {
        "other.db": "CREATE TABLE addresses (name TEXT);",
        "newer.db": "UPDATE alembic_version SET version_num = '9999';",
        "older.db": "UPDATE alembic_version SET version_num = '0001';",
        "headless.db": "DELETE FROM audit_head;",
        "forged.db": (
            "DROP TRIGGER audit_entry_no_update; UPDATE audit_entry SET officer = 'Eve';"
        ),
    }.items():
        if name != "other.db":
            (folder / name).write_bytes(sound)
        with closing(sqlite3.connect(folder / name)) as connection:
            connection.executescript(statements)


def _rotten(content: bytes) -> bytes:
    pages = bytearray(content)
    pages[20_000:120_000] = b"\x55" * 100_000
    return bytes(pages)

"""What `db check` looks at: the schema, the settings that keep changes, the data, the trail."""

import sqlite3
from dataclasses import dataclass

import tzdata
from sqlalchemy import Connection, text

from scheduler.errors import Finding, Severity
from scheduler.papers.words import counted
from scheduler.store import audit, search_index
from scheduler.store.engine import durability_for
from scheduler.store.proof import ERASED
from scheduler.store.revisions import head_revision
from scheduler.store.session import Database

# What PRAGMA synchronous answers.
_SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}


@dataclass(frozen=True, slots=True)
class Health:
    """What was found; `durability` is what the open connection really has."""

    database: str
    engine: str
    schema: str
    durability: str
    time_zones: str
    audit_entries: int
    audit_head: str
    findings: tuple[Finding, ...]


def examine(database: Database) -> Health:
    """Look at everything that can be checked; the schema must be current."""
    with database.reading() as session:
        connection = session.connection()
        name, durability, findings = (
            _sqlite(connection)
            if database.engine.dialect.name == "sqlite"
            else _postgresql(connection)
        )
        findings += _told_once(audit.verify(session))
        findings += search_index.compare(connection)
        entries, head = audit.head_of(session)
    return Health(
        database=database.where,
        engine=name,
        schema=head_revision(),
        durability=durability,
        time_zones=tzdata.IANA_VERSION,
        audit_entries=entries,
        audit_head=head,
        findings=tuple(findings),
    )


def _told_once(chain: list[Finding]) -> list[Finding]:
    """What the chain shows, with one note for all that was erased."""
    erased = sum(finding.message == ERASED for finding in chain)
    faults = [finding for finding in chain if finding.message != ERASED]
    message = f"what {counted(erased, 'entry', 'entries')} said was erased"
    return [*faults, *([Finding(Severity.NOTE, message, "audit trail")] if erased else [])]


def _sqlite(connection: Connection) -> tuple[str, str, list[Finding]]:
    wanted = durability_for(sqlite3.sqlite_version_info)
    journal = str(connection.scalar(text("PRAGMA journal_mode"))).upper()
    level = _SYNCHRONOUS[connection.scalars(text("PRAGMA synchronous")).one()]
    findings = [
        Finding(Severity.ERROR, f"{name} is {found}, must be {needed}", "durability")
        for name, found, needed in (
            ("journal_mode", journal, wanted.journal_mode),
            ("synchronous", level, wanted.synchronous),
        )
        if found != needed
    ]
    lines = connection.scalars(text("PRAGMA integrity_check(20)"))
    findings += [Finding(Severity.ERROR, line, "integrity") for line in lines if line != "ok"]
    orphans = connection.execute(text("PRAGMA foreign_key_check"))
    findings += [
        Finding(Severity.ERROR, f"row {row} refers to nothing", table) for table, row, *_ in orphans
    ]
    durability = f"journal_mode={journal}, synchronous={level}"
    return f"SQLite {sqlite3.sqlite_version}", durability, findings


def _postgresql(connection: Connection) -> tuple[str, str, list[Finding]]:
    version = connection.scalar(text("SHOW server_version"))
    settings = {
        name: connection.scalar(text(f"SHOW {name}")) for name in ("fsync", "synchronous_commit")
    }
    findings = [
        Finding(Severity.ERROR, f"{name} is {value}: a crash may lose changes", "durability")
        for name, value in settings.items()
        if value == "off"
    ]
    durability = ", ".join(f"{name}={value}" for name, value in settings.items())
    return f"PostgreSQL {version}", durability, findings

"""How long the search takes over 100,000 entries, and what the index costs those who write.

Run: python benchmarks/search.py. It fills a SQLite file.
"""

import random
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import Connection, insert, select

from benchmarks.feeds.many_meetings import filled
from scheduler.model.agenda import AgendaItem
from scheduler.model.briefing import BriefingSection
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, Outcome
from scheduler.model.vocabulary import CommitmentState, OutcomeKind
from scheduler.papers.audience import Reach, Reader
from scheduler.papers.parts import Section
from scheduler.secretariat.naming import find_body, find_partnership, find_party
from scheduler.secretariat.outcomes import NewOutcome, add_outcome
from scheduler.secretariat.search import search
from scheduler.secretariat.search_query import parse_query
from scheduler.store import search_index
from scheduler.store.session import Database

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
MEETINGS, OF_EACH = 2_000, 16
QUERIES = (
    "word7000",
    "word900 word40",
    '"word1 word2"',
    "word1",
    "word123*",
    "word1 -word2 since:2030",
    "is:open body:ECHO word30",
    "is:late body:ECHO",
    "kind:decision in:outcomes word5 word6",
    "nowhere",
)
READERS = (Reader("EU"), Reader("IOM"), Reader(None))


class Writer:
    """Texts of words as rare as words are: the n-th is used n times less often than the first."""

    def __init__(self) -> None:
        self._chance = random.Random(8)  # noqa: S311 -- texts, no secrets
        self._words = [f"word{number}" for number in range(1, 20_001)]
        self._weights = [1 / number for number in range(1, 20_001)]

    def text(self, length: int) -> str:
        """So many words."""
        return " ".join(self._chance.choices(self._words, self._weights, k=length))

    def one_of(self, *values: object) -> object:
        """Any of the values."""
        return self._chance.choice(values)


def _rows(connection: Connection, writer: Writer, party: int, bodies: list[int]) -> Iterator[int]:
    meetings = connection.scalars(select(Meeting.id).where(Meeting.code.like("B%"))).all()
    for meeting in meetings:
        items = [
            {"meeting_id": meeting, "position": place, "title": writer.text(6), "version": 1}
            | {"record": writer.text(60)}
            for place in range(1, OF_EACH // 2 + 1)
        ]
        connection.execute(insert(AgendaItem), items)
        of_meeting = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting)
        ids = connection.scalars(of_meeting).all()
        notes = [
            {"meeting_id": meeting, "item_id": item, "party_id": party, "version": 1}
            | {"section": section, "text": writer.text(80), "edited_at": NOW}
            for item in ids
            for section in (Section.OBJECTIVES, Section.BACKGROUND)
        ]
        connection.execute(insert(BriefingSection), notes)
        outcomes = [
            {"meeting_id": meeting, "item_id": ids[0], "ordinal": place, "version": 1}
            | {"kind": writer.one_of(OutcomeKind.DECISION, OutcomeKind.COMMITMENT)}
            | {"reference": f"B-{meeting}/C{place}", "text": writer.text(25), "recorded_at": NOW}
            | {"reach": writer.one_of(Reach.JOINT, Reach.JOINT, Reach.PUBLIC)}
            for place in range(1, OF_EACH + 1)
        ]
        connection.execute(insert(Outcome), outcomes)
        made = select(Outcome.id, Outcome.text).where(
            Outcome.meeting_id == meeting, Outcome.kind == OutcomeKind.COMMITMENT
        )
        commitments = [
            {"outcome_id": outcome, "text": text, "decided_due": "", "version": 1}
            | {"owner_id": writer.one_of(*bodies), "due_on": TODAY - timedelta(outcome % 900 - 600)}
            | {"state": writer.one_of(CommitmentState.OPEN, CommitmentState.CLOSED)}
            for outcome, text in connection.execute(made)
        ]
        connection.execute(insert(Commitment), commitments)
        yield meeting


def fill(database: Database) -> float:
    """Give each meeting its agenda, notes and outcomes; the seconds that the index took of it."""
    writer = Writer()
    with database.writing(verb="benchmark", now=NOW, officer="benchmark") as session:
        partnership = find_partnership(session)
        party = find_party(partnership, "EU").id
        bodies = [find_body(session, code).id for code in ("HOME", "ECHO", "IOM")]
        for _ in _rows(session.connection(), writer, party, bodies):
            pass
        start = perf_counter()
        search_index.refresh(session.connection())
        return perf_counter() - start


def milliseconds(database: Database, words: str, reader: Reader) -> tuple[float, int]:
    """The best of three, each in a session of its own, and how many were found."""
    best, found = float("inf"), 0
    for _ in range(3):
        with database.reading() as session:
            partnership = find_partnership(session)
            start = perf_counter()
            query = parse_query(words.split() if '"' not in words else [words])
            answer = search(session, partnership, query, reader, today=TODAY, limit=20)
            best, found = min(best, perf_counter() - start), len(answer.hits)
    return best * 1000, found


def writing(database: Database, *, count: int = 20) -> float:
    """How many milliseconds one outcome takes to be written and committed."""
    start = perf_counter()
    for number in range(count):
        with database.writing(verb="benchmark", now=NOW, officer="benchmark") as session:
            meeting = session.scalars(select(Meeting).where(Meeting.code == f"B{number}")).one()
            new = NewOutcome("An outcome of some words", OutcomeKind.CONCLUSION)
            add_outcome(session, meeting, new, today=TODAY, now=NOW, officer="benchmark")
    return (perf_counter() - start) / count * 1000


def report(database: Database, where: str) -> None:
    """Fill it and print the figures."""
    took = fill(database)
    with database.reading() as session:
        entries = len(session.scalars(select(search_index.INDEX.c.rowid)).all())
    print(f"{where}: {entries:,} entries, taken in in {took:.1f} s")
    for words in QUERIES:
        times = [milliseconds(database, words, reader) for reader in READERS]
        told = ", ".join(
            f"{reader}: {each:.1f} ms ({found})"
            for reader, (each, found) in zip(READERS, times, strict=True)
        )
        print(f"  {words:<40} {told}")
    print(f"  one outcome written: {writing(database):.1f} ms")


def main() -> None:
    """Print what each query takes, for each reader."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "record.db"
        database = filled(path, MEETINGS)
        report(database, f"SQLite {sqlite3.sqlite_version}")
        database.engine.dispose()
        print(f"  the file has {path.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()

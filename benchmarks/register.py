"""How long lists and chains of a register of 100,000 commitments take.

Run: python benchmarks/register.py [POSTGRESQL-URL]. One in ten is open; a third of these is due at
the next meeting of the series. Each has four steps. The bars are 100 ms a list and 20 ms a chain.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from scheduler.model.agenda import AgendaItem, Thread
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Contributor, Outcome
from scheduler.model.vocabulary import CommitmentState, LinkKind, MeetingState, OutcomeKind
from scheduler.papers.audience import Reach, Reader
from scheduler.secretariat.commitment_chain import chain_story
from scheduler.secretariat.matters_arising import matters_arising
from scheduler.secretariat.outcomes import list_outcomes
from scheduler.secretariat.register import Wanted, list_commitments
from scheduler.store.schema import upgrade
from scheduler.store.session import Database, open_database
from tests import factories

COMMITMENTS, MEETINGS, STEPS, LIMIT, REPEATS = 100_000, 1000, 4, 100, 5
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
Row = dict[str, object]


def filled(location: str) -> Database:
    """A record of that many commitments, written past the audit trail."""
    database = open_database(location)
    upgrade(database.engine, now=NOW)
    with database.writing(verb="fill", now=NOW, officer="bench") as session:
        factories.add_partnership(session)
        _meetings(session)
        _commitments(session)
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
    return database


def _meetings(session: Session) -> None:
    thread = Thread(partnership=factories.series(session, "ANNUAL").partnership, key="x", title="X")
    for place in range(MEETINGS):
        day = TODAY - timedelta(days=10 * (MEETINGS - place))
        meeting = factories.add_meeting(
            session, f"M{place}", day, state=MeetingState.HELD, number=place + 1
        )
        session.add(AgendaItem(meeting=meeting, position=1, title="Ports", thread=thread))
    for place in range(12):
        factories.add_meeting(session, f"N{place}", TODAY + timedelta(days=30 * (place + 1)))
    session.flush()


def _commitments(session: Session) -> None:
    meetings = session.scalars(
        select(Meeting).where(Meeting.state == MeetingState.HELD).order_by(Meeting.day)
    ).all()
    items = dict(session.execute(select(AgendaItem.meeting_id, AgendaItem.id)).all())
    bodies = [factories.body(session, code).id for code in ("TRADE", "WATER", "FISH", "HARBOUR")]
    series = factories.series(session, "ANNUAL").id
    for start in range(1, COMMITMENTS + 1, 10_000):
        keys = range(start, start + 10_000)
        session.execute(insert(Outcome), [_outcome(key, meetings, items) for key in keys])
        session.execute(
            insert(Commitment), [_commitment(key, meetings, bodies, series) for key in keys]
        )
        helps = [{"commitment_id": key, "body_id": bodies[(key + 1) % 4]} for key in keys]
        session.execute(insert(Contributor), helps)
        session.execute(insert(CommitmentLink), [row for key in keys for row in _links(key)])


def _outcome(key: int, meetings: Sequence[Meeting], items: dict[int, int]) -> Row:
    meeting = meetings[key % MEETINGS]
    ordinal = key // MEETINGS + 1
    return {
        "id": key,
        "meeting_id": meeting.id,
        "item_id": items[meeting.id] if key % 50 == 0 else None,
        "kind": OutcomeKind.COMMITMENT,
        "ordinal": ordinal,
        "reference": f"{meeting.name}/C{ordinal}",
        "text": f"Share list {key}",
        "reach": Reach.JOINT,
        "recorded_at": NOW,
        "version": 1,
    }


def _commitment(key: int, meetings: Sequence[Meeting], bodies: list[int], series: int) -> Row:
    is_open, is_relative = key // 7 % 10 == 0, key // 7 % 30 == 0
    day = meetings[key % MEETINGS].day
    return {
        "id": key,
        "outcome_id": key,
        "owner_id": bodies[key % 4],
        "text": f"Share list {key}",
        "decided_due": "x",
        "due_on": None if is_relative else TODAY + timedelta(days=key % 2000 - 1000),
        "due_series_id": series if is_relative else None,
        "due_after": day if is_relative else None,
        "state": CommitmentState.OPEN if is_open else CommitmentState.CLOSED,
        "version": 1,
    }


def _links(key: int) -> Iterator[Row]:
    for place in range(STEPS):
        kind = LinkKind.REPORTED if place else LinkKind.DECIDED
        step = {"commitment_id": key, "at": NOW, "officer": "Ada", "text": f"step {place}"}
        yield step | {"kind": kind, "address": "", "reach": Reach.JOINT}


def measured(database: Database) -> Iterator[tuple[str, float, int]]:
    """The median milliseconds of each list and of a chain, and how many rows came."""
    with database.reading() as session:
        fish = factories.body(session, "FISH")
        annual = factories.series(session, "ANNUAL")
        thread = session.scalars(select(Thread)).one()
    wanted = {
        "all": Wanted(),
        "open": Wanted(state=CommitmentState.OPEN),
        "late": Wanted(only_late=True),
        "body": Wanted(body=fish),
        "body, open": Wanted(body=fish, state=CommitmentState.OPEN),
        "due before": Wanted(state=CommitmentState.OPEN, due_before=date(2025, 1, 1)),
        "series since 2018": Wanted(series=annual, since=date(2018, 1, 1)),
        "thread": Wanted(thread=thread),
    }
    for name, one in wanted.items():
        yield _median(
            f"commitments, {name}",
            database,
            lambda session, one=one: list_commitments(session, one, limit=LIMIT, today=TODAY).lines,  # type: ignore[misc] # bound now
        )
    outcomes: Callable[[Session], object] = lambda session: list_outcomes(  # noqa: E731 -- as the others
        session, series=annual, since=date(2018, 1, 1), limit=LIMIT, today=TODAY
    )
    yield _median("outcomes of a series since 2018", database, outcomes)
    yield _median(
        "chain", database, lambda session: [chain_story(session, "ANNUAL-500/C7", today=TODAY)]
    )
    arising: Callable[[Session], object] = lambda session: matters_arising(  # noqa: E731 -- as the others
        session, factories.meeting(session, "N0"), Reader("NORTH"), today=TODAY
    )
    yield _median("matters arising, all that is open", database, arising, repeats=1)


def _median(
    name: str, database: Database, ask: Callable[[Session], object], *, repeats: int = REPEATS
) -> tuple[str, float, int]:
    times, count = [], 0
    for _ in range(repeats):
        with database.reading() as session:
            start = perf_counter()
            found = ask(session)
            times.append((perf_counter() - start) * 1000)
            count = len(found)  # type: ignore[arg-type] # each is a list
    return name, sorted(times)[len(times) // 2], count


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        location = sys.argv[1] if len(sys.argv) > 1 else str(Path(folder) / "record.db")
        database = filled(location)
        for name, milliseconds, count in measured(database):
            print(f"{name}: {milliseconds:.0f} ms, {count} rows")
        database.engine.dispose()


if __name__ == "__main__":
    main()

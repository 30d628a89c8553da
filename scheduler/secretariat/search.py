"""Search: the entries of the record that answer, the best first, for one reader."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    cast,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.papers.audience import Reader
from scheduler.secretariat.naming import find_body, find_party, find_series
from scheduler.secretariat.readership import Readership
from scheduler.secretariat.search_arms import Scope, conditions, joined, kinds_asked
from scheduler.secretariat.search_hits import Hit, hits_of
from scheduler.secretariat.search_query import Query
from scheduler.store.search_index import INDEX
from scheduler.store.search_match import holding_any, holds_all, weight
from scheduler.store.search_sources import OF_KIND, EntryKind

# Of each kind so many entries that answer, the last recorded, are weighed against each other.
WEIGHED = 150


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, the best first; `is_cut` where there is more than was asked for."""

    reader: str
    hits: tuple[Hit, ...]
    is_cut: bool


def search(
    session: Session,
    partnership: Partnership,
    query: Query,
    reader: Reader,
    *,
    today: date,
    limit: int,
) -> Answer:
    """What answers the query of what the reader may read; nothing else touches the answer.

    The entries that answer best come first, then those of the latest meeting. Where only filters
    are given, the latest meeting comes first.
    """
    scope = _scope(session, partnership, query, reader, today)
    arms = [_arm(session, kind, query, scope, limit) for kind in kinds_asked(query, scope)]
    if not arms:
        return Answer(str(reader), (), is_cut=False)
    every = union_all(*(select(arm.subquery()) for arm in arms)).subquery()
    ordered = select(every.c.entry).order_by(
        every.c.weight.desc(), every.c.day.desc().nulls_last(), every.c.entry.desc()
    )
    entries = session.scalars(ordered.limit(limit + 1)).all()
    among = Readership(session, partnership)
    hits = hits_of(session, among, reader.party, entries[:limit], query.wanted)
    return Answer(str(reader), tuple(hits), is_cut=len(entries) > limit)


def _scope(
    session: Session, partnership: Partnership, query: Query, reader: Reader, today: date
) -> Scope:
    return Scope(
        partnership=partnership,
        party=find_party(partnership, reader.party) if reader.party else None,
        today=today,
        bodies=tuple(find_body(session, code).id for code in query.bodies),
        series=tuple(find_series(session, code).id for code in query.series),
    )


def _arm(session: Session, kind: EntryKind, query: Query, scope: Scope, limit: int) -> Select[Any]:
    """The entries of one kind that answer, with their weight and the day of their meeting."""
    source, dialect = OF_KIND[kind], session.get_bind().dialect
    has_meeting = kind is not EntryKind.INSTRUMENT
    day = Meeting.day if has_meeting else cast(null(), Date)
    rows: Select[Any]
    if query.wanted:
        entry: ColumnElement[int] = INDEX.c.rowid
        rows = _columns(entry, weight(dialect, query.wanted), day).select_from(INDEX)
        # Not the other way round: the index is asked once, each row then looked up by its key.
        rows = rows.join(source.row, source.id == entry - source.first)
        of_kind = entry.between(source.first, source.last)
        rows = rows.where(holds_all(dialect, query.wanted), of_kind)
        rows = rows.order_by(entry.desc()).limit(max(WEIGHED, limit + 1))
    else:
        entry = source.entry
        rows = _columns(entry, literal_column("0.0"), day).select_from(source.row)
        latest = [Meeting.day.desc().nulls_last()] if has_meeting else []
        rows = rows.order_by(*latest, entry.desc()).limit(limit + 1)
    if query.unwanted:
        rows = rows.where(entry.not_in(holding_any(dialect, query.unwanted)))
    return joined(kind, rows).where(*conditions(kind, query, scope))


def _columns(entry: Any, value: Any, day: Any) -> Select[Any]:  # noqa: ANN401 -- columns of SQL
    return select(entry.label("entry"), value.label("weight"), day.label("day"))

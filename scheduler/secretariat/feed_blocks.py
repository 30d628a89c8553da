"""Feeds of meetings from blocks that are kept: each is written once per change of its meeting.

A block is good while its meeting has the version it was written for, and the rest that it says is
unchanged too: the names of the partnership, its series and its bodies, and its relations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple, cast

from sqlalchemy import String, Table, and_, delete, insert, select, type_coerce
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.exports.ical import WRITER, event_block, feed_from_blocks
from scheduler.model.body import Body, BodyName
from scheduler.model.feed import KeptBlock
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership, Party
from scheduler.model.series import Series
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarEntry
from scheduler.papers.feed_names import FeedKind
from scheduler.secretariat.feed_entries import entry_of
from scheduler.secretariat.feed_relations import Relations, Standing, relations_of
from scheduler.secretariat.feeds import OFF, FeedPlan, parts_of_bodies, preparing

_OFF = {str(state) for state in OFF}
_AT_ONCE = 500  # parameters of one statement, well under what SQLite takes


class Block(NamedTuple):
    """The VEVENT of one meeting, and what the order and the zones of a feed need of it."""

    starts: str
    uid: str
    ends: str
    zone: str
    octets: bytes


class _Row(NamedTuple):
    """A meeting as the query has it, in the order of time, with the block it has."""

    id: int
    uid: str
    series: int | None
    state: str
    version: int
    kept_version: int | None
    context: str
    starts: str
    ends: str
    zone: str
    octets: bytes


def written_from_blocks(
    session: Session, partnership: Partnership, plan: FeedPlan, *, reach: Reach, source: str
) -> bytes:
    """The whole file; public feeds alone say where they are published."""
    blocks = blocks_of(session, partnership, plan, reach=reach)
    shown = replace(plan.feed, source=source if reach is Reach.PUBLIC else "")
    zones: dict[str, list[str]] = {}
    for block in blocks:
        if block.zone:
            zones.setdefault(block.zone, []).extend((block.starts, block.ends))
    used = [
        (zone, date.fromisoformat(min(days)[:10]), date.fromisoformat(max(days)[:10]))
        for zone, days in sorted(zones.items())
    ]
    return feed_from_blocks(shown, used, [block.octets for block in blocks])


def blocks_of(
    session: Session, partnership: Partnership, plan: FeedPlan, *, reach: Reach
) -> list[Block]:
    """The blocks of a feed by their start; those that are missing or stale are written.

    They are kept where the session may write, and the rest of the session is flushed already.
    """
    rows = _rows(session, partnership, reach)
    standing = (Standing(row.uid, row.series, row.state in _OFF) for row in rows)
    relations = relations_of(standing, preparing(session, partnership))
    base = _base(session, partnership, reach)
    wanted = _chosen(session, plan, rows)
    stale, blocks = {}, []
    for row in wanted:
        related = relations[row.uid]
        context = f"{base} {related.next_uid} {' '.join(related.depends_on)}"
        if row.kept_version == row.version and row.context == context:
            blocks.append(Block(row.starts, row.uid, row.ends, row.zone, row.octets))
        else:
            stale[row.id] = (related, context)
    if stale:
        blocks += _write(session, stale, reach)
    return sorted(blocks)


def _rows(session: Session, partnership: Partnership, reach: Reach) -> Sequence[_Row]:
    kept = and_(KeptBlock.meeting_id == Meeting.id, KeptBlock.reach == reach)
    chosen = (
        select(
            Meeting.id,
            Meeting.uid,
            Meeting.series_id,
            type_coerce(Meeting.state, String),  # as text: it is only compared
            Meeting.version,
            KeptBlock.version,
            KeptBlock.context,
            KeptBlock.starts,
            KeptBlock.ends,
            KeptBlock.zone,
            KeptBlock.octets,
        )
        .outerjoin(KeptBlock, kept)
        .where(Meeting.partnership_id == partnership.id, Meeting.day.is_not(None))
        .order_by(Meeting.day, Meeting.start_time.nulls_first(), Meeting.uid)
    )
    if reach is Reach.PUBLIC:
        chosen = chosen.where(Meeting.is_published)
    rows: Any = session.execute(chosen)
    return [_Row._make(row) for row in rows]


def _base(session: Session, partnership: Partnership, reach: Reach) -> str:
    """A digest of what every block may say beside its meeting."""
    series = select(Series.id, Series.name, Series.code).where(
        Series.partnership_id == partnership.id
    )
    names = (
        select(Body.id, Body.code, BodyName.short, BodyName.valid_from, BodyName.valid_until)
        .join(Party, Body.party_id == Party.id)
        .outerjoin(BodyName, BodyName.body_id == Body.id)
        .where(Party.partnership_id == partnership.id)
        .order_by(Body.id, BodyName.valid_from.nulls_first(), BodyName.id)
    )
    said = [
        WRITER,
        str(reach),
        partnership.name,
        *(tuple(row) for row in session.execute(series.order_by(Series.id))),
        *(tuple(row) for row in session.execute(names)),
    ]
    return sha256(repr(said).encode()).hexdigest()


def _chosen(session: Session, plan: FeedPlan, rows: Sequence[_Row]) -> Iterable[_Row]:
    match plan.kind:
        case FeedKind.SERIES:
            return [row for row in rows if row.series == plan.subject]
        case FeedKind.BODY:
            parts = parts_of_bodies().subquery()
            pairs = select(parts.c[1]).where(parts.c[0] == plan.subject)
            meetings = set(session.scalars(pairs))
            return [row for row in rows if row.id in meetings]
        case _:
            return rows


def _write(session: Session, stale: dict[int, tuple[Relations, str]], reach: Reach) -> list[Block]:
    """The blocks of these meetings, written anew and kept."""
    blocks, kept = [], []
    for meeting in _meetings(session, list(stale)):
        related, context = stale[meeting.id]
        entry = entry_of(meeting, reach=reach, relations=related)
        block = _block(entry)
        blocks.append(block)
        kept.append(
            {
                "meeting_id": meeting.id,
                "reach": reach,
                "version": meeting.version,
                "context": context,
                **block._asdict(),
            }
        )
    for numbers in _parts(list(stale)):
        old = delete(KeptBlock).where(KeptBlock.reach == reach, KeptBlock.meeting_id.in_(numbers))
        session.execute(old, execution_options={"synchronize_session": False})
    session.execute(insert(cast(Table, KeptBlock.__table__)), kept)
    return blocks


def _block(entry: CalendarEntry) -> Block:
    zone = entry.tzid or ""
    return Block(
        entry.start.isoformat(), entry.uid, entry.end.isoformat(), zone, event_block(entry)
    )


def _meetings(session: Session, numbers: list[int]) -> Iterable[Meeting]:
    for part in _parts(numbers):
        yield from session.scalars(
            select(Meeting)
            .where(Meeting.id.in_(part))
            .options(
                joinedload(Meeting.series),
                joinedload(Meeting.parent),
                joinedload(Meeting.partnership),
                joinedload(Meeting.host).selectinload(Body.names),
                selectinload(Meeting.changes),
            )
        )


def _parts(numbers: list[int]) -> Iterable[list[int]]:
    return (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))

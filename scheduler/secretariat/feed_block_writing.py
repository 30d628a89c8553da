"""The block of each meeting, written once for each of its versions, and whether all are good.

A block says what its meeting says, names of the partnership, its series and its bodies, and its
relations. Those follow from the series, states and times of the meetings that are shown: while no
meeting has another version, none was added and none is gone, they are what they were.
"""

from collections.abc import Iterable, Sequence
from datetime import date, time
from hashlib import sha256
from typing import NamedTuple, cast

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.exports.ical import WRITER, event_block
from scheduler.model.body import Body, BodyName
from scheduler.model.feed import KeptBlock, KeptCalendar
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership, Party
from scheduler.model.series import Series, Spacing
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.audience import Reach
from scheduler.secretariat.feed_entries import entry_of
from scheduler.secretariat.feed_relations import Relations, Standing, relations_of
from scheduler.secretariat.feeds import OFF, preparing

Zones = dict[str, list[str]]

BLOCKS = cast(Table, KeptBlock.__table__)  # written and read in bulk, without objects
_CALENDARS = cast(Table, KeptCalendar.__table__)
_AT_ONCE = 500  # parameters of one statement, well under what SQLite takes
_HIDDEN = ""


class GoodBlocks(NamedTuple):
    """Where the blocks of a partnership stand, and the first and last day of each zone in them."""

    calendar_id: int
    zones: Zones


class _State(NamedTuple):
    """How the record stands, as far as its blocks depend on it: see `KeptCalendar`."""

    names: str
    meetings: int
    versions: int


class _Row(NamedTuple):
    """A meeting, and what its block was written for."""

    id: int
    uid: str
    series: int | None
    state: MeetingState
    day: date | None
    start_time: time | None
    is_published: bool
    version: int
    kept_version: int | None
    kept_related: str | None


def good_blocks(session: Session, partnership: Partnership, reach: Reach) -> GoodBlocks:
    """The blocks of a partnership, all of them good; those that are not are written anew."""
    state = _state(session, partnership, reach)
    calendar = KeptCalendar.partnership_id == partnership.id, KeptCalendar.reach == reach
    kept = session.execute(
        select(
            KeptCalendar.id,
            KeptCalendar.zones,
            KeptCalendar.names,
            KeptCalendar.meetings,
            KeptCalendar.versions,
            _number_of_blocks(),
        ).where(*calendar)
    ).first()
    if kept is None:
        values = {"partnership_id": partnership.id, "reach": reach, "zones": {}, **state._asdict()}
        session.execute(insert(_CALENDARS), values)
        calendar_id = session.scalars(select(KeptCalendar.id).where(*calendar)).one()
    elif tuple(kept[2:]) == (*state, state.meetings):
        return GoodBlocks(kept.id, kept.zones)
    else:
        calendar_id = kept.id
        if kept.names != state.names:
            session.execute(delete(BLOCKS).where(KeptBlock.calendar_id == calendar_id))
    _write_stale(session, partnership, calendar_id, reach)
    zones = zones_of(session, KeptBlock.calendar_id == calendar_id)
    now_good = update(_CALENDARS).where(KeptCalendar.id == calendar_id)
    session.execute(now_good.values(zones=zones, **state._asdict()))
    return GoodBlocks(calendar_id, zones)


def zones_of(session: Session, *chosen: ColumnElement[bool]) -> Zones:
    """The zones of blocks, each with the first start and the last end there."""
    zones = (
        select(KeptBlock.zone, func.min(KeptBlock.starts), func.max(KeptBlock.ends))
        .where(*chosen, KeptBlock.zone != "")
        .group_by(KeptBlock.zone)
    )
    return {zone: [first, last] for zone, first, last in session.execute(zones)}


def _number_of_blocks() -> ScalarSelect[int]:
    blocks = select(func.count()).where(KeptBlock.calendar_id == KeptCalendar.id)
    return blocks.correlate(KeptCalendar).scalar_subquery()


def _state(session: Session, partnership: Partnership, reach: Reach) -> _State:
    meetings, versions = session.execute(
        select(func.count(), func.coalesce(func.sum(Meeting.version), 0)).where(
            Meeting.partnership_id == partnership.id
        )
    ).one()
    return _State(_names(session, partnership, reach), meetings, versions)


def _names(session: Session, partnership: Partnership, reach: Reach) -> str:
    """A digest of what blocks say beside their meetings, and of which series prepares which."""
    series = (
        select(Series.id, Series.name, Series.code, Spacing.before_id)
        .outerjoin(Spacing, Spacing.series_id == Series.id)
        .where(Series.partnership_id == partnership.id)
        .order_by(Series.id, Spacing.before_id)
    )
    bodies = (
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
        *(tuple(row) for row in session.execute(series)),
        *(tuple(row) for row in session.execute(bodies)),
    ]
    return sha256(repr(said).encode()).hexdigest()


def _write_stale(
    session: Session, partnership: Partnership, calendar_id: int, reach: Reach
) -> None:
    """Write the blocks of the meetings that have none, or one of another version or relations."""
    rows = _rows(session, partnership, calendar_id)
    shown = [row for row in rows if _is_shown(row, reach)]
    standing = (Standing(row.uid, row.series, row.state in OFF) for row in shown)
    relations = relations_of(standing, preparing(session, partnership))
    stale = {
        row.id: relations.get(row.uid)
        for row in rows
        if (row.kept_version, row.kept_related) != (row.version, _words(relations.get(row.uid)))
    }
    for numbers in _parts(list(stale)):
        session.execute(
            delete(BLOCKS).where(
                KeptBlock.calendar_id == calendar_id, KeptBlock.meeting_id.in_(numbers)
            )
        )
    written: list[dict[str, object]] = [
        {"calendar_id": calendar_id, **_block(meeting, stale[meeting.id], reach)}
        for meeting in _meetings(session, list(stale))
    ]
    written.sort(key=_place)
    if written:
        session.execute(insert(BLOCKS), written)


def _rows(session: Session, partnership: Partnership, calendar_id: int) -> Sequence[_Row]:
    """All meetings of the partnership; those with a day in the order of time."""
    kept = and_(KeptBlock.meeting_id == Meeting.id, KeptBlock.calendar_id == calendar_id)
    chosen = (
        select(
            Meeting.id,
            Meeting.uid,
            Meeting.series_id,
            Meeting.state,
            Meeting.day,
            Meeting.start_time,
            Meeting.is_published,
            Meeting.version,
            KeptBlock.version,
            KeptBlock.related,
        )
        .outerjoin(KeptBlock, kept)
        .where(Meeting.partnership_id == partnership.id)
    )
    return sorted((_Row._make(row) for row in session.execute(chosen)), key=_time)


def _time(row: _Row) -> tuple[date, bool, time, str]:
    is_known = row.start_time is not None
    return row.day or date.min, is_known, row.start_time or time.min, row.uid


def _is_shown(meeting: Meeting | _Row, reach: Reach) -> bool:
    return meeting.day is not None and (meeting.is_published or reach is not Reach.PUBLIC)


def _words(relations: Relations | None) -> str:
    """Relations as they are kept; of a meeting that is not shown they are empty."""
    if relations is None:
        return _HIDDEN
    return f"{relations.next_uid} {' '.join(relations.depends_on)}"


def _block(meeting: Meeting, relations: Relations | None, reach: Reach) -> dict[str, object]:
    kept = {
        "meeting_id": meeting.id,
        "version": meeting.version,
        "related": _words(relations),
        "uid": meeting.uid,
    }
    if relations is None:
        return {**kept, "starts": "", "ends": "", "zone": "", "octets": b""}
    entry = entry_of(meeting, reach=reach, relations=relations)
    return {
        **kept,
        "starts": entry.start.isoformat(),
        "ends": entry.end.isoformat(),
        "zone": entry.tzid or "",
        "octets": event_block(entry),
    }


def _place(block: dict[str, object]) -> tuple[str, str]:
    """Blocks that are read one after the other lie side by side."""
    return str(block["starts"]), str(block["uid"])


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

"""The closed days that planning reads: imported editions over what files list and compute."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import NotFound
from scheduler.imports.closure_files import (
    calendar_file,
    editions_of,
    frame_of,
    known_calendars,
)
from scheduler.model.body import Body
from scheduler.model.closure import ClosureEdition
from scheduler.model.series import Series
from scheduler.papers.year_view import CalendarYear, ClosedDay
from scheduler.planning.closures import ClosureCalendar, Closures, Hardness
from scheduler.secretariat.closure_uses import EditionUse, editions_in_use


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A calendar and the edition that decides for a year; `edition` is empty where none does.

    `in_use` are the editions, of any year, that dates in the record were computed with.
    """

    key: str
    name: str
    kind: str
    place: str
    binds: tuple[str, ...]
    hardness: Hardness
    year: int
    edition: str
    is_provisional: bool
    days: int
    in_use: tuple[EditionUse, ...]
    used_by: tuple[str, ...]

    @property
    def use(self) -> EditionUse | None:
        """What was computed with the edition of the year, if anything."""
        return next((one for one in self.in_use if one.edition == self.edition), None)


def closures_of(session: Session, keys: Iterable[str], years: Iterable[int]) -> Closures:
    """The closures of these calendars: an imported edition decides for its years, a newer first."""
    return Closures(editions(session, keys, years))


def editions(
    session: Session, keys: Iterable[str], years: Iterable[int]
) -> tuple[ClosureCalendar, ...]:
    """The editions of these calendars: computed for these years, listed, and all imported ones.

    Raises NotFound for a calendar that neither a file describes nor the record holds.
    """
    wanted, asked = tuple(dict.fromkeys(keys)), tuple(years)
    stored = stored_editions(session, wanted)
    found: list[ClosureCalendar] = []
    for key in wanted:
        found += computed_editions(key, asked, is_stored=key in stored)
        # All: what an older one grants beyond its years ends when a newer decides those.
        found += [one.as_calendar for one in stored[key]]
    return tuple(found)


def computed_editions(
    key: str, years: tuple[int, ...], *, is_stored: bool = False
) -> tuple[ClosureCalendar, ...]:
    """What the calendar's file computes or lists; nothing of one that only the record holds."""
    if is_stored and key not in known_calendars():
        return ()
    return tuple(editions_of(calendar_file(key), years))


def stored_editions(
    session: Session, keys: Iterable[str] | None = None
) -> dict[str, list[ClosureEdition]]:
    """The imported and confirmed editions by calendar, the oldest first; of all if none is said."""
    chosen = select(ClosureEdition).order_by(ClosureEdition.id)
    if keys is not None:
        chosen = chosen.where(ClosureEdition.calendar.in_(list(keys)))
    found: dict[str, list[ClosureEdition]] = defaultdict(list)
    for one in session.scalars(chosen):
        found[one.calendar].append(one)
    return found


def calendars_in_use(session: Session) -> dict[str, tuple[str, ...]]:
    """The calendars that bind a series or a body, and the codes of those that they bind."""
    users: dict[str, list[str]] = defaultdict(list)
    for owner in (Series, Body):
        for code, keys in session.execute(
            select(owner.code, owner.closure_calendars).order_by(owner.code)
        ):
            for key in keys:
                users[key].append(code)
    return {key: tuple(codes) for key, codes in sorted(users.items())}


def list_calendars(session: Session, year: int) -> list[CalendarRow]:
    """Every calendar of the files and of the record, with the edition that decides for a year."""
    used, in_use = calendars_in_use(session), editions_in_use(session)
    keys = sorted({*known_calendars(), *stored_editions(session)})
    return [
        CalendarRow(
            key=one.key,
            name=one.name,
            kind=one.kind,
            place=one.place,
            binds=one.binds,
            hardness=one.hardness,
            year=year,
            edition=one.edition or "",
            is_provisional=one.is_provisional,
            days=len(one.days),
            in_use=in_use.get(one.key, ()),
            used_by=used.get(one.key, ()),
        )
        for one in show_year(session, year, keys)
    ]


def show_year(session: Session, year: int, keys: Sequence[str] = ()) -> list[CalendarYear]:
    """The closed days of a year by calendar; of those in use, else of all, if none is named."""
    wanted = keys or tuple(calendars_in_use(session)) or known_calendars()
    closures = closures_of(session, wanted, (year,))
    return [_calendar_year(session, closures, key, year) for key in dict.fromkeys(wanted)]


def _calendar_year(session: Session, closures: Closures, key: str, year: int) -> CalendarYear:
    deciding = closures.deciding(year, key)
    known = deciding or frame(session, key)
    return CalendarYear(
        key=key,
        name=known.name,
        kind=known.kind,
        place=known.place,
        binds=known.binds,
        hardness=known.hardness,
        edition=deciding.edition if deciding else None,
        is_provisional=deciding.provisional if deciding else False,
        source=known.source,
        days=tuple(ClosedDay(one.day, one.name) for one in closures.of_year(year, key)),
    )


def frame(session: Session, key: str) -> ClosureCalendar:
    """What a calendar is, apart from any year: as its file says, else its newest edition."""
    if key in known_calendars():
        return frame_of(calendar_file(key))
    stored = stored_editions(session, (key,))[key]
    if not stored:
        raise NotFound("closure calendar", key, known_calendars())
    return stored[-1].as_calendar

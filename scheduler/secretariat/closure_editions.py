"""New editions of closure calendars: a published list comes in, an edition becomes official."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from scheduler.errors import AlreadyExists, NotAllowed
from scheduler.imports.closure_lists import ClosureList
from scheduler.model.closure import ClosureEdition, day_lines
from scheduler.papers.year_view import ClosedDay
from scheduler.planning.closures import ClosureCalendar
from scheduler.secretariat.closures import closures_of, frame, stored_editions
from scheduler.secretariat.texts import one_line


@dataclass(frozen=True, slots=True)
class ImportedEdition:
    """An edition as it was, or would be, stored, and what it changes for the years it speaks for.

    `before` names the editions that decided until now. `is_new` is false where the newest edition
    holds the same already: then nothing is stored.
    """

    calendar: str
    edition: str
    years: tuple[int, ...]
    days: int
    before: tuple[str, ...]
    come: tuple[ClosedDay, ...]
    gone: tuple[ClosedDay, ...]
    left_out: tuple[str, ...]
    is_new: bool


def import_edition(
    session: Session,
    key: str,
    listed: ClosureList,
    *,
    label: str,
    source: str,
    now: datetime,
    officer: str,
    is_stored: bool = True,
) -> ImportedEdition:
    """Store a list as the newest edition of a calendar, provisional until it is confirmed.

    Nothing that stands is moved or removed: an older edition stays, and no longer decides for these
    years. Where `is_stored` is false it is only compared. Raises NotFound for an unknown calendar,
    AlreadyExists for a label that it has.
    """
    calendar = frame(session, key)
    label, source = one_line("the name of the edition", label), one_line("the source", source)
    imported = _compared(session, key, listed, label)
    if not imported.is_new:
        return imported
    if any(one.label == label for one in stored_editions(session, (key,))[key]):
        remedy = "give this one another name with --edition"
        raise AlreadyExists("edition", f"{label!r} of {key}", remedy)
    if not is_stored:
        return imported
    made = _edition(
        calendar, label, listed.years, day_lines(listed.closures), officer=officer, now=now
    )
    made.source, made.is_provisional = source, True
    session.add(made)
    session.flush()
    return imported


def confirm_edition(
    session: Session, key: str, year: int, *, source: str = "", now: datetime, officer: str
) -> ClosureCalendar:
    """Make the edition that decides for a year official; the edition, as it stands then.

    What a rule computes is kept as an edition of that year alone. Raises NotAllowed where there is
    none, or where it is official already.
    """
    deciding = closures_of(session, (key,), (year,)).deciding(year, key)
    if deciding is None:
        reason = f"no edition of it speaks for {year}"
        raise NotAllowed(f"confirming {key}", reason, "import its list first")
    if not deciding.provisional:
        act, reason = f"confirming {key} for {year}", f"{deciding.label} is official already"
        raise NotAllowed(act, reason, "import a newer list to replace it")
    stored = {one.label: one for one in stored_editions(session, (key,))[key]}
    edition = stored.get(deciding.edition)
    if edition is None:
        days = {day: name for day, name in deciding.closures.items() if day.year == year}
        edition = _edition(
            deciding, deciding.edition, (year,), day_lines(days), officer=officer, now=now
        )
        session.add(edition)
    edition.is_provisional = False
    if source:
        edition.source = one_line("the source", source)
    session.flush()
    return edition.as_calendar


def _compared(session: Session, key: str, listed: ClosureList, label: str) -> ImportedEdition:
    closures = closures_of(session, (key,), listed.years)
    before = {one.day: one.name for year in listed.years for one in closures.of_year(year, key)}
    deciding = [closures.deciding(year, key) for year in listed.years]
    same = _hash(listed.years, day_lines(listed.closures))
    stored = stored_editions(session, (key,))[key]
    is_newest = bool(stored) and stored[-1].content_hash == same
    return ImportedEdition(
        calendar=key,
        edition=stored[-1].label if is_newest else label,
        years=listed.years,
        days=len(listed.closures),
        before=tuple(dict.fromkeys(one.label for one in deciding if one)),
        come=tuple(ClosedDay(*one) for one in listed.closures.items() if one[0] not in before),
        gone=tuple(ClosedDay(*one) for one in before.items() if one[0] not in listed.closures),
        left_out=listed.left_out,
        is_new=not is_newest,
    )


def _edition(
    calendar: ClosureCalendar,
    label: str,
    years: Sequence[int],
    days: list[str],
    *,
    officer: str,
    now: datetime,
) -> ClosureEdition:
    """A row for an edition, with what the calendar is now."""
    return ClosureEdition(
        calendar=calendar.key,
        label=label,
        name=calendar.name,
        kind=calendar.kind,
        place=calendar.place,
        binds=list(calendar.binds),
        hardness=calendar.hardness,
        is_provisional=calendar.provisional,
        source=calendar.source,
        years=list(years),
        days=days,
        content_hash=_hash(years, days),
        imported_at=now,
        officer=officer,
    )


def _hash(years: Sequence[int], days: Sequence[str]) -> str:
    return hashlib.sha256("\n".join([*map(str, years), *days]).encode()).hexdigest()

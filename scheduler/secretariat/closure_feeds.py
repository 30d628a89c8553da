"""The closed days of a partnership's calendars, so that officers see them beside the meetings."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.imports.closure_files import known_calendars
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus
from scheduler.planning.closures import Closure, ClosureCalendar
from scheduler.secretariat.closures import closures_of, stored_editions
from scheduler.secretariat.identity import closure_uid


def closure_feed_of(session: Session, partnership: Partnership, slug: str) -> CalendarFeed:
    """Every day on which a calendar of the partnership is closed, in the years it meets in."""
    return CalendarFeed(
        slug=slug,
        name=f"{partnership.name}: closed days",
        description=f"The days on which bodies and cities of the {partnership.name} do not work.",
        entries=tuple(_entries(session, partnership)),
    )


def _entries(session: Session, partnership: Partnership) -> Iterator[CalendarEntry]:
    years, stored = _years(session, partnership), stored_editions(session)
    known = {*known_calendars(), *stored}
    keys = [key for key in _calendars(session, partnership) if key in known]
    closures = closures_of(session, keys, years)
    imported = {
        (one.calendar, one.label): one.imported_at
        for editions in stored.values()
        for one in editions
    }
    for key in keys:
        for year in years:
            for closed in closures.of_year(year, key):
                since = imported.get((key, closed.calendar.edition))
                yield _entry(closed, since or datetime(year - 1, 1, 1, tzinfo=UTC))


def _entry(closed: Closure, since: datetime) -> CalendarEntry:
    """A closed day, with the instant its edition came; a file tells none, and gets a fixed one."""
    edition = closed.calendar
    return CalendarEntry(
        uid=closure_uid(edition.key, closed.day),
        sequence=0,
        stamp=since,
        created=since,
        changed=since,
        status=EntryStatus.TENTATIVE if edition.provisional else EntryStatus.CONFIRMED,
        summary=f"{closed.name or 'Closed'}: {edition.name}",
        start=closed.day,
        end=closed.day + timedelta(days=1),
        description=_told(edition),
        categories=("Closed days",),
        is_free=True,
    )


def _told(edition: ClosureCalendar) -> str:
    provisional = "This day is not yet decided." if edition.provisional else ""
    source = f"Source: {edition.source}" if edition.source else ""
    return "\n".join(line for line in (provisional, source) if line)


def _calendars(session: Session, partnership: Partnership) -> list[str]:
    """The calendars that bind a series or a body of the partnership, by key."""
    party_ids = [party.id for party in partnership.parties]
    series = select(Series.closure_calendars).where(Series.partnership_id == partnership.id)
    bodies = select(Body.closure_calendars).where(Body.party_id.in_(party_ids))
    lists = [*session.scalars(series), *session.scalars(bodies)]
    return sorted({key for keys in lists for key in keys})


def _years(session: Session, partnership: Partnership) -> list[int]:
    """The years with a meeting on record."""
    days = select(Meeting.day).where(
        Meeting.partnership_id == partnership.id, Meeting.day.is_not(None)
    )
    return sorted({day.year for day in session.scalars(days) if day})

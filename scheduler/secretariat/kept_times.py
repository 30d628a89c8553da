"""The busy times of the record for whoever plans, from spans kept ready where these suffice."""

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session
from tzdata import IANA_VERSION

from scheduler.exports.busy_times import busy_text
from scheduler.imports.busy.calendars import read_calendar
from scheduler.model.busy import KeptCalendar, KeptTimes
from scheduler.planning.busy import BusySpans, BusyTimes, seconds
from scheduler.planning.busy_calendar import BusyCalendar, busy_in
from scheduler.secretariat.busy_names import calendars_named

# How far spans are kept ready: ten years of planning, begun a year after the import.
YEARS_READY = 12


def busy_times(
    session: Session, names: Iterable[str] | None = None, *, since: datetime, until: datetime
) -> BusyTimes:
    """Who is busy when within a window: these names, or everybody whose times are known.

    They are answered by the names asked; one that not exactly one calendar bears is left out.
    Raises InvalidValue for a window in which somebody's events take place too often.
    """
    if names is None:
        names = known_names(session)
    named = calendars_named(session, names)
    only = {name: found[0] for name, found in named.items() if len(found) == 1}
    return BusyTimes({name: busy_spans(session, of, since, until) for name, of in only.items()})


def known_names(session: Session) -> tuple[str, ...]:
    """Everybody whose busy times are known."""
    return tuple(session.scalars(select(KeptCalendar.name).order_by(KeptCalendar.name)))


def busy_spans(session: Session, kept: KeptCalendar, since: datetime, until: datetime) -> BusySpans:
    """What a calendar takes of a window: found again where the spans kept ready do not reach."""
    columns = KeptTimes.since, KeptTimes.until, KeptTimes.zones_version, KeptTimes.spans
    ready = session.execute(select(*columns).where(KeptTimes.calendar_id == kept.id)).one()
    if ready.since <= since and until <= ready.until and ready.zones_version == IANA_VERSION:
        return BusySpans.unpacked(ready.spans).within(seconds(since), seconds(until))
    return busy_in(kept_calendar(session, kept), since, until)


def kept_calendar(session: Session, kept: KeptCalendar) -> BusyCalendar:
    """The events of a calendar as they were stored."""
    text = session.scalars(select(KeptTimes.text).where(KeptTimes.calendar_id == kept.id)).one()
    zone, stored = ZoneInfo(kept.zone), [(kept.name, text.encode())]
    return read_calendar(stored, zone=zone, usual_zone=zone, keep_titles=True).calendar


def keep_times(
    session: Session, kept: KeptCalendar, calendar: BusyCalendar, *, now: datetime
) -> None:
    """Store the times of a calendar in place of those it had.

    Beside the session's entities, of whose changes the trail would keep all that they held.
    """
    since = datetime(now.year, 1, 1, tzinfo=UTC)
    until = since.replace(year=now.year + YEARS_READY)
    values = {
        "calendar_id": kept.id,
        "text": busy_text(calendar),
        "since": since,
        "until": until,
        "zones_version": IANA_VERSION,
        "spans": busy_in(calendar, since, until).packed(),
    }
    session.execute(delete(KeptTimes).where(KeptTimes.calendar_id == kept.id))
    session.execute(insert(KeptTimes).values(values))

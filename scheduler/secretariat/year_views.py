"""A year of a partnership at a glance: the closed days, the meetings, the days kept free."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.words import day_in_words, days_in_words
from scheduler.papers.year_view import CalendarYear, Standing, YearEntry, YearView
from scheduler.planning.closures import Hardness
from scheduler.secretariat.closures import calendars_in_use, list_calendars, show_year
from scheduler.secretariat.dates import hours, span, when
from scheduler.secretariat.holds import open_consultations
from scheduler.secretariat.plans import make_plan


def view_year(
    session: Session,
    partnership: Partnership,
    year: int,
    *,
    keys: Sequence[str] = (),
    has_proposals: bool = False,
    today: date,
) -> YearView:
    """The year as of today; with proposals, what the plan would add to it.

    Without `keys`, the calendars in use come first, then those to avoid that have days in it.
    """
    entries = [*_meetings(session, partnership, year), *_holds(session, partnership, year)]
    if has_proposals and year >= today.year:
        entries += _proposals(session, partnership, year, today)
    return YearView(
        year=year,
        title=f"{partnership.name}: {year}",
        as_of=today,
        calendars=_calendars(session, year, keys),
        entries=tuple(sorted(entries, key=_order)),
    )


def _calendars(session: Session, year: int, keys: Sequence[str]) -> tuple[CalendarYear, ...]:
    """The hardest first, whatever their order in `keys`."""
    wanted = keys or (*calendars_in_use(session), *_to_avoid(session, year))
    found = show_year(session, year, wanted) if wanted else []
    return tuple(sorted(found, key=lambda one: list(Hardness).index(one.hardness)))


def _to_avoid(session: Session, year: int) -> list[str]:
    rows = list_calendars(session, year)
    return [one.key for one in rows if one.hardness is Hardness.WARN and one.days]


def _meetings(session: Session, partnership: Partnership, year: int) -> Iterator[YearEntry]:
    """Those with a day in the year; of a postponed one no day is known."""
    last = func.coalesce(Meeting.last_day, Meeting.day)
    found = session.scalars(
        select(Meeting)
        .where(
            Meeting.partnership_id == partnership.id,
            Meeting.state != MeetingState.POSTPONED,
            Meeting.day <= date(year, 12, 31),
            last >= date(year, 1, 1),
        )
        .options(joinedload(Meeting.series))
    )
    for one in found:
        if one.day:
            words = ", ".join(part for part in (when(one), hours(one)) if part)
            standing = Standing(one.state)
            yield YearEntry(one.name, standing, one.day, one.last_day or one.day, words)


def _holds(session: Session, partnership: Partnership, year: int) -> Iterator[YearEntry]:
    for consultation in open_consultations(session, partnership):
        for one in consultation.candidates:
            if one.day.year <= year <= one.last_day.year:
                words = days_in_words(one.day, one.last_day)
                name = consultation.meeting.name
                yield YearEntry(name, Standing.HOLD, one.day, one.last_day, words)


def _proposals(
    session: Session, partnership: Partnership, year: int, today: date
) -> Iterator[YearEntry]:
    plan = make_plan(session, partnership, until=date(year, 12, 31), today=today)
    for slot in plan.new:
        last = slot.last_day or slot.day
        if slot.day.year <= year <= last.year:
            words = f"{day_in_words(slot.day)}, {span(slot.start, slot.end)} ({slot.zone})"
            yield YearEntry(slot.name, Standing.PROPOSAL, slot.day, last, words)


def _order(entry: YearEntry) -> tuple[date, int, str]:
    return entry.first, list(Standing).index(entry.standing), entry.name

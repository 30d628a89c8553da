"""The dates that open consultations keep free, as calendars that are not public.

A hold is in a feed while its consultation is open, and is gone when the date is released or chosen:
the meeting itself is in the public feeds.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.model.consultation import Candidate, Consultation, ConsultationState
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus
from scheduler.papers.words import counted
from scheduler.secretariat.consultations import CONSULTABLE, deadline_in_words
from scheduler.secretariat.dates import announced_title
from scheduler.secretariat.feed_entries import location_of
from scheduler.secretariat.feeds import slugs_of
from scheduler.secretariat.identity import file_stem, free_stem, hold_uid


def hold_feeds_of(session: Session, partnership: Partnership) -> list[CalendarFeed]:
    """A feed of every hold, then one for each party with those of consultations that ask it."""
    taken = slugs_of(session, partnership)
    consultations = open_consultations(session, partnership)
    base = file_stem(partnership.code, "holds")
    feeds = [_feed(partnership, free_stem(base, taken), "every delegation", consultations)]
    for party in partnership.parties:
        asked = [
            one
            for one in consultations
            if any(consulted.party_id == party.id for consulted in one.consulted)
        ]
        slug = free_stem(file_stem(base, party.code), taken)
        feeds.append(_feed(partnership, slug, party.code, asked))
    return feeds


def holds_of(consultation: Consultation) -> Iterator[CalendarEntry]:
    """A tentative entry for each candidate; the sequence never goes back."""
    meeting, count = consultation.meeting, len(consultation.candidates)
    changed = max(consultation.changed_at, meeting.changed_at)
    for place, candidate in enumerate(consultation.candidates, 1):
        start, end = _span(candidate)
        yield CalendarEntry(
            uid=hold_uid(meeting.uid, candidate.day),
            sequence=consultation.sequence + meeting.sequence,
            stamp=changed,
            created=candidate.created_at,
            changed=changed,
            status=EntryStatus.TENTATIVE,
            summary=f"Hold {place} of {count}: {_title(meeting)}",
            start=start,
            end=end,
            tzid=candidate.zone if isinstance(start, datetime) else None,
            description="\n".join(_lines(consultation)),
            location=location_of(meeting),
            categories=(meeting.series.name,) if meeting.series else (),
            related=(meeting.uid,),
        )


def open_consultations(session: Session, partnership: Partnership) -> Sequence[Consultation]:
    """Those whose holds still hold: not of a meeting that was called off or held meanwhile."""
    return session.scalars(
        select(Consultation)
        .join(Consultation.meeting)
        .where(
            Meeting.partnership_id == partnership.id,
            Meeting.state.in_(CONSULTABLE),
            Consultation.state == ConsultationState.OPEN,
        )
        .options(
            joinedload(Consultation.meeting).joinedload(Meeting.series),
            selectinload(Consultation.candidates),
            selectinload(Consultation.consulted),
        )
        .order_by(Consultation.id)
    ).all()


def _feed(
    partnership: Partnership, slug: str, whose: str, consultations: Sequence[Consultation]
) -> CalendarFeed:
    return CalendarFeed(
        slug=slug,
        name=f"{partnership.name}: dates held for {whose}",
        description=f"Dates that {whose} is asked about and keeps free. Not public.",
        entries=tuple(hold for one in consultations for hold in holds_of(one)),
    )


def _title(meeting: Meeting) -> str:
    return f"{announced_title(meeting)}, {meeting.partnership.name}"


def _lines(consultation: Consultation) -> Iterator[str]:
    dates = counted(len(consultation.candidates), "date")
    yield f"Please keep this date free: the delegations are asked about {dates}."
    yield f"Answers are awaited until {deadline_in_words(consultation)}."


def _span(candidate: Candidate) -> tuple[date | datetime, date | datetime]:
    if candidate.start_time is None or candidate.end_time is None:
        return candidate.day, candidate.last_day + timedelta(days=1)
    return (
        datetime.combine(candidate.day, candidate.start_time),
        datetime.combine(candidate.last_day, candidate.end_time),
    )

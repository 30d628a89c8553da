"""The dates that open consultations keep free, as calendars that are not public.

A hold is in a feed while its consultation is open, and is gone when the date is released or chosen:
the meeting itself is in the public feeds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.model.consultation import Candidate, Consultation, ConsultationState
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus
from scheduler.papers.feed_names import FeedReaders
from scheduler.papers.words import counted
from scheduler.secretariat.consultations import CONSULTABLE, deadline_in_words
from scheduler.secretariat.dates import announced_title
from scheduler.secretariat.feed_entries import location_of
from scheduler.secretariat.feeds import slugs_of
from scheduler.secretariat.identity import file_stem, free_stem, hold_uid


@dataclass(frozen=True, slots=True)
class HoldPlan:
    """A feed of holds before it has any: of the consultations that ask a party, or of all."""

    slug: str
    name: str
    whose: str
    party: int | None
    readers: FeedReaders


def hold_feeds_of(session: Session, partnership: Partnership) -> list[CalendarFeed]:
    """A feed of every hold, then one for each party with those of consultations that ask it."""
    consultations = open_consultations(session, partnership)
    return [hold_feed_of(plan, consultations) for plan in hold_plans(session, partnership)]


def hold_plans(session: Session, partnership: Partnership) -> list[HoldPlan]:
    """What feeds of holds there are: the home party may read each, the other party its own."""
    taken = slugs_of(session, partnership)
    base, home = file_stem(partnership.code, "holds"), partnership.home_party
    ours = frozenset({home.id} if home else ())

    def plan(slug: str, whose: str, party: int | None, readers: frozenset[int]) -> HoldPlan:
        name = f"{partnership.name}: dates held for {whose}"
        return HoldPlan(free_stem(slug, taken), name, whose, party, FeedReaders(readers))

    every = plan(base, "every delegation", None, ours)
    return [
        every,
        *(
            plan(file_stem(base, party.code), party.code, party.id, ours | {party.id})
            for party in partnership.parties
        ),
    ]


def hold_feed_of(plan: HoldPlan, consultations: Sequence[Consultation]) -> CalendarFeed:
    """The feed with the holds of those open consultations that the plan is of."""
    asked = [
        one
        for one in consultations
        if plan.party is None or plan.party in (consulted.party_id for consulted in one.consulted)
    ]
    return CalendarFeed(
        slug=plan.slug,
        name=plan.name,
        description=f"Dates that {plan.whose} is asked about and keeps free. Not public.",
        entries=tuple(hold for one in asked for hold in holds_of(one)),
    )


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

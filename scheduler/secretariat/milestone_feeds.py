"""The milestones as calendars that are not public: of a partnership, and of each body that acts.

A milestone is an entry of a whole day that takes up no time. One that was waived, or whose meeting
was called off, stays and is marked as cancelled.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.milestone import Milestone
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import MilestoneState
from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus
from scheduler.papers.words import day_in_words
from scheduler.secretariat.back_plans import SECRETARIAT, acting
from scheduler.secretariat.dates import when
from scheduler.secretariat.feeds import slugs_of
from scheduler.secretariat.identity import file_stem, free_stem
from scheduler.secretariat.milestones import WITHOUT_DATE


def milestone_feeds_of(session: Session, partnership: Partnership) -> list[CalendarFeed]:
    """A feed of every milestone, then one for each body that must act, the secretariat first."""
    taken = slugs_of(session, partnership)
    base = file_stem(partnership.code, "milestones")
    every = _milestones(session, partnership)
    feeds = [_feed(partnership, free_stem(base, taken), "every body", every)]
    codes = sorted({_code(one) for one in every}, key=lambda code: (code != SECRETARIAT, code))
    for code in codes:
        chosen = [one for one in every if _code(one) == code]
        slug = free_stem(file_stem(base, code), taken)
        whose = "the secretariat" if code == SECRETARIAT else code
        feeds.append(_feed(partnership, slug, whose, chosen))
    return feeds


def entry_of_milestone(milestone: Milestone) -> CalendarEntry:
    """A milestone as one entry; the sequence never goes back while it lasts."""
    meeting = milestone.meeting
    is_off = milestone.state is MilestoneState.WAIVED or meeting.state in WITHOUT_DATE
    done = "Done: " if milestone.state is MilestoneState.DONE else ""
    changed = max(milestone.changed_at, meeting.changed_at)
    return CalendarEntry(
        uid=milestone.uid,
        sequence=milestone.sequence + meeting.sequence,
        stamp=changed,
        created=milestone.created_at,
        changed=changed,
        status=EntryStatus.CANCELLED if is_off else EntryStatus.CONFIRMED,
        summary=f"{done}{milestone.name}, {meeting.name} ({acting(milestone.body, meeting)})",
        start=milestone.day,
        end=milestone.day + timedelta(days=1),
        description="\n".join(_lines(milestone)),
        categories=("Milestones",),
        related=(meeting.uid,),
        is_free=True,
    )


def _milestones(session: Session, partnership: Partnership) -> Sequence[Milestone]:
    return session.scalars(
        select(Milestone)
        .join(Milestone.meeting)
        .where(Meeting.partnership_id == partnership.id)
        .options(
            joinedload(Milestone.meeting).joinedload(Meeting.series),
            joinedload(Milestone.body).selectinload(Body.names),
        )
        .order_by(Milestone.day, Milestone.id)
    ).all()


def _feed(
    partnership: Partnership, slug: str, whose: str, milestones: Sequence[Milestone]
) -> CalendarFeed:
    return CalendarFeed(
        slug=slug,
        name=f"{partnership.name}: milestones of {whose}",
        description=f"What is due from {whose} before and after the meetings. Not public.",
        entries=tuple(entry_of_milestone(one) for one in milestones),
    )


def _code(milestone: Milestone) -> str:
    return milestone.body.code if milestone.body else SECRETARIAT


def _lines(milestone: Milestone) -> Iterator[str]:
    yield f"{milestone.offset} {milestone.meeting.name}: {when(milestone.meeting)}."
    if milestone.settled_on:
        yield f"{str(milestone.state).capitalize()} on {day_in_words(milestone.settled_on)}."
    if milestone.is_provisional:
        yield "A closed day that is not yet decided may change this day."

"""The milestones as calendars that are not public: of a partnership, and of each body that acts.

A milestone is an entry of a whole day that takes up no time. One that was waived, or whose meeting
was called off, stays and is marked as cancelled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.milestone import Milestone
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import MilestoneState
from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus
from scheduler.papers.feed_names import FeedReaders
from scheduler.papers.words import day_in_words
from scheduler.secretariat.back_plans import SECRETARIAT, acting
from scheduler.secretariat.dates import when
from scheduler.secretariat.feeds import slugs_of
from scheduler.secretariat.identity import file_stem, free_stem
from scheduler.secretariat.milestones import WITHOUT_DATE


@dataclass(frozen=True, slots=True)
class MilestonePlan:
    """A feed of milestones before it has any: of the body with a code, or of all (None)."""

    slug: str
    name: str
    whose: str
    code: str | None
    readers: FeedReaders


def milestone_feeds_of(session: Session, partnership: Partnership) -> list[CalendarFeed]:
    """A feed of every milestone, then one for each body that must act, the secretariat first."""
    every = milestones_of(session, partnership)
    return [milestone_feed_of(plan, every) for plan in milestone_plans(session, partnership)]


def milestone_plans(session: Session, partnership: Partnership) -> list[MilestonePlan]:
    """What feeds of milestones there are: the home party may read each, a body's party its own."""
    taken = slugs_of(session, partnership)
    base, home = file_stem(partnership.code, "milestones"), partnership.home_party
    ours = frozenset({home.id} if home else ())

    def plan(slug: str, whose: str, code: str | None, readers: frozenset[int]) -> MilestonePlan:
        name = f"{partnership.name}: milestones of {whose}"
        return MilestonePlan(free_stem(slug, taken), name, whose, code, FeedReaders(readers))

    plans = [plan(base, "every body", None, ours)]
    for code, parties in _parties_of_codes(session, partnership):
        whose = "the secretariat" if code == SECRETARIAT else code
        # Bodies of both parties by one code share a feed, which is then the secretariat's alone.
        readers = ours | parties if len(parties) == 1 else ours
        plans.append(plan(file_stem(base, code), whose, code, readers))
    return plans


def milestone_feed_of(plan: MilestonePlan, every: Sequence[Milestone]) -> CalendarFeed:
    """The feed with those milestones of a partnership that the plan is of."""
    chosen = [one for one in every if plan.code is None or _code(one) == plan.code]
    return CalendarFeed(
        slug=plan.slug,
        name=plan.name,
        description=f"What is due from {plan.whose} before and after the meetings. Not public.",
        entries=tuple(entry_of_milestone(one) for one in chosen),
    )


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


def milestones_of(session: Session, partnership: Partnership) -> Sequence[Milestone]:
    """The milestones of a partnership by their day, with what their entries say."""
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


def _parties_of_codes(
    session: Session, partnership: Partnership
) -> list[tuple[str, frozenset[int]]]:
    """The codes of those who must act, the secretariat first, with the parties of their bodies."""
    chosen = (
        select(Body.code, Body.party_id)
        .select_from(Milestone)
        .join(Milestone.meeting)
        .outerjoin(Milestone.body)
        .where(Meeting.partnership_id == partnership.id)
        .distinct()
    )
    found: dict[str, set[int]] = {}
    for code, party in session.execute(chosen):
        found.setdefault(code or SECRETARIAT, set()).update({party} if party else ())
    codes = sorted(found, key=lambda code: (code != SECRETARIAT, code))
    return [(code, frozenset(found[code])) for code in codes]


def _code(milestone: Milestone) -> str:
    return milestone.body.code if milestone.body else SECRETARIAT


def _lines(milestone: Milestone) -> Iterator[str]:
    yield f"{milestone.offset} {milestone.meeting.name}: {when(milestone.meeting)}."
    if milestone.settled_on:
        yield f"{str(milestone.state).capitalize()} on {day_in_words(milestone.settled_on)}."
    if milestone.is_provisional:
        yield "A closed day that is not yet decided may change this day."

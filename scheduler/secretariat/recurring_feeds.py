"""A series' feed in style `recurring`: what nobody has touched yet is shown by the rule itself.

A slot that was shifted, proposed, confirmed or edited leaves the rule by EXDATE and is an entry
under its meeting's UID, as in the style `single`. So both styles always show the same days.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.model.series import RuleVersion, Series
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.secretariat.feed_entries import entry_of
from scheduler.secretariat.feeds import FeedPlan, shown_meetings
from scheduler.secretariat.identity import series_uid

_FEWEST = 2  # one slot alone needs no rule
_OF_A_RULE = 1000  # more than there are slots, which go when their rule is replaced
_ENDS = ("UNTIL", "COUNT")
_UNREAD = ("RSCALE", "SKIP")  # hardly any client knows RFC 7529
_SECOND = timedelta(seconds=1)


def recurring_feed_of(session: Session, plan: FeedPlan, *, reach: Reach) -> CalendarFeed:
    """The feed of the series that the plan is of; without a rule in it where none would help."""
    series = session.get_one(Series, plan.subject)
    shown = shown_meetings(series.partnership, reach).where(Meeting.series_id == series.id)
    meetings = session.scalars(shown).all()
    by_rule = _by_rule(series, meetings)
    master = (_master(session, series, by_rule),) if by_rule else ()
    others = tuple(entry_of(one, reach=reach) for one in meetings if one.slot not in by_rule)
    return replace(plan.feed, entries=master + others)


def _by_rule(series: Series, meetings: Sequence[Meeting]) -> dict[datetime, Meeting]:
    """The slots that the current rule shows, with their meetings; none rather than one alone."""
    rule = series.current_rule
    if rule is None or any(part in rule.rule for part in _UNREAD):
        return {}
    untouched = {one.slot: one for one in meetings if one.slot and _is_untouched(one, series, rule)}
    if not untouched:
        return {}
    made = set(_occurrences(rule, min(untouched), max(untouched)))
    kept = {slot: one for slot, one in untouched.items() if slot in made}
    return kept if len(kept) >= _FEWEST else {}


def _is_untouched(meeting: Meeting, series: Series, rule: RuleVersion) -> bool:
    """True if all that is known of the meeting is what the rule says."""
    assert meeting.slot is not None  # noqa: S101 -- asked of meetings with a slot alone
    nominal = (meeting.slot.date(), meeting.slot.time(), series.end_time, series.zone)
    return (
        meeting.state is MeetingState.PLANNED
        and meeting.rule_version_id == rule.id
        and meeting.sequence == 0
        and meeting.changed_at == meeting.created_at
        and meeting.last_day is None
        and (meeting.day, meeting.start_time, meeting.end_time, meeting.zone) == nominal
    )


def _occurrences(rule: RuleVersion, first: datetime, last: datetime) -> list[datetime]:
    every = RecurrenceSet(rule.starts, (Rule.parse(rule.rule),))
    return list(every.between(first, last + _SECOND))


def _master(session: Session, series: Series, by_rule: dict[datetime, Meeting]) -> CalendarEntry:
    """The entry with the rule; what changes it raises its sequence, whoever may read it."""
    rule = series.current_rule
    assert rule is not None  # noqa: S101 -- there are slots by it
    first, last = min(by_rule), max(by_rule)
    slots = session.execute(
        select(Meeting.slot, Meeting.sequence, Meeting.changed_at).where(
            Meeting.series_id == series.id, Meeting.slot.is_not(None)
        )
    ).all()
    changed = max(rule.made_at, *(one.changed_at for one in slots))
    count = sum(1 + one.sequence + (one.slot not in by_rule) for one in slots)
    return CalendarEntry(
        uid=series_uid(series.partnership.code, series.code),
        sequence=_OF_A_RULE * (rule.ordinal - 1) + count,
        stamp=changed,
        created=series.rules[0].made_at,
        changed=changed,
        status=EntryStatus.TENTATIVE,
        summary=f"{series.name}, {series.partnership.name}",
        start=first,
        end=datetime.combine(first.date(), series.end_time),
        tzid=series.zone,
        description="Dates as the rule of the series has them, not yet confirmed.",
        categories=(series.name,),
        rule=_without_end(rule),
        until=last,
        exdates=tuple(one for one in _occurrences(rule, first, last) if one not in by_rule),
    )


def _without_end(rule: RuleVersion) -> str:
    """The rule with all that it takes from its start, so that it may begin at a later slot."""
    parts = str(Rule.parse(rule.rule).completed(rule.starts.date())).split(";")
    return ";".join(part for part in parts if part.partition("=")[0] not in _ENDS)

"""The rhythm of each series: its rule in words, what it promised, what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.meeting import DateChange, Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import RuleVersion, Series
from scheduler.model.vocabulary import ChangeKind, Level, MeetingState, NumberCertainty
from scheduler.papers.words import day_in_words
from scheduler.planning.cadence import Cadence, CadenceState, HeldMeeting, cadence
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.secretariat.dates import when
from scheduler.secretariat.policies import (
    meetings_of,
    policy_of,
    series_of,
    spacing_of,
    window_of,
)
from scheduler.secretariat.policy_words import policy_sheet

SLOTS_SHOWN = 4
AD_HOC = "ad hoc"
_CALENDAR_END = datetime(9999, 12, 31)  # noqa: DTZ001 -- wall time
_TO_COME = (MeetingState.PLANNED, MeetingState.PROPOSED, MeetingState.CONFIRMED)
_EXCEPTIONS = (ChangeKind.MOVED, ChangeKind.CANCELLED, ChangeKind.POSTPONED)


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series as a list shows it; `next` is empty while no meeting is to come."""

    code: str
    name: str
    level: Level
    rhythm: str
    window: str
    spacing: str
    next: str
    cadence: CadenceState


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesSheet:
    """Everything known of a series.

    `next_slots` begin with the nominal day and tell which meeting stands for it. `exceptions` are
    the meetings moved, cancelled or postponed, with the reasons, in the order it happened.
    """

    code: str
    name: str
    level: Level
    rhythm: str
    rule: str
    rule_version: int | None
    hours: str
    promise: str = ""
    window: str
    weekdays: str = ""
    spacing: str
    length: str = ""
    closure_calendars: tuple[str, ...]
    attendees_required: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    rotations: tuple[str, ...] = ()
    margins: str = ""
    weights: str = ""
    until: str = ""
    cadence: str
    next_slots: tuple[str, ...]
    exceptions: tuple[str, ...]
    remarks: str
    version: int


def list_series(session: Session, partnership: Partnership, *, today: date) -> list[SeriesRow]:
    """The series of a partnership, by code."""
    every = series_of(session, partnership)
    meetings = meetings_of(session, every)
    return [
        _row(series, [one for one in meetings if one.series_id == series.id], today)
        for series in every
    ]


def show_series(session: Session, series: Series, *, today: date) -> SeriesSheet:
    """Everything known of a series."""
    rule = series.current_rule
    meetings = meetings_of(session, [series])
    return SeriesSheet(
        code=series.code,
        name=series.name,
        level=series.level,
        rhythm=rhythm_of(series),
        rule=rule.rule if rule else "",
        rule_version=rule.ordinal if rule else None,
        **asdict(policy_sheet(policy_of(series), series.until_expiry_of)),
        cadence=str(cadence_of(series, meetings, today)),
        next_slots=tuple(_slots(rule, meetings, today)) if rule else (),
        exceptions=tuple(_exceptions(session, series)),
        remarks=series.remarks,
        version=series.version,
    )


def rhythm_of(series: Series) -> str:
    """The rule in words: "every year on the first Friday of May at 9:30"."""
    rule = series.current_rule
    return Rule.parse(rule.rule).in_words("en", rule.starts) if rule else AD_HOC


def cadence_of(series: Series, meetings: Sequence[Meeting], today: date) -> Cadence:
    """The rhythm that the meetings held have kept, against the gaps the series promises."""
    held = [
        HeldMeeting(one.day, certain_number(one))
        for one in meetings
        if one.state is MeetingState.HELD and one.day is not None
    ]
    return cadence(held, spacing_of(series), today)


def _row(series: Series, meetings: Sequence[Meeting], today: date) -> SeriesRow:
    to_come = [(m.day, m) for m in meetings if m.day and m.day >= today and m.state in _TO_COME]
    following = min(to_come, key=lambda one: one[0], default=None)
    return SeriesRow(
        code=series.code,
        name=series.name,
        level=series.level,
        rhythm=rhythm_of(series),
        window=_window(series),
        spacing=str(spacing_of(series)),
        next=f"{following[1].name}, {when(following[1])}" if following else "",
        cadence=cadence_of(series, meetings, today).state,
    )


def _window(series: Series) -> str:
    return str(window_of(series) or "")


def certain_number(meeting: Meeting) -> int | None:
    """The number of a meeting; None where it is not certain."""
    return meeting.number if meeting.number_certainty is NumberCertainty.CERTAIN else None


def _slots(rule: RuleVersion, meetings: Sequence[Meeting], today: date) -> Iterator[str]:
    """The next nominal days, each with the meeting that stands for it."""
    by_slot = {one.slot: one for one in meetings if one.slot}
    nominals = RecurrenceSet(rule.starts, (Rule.parse(rule.rule),))
    from_today = nominals.between(datetime.combine(today, time.min), _CALENDAR_END)
    for nominal in islice(from_today, SLOTS_SHOWN):
        meeting = by_slot.get(nominal)
        yield f"{day_in_words(nominal)}: {_standing(meeting, nominal) if meeting else 'no meeting'}"


def _standing(meeting: Meeting, nominal: datetime) -> str:
    sign = "," if meeting.state is MeetingState.POSTPONED else " on"
    on = "" if meeting.day == nominal.date() else f"{sign} {when(meeting)}"
    return f"{meeting.name}{on}, {meeting.state}"


def _exceptions(session: Session, series: Series) -> Iterator[str]:
    changes = session.scalars(
        select(DateChange)
        .join(DateChange.meeting)
        .where(Meeting.series_id == series.id, DateChange.kind.in_(_EXCEPTIONS))
        .options(joinedload(DateChange.meeting))
        .order_by(DateChange.at, DateChange.id)
    )
    for change in changes:
        yield f"{change.meeting.name} {_in_words(change)}: {change.reason}"


def _in_words(change: DateChange) -> str:
    """What happened, for example "moved from Friday 7 May 2027 to Friday 14 May 2027"."""
    old = day_in_words(change.old_day) if change.old_day else "no date"
    if change.kind is not ChangeKind.MOVED:
        return f"of {old} {change.kind}"
    if change.new_day == change.old_day or change.new_day is None:
        return f"of {old} moved to other hours"
    return f"moved from {old} to {day_in_words(change.new_day)}"

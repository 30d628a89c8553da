"""The health of a series: what it promised, what came of it, and what is to be expected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.exports.pictures.series_timeline import Marked, Timeline
from scheduler.model.meeting import DateChange, Meeting
from scheduler.model.series import Series
from scheduler.model.vocabulary import ChangeKind, MeetingState, Mode
from scheduler.papers.words import day_in_words
from scheduler.planning.cadence import Cadence
from scheduler.planning.nominal import nominals_of, turns_of
from scheduler.planning.series_health import (
    Forecast,
    Gap,
    NextTurns,
    Numbers,
    PastMeeting,
    Turns,
    forecast,
    gaps_of,
    numbers_of,
    turns_had,
)
from scheduler.planning.spacing import Spacing
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.secretariat.dates import when
from scheduler.secretariat.meetings import host_of
from scheduler.secretariat.plans import make_plan
from scheduler.secretariat.policies import meetings_of, policy_of, spacing_of
from scheduler.secretariat.rhythms import cadence_of, certain_number, rhythm_of

_TO_COME = (MeetingState.PLANNED, MeetingState.PROPOSED, MeetingState.CONFIRMED)
_SLIPS = (ChangeKind.MOVED, ChangeKind.CANCELLED, ChangeKind.POSTPONED)
_YEARS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Slip:
    """A meeting that lost the day it had: the days it went on by, and the reason.

    `days` is None for a meeting that was cancelled, postponed or had no day before; it is negative
    for one that was brought forward.
    """

    meeting: str
    what: str
    old: date | None
    new: date | None
    days: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class SeriesHealth:
    """Promise against what happened.

    `slots` are those of the rule from the first meeting held to the last, `held` the meetings of
    that time, by their numbers where they bear any. `shifted` are the meetings to come that stand
    on another day than their slot. `doubts` name the numbers and days that are not certain.
    `following` is the next meeting on record; where there is none, `planned` is what today's plan
    gives. `next_turns` is None without a rotation.
    """

    code: str
    name: str
    promise: str
    spacing: Spacing
    cadence: Cadence
    slots: int | None
    held: int
    gaps: tuple[Gap, ...]
    numbers: Numbers
    doubts: tuple[str, ...]
    slips: tuple[Slip, ...]
    shifted: tuple[Slip, ...]
    turns: tuple[Turns, ...]
    rotations: tuple[str, ...]
    next_turns: NextTurns | None
    forecast: Forecast
    following: str
    planned: str


def health_of(session: Session, series: Series, *, today: date) -> SeriesHealth:
    """The health of a series on a day."""
    meetings = meetings_of(session, [series])
    held = [one for one in meetings if one.state is MeetingState.HELD]
    past = [PastMeeting(one.name, one.day, certain_number(one)) for one in held]
    rhythm = cadence_of(series, meetings, today)
    spacing = spacing_of(series)
    gaps = gaps_of(past, spacing, is_numbered=series.is_numbered)
    following = _following(meetings, today)
    return SeriesHealth(
        code=series.code,
        name=series.name,
        promise=_promise(series),
        spacing=spacing,
        cadence=rhythm,
        slots=_slots(series, rhythm),
        held=rhythm.gaps + 1 if rhythm.last else 0,
        gaps=gaps,
        numbers=numbers_of(past),
        doubts=tuple(_doubts(held, numbers_of(past))),
        slips=tuple(_slips(session, series)),
        shifted=tuple(_shifted(meetings, today)),
        turns=(
            turns_had("lead", [host_of(one) for one in held]),
            turns_had("place", [one.place for one in held]),
            turns_had("mode", ["" if one.mode is Mode.UNKNOWN else str(one.mode) for one in held]),
        ),
        rotations=tuple(map(str, policy_of(series).rotations)),
        next_turns=_next_turns(series, meetings, today),
        forecast=forecast(rhythm, gaps, spacing, following=following, today=today),
        following=_named(following),
        planned="" if following else _planned(session, series, today),
    )


def timeline_of(session: Session, series: Series, health: SeriesHealth, *, today: date) -> Timeline:
    """What the picture of a series' health shows, as of a day."""
    shown = [
        Marked(one.name, one.day, is_held=one.state is MeetingState.HELD)
        for one in meetings_of(session, [series])
        if one.day and one.state in (*_TO_COME, MeetingState.HELD)
    ]
    return Timeline(
        title=f"{health.name} ({health.code}): promised and kept",
        promise=health.promise,
        as_of=today,
        spacing=health.spacing,
        meetings=tuple(sorted(shown, key=lambda one: one.day)),
        gaps=health.gaps,
        mean_months=health.cadence.mean_months,
        undated=health.numbers.undated,
        forecast=str(health.forecast) if health.held else "",
        turns=str(health.next_turns or ""),
    )


def _promise(series: Series) -> str:
    spacing = str(spacing_of(series))
    said = (series.promise or "", rhythm_of(series), "" if spacing == "no rule" else spacing)
    return "; ".join(part for part in said if part)


def _following(meetings: Sequence[Meeting], today: date) -> PastMeeting | None:
    return next((PastMeeting(one.name, one.day) for one in _to_come(meetings, today)), None)


def _to_come(meetings: Sequence[Meeting], today: date) -> list[Meeting]:
    """The meetings that are to be held, the next first."""
    coming = [(one.day, one) for one in meetings if one.day and one.state in _TO_COME]
    return [one for day, one in sorted(coming, key=lambda pair: pair[0]) if day >= today]


def _next_turns(series: Series, meetings: Sequence[Meeting], today: date) -> NextTurns | None:
    """The turns of the next meeting's slot; where none is on record, of the next free slot."""
    policy = policy_of(series)
    if not (policy.rotations and policy.rule):
        return None
    coming = [(one.name, one.slot) for one in _to_come(meetings, today) if one.slot]
    stand = {one.slot for one in meetings}
    nominals = nominals_of(policy, today, date(today.year + _YEARS_AHEAD, 12, 31))
    free = (("", nominal) for nominal in nominals if nominal not in stand)
    name, nominal = next(chain(coming, free), ("", None))
    return NextTurns(name, nominal.date(), turns_of(policy, nominal)) if nominal else None


def _named(one: PastMeeting | None) -> str:
    return f"{one.name}, {day_in_words(one.day)}" if one and one.day else ""


def _slots(series: Series, rhythm: Cadence) -> int | None:
    """How many slots the rule of now has from the first meeting held to the last."""
    rule = series.current_rule
    if rule is None or rhythm.first is None or rhythm.last is None:
        return None
    # Both years whole: a slot may lie on either side of the meeting that was made of it.
    begin, end = datetime(rhythm.first.year, 1, 1), datetime(rhythm.last.year + 1, 1, 1)  # noqa: DTZ001 -- wall time
    nominals = RecurrenceSet(rule.starts, (Rule.parse(rule.rule),))
    return sum(1 for _ in nominals.between(begin, end))


def _doubts(held: Sequence[Meeting], numbers: Numbers) -> Iterator[str]:
    by_number = {one.number: one for one in held if one.number is not None}
    for number in numbers.missing:
        one = by_number.get(number)
        bearer = f"perhaps {one.name}, {when(one)}" if one else "no meeting certainly bears it"
        yield f"number {number}: {bearer}"
    for one in held:
        if one.day is None:
            yield f"{one.name}: {when(one)}"


def _slips(session: Session, series: Series) -> Iterator[Slip]:
    """What happened to dates, oldest first."""
    changes = session.scalars(
        select(DateChange)
        .join(DateChange.meeting)
        .where(Meeting.series_id == series.id, DateChange.kind.in_(_SLIPS))
        .options(joinedload(DateChange.meeting))
        .order_by(DateChange.at, DateChange.id)
    )
    for change in changes:
        is_moved = change.kind is ChangeKind.MOVED
        if is_moved and change.old_day == change.new_day:
            continue
        new = change.new_day if is_moved else None
        days = (new - change.old_day).days if new and change.old_day else None
        name = change.meeting.name
        yield Slip(name, str(change.kind), change.old_day, new, days, change.reason)


def _shifted(meetings: Sequence[Meeting], today: date) -> Iterator[Slip]:
    """The meetings to come that the plan put on another day than the rule gave."""
    for one in meetings:
        if one.slot is None or one.day is None or one.day < today or one.state not in _TO_COME:
            continue
        nominal = one.slot.date()
        if one.day != nominal:
            reason = one.remarks.partition("\n")[0]
            days = (one.day - nominal).days
            yield Slip(one.name, "shifted", nominal, one.day, days, reason)


def _planned(session: Session, series: Series, today: date) -> str:
    if series.current_rule is None:
        return ""
    last = date(today.year + _YEARS_AHEAD, 12, 31)
    plan = make_plan(session, series.partnership, until=last, today=today)
    first = next((slot for slot in plan.new if slot.series == series.code), None)
    return f"{first.name}, {first.when}" if first else ""

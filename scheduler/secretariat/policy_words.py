"""The policy of a series in words, part by part, as sheets and confirmations show it."""

from dataclasses import dataclass

from scheduler.model.partnership import Instrument
from scheduler.papers.words import counted
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.words import WEEKDAYS, plain_day
from scheduler.secretariat.dates import span


@dataclass(frozen=True, slots=True)
class PolicySheet:
    """What the days of a series keep to; what it says nothing of is empty."""

    promise: str
    window: str
    hours: str
    weekdays: str
    spacing: str
    length: str
    closure_calendars: tuple[str, ...]
    attendees_required: tuple[str, ...]
    attendees: tuple[str, ...]
    rotations: tuple[str, ...]
    margins: str
    weights: str
    until: str


def policy_sheet(policy: SeriesPolicy, instrument: Instrument | None) -> PolicySheet:
    """A policy in words; `instrument` is the one with which the series ends."""
    return PolicySheet(
        promise=str(policy.promise or ""),
        window=str(policy.window or ""),
        hours=f"{span(policy.start_time, policy.end_time)} ({policy.zone})",
        weekdays=", ".join(WEEKDAYS[day] for day in policy.weekdays),
        spacing=str(policy.spacing),
        length=_length(policy),
        closure_calendars=policy.closure_calendars,
        attendees_required=policy.attendees_required,
        attendees=policy.attendees,
        rotations=tuple(map(str, policy.rotations)),
        margins=str(policy.margin or ""),
        weights=str(policy.weights),
        until=_until(instrument),
    )


def _length(policy: SeriesPolicy) -> str:
    """For example "2 days: technical day, then high-level day"; empty for a single day."""
    if policy.days == 1 and not policy.stages:
        return ""
    named = f": {', then '.join(policy.stages)}" if policy.stages else ""
    return f"{counted(policy.days, 'day')}{named}"


def _until(instrument: Instrument | None) -> str:
    if instrument is None:
        return ""
    day = f" on {plain_day(instrument.expires_on)}" if instrument.expires_on else ""
    return f"{instrument.title} expires{day}"

"""What the verbs' rules say of a load: states that meetings may take, and days that want a look."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scheduler.errors import Finding, Severity
from scheduler.imports.item_tables import SubItemTable
from scheduler.imports.meeting_tables import MeetingTable
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Certainty, MeetingState
from scheduler.papers.words import day_in_words
from scheduler.secretariat.agenda_items import HAPPENED
from scheduler.secretariat.lifecycle import NEXT_STATES
from scheduler.secretariat.partnership_entities import Entities, Fields, Key, described, model_of
from scheduler.secretariat.partnership_record import Record
from scheduler.secretariat.policies import objections_to
from scheduler.secretariat.three_way import Merge

_WHEN_HELD = {"state", "day", "date_certainty"}


def state_faults(
    record: Entities, together: Entities, found: Merge, now: datetime
) -> Iterator[str]:
    """States that the life of a meeting does not have, and what is told before its day.

    `together` is the record as it will be.
    """
    for key, changed in {**found.adds, **found.edits}.items():
        if model_of(key) is MeetingTable:
            after = together[key]
            if key in found.edits and "state" in changed:
                yield from _steps(key, record[key]["state"], after["state"])
            if not _WHEN_HELD.isdisjoint(changed):
                yield from _held_too_early(key, after, _today(together, after, now))
        elif issubclass(model_of(key), SubItemTable) and "state" in changed:
            meeting = together[key[:1]]
            yield from _told_too_early(key, together[key], meeting, _today(together, meeting, now))


def days_to_look_at(
    session: Session, record: Record, found: Merge, now: datetime
) -> Iterator[Finding]:
    """What the rules of its series have against the day that a load gave a meeting to come."""
    for key, changed in found.edits.items():
        row = record.rows[key]
        if isinstance(row, Meeting) and row.state is not MeetingState.HELD and "day" in changed:
            yield from _passed(row, now)
            yield from objections_to(session, row)


def _steps(key: Key, now: MeetingState, wanted: MeetingState) -> Iterator[str]:
    allowed = NEXT_STATES[MeetingState(now)]
    if wanted not in allowed:
        may = ", ".join(allowed) or "nothing further"
        yield f"{described(key)}: state: it is {now} and cannot be {wanted}; it may become: {may}"


def _held_too_early(key: Key, meeting: Fields, today: date) -> Iterator[str]:
    is_firm = meeting["state"] is MeetingState.HELD and meeting["day"] is not None
    if is_firm and meeting["date_certainty"] is Certainty.EXACT and meeting["day"] > today:
        expected = "expected a day that has come, since it is 'held'"
        yield f"{described(key)}: day: {expected}, got {meeting['day']}"


def _told_too_early(key: Key, item: Fields, meeting: Fields, today: date) -> Iterator[str]:
    is_to_come = meeting["date_certainty"] is Certainty.EXACT and meeting["day"] > today
    if is_to_come and item["state"] in HAPPENED:
        expected = "expected another before the day of the meeting"
        yield f"{described(key)}: state: {expected}, got '{item['state']}'"


def _today(together: Entities, meeting: Fields, now: datetime) -> date:
    """The day it is where the meeting takes place."""
    series = together.get((("series", (meeting["series"],)),), {})
    return now.astimezone(ZoneInfo(meeting["zone"] or series["zone"])).date()


def _passed(meeting: Meeting, now: datetime) -> Iterator[Finding]:
    if meeting.day and meeting.day < now.astimezone(ZoneInfo(meeting.zone)).date():
        words = f"the new day has passed: {day_in_words(meeting.day)}"
        yield Finding(Severity.WARNING, words, meeting.name)

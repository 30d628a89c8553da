"""A meeting as a calendar file would have it, beside the record: nothing is stored here.

Facts of another record hold where every calendar would show the same by them; else what the
calendar shows holds, because whoever changed it there did not know the facts.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from scheduler.errors import Finding, Severity
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Certainty, MeetingKind, MeetingState, Mode, NumberCertainty
from scheduler.papers.calendar import EntryStatus
from scheduler.papers.exchange import ExchangedMeeting, MeetingFacts
from scheduler.recurrence.moment_text import read_moment
from scheduler.secretariat.dates import announced_title
from scheduler.secretariat.feed_entries import entry_of
from scheduler.secretariat.texts import one_line, prose

_W = TypeVar("_W", bound=StrEnum)
# What an import may say of a meeting; all else of it is the record's own.
COLUMNS = (
    *("day", "last_day", "start_time", "end_time", "zone", "date_certainty", "date_words"),
    *("state", "number", "number_certainty", "title", "mode", "place", "venue", "link", "host"),
)
_STATES = {
    EntryStatus.TENTATIVE: MeetingState.PROPOSED,
    EntryStatus.CONFIRMED: MeetingState.CONFIRMED,
    EntryStatus.CANCELLED: MeetingState.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the record holds beside a meeting: its bodies by code, and the numbers of others."""

    today: date
    bodies: Mapping[str, Body]
    numbers: Container[int]


class Candidate:
    """One meeting of a file, laid over the one that the record has under its UID, if any.

    `blank` is what it is otherwise. Raises InvalidValue for a text that no record takes.
    """

    def __init__(
        self,
        read: ExchangedMeeting,
        known: Meeting | None,
        blank: Meeting,
        surroundings: Surroundings,
    ) -> None:
        self.read, self.known, self.meeting = read, known, blank
        self.findings: list[Finding] = []
        self._around = surroundings
        if known is not None:
            for column in COLUMNS:
                setattr(blank, column, getattr(known, column))
        self._take_times()
        self._take_facts(read.facts)
        self._follow_status()
        self._follow_summary()
        self._follow_location()
        self.meeting.derive_instants()

    def changes(self) -> tuple[str, ...]:
        """The columns in which the file and the record differ; none for a new meeting."""
        if self.known is None:
            return ()
        pairs = ((name, getattr(self.known, name)) for name in COLUMNS)
        return tuple(name for name, value in pairs if value != getattr(self.meeting, name))

    def say(self, message: str, severity: Severity = Severity.WARNING) -> None:
        """Keep something that a person should look at."""
        name = (self.known or self.meeting).name
        self.findings.append(Finding(severity, message, name))

    def _take_times(self) -> None:
        entry, meeting = self.read.entry, self.meeting
        start, end = entry.start, entry.end
        is_timed = isinstance(start, datetime) and isinstance(end, datetime)
        last = _day(end) if is_timed else end - timedelta(days=1)
        meeting.day = _day(start)
        meeting.last_day = last if last > meeting.day else None
        meeting.start_time = start.time() if isinstance(start, datetime) else None
        meeting.end_time = end.time() if isinstance(end, datetime) else None
        meeting.zone = entry.tzid or meeting.zone
        if self.known is None or meeting.day != self.known.day:
            meeting.date_certainty, meeting.date_words = Certainty.EXACT, ""

    def _take_facts(self, facts: MeetingFacts) -> None:
        meeting, entry = self.meeting, self.read.entry
        if facts.is_ours or entry.conference:  # few programs know CONFERENCE
            meeting.link = entry.conference
        if not facts.is_ours:
            if self.known is None:
                meeting.remarks = prose("the description", entry.description)
            return
        meeting.date_certainty = _word(Certainty, facts.date_certainty) or Certainty.EXACT
        meeting.date_words = _said("the date", facts.date_words)
        meeting.state = _word(MeetingState, facts.state) or meeting.state
        meeting.venue = _said("the venue", facts.venue)
        meeting.place = _said("the place", facts.place)
        meeting.mode = _word(Mode, facts.mode) or Mode.UNKNOWN
        meeting.host = self._around.bodies.get(facts.host.casefold())
        if facts.host and meeting.host is None:
            self.say(f"its host {facts.host} is no body of the record")
        self._take_number(facts)

    def _take_number(self, facts: MeetingFacts) -> None:
        """A number that outcomes bear stays for good; none is given to what is not numbered."""
        meeting, series = self.meeting, self.meeting.series
        certainty = _word(NumberCertainty, facts.number_certainty)
        number = int(facts.number) if re.fullmatch("[1-9][0-9]{0,2}", facts.number) else None
        if not series or not series.is_numbered or number is None or certainty is None:
            return
        if certainty is NumberCertainty.UNKNOWN or number == self._certain_number():
            return
        if self.known and self.known.last_reference and self._certain_number():
            self.say(f"the file numbers it {number}; {meeting.number} stands in its outcomes")
        elif certainty is NumberCertainty.CERTAIN and number in self._around.numbers:
            self.say(f"the file numbers it {number}, and another meeting has that number")
        else:
            meeting.number, meeting.number_certainty = number, certainty

    def _certain_number(self) -> int | None:
        is_certain = self.meeting.number_certainty is NumberCertainty.CERTAIN
        return self.meeting.number if is_certain else None

    def _follow_status(self) -> None:
        meeting, status = self.meeting, self.read.entry.status
        if self.read.has_status and entry_of(meeting).status is not status:
            meeting.state = _STATES[status]
        is_past = meeting.day is not None and meeting.day <= self._around.today
        if meeting.state is MeetingState.HELD and not is_past:
            meeting.state = MeetingState.CONFIRMED
            self.say("it cannot have been held before its day; taken as confirmed")

    def _follow_summary(self) -> None:
        """Its own title is kept or dropped where it is announced so, and else is what is shown."""
        meeting, shown = self.meeting, self.read.entry.summary
        for title in (meeting.title, ""):
            meeting.title = title
            if shown in (entry_of(meeting).summary, announced_title(meeting)):
                return
        title = shown.removesuffix(f", {meeting.partnership.name}")
        meeting.title = one_line("the title", title)

    def _follow_location(self) -> None:
        meeting, shown = self.meeting, self.read.entry.location
        if shown == entry_of(meeting).location:
            return
        meeting.venue, meeting.place = "", _said("the place", shown)
        if entry_of(meeting).location != shown:  # it says how they come together too
            meeting.mode = Mode.UNKNOWN


def moved_from(facts: MeetingFacts) -> Iterator[date]:
    """The days that a file says a meeting was moved from, oldest move first."""
    for text in facts.moved_from.split(",")[:100]:
        try:
            moment = read_moment(text)
        except ValueError:
            continue
        if not isinstance(moment, datetime):
            yield moment


def slot_of(facts: MeetingFacts) -> datetime | None:
    """The nominal start that a file gives a meeting; None where it says none."""
    try:
        moment = read_moment(facts.slot)
    except ValueError:
        return None
    is_wall = isinstance(moment, datetime) and moment.tzinfo is None
    return moment if is_wall and isinstance(moment, datetime) else None


def kind_of(facts: MeetingFacts) -> MeetingKind | None:
    """The kind that a file gives a meeting; None where it says none."""
    return _word(MeetingKind, facts.kind)


def _said(what: str, text: str) -> str:
    return one_line(what, text) if text else ""


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _word(kind: type[_W], text: str) -> _W | None:
    """The word of an enumeration of the record; None for any other text."""
    return next((word for word in kind if word.value == text), None)

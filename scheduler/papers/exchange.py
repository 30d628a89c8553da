"""A meeting as one record gives it to another: what every calendar shows, and the parts of that."""

from dataclasses import dataclass, fields

from scheduler.papers.calendar import CalendarEntry

_PREFIX = "X-SCHEDULER-"


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What a calendar has no property for, in the words of the record; empty where nothing is said.

    `slot` is a wall time and `moved_from` are days with commas between them, oldest move first,
    both as RFC 5545 writes them.
    """

    code: str = ""
    series: str = ""
    kind: str = ""
    state: str = ""
    number: str = ""
    number_certainty: str = ""
    venue: str = ""
    place: str = ""
    mode: str = ""
    host: str = ""
    slot: str = ""
    date_certainty: str = ""
    date_words: str = ""
    moved_from: str = ""

    @property
    def is_ours(self) -> bool:
        """True if a program of this kind wrote the file."""
        return bool(self.code)


FACT_PROPERTIES = {
    f"{_PREFIX}{field.name.upper().replace('_', '-')}": field.name for field in fields(MeetingFacts)
}


@dataclass(frozen=True, slots=True)
class ExchangedMeeting:
    """One meeting of a file: a calendar may say nothing of its status; `line` is where it begins.

    Where facts and entry differ the entry holds: programs that change it do not know the facts.
    """

    entry: CalendarEntry
    facts: MeetingFacts = MeetingFacts()
    has_status: bool = True
    line: int = 0

"""The tables of meetings, with their chairs and delegations."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field, model_validator

from scheduler.imports import partnership_values as v
from scheduler.imports.item_tables import AgendaTable, told
from scheduler.imports.partnership_table import Fault, Table, ends_after
from scheduler.model.vocabulary import (
    Certainty,
    MeetingKind,
    MeetingState,
    Mode,
    NumberCertainty,
)


class ChairTable(Table):
    """Who chairs for one party: a person, or a body where no person is known."""

    noun = "chair"
    identified_by = ("party", "person", "body")

    party: v.Code = v.refers_to("party")
    person: v.Code | None = v.refers_to("person", default=None)
    body: v.Code | None = v.refers_to("body", default=None)
    post_title: v.Line = ""

    def faults(self) -> Iterator[Fault]:
        """A chair that is nobody."""
        if self.person is None and self.body is None:
            yield "party", "expected a 'person' or a 'body' who chairs for it"


class AttendeeTable(Table):
    """One member of a delegation; body and post as they were on the day of the meeting."""

    noun = "attendee"
    identified_by = ("party", "person")

    party: v.Code = v.refers_to("party")
    person: v.Code | None = v.refers_to("person", default=None)
    body: v.Code | None = v.refers_to("body", default=None)
    post_title: v.Line = ""
    is_head: bool = False
    is_alternate: bool = False
    precedence: v.Precedence = 100
    in_post_since: v.Day | None = None
    is_announced: bool = False
    source: v.Code | None = v.refers_to("source", default=None)

    @classmethod
    def identity(cls, fields: Mapping[str, Any]) -> tuple[str, ...]:
        """Party and person; where no person is known, the body and the post."""
        named = super().identity(fields)
        if fields.get("person"):
            return named
        return (*named, str(fields.get("body") or ""), str(fields.get("post_title") or ""))

    @classmethod
    def may_repeat(cls, fields: Mapping[str, Any]) -> bool:
        """Two people may come whose names are not known."""
        return not fields.get("person")

    def faults(self) -> Iterator[Fault]:
        """An attendee who is nobody, or who leads and stands in at once."""
        if self.person is None and not self.post_title:
            yield "party", "expected a 'person', or a 'post_title' whose holder is not known"
        if self.is_head and self.is_alternate:
            yield "is_alternate", "expected false for the head of a delegation"


class MeetingTable(Table):
    """A meeting; without hours it is a day alone, without a day it is in no calendar."""

    noun = "meeting"
    identified_by = ("code",)

    code: v.Code
    series: v.Code | None = v.refers_to("series", default=None)
    slot: v.WallTime | None = Field(
        default=None, description="The nominal start its series' rule gave; it never changes."
    )
    kind: v.KindWord = MeetingKind.REGULAR
    parent: v.Code | None = v.refers_to("meeting", default=None)
    title: v.Line = ""
    number: Annotated[int, Field(ge=1, le=9999)] | None = None
    number_certainty: v.NumberCertaintyWord = Field(
        default=NumberCertainty.UNKNOWN, description="Absent: certain where there is a number."
    )
    state: v.StateWord = MeetingState.PLANNED
    day: v.Day | None = None
    last_day: v.Day | None = None
    date_certainty: v.CertaintyWord = Certainty.EXACT
    date_words: v.Line = Field(default="", description="What is known where the day is not exact.")
    start_time: v.Hour | None = None
    end_time: v.Hour | None = None
    zone: v.Zone | None = Field(default=None, description="Absent: the zone of its series.")
    mode: v.ModeWord = Mode.UNKNOWN
    place: v.Line = ""
    venue: v.Line = ""
    link: v.Address = ""
    host: v.Code | None = v.refers_to("body", default=None)
    is_published: bool = Field(default=True, description="Whether public feeds show it.")
    remarks: v.Prose = ""
    source: v.Code | None = v.refers_to("source", default=None)
    chairs: tuple[ChairTable, ...] = Field(default=(), strict=False)
    attendees: tuple[AttendeeTable, ...] = Field(default=(), strict=False)
    agenda: tuple[AgendaTable, ...] = Field(default=(), strict=False)

    @classmethod
    def defaults(cls, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """A number is certain unless the file says otherwise."""
        return {"number_certainty": "certain"} if fields.get("number") is not None else {}

    @model_validator(mode="before")
    @classmethod
    def _tell(cls, fields: Any) -> Any:  # noqa: ANN401 -- pydantic gives what the file holds
        if isinstance(fields, dict) and fields.get("state") == MeetingState.HELD:
            return {**fields, "agenda": told(fields.get("agenda", ()))}
        return fields

    def faults(self) -> Iterator[Fault]:
        """What cannot be said of one meeting at the same time."""
        yield from self._date_faults()
        yield from self._hour_faults()
        unknown = self.number_certainty is NumberCertainty.UNKNOWN
        if (self.number is None) is not unknown:
            yield "number_certainty", "expected 'unknown' exactly where there is no number"
        if self.series is None and self.zone is None:
            yield "zone", "expected a zone, since the meeting has no series to take it from"
        if self.series is None and self.slot is not None:
            yield "slot", "expected a 'series' beside it, whose rule gave it"
        if (self.kind is MeetingKind.SIDE) is (self.parent is None):
            yield "parent", "expected the meeting it stands beside exactly for kind 'side'"
        heads = [attendee.party for attendee in self.attendees if attendee.is_head]
        for party in sorted({party for party in heads if heads.count(party) > 1}):
            yield "attendees", f"expected one head of the delegation of {party}, got more"

    def _date_faults(self) -> Iterator[Fault]:
        if self.date_certainty is Certainty.EXACT and self.day is None:
            yield "date_certainty", "'exact' needs a 'day': expected one, or another certainty"
        if self.state is MeetingState.CONFIRMED and self.day is None:
            yield "state", "'confirmed' needs a 'day': expected one, or another state"
        if self.last_day is not None and self.day is None:
            yield "last_day", "expected a 'day' beside it, which comes first"
        elif self.last_day is not None and self.day is not None and self.last_day < self.day:
            yield "last_day", f"expected no day before {self.day}, got {self.last_day}"

    def _hour_faults(self) -> Iterator[Fault]:
        if (self.start_time is None) is not (self.end_time is None):
            present = "end_time" if self.start_time is None else "start_time"
            yield present, "expected both start_time and end_time, or neither"
        elif self.start_time is not None and self.day is None:
            yield "start_time", "expected a 'day' beside it; hours alone mean nothing"
        elif self.last_day is None or self.last_day == self.day:
            yield from ends_after("end_time", self.start_time, self.end_time)

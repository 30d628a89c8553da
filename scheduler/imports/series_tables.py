"""The tables of a rhythm of meetings: its rule, and the policy that chooses days for its slots."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Annotated, Any

from pydantic import Field

from scheduler.errors import InvalidValue
from scheduler.imports import partnership_values as v
from scheduler.imports.file_faults import FileFault
from scheduler.imports.milestone_tables import MilestoneTable
from scheduler.imports.partnership_table import Fault, Table, ends_after
from scheduler.planning.contradictions import refuse_contradictions
from scheduler.planning.margins import Margin
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.spacing import Distance, Relation, Spacing
from scheduler.planning.spans import Span, Unit
from scheduler.planning.windows import SeriesWindow

_Months = Annotated[int, Field(ge=1, le=240)]
_Days = Annotated[int, Field(ge=1, le=14)]
# By what the planner calls them.
_FIELDS = {
    "the window": "window",
    "the greatest gap": "max_gap_months",
    "the stages": "stages",
    "the margin": "margins",
    "the distance": "spacings",
}


class SpacingTable(Table):
    """The least distance to the meetings of another series, in weeks or in months."""

    noun = "spacing"
    identified_by = ("before", "apart_from")

    before: v.Code | None = v.refers_to(
        "series", default=None, description="The distance to its next meeting is meant."
    )
    apart_from: v.Code | None = v.refers_to(
        "series", default=None, description="The distance on both sides is meant."
    )
    weeks: Annotated[int, Field(ge=1, le=200)] | None = None
    months: _Months | None = None

    @classmethod
    def identity(cls, fields: Mapping[str, Any]) -> tuple[str, ...]:
        """The series it comes before, or after nothing the one it stays apart from."""
        before, apart = super().identity(fields)
        return ("", apart) if apart else (before,)

    def faults(self) -> Iterator[Fault]:
        """A distance to none or to two, of no length or of two."""
        if (self.before is None) is (self.apart_from is None):
            yield "before", "expected 'before' or 'apart_from', and only one of them"
        if (self.weeks is None) is (self.months is None):
            yield "weeks", "expected 'weeks' or 'months', and only one of them"

    def distance(self) -> Distance:
        """The distance as the planner knows it."""
        span = Span(self.weeks, Unit.WEEKS) if self.weeks else Span(self.months or 1, Unit.MONTHS)
        if self.before:
            return Distance(span, Relation.BEFORE, self.before)
        return Distance(span, Relation.APART, self.apart_from or "")


class RotationTable(Table):
    """Whose turn it is, one after another."""

    noun = "rotation"
    identified_by = ("kind",)

    kind: v.RotationWord = Field(
        description="What passes on: the lead, the place, or the mode; each by a rule of its own."
    )
    turns: tuple[v.Title, ...] = Field(strict=False, min_length=2)
    since: v.Year | None = Field(
        default=None,
        description="The year whose first slot has the first turn. Absent: the first slot of all.",
    )


class SeriesTable(Table):
    """A rhythm of meetings: its rule, hours, window and distances."""

    noun = "series"
    identified_by = ("code",)

    code: v.Code
    name: v.Title
    level: v.LevelWord
    is_numbered: bool = True
    zone: v.Zone
    start_time: v.Hour
    end_time: v.Hour
    rule: v.RuleText | None = Field(default=None, description="A recurrence rule, RFC 5545 3.3.10.")
    starts: v.WallTime | None = Field(
        default=None,
        description="The wall time the rule counts from; it holds no meeting by itself.",
    )
    promise: v.PromiseText | None = Field(
        default=None, description='What the parties promised, for example "at least once a year".'
    )
    window: v.Window | None = Field(
        default=None, description='For example "15 April to 15 June", both days included.'
    )
    preferred_weekdays: tuple[v.WeekdayName, ...] = Field(default=(), strict=False)
    min_gap_months: _Months | None = None
    max_gap_months: _Months | None = None
    spacings: tuple[SpacingTable, ...] = Field(default=(), strict=False)
    closure_calendars: tuple[v.CalendarKey, ...] = Field(default=(), strict=False)
    days: _Days = Field(default=1, description="How many days in a row a meeting takes.")
    stages: tuple[v.Title, ...] = Field(
        default=(),
        strict=False,
        description='What each day is, for example ["technical day", "high-level day"].',
    )
    attendees: tuple[v.Title, ...] = Field(
        default=(), strict=False, description="Busy calendars of those who had better be free."
    )
    attendees_required: tuple[v.Title, ...] = Field(
        default=(), strict=False, description="Busy calendars of those who must be free."
    )
    delegation: tuple[v.PostName, ...] = Field(
        default=(),
        strict=False,
        description='The posts that take part, for example ["HOME/Head of Unit"]; of each party '
        "the first that has a holder heads its delegation.",
    )
    alternates: tuple[v.PostName, ...] = Field(
        default=(), strict=False, description="The posts whose holders may stand in for those."
    )
    rotations: tuple[RotationTable, ...] = Field(default=(), strict=False)
    milestones: tuple[MilestoneTable, ...] = Field(default=(), strict=False)
    margins: v.MarginText | None = Field(
        default=None, description='Beside what it is held, for example "the day before SOM".'
    )
    weights: v.WeightsText | None = Field(
        default=None,
        description="What counts how many points against a day, where that is not the usual: day, "
        'weekday, warn, note, busy; for example "weekday 10, busy 100".',
    )
    until_expiry_of: v.Code | None = v.refers_to(
        "instrument", default=None, description="The instrument with which the series ends."
    )
    remarks: v.Prose = ""

    @classmethod
    def defaults(cls, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """As many days as there are stages, unless the file says otherwise."""
        stages = fields.get("stages")
        return {"days": len(stages)} if isinstance(stages, list | tuple) and stages else {}

    def faults(self) -> Iterator[Fault]:
        """Hours or gaps in the wrong order; a rule that can make no meeting."""
        yield from ends_after("end_time", self.start_time, self.end_time)
        if self.max_gap_months and self.max_gap_months < (self.min_gap_months or 0):
            expected = f"expected no less than min_gap_months, {self.min_gap_months}"
            yield "max_gap_months", f"{expected}, got {self.max_gap_months}"
        else:
            yield from self._contradictions()
        if self.rule is not None and self.starts is not None:
            yield from (("rule", fault) for fault in v.rule_faults(self.rule, self.starts))
        elif self.rule is not None:
            yield "rule", "expected 'starts' beside it: the day and time it counts from"
        elif self.starts is not None:
            yield "starts", "expected a 'rule' beside it"
        if twice := set(self.delegation) & set(self.alternates):
            yield "alternates", f"expected posts that are not in 'delegation', got {min(twice)!r}"
        for spacing in self.spacings:
            if self.code in (spacing.before, spacing.apart_from):
                yield "spacings", "expected another series; min_gap_months keeps its own apart"

    def policy(self) -> SeriesPolicy:
        """What the planner would be told of distances and days.

        Raises InvalidValue for what contradicts itself; both sides are named.
        """
        return SeriesPolicy(
            code=self.code,
            rule=self.rule or "",
            dtstart=self.starts or datetime.min,  # noqa: DTZ901 -- wall time
            start_time=time.min,
            end_time=time.max,
            zone=self.zone,
            window=SeriesWindow.parse(self.window) if self.window else None,
            spacing=Spacing(
                max_gap=_months(self.max_gap_months),
                distances=tuple(one.distance() for one in self.spacings),
            ),
            days=self.days,
            stages=self.stages,
            margin=Margin.parse(self.margins) if self.margins else None,
        )

    def _contradictions(self) -> Iterator[Fault]:
        try:
            self.policy()
        except InvalidValue as error:
            yield _field(error, self.code), str(error)


def contradictions(series: Sequence[SeriesTable]) -> Iterator[FileFault]:
    """What the series of a file ask of each other and that no day can keep."""
    try:
        refuse_contradictions([one.policy() for one in series])
    except InvalidValue as error:
        at = next(place for place, one in enumerate(series) if error.what.endswith(f" {one.code}"))
        field = _field(error, series[at].code)
        yield FileFault(("series", at, field), f"{field}: {error}")


def _field(error: InvalidValue, code: str) -> str:
    """The field of a series that the planner refuses."""
    return _FIELDS.get(error.what.removesuffix(f" of {code}"), "code")


def _months(count: int | None) -> Span | None:
    return Span(count, Unit.MONTHS) if count else None

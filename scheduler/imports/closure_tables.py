"""The format of a file that describes one closure calendar: what it is and how its days come."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from scheduler.errors import SchedulerError
from scheduler.planning.closure_rules.easter import Church
from scheduler.planning.closures import Hardness
from scheduler.planning.eu_institutions import Seat
from scheduler.planning.windows import SeriesWindow
from scheduler.recurrence import Rule

_LONGEST = 300
_LONGEST_EVENT = 60


def _refused(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{sentence}", {"sentence": sentence})


def _span(text: str) -> str:
    try:
        return str(SeriesWindow.parse(text))
    except SchedulerError as error:
        raise _refused(str(error)) from None


def _rule(text: str) -> str:
    try:
        return str(Rule.parse(text))
    except SchedulerError as error:
        raise _refused(str(error)) from None


Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Title = Annotated[str, Field(min_length=1, max_length=_LONGEST)]
Line = Annotated[str, Field(max_length=_LONGEST)]
Year = Annotated[int, Field(ge=1900, le=2999)]
SpanText = Annotated[str, AfterValidator(_span)]
RuleText = Annotated[str, AfterValidator(_rule)]
Offset = Annotated[int, Field(ge=0, le=_LONGEST_EVENT)]
Days = Annotated[tuple[Annotated[date, Field(strict=True)], ...], Field(strict=False)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class HolidaysTable(_Table):
    """Days from the `holidays` package: of a country, or of a market such as XECB."""

    country: Line = ""
    market: Line = ""
    subdivision: Line | None = None
    category: Line = "public"


class InstitutionsTable(_Table):
    """Days by the rule of the decisions on the EU institutions."""

    seat: Seat = Field(strict=False)


class EasterTable(_Table):
    """Days that hang on Easter Sunday: how many days after it each comes, by name."""

    church: Church = Field(strict=False)
    days: dict[Title, Annotated[int, Field(ge=-100, le=100)]]


class SpanTable(_Table):
    """The same part of every year, such as "1 August to 31 August"."""

    name: Title
    span: SpanText


class EventTable(_Table):
    """An event that comes back by a rule (RFC 5545 3.3.10); `days` count from its first day, 0."""

    name: Title
    rule: RuleText
    starts: date
    days: tuple[Offset, ...] = Field(strict=False, min_length=1, max_length=_LONGEST_EVENT)


class EditionTable(_Table):
    """Days as they were published: what the edition is called, the years that it decides."""

    edition: Title
    source: Line = ""
    years: tuple[Year, ...] = Field(strict=False, min_length=1)
    provisional: bool = False
    days: dict[Title, Days]


class ClosureCalendarFile(_Table):
    """One closure calendar. Where nothing computes its days, they come by import alone."""

    model_config = ConfigDict(title="A closure calendar of partnership-scheduler")

    format: Annotated[int, Field(ge=1, le=1)] = Field(description="The version of this format.")
    key: Key = Field(description="What series call the calendar; the name of the file too.")
    name: Title
    kind: Title = Field(description="What the days are, such as public holidays.")
    place: Line = Field(default="", description="Where they hold.")
    binds: tuple[Title, ...] = Field(default=(), strict=False, description="Whom they bind.")
    hardness: Hardness = Field(
        default=Hardness.BLOCK,
        strict=False,
        description="block: no date there; warn: it counts against a date; note: only told.",
    )
    source: Title = Field(description="Where the rule, or the list, comes from.")
    provisional: bool = Field(
        default=True, description="Whether computed days wait for a decision to confirm them."
    )
    holidays: HolidaysTable | None = None
    institutions: InstitutionsTable | None = None
    easter: EasterTable | None = None
    spans: tuple[SpanTable, ...] = Field(default=(), strict=False)
    events: tuple[EventTable, ...] = Field(default=(), strict=False)
    editions: tuple[EditionTable, ...] = Field(
        default=(), strict=False, description="Lists; they decide over what is computed."
    )

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if found := list(self._faults()):
            raise PydanticCustomError("faults", "faults", {"faults": found})
        return self

    def _faults(self) -> Iterator[tuple[str, str]]:
        ways = [
            name
            for name in ("holidays", "institutions", "easter", "spans", "events")
            if getattr(self, name)
        ]
        if len(ways) > 1:
            yield ways[1], f"expected one way to compute the days, got {' and '.join(ways)}"
        if self.holidays and bool(self.holidays.country) is bool(self.holidays.market):
            yield "holidays", "expected a country or a market, and only one"


def closure_calendar_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors that complete and check while one types."""
    schema = ClosureCalendarFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}

"""The values that a partnership file may hold, each refused with a sentence of its own."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, NaiveDatetime, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from scheduler.errors import InvalidValue, NotFound, SchedulerError
from scheduler.imports.closure_files import known_calendars
from scheduler.imports.markdown import LARGEST_TEXT
from scheduler.model.vocabulary import (
    Certainty,
    ItemKind,
    ItemState,
    Level,
    MeetingKind,
    MeetingState,
    Mode,
    NumberCertainty,
)
from scheduler.papers.audience import Reach
from scheduler.papers.clean import LONGEST_ADDRESS, LONGEST_LINE
from scheduler.papers.mail import is_mailbox
from scheduler.planning.margins import Margin
from scheduler.planning.promises import Promise
from scheduler.planning.rotations import RotationKind
from scheduler.planning.score import Weights
from scheduler.planning.windows import SeriesWindow
from scheduler.planning.words import WEEKDAYS
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.tzdb import known_zone

_D = TypeVar("_D", bound=date)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_TOO_OFTEN = re.compile("FREQ=(SECONDLY|MINUTELY|HOURLY)", re.IGNORECASE)


def _one_line(text: str) -> str:
    if _UNPRINTABLE.search(text) or "\n" in text or "\t" in text:
        raise _refused("expected one line of text without control characters")
    return text


def _paragraphs(text: str) -> str:
    if _UNPRINTABLE.search(text):
        raise _refused("expected text without control characters")
    return text


def _refused(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{sentence}", {"sentence": sentence})


def _zone(tzid: str) -> str:
    try:
        return known_zone(tzid)
    except InvalidValue as error:
        raise _refused(str(error)) from None


def _said_by(kind: type[SeriesWindow | Promise | Margin]) -> Callable[[str], str]:
    """Takes a text that such a value reads, and gives it as the value says itself."""

    def said(text: str) -> str:
        try:
            return str(kind.parse(text))
        except InvalidValue as error:
            raise _refused(str(error)) from None

    return said


def _calendar(key: str) -> str:
    if key not in known_calendars():
        raise _refused(str(NotFound("closure calendar", key, known_calendars())))
    return key


def _mailbox(address: str) -> str:
    if address and not is_mailbox(address):
        raise _refused(f"expected an address such as som@service.example, got {address!r}")
    return address


def _weekday(name: str) -> str:
    if name not in WEEKDAYS:
        raise _refused(f"expected the name of a day of the week, as 'Tuesday', got {name!r}")
    return name


def _in_the_calendar(day: _D) -> _D:
    # The first and the last days there are have no instant in every zone, and no meeting either.
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _refused(f"expected a day from {_FIRST_YEAR} to {_LAST_YEAR}, got {day.isoformat()}")
    return day


def _open(reach: Reach) -> Reach:
    if reach is Reach.PARTY:
        raise _refused("expected one of 'joint' or 'public': what is one party's own is never here")
    return reach


def _rule(text: str) -> str:
    if often := _TOO_OFTEN.search(text):
        sentence = f"the recurrence rule {text!r} repeats more often than once a day"
        raise _refused(f"{sentence}: expected FREQ=YEARLY or FREQ=MONTHLY, not {often[1].upper()}")
    try:
        return str(Rule.parse(text))
    except SchedulerError as error:
        raise _refused(str(error)) from None


def rule_faults(rule: str, starts: datetime) -> Iterator[str]:
    """What is wrong with a valid rule that counts from `starts`: it gives no meeting at all."""
    try:
        is_empty = RecurrenceSet(starts, (Rule.parse(rule),)).is_empty
    except SchedulerError as error:
        yield str(error)
        return
    if is_empty:
        sentence = f"the recurrence rule {rule!r} gives no meeting at all"
        yield f"{sentence}: expected a rule with at least one day that exists"


Code = Annotated[str, StringConstraints(pattern=r"^[^\s/:,]{1,60}$"), AfterValidator(_one_line)]
StyleName = Annotated[str, StringConstraints(pattern=r"^([\w-]{1,60})?$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^([a-zA-Z]{2,3}(-[a-zA-Z]{2,4})?)?$")]
Mark = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Title = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE), AfterValidator(_one_line)]
Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(_one_line)]
PostName = Annotated[
    str,
    StringConstraints(pattern=r"^[^\s/:,]{1,60}/\S.*$", max_length=LONGEST_LINE),
    AfterValidator(_one_line),
]
Address = Annotated[str, Field(max_length=LONGEST_ADDRESS), AfterValidator(_one_line)]
MailAddress = Annotated[str, AfterValidator(_mailbox)]
Prose = Annotated[str, Field(max_length=LARGEST_TEXT), AfterValidator(_paragraphs)]
Zone = Annotated[str, AfterValidator(_zone)]
RuleText = Annotated[str, AfterValidator(_rule)]
Window = Annotated[str, AfterValidator(_said_by(SeriesWindow))]
PromiseText = Annotated[str, AfterValidator(_said_by(Promise))]
WeightsText = Annotated[str, AfterValidator(_said_by(Weights))]
MarginText = Annotated[str, AfterValidator(_said_by(Margin))]
CalendarKey = Annotated[str, AfterValidator(_calendar)]
WeekdayName = Annotated[str, AfterValidator(_weekday)]
Year = Annotated[int, Field(ge=_FIRST_YEAR, le=_LAST_YEAR)]
Day = Annotated[date, AfterValidator(_in_the_calendar)]
Hour = Annotated[
    time, WithJsonSchema({"type": "string", "pattern": r"^\d\d:\d\d(:\d\d)?$"}, mode="validation")
]
WallTime = Annotated[
    NaiveDatetime,
    AfterValidator(_in_the_calendar),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$"}),
]
Precedence = Annotated[int, Field(ge=0, le=9999)]
# The words of an enumeration arrive as text; everything else is taken strictly as it is.
CertaintyWord = Annotated[Certainty, Field(strict=False)]
NumberCertaintyWord = Annotated[NumberCertainty, Field(strict=False)]
StateWord = Annotated[MeetingState, Field(strict=False)]
KindWord = Annotated[MeetingKind, Field(strict=False)]
ModeWord = Annotated[Mode, Field(strict=False)]
RotationWord = Annotated[RotationKind, Field(strict=False)]
LevelWord = Annotated[Level, Field(strict=False)]
OpenReach = Annotated[
    Reach,
    Field(strict=False),
    AfterValidator(_open),
    WithJsonSchema({"type": "string", "enum": [str(Reach.JOINT), str(Reach.PUBLIC)]}),
]
ItemKindWord = Annotated[ItemKind, Field(strict=False)]
ItemStateWord = Annotated[ItemState, Field(strict=False)]


def refers_to(noun: str, **more: Any) -> Any:  # noqa: ANN401 -- pydantic's Field has this type
    """A field that holds the code or key of another table of the file."""
    return Field(json_schema_extra={"x-refers-to": noun}, **more)

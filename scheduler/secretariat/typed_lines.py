"""What an officer types in one line in the room: "! DG ECHO to share the list by 15 June"."""

import re
from calendar import month_name, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.errors import InvalidValue, NotFound
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import OutcomeKind
from scheduler.secretariat.dues import Due, due_from
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.outcomes import Promise

SIGNS = {
    "=": OutcomeKind.CONCLUSION,
    "+": OutcomeKind.DECISION,
    "!": OutcomeKind.COMMITMENT,
}
EXAMPLE = "! DG ECHO to share the field list by 15 June"

_DUES = "15 June, the end of June, 2027-06-15, next SOM, or a meeting by its name"
_PROMISE = re.compile(
    r"(?P<who>.+?)\s+(?:to|will|shall)\s+.*\S\s+by\s+(?P<due>\S.*)", re.IGNORECASE | re.DOTALL
)
_AND = re.compile(r"\s*(?:,|;|\band\b|\bwith\b)\s*", re.IGNORECASE)
_MONTHS = {name.casefold(): number for number, name in enumerate(month_name) if name}
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(rf"(?P<day>\d\d?)\s+(?P<month>{_MONTH})(?:\s+(?P<year>\d{{4}}))?")
_END = re.compile(rf"(?:the\s+)?(?:end\s+of\s+)?(?P<month>{_MONTH})(?:\s+(?P<year>\d{{4}}))?")
_NEXT = re.compile(r"(?:the\s+)?next\s+(?P<series>\S+?)(?:\s+meeting)?")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as it was meant; without a kind it is said under the item, and no outcome."""

    text: str
    kind: OutcomeKind | None = None
    promise: Promise | None = None


def read_line(session: Session, meeting: Meeting, line: str, *, today: date) -> TypedLine:
    """What a line says: = concludes, + decides, ! commits; any other is what was said.

    A commitment names who owes it (with who helps), `to` what, `by` when: a day such as 15 June,
    the end of June, 2027-06-15, or a meeting such as next SOM. A day without a year is the first
    one after the meeting. Raises InvalidValue for half a line, with what it lacks.
    """
    said = line.strip()
    kind = SIGNS.get(said[:1])
    if kind is None:
        return TypedLine(said)
    text = said[1:].strip().rstrip(".")
    if not text:
        raise InvalidValue("the line", said, f"the words of a {kind} after {said[0]}")
    if kind is not OutcomeKind.COMMITMENT:
        return TypedLine(f"{text}.", kind)
    parts = _PROMISE.fullmatch(text)
    if parts is None:
        raise InvalidValue("the line", said, f"who owes what by when, as in {EXAMPLE!r}")
    owner, *helpers = _bodies(session, meeting, parts["who"])
    due = _due(session, meeting, parts["due"], today=today)
    return TypedLine(_without_due(text, parts), kind, Promise(owner, due, helpers))


def _without_due(text: str, parts: re.Match[str]) -> str:
    kept = text[: parts.start("due")].rstrip()
    return f"{kept[: -len('by')].rstrip()}."


def _bodies(session: Session, meeting: Meeting, words: str) -> Sequence[Body]:
    """The bodies named, the one that owes first; by their code, or their name on that day."""
    parties = [party.id for party in meeting.partnership.parties]
    every = session.scalars(
        select(Body)
        .where(Body.party_id.in_(parties))
        .options(selectinload(Body.names))
        .order_by(Body.code)
    ).all()
    known: dict[str, Body] = {}
    for body in every:
        names = (short_name(body, meeting), f"DG {body.code}", body.code)
        known |= {name.casefold(): body for name in names}
    found = []
    for name in filter(None, _AND.split(words.removeprefix("the ").strip())):
        if name.casefold() not in known:
            raise NotFound("body", name, [body.code for body in every])
        found.append(known[name.casefold()])
    if not found:
        raise InvalidValue("who owes it", words, f"a body, as in {EXAMPLE!r}")
    return found


def _due(session: Session, meeting: Meeting, words: str, *, today: date) -> Due:
    said = " ".join(words.casefold().split())
    if day := _day(said, meeting.day or today):
        return Due(day=day)
    following = _NEXT.fullmatch(said)
    try:
        return due_from(session, f"next:{following['series']}" if following else words, today=today)
    except InvalidValue as error:
        raise InvalidValue("by when", words, _DUES) from error


def _day(said: str, after: date) -> date | None:
    """The day that is meant; None if no day of the calendar is."""
    if found := _DAY.fullmatch(said):
        month, number = _MONTHS[found["month"]], int(found["day"])
    elif found := _END.fullmatch(said):
        month, number = _MONTHS[found["month"]], 0
    else:
        return None
    years = (int(found["year"]),) if found["year"] else range(after.year, after.year + 9)
    for year in years:
        last = monthrange(year, month)[1]
        if number <= last:
            day = date(year, month, number or last)
            if found["year"] or day > after:
                return day
    return None

"""Erases a person (Regulation (EU) 2018/1725): what goes with them, and what stays without them.

The institutional record stays: who was there is "[erased]", and the post, the meeting, what was
decided and by when stay as they were. What is one's own and nothing else goes whole.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, Column, String, Table, select
from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.model.base import Base
from scheduler.model.body import Person
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import MessageState
from scheduler.secretariat.erasure_words import ERASED, Naming
from scheduler.store.audit import ChainEntry, entries_of
from scheduler.store.erasure import Place, Removal
from scheduler.store.proof import Progress, trailed_tables

# What is a person's own and nothing else.
_OWN = ("biography", "busy_calendar", "feed_token", "reply_address")
# What somebody sent them, or they sent.
_MAIL = ("message", "calendar_reply")
_FROM_THEM = ("attendee", "sender", "sent_by", "comment", "subject", "message_id")
_CALLED = ("reference", "code", "title", "short", "name", "key")
_UNSENT = (MessageState.PREPARED, MessageState.FAILED, MessageState.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows or texts of one kind."""

    what: str
    count: int


@dataclass
class ErasurePlan:
    """What an erasure takes out of the record, before or after it was done."""

    person: str
    becomes: str
    removal: Removal
    naming: Naming
    counts: Counter[str] = field(default_factory=Counter)
    maybe: list[str] = field(default_factory=list)
    acted: int = 0

    @property
    def removed(self) -> list[Count]:
        """The rows that go, by kind."""
        kinds = Counter(noun for noun, _ in self.removal.rows)
        return [Count(_in_words(noun), number) for noun, number in sorted(kinds.items())]

    @property
    def replaced(self) -> list[Count]:
        """The texts that lose the name, by kind of row and column."""
        return [Count(what, number) for what, number in sorted(self.counts.items())]


def plan_erasure(
    session: Session,
    person: Person,
    also: Iterable[str] = (),
    *,
    progress: Progress = lambda *_: None,
) -> ErasurePlan:
    """What goes with a person, of whose name `also` are other forms.

    Raises NotAllowed for one that is erased already, or to whom a message is being sent.
    """
    _require_erasable(session, person)
    place = person.__tablename__, str(person.id)
    naming = Naming((person.name, person.email, *also), person.key)
    plan = ErasurePlan(person.full_name, f"erased-{person.id}", Removal(place), naming)
    plan.removal.rows = list(_own_rows(session, person))
    for table in (*trailed_tables(), Base.metadata.tables["busy_times"]):
        _plan_table(session, plan, table, person.id)
    _plan_entries(session, plan, person.id, progress)
    return plan


def _require_erasable(session: Session, person: Person) -> None:
    act = f"erasing {person.full_name}"
    if person.name == ERASED:
        raise NotAllowed(act, "they are erased already", "there is nothing to do")
    messages = Base.metadata.tables["message"]
    going = select(messages.c.id).where(
        messages.c.person_id == person.id, messages.c.state == MessageState.SENDING
    )
    if session.scalar(going) is not None:
        remedy = "wait for it, or end it with: scheduler outbox"
        raise NotAllowed(act, "a message to them is being sent", remedy)


def _own_rows(session: Session, person: Person) -> Iterator[Place]:
    for name in _OWN:
        table = Base.metadata.tables[name]
        is_theirs = table.c.person_id == person.id
        if name == "busy_calendar":
            is_theirs |= table.c.name == person.name
        for key in session.scalars(select(table.c.id).where(is_theirs).order_by(table.c.id)):
            yield name, str(key)


def _plan_table(session: Session, plan: ErasurePlan, table: Table, person_id: int) -> None:
    keys = list(table.primary_key.columns)
    said = [column for column in table.columns if _holds_words(column)]
    if not said:
        return
    extra = [table.c[name] for name in ("person_id", "meeting_id", "state") if name in table.c]
    chosen = select(*{one.name: one for one in (*keys, *said, *extra)}.values())
    going, names = set(plan.removal.rows), [one.name for one in said]
    for row in session.execute(chosen.execution_options(yield_per=500)).mappings():
        place = table.name, "/".join(str(row[key.name]) for key in keys)
        if place in going:
            continue
        new = _without(plan, table.name, dict(row), names, person_id)
        if table.name != "person":
            left = {**row, **new}
            may_speak = [name for name in names if plan.naming.may_be_in(str(left[name]))]
            plan.maybe += (f"{_called(session, table, left)}: {name}" for name in may_speak)
        if new:
            plan.removal.columns[place] = new
            plan.counts.update(f"{_in_words(table.name)}: {_in_words(name)}" for name in new)


def _called(session: Session, table: Table, row: dict[str, Any]) -> str:
    """For example "agenda item Trade of SOM-2027-1"."""
    name = next((row[name] for name in _CALLED if row.get(name)), row.get("id", ""))
    meeting = session.get(Meeting, row["meeting_id"]) if row.get("meeting_id") else None
    return f"{_in_words(table.name)} {name}" + (f" of {meeting.name}" if meeting else "")


def _holds_words(column: Column[Any]) -> bool:
    is_text = isinstance(column.type, String) and not hasattr(column.type, "enums")
    return (is_text or isinstance(column.type, JSON)) and not column.primary_key


def _without(
    plan: ErasurePlan, noun: str, row: dict[str, Any], said: list[str], person_id: int
) -> dict[str, Any]:
    """The columns of a row that are to be other than they are."""
    if noun == "person":
        blank = {"name": ERASED, "key": plan.becomes, "honorific": "", "email": ""}
        new = blank if row["id"] == person_id else {}
    else:
        new = {name: plan.naming.taken_out(row[name], plan.becomes) for name in said}
    is_theirs = noun in _MAIL and row["person_id"] == person_id
    if noun == "message" and (is_theirs or plan.naming.is_in_mail(row["mail"])):
        new |= _emptied_message(row, is_theirs=is_theirs)
    if noun == "calendar_reply" and is_theirs:
        new |= dict.fromkeys(_FROM_THEM, ERASED)
    return {name: value for name, value in new.items() if value != row.get(name)}


def _emptied_message(row: dict[str, Any], *, is_theirs: bool) -> dict[str, Any]:
    # A message that waits would go out without its words: it is prepared anew where it is wanted.
    state = MessageState.DISCARDED if row["state"] in _UNSENT else row["state"]
    emptied: dict[str, Any] = {"mail": ERASED, "state": state}
    if is_theirs:
        emptied |= {"recipient_name": ERASED, "address": ERASED, "answer": ERASED, "facts": {}}
    return emptied


def _plan_entries(session: Session, plan: ErasurePlan, person_id: int, progress: Progress) -> None:
    """Which entries of the trail say something of them."""
    theirs = {plan.removal.person, *plan.removal.rows}
    named = f'"person_id":{person_id}'
    for entry in entries_of(session):
        progress("entries", entry.position, 0)
        plan.acted += plan.naming.is_in(entry.officer)
        if entry.content is None:
            continue
        place = entry.noun, entry.key
        if entry.noun in (*_OWN, *_MAIL) and _names_key(entry.content, named):
            theirs.add(place)
        if place in theirs or _says(plan.naming, entry):
            plan.removal.entries.append(entry.position)
            plan.removal.touched.add(place)


def _names_key(content: str, named: str) -> bool:
    return f"{named}," in content or f"{named}}}" in content


def _says(naming: Naming, entry: ChainEntry) -> bool:
    content = entry.content or ""
    if naming.is_in(content):
        return True
    return entry.noun == "message" and '"mail":' in content and _says_in_mail(naming, content)


def _says_in_mail(naming: Naming, content: str) -> bool:
    said = json.loads(content)
    mails = (said[when].get("mail") for when in ("before", "after"))
    return any(naming.is_in_mail(mail) for mail in mails if mail)


def _in_words(name: str) -> str:
    return name.replace("_", " ")

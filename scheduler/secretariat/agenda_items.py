"""What an agenda item holds besides its place: words, leads of each party, documents, thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue, NotFound, Severity
from scheduler.model.agenda import AgendaItem, Document, Lead, Thread
from scheduler.model.body import Body
from scheduler.model.partnership import Partnership, Party
from scheduler.model.vocabulary import ItemKind, ItemState
from scheduler.papers.audience import Reach
from scheduler.papers.clean import is_followable
from scheduler.papers.words import day_in_words
from scheduler.secretariat.audiences import owner_of
from scheduler.secretariat.texts import one_line, prose

_COLUMNS = (
    *("title", "section", "kind", "state"),
    *("minutes_planned", "minutes_used", "reach", "record"),
)
HAPPENED = (ItemState.DISCUSSED, ItemState.DECIDED)


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A paper that an item refers to; the address may be empty."""

    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ItemEdit:
    """What an officer says of an item; None leaves it as it is.

    `leads` holds the body that leads for a party, None to take the lead away. A document of a
    title that is there replaces it. An empty `thread` or `section` takes the item out of it.
    """

    title: str | None = None
    section: str | None = None
    kind: ItemKind | None = None
    state: ItemState | None = None
    minutes_planned: int | None = None
    leads: Mapping[Party, Body | None] = field(default_factory=dict)
    documents: Sequence[NewDocument] = ()
    dropped_documents: Sequence[str] = ()
    thread: str | None = None
    reach: Reach | None = None
    minutes_used: int | None = None
    record: str | None = None

    @property
    def is_of_the_record(self) -> bool:
        """True if it says only what happened: what was said, how long, what became of the item."""
        return self == ItemEdit(
            minutes_used=self.minutes_used, record=self.record, state=self.state
        )

    @property
    def tells_what_happened(self) -> bool:
        """True if it says something that only the day of the meeting can tell."""
        was_said = self.record is not None or self.minutes_used is not None
        return was_said or self.state in HAPPENED


def apply_edit(session: Session, item: AgendaItem, edit: ItemEdit) -> None:
    """Let the item say what the edit says; raises InvalidValue for what it cannot hold."""
    # Half an edit must not reach the database: an own item without its party breaks a constraint.
    with session.no_autoflush:
        _apply_words(session, item, edit)
        _apply_lists(item, edit)


def begins_thread(session: Session, partnership: Partnership, key: str | None) -> list[Finding]:
    """A note if nobody used that key of a thread before, or if it was closed.

    The first may be a slip of the pen; a closed one is open again once an item follows it.
    """
    threads = session.scalars(_threads(partnership)).all() if key else ()
    known = [thread.key for thread in threads]
    there = next((one for one in threads if one.key.lower() == (key or "").strip().lower()), None)
    if there is not None and there.closed_on is not None:
        since = day_in_words(there.closed_on)
        words = f"the thread {there.key!r} was closed on {since} and is open again"
        return [Finding(Severity.NOTE, words)]
    if not key or there is not None:
        return []
    others = f"; there were: {', '.join(known)}" if known else ""
    return [Finding(Severity.NOTE, f"the thread {key!r} is new{others}")]


def thread_called(session: Session, partnership: Partnership, key: str, title: str) -> Thread:
    """The thread of that key, open again if it was closed; a new key begins one of that title."""
    key = one_line("--thread", key)
    there = session.scalar(_threads(partnership).where(func.lower(Thread.key) == key.lower()))
    if there is None:
        return Thread(partnership=partnership, key=key, title=title)
    there.closed_on = None
    return there


def said(edit: ItemEdit) -> dict[str, str]:
    """What the edit says, by the name of what it changes."""
    words = {name: str(value) for name in _COLUMNS if (value := getattr(edit, name)) is not None}
    words |= {f"lead {party.code}": body.code if body else "" for party, body in edit.leads.items()}
    if edit.documents or edit.dropped_documents:
        words["documents"] = ", ".join(document.title for document in edit.documents)
    if edit.thread is not None:
        words["thread"] = edit.thread
    return words


def standing(item: AgendaItem, names: Sequence[str]) -> dict[str, str]:
    """What the item says under these names."""
    words = {name: str(getattr(item, name)) for name in _COLUMNS}
    words |= {f"lead {lead.party.code}": lead.body.code for lead in item.leads}
    words["documents"] = ", ".join(document.title for document in item.documents)
    words["thread"] = item.thread.key if item.thread else ""
    return {name: words.get(name, "") for name in names}


def _apply_words(session: Session, item: AgendaItem, edit: ItemEdit) -> None:
    along = [one for one in item.documents if (one.reach, one.party) == (item.reach, item.party)]
    for name in _COLUMNS:
        value = getattr(edit, name)
        if value is not None:
            setattr(item, name, _clean(name, value))
    # Words kept of a discussion say that there was one.
    if (edit.record or edit.minutes_used) and item.state is ItemState.OPEN:
        item.state = ItemState.DISCUSSED
    if edit.reach is not None:
        item.party = owner_of(edit.reach, item.meeting.partnership)
        for document in along:
            document.reach, document.party = item.reach, item.party
    if edit.thread is not None:
        partnership = item.meeting.partnership
        item.thread = (
            thread_called(session, partnership, edit.thread, item.title) if edit.thread else None
        )


def _apply_lists(item: AgendaItem, edit: ItemEdit) -> None:
    for party, body in edit.leads.items():
        _set_lead(item, party, body)
    for title in edit.dropped_documents:
        item.documents.remove(_document(item, title))
    for document in edit.documents:
        _put_document(item, document)


def _clean(name: str, value: object) -> object:
    match name, value:
        case "title", str(text):
            return one_line("the title", text)
        case "section", str(text):
            return one_line("the section", text) if text.strip() else ""
        case "record", str(text):
            return prose("the record", text)
    return value


def _set_lead(item: AgendaItem, party: Party, body: Body | None) -> None:
    if body is not None and body.party_id != party.id:
        expected = f"a body of {party.code}, not of {body.party.code}"
        raise InvalidValue("--lead", f"{party.code}={body.code}", expected)
    lead = next((lead for lead in item.leads if lead.party_id == party.id), None)
    if body is None:
        if lead:
            item.leads.remove(lead)
    elif lead:
        lead.body = body
    else:
        item.leads.append(Lead(party=party, body=body))


def _put_document(item: AgendaItem, new: NewDocument) -> None:
    title, address = one_line("the title of the document", new.title), new.address.strip()
    if address and (not is_followable(address) or address.lower().startswith("mailto:")):
        expected = "one that begins with https:// or http://"
        raise InvalidValue(f"the address of the document {title!r}", address, expected)
    there = next((one for one in item.documents if one.title == title), None)
    if there:
        there.address = address
        there.file = None if address else there.file
    else:
        document = Document(title=title, address=address, reach=item.reach, party=item.party)
        item.documents.append(document)


def _document(item: AgendaItem, title: str) -> Document:
    found = next((one for one in item.documents if one.title == title.strip()), None)
    if found is None:
        raise NotFound("document", title, [one.title for one in item.documents])
    return found


def _threads(partnership: Partnership) -> Select[Thread]:
    return select(Thread).where(Thread.partnership_id == partnership.id)

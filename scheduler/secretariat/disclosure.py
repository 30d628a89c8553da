"""Pieces of the record for a request for access to documents: by subject, period and body."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import NotFound
from scheduler.model.agenda import AgendaItem, Thread
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.papers.audience import Reader, refuse_leaks
from scheduler.papers.disclosure import DisclosureBundle, DisclosurePiece, bars_in_words
from scheduler.papers.words import day_in_words
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.disclosed_texts import Found, found_in
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.texts import folded
from scheduler.store.audit import note_act


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request is about; what is not said does not narrow it. Both days count.

    A piece is on the subject if it has any of the words, whatever their case and accents.
    """

    words: tuple[str, ...] = ()
    thread: Thread | None = None
    since: date | None = None
    until: date | None = None
    body: Body | None = None
    leave_out: tuple[str, ...] = field(default=())


def disclosure_bundle(
    session: Session, partnership: Partnership, asked: Asked, *, today: date
) -> DisclosureBundle:
    """All that the home party may read of what was asked for, by meeting and agenda item.

    Raises NotFound where a piece that is to be left out is not among them.
    """
    reader = Reader(home_party(partnership).code)
    pieces = _without(_pieces(session, partnership, asked, reader), asked.leave_out)
    bundle = DisclosureBundle(
        partnership=partnership.name,
        reader=reader,
        reader_name=home_party(partnership).name,
        prepared_on=today,
        marking=f"Working copy of {reader}: not disclosed",
        asked=tuple(_in_words(asked)),
        pieces_found=tuple(pieces),
    )
    refuse_leaks("the disclosure bundle", reader, bundle.pieces())
    return bundle


def note_disclosure(
    session: Session,
    partnership: Partnership,
    bundle: DisclosureBundle,
    action: str,
    file: tuple[str, bytes] | None = None,
) -> None:
    """Leave in the trail what was found for a request, and into which file it was written.

    `action` is what was done with the pieces; a file has its name and its content, of which the
    hash is kept.
    """
    what = {
        "asked": "; ".join(f"{label}: {value}" for label, value in bundle.asked) or "everything",
        action: ", ".join(piece.key for piece in bundle.pieces_found) or "nothing",
        "covered": bars_in_words(bundle.bars),
    }
    if file:
        what |= {"file": file[0], "sha256": hashlib.sha256(file[1]).hexdigest()}
    note_act(session, partnership, action, what)


def _pieces(
    session: Session, partnership: Partnership, asked: Asked, reader: Reader
) -> list[DisclosurePiece]:
    meetings = _meetings(partnership, asked)
    names = _labels(session, meetings)
    found = [one for one in found_in(session, meetings, reader, names) if _is_asked(one, asked)]
    return [one.piece for one in sorted(found, key=lambda one: one.order)]


def _meetings(partnership: Partnership, asked: Asked) -> Select[int]:
    chosen = select(Meeting.id).where(Meeting.partnership_id == partnership.id)
    if asked.since:
        chosen = chosen.where(Meeting.day >= asked.since)
    if asked.until:
        chosen = chosen.where(func.coalesce(Meeting.last_day, Meeting.day) <= asked.until)
    return chosen


def _labels(session: Session, meetings: Select[int]) -> Mapping[int, str]:
    """The label of each agenda item, by its id."""
    agendas: dict[int, list[AgendaItem]] = defaultdict(list)
    chosen = (
        select(AgendaItem)
        .where(AgendaItem.meeting_id.in_(meetings))
        .options(
            joinedload(AgendaItem.meeting).joinedload(Meeting.series),
            joinedload(AgendaItem.thread),
            joinedload(AgendaItem.party),
        )
        .order_by(AgendaItem.position)
    )
    for item in session.scalars(chosen):
        agendas[item.meeting_id].append(item)
    return {
        item.id: label
        for agenda in agendas.values()
        for item, label in zip(agenda, labels(agenda), strict=True)
    }


def _is_asked(one: Found, asked: Asked) -> bool:
    if asked.body and asked.body.id not in one.bodies:
        return False
    if asked.thread and one.thread_id != asked.thread.id:
        return False
    text = folded(" ".join(one.piece.texts))
    return not asked.words or any(folded(word) in text for word in asked.words)


def _without(pieces: Sequence[DisclosurePiece], keys: Sequence[str]) -> list[DisclosurePiece]:
    known = [piece.key for piece in pieces]
    for key in keys:
        if key not in known:
            raise NotFound("piece", key, known)
    return [piece for piece in pieces if piece.key not in keys]


def _in_words(asked: Asked) -> Iterator[tuple[str, str]]:
    """What was asked for, as a label and its words."""
    if asked.words:
        yield "Words", " or ".join(asked.words)
    if asked.thread:
        yield "Thread", asked.thread.title
    if asked.since:
        yield "From", day_in_words(asked.since)
    if asked.until:
        yield "Up to", day_in_words(asked.until)
    if asked.body:
        yield "Body", asked.body.code
    if asked.leave_out:
        yield "Left out", ", ".join(asked.leave_out)

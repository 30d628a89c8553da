"""Briefing packs and notes: bound from the record for one reader, and walled off from the other."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import Finding, InvalidValue, NotAllowed
from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.audience import Reader, refuse_leaks
from scheduler.papers.edition import PackKind
from scheduler.papers.language import Language
from scheduler.papers.pack import BriefingNote, BriefingPack
from scheduler.papers.parts import ItemNote
from scheduler.papers.words import listed
from scheduler.secretariat.annexes import GivenAnnex, annexes_for
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.biographies import biographies_for
from scheduler.secretariat.item_labels import label_of
from scheduler.secretariat.markings import marking_of
from scheduler.secretariat.matters_arising import matters_for
from scheduler.secretariat.naming import find_party
from scheduler.secretariat.pack_extras import with_what_is_known
from scheduler.secretariat.paper_parts import (
    facts_of,
    items_for,
    name_of,
    notes_for,
    sources_of,
    uncleared,
)
from scheduler.secretariat.paper_people import members_for, participants_for

PUBLIC_WORD = "public"


def reader_of(partnership: Partnership, word: str | None) -> Reader:
    """For whom a paper is made: a party by its code, "public", or the home party if not said."""
    if word is None:
        return Reader(home_party(partnership).code)
    if word.casefold() == PUBLIC_WORD:
        return Reader(None)
    return Reader(find_party(partnership, word).code)


def bound_for(
    partnership: Partnership, kind: PackKind | None, word: str | None
) -> tuple[PackKind, Reader]:
    """What kind of pack is meant, and who reads it; raises InvalidValue where the two differ.

    Without a kind, the home party's is the chair's, another party's the partner's.
    """
    home = home_party(partnership).code
    if kind is PackKind.PUBLIC and word is None:
        return kind, Reader(None)
    if kind is PackKind.PARTNER and word is None:
        others = [party.code for party in partnership.parties if party.code != home]
        if len(others) != 1:
            raise InvalidValue("--kind", "partner", f"--for with one of {listed(others)}")
        return kind, Reader(others[0])
    reader = reader_of(partnership, word)
    theirs = {None: PackKind.PUBLIC, home: PackKind.CHAIR}.get(reader.party, PackKind.PARTNER)
    if kind not in (None, theirs) and not (kind is PackKind.DELEGATION and reader.party):
        raise InvalidValue("--kind", str(kind), f"{theirs} for {reader}")
    return kind or theirs, reader


def briefing_pack(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    *,
    today: date,
    with_date_explained: bool = False,
    kind: PackKind = PackKind.CHAIR,
    cleared_only: bool = False,
    files: Sequence[GivenAnnex] = (),
    spoken: Language | None = None,
) -> BriefingPack:
    """The pack of a meeting for one reader; raises AudienceLeak before it leaves this function.

    The annex that explains the date is the home party's own. `files` are bound in after the
    documents of items. Drafts are marked as such, or left out where only what is cleared is wanted.
    """
    items = items_for(session, meeting, reader)
    members = members_for(session, meeting, reader)
    commitments = matters_for(session, meeting, reader, today=today, spoken=spoken)
    annexes = (_date_explained(session, meeting, today),) if with_date_explained else ()
    notes = (*notes_for(session, meeting, reader, items, cleared_only=cleared_only), *annexes)
    pack = BriefingPack(
        meeting=facts_of(meeting, reader, spoken),
        reader=reader,
        reader_name=name_of(meeting.partnership, reader),
        prepared_on=today,
        marking=marking_of(meeting.partnership, notes),
        delegations=participants_for(meeting, members, reader),
        agenda=tuple(line for _, line in items),
        notes=notes,
        commitments=tuple(commitments),
        sources=sources_of(session, meeting, members, commitments),
        biographies=biographies_for(session, meeting, members, reader, today=today)[0],
        kind=kind,
        annexes=annexes_for(session, meeting, items, reader, files),
    )
    whole = with_what_is_known(session, meeting, pack, today=today)
    refuse_leaks(f"the briefing pack of {meeting.name}", reader, whole.pieces())
    return whole


def meetings_to_pack(
    session: Session, *, series: Series | None, since: date | None, until: date | None
) -> Sequence[Meeting]:
    """The meetings that have a day and are not cancelled, by day; both ends are included."""
    chosen = select(Meeting).where(
        Meeting.day.is_not(None), Meeting.state != MeetingState.CANCELLED
    )
    if series:
        chosen = chosen.where(Meeting.series_id == series.id)
    if since:
        chosen = chosen.where(Meeting.day >= since)
    if until:
        chosen = chosen.where(Meeting.day <= until)
    ordered = chosen.order_by(Meeting.day, Meeting.code).options(joinedload(Meeting.series))
    return session.scalars(ordered).all()


def left_out_drafts(session: Session, meeting: Meeting, reader: Reader) -> list[Finding]:
    """A warning for each text that a pack of what is cleared alone leaves out."""
    return [*uncleared(session, meeting, reader, items_for(session, meeting, reader))]


def _date_explained(session: Session, meeting: Meeting, today: date) -> ItemNote:
    from scheduler.secretariat.date_annex import date_annex  # noqa: PLC0415 -- brings the planner

    return date_annex(session, meeting, today=today)


def briefing_note(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    *,
    item: AgendaItem | None,
    today: date,
    spoken: Language | None = None,
) -> BriefingNote:
    """The notes of a meeting, or of one agenda item, for one reader.

    Raises NotAllowed where nothing is written that the reader may see.
    """
    label = label_of(session, item) if item else None
    notes = notes_for(session, meeting, reader, items_for(session, meeting, reader))
    if label is not None:
        notes = tuple(note for note in notes if note.number == label)
    if not notes:
        on = meeting.name if label is None else f"item {label} of {meeting.name}"
        raise NotAllowed(
            f"building the briefing note on {on}",
            f"nothing is written that {reader} may read",
            "write it with: scheduler note set",
        )
    note = BriefingNote(
        meeting=facts_of(meeting, reader, spoken),
        reader=reader,
        reader_name=name_of(meeting.partnership, reader),
        prepared_on=today,
        marking=marking_of(meeting.partnership, notes),
        notes=notes,
    )
    refuse_leaks(f"the briefing note on {meeting.name}", reader, note.pieces())
    return note

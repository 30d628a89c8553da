"""Every text of the record as a piece of a disclosure: who wrote it, who may read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from scheduler.imports.markdown import parse_markdown
from scheduler.model.agenda import AgendaItem, Document
from scheduler.model.body import Body
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Outcome
from scheduler.model.vocabulary import ContributionState
from scheduler.papers.audience import JOINT, PUBLIC, Audience, Reader, own
from scheduler.papers.blocks import Heading, RichText, Span, plain
from scheduler.papers.disclosure import DisclosurePiece, PieceKind
from scheduler.papers.parts import Section
from scheduler.papers.redaction import unmarked
from scheduler.secretariat.audiences import readable_by
from scheduler.secretariat.dates import when
from scheduler.secretariat.meetings import short_name

RECORDED, KEPT = "recorded", "kept"
Meetings = Select[int]
Labels = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A piece with what it is chosen by: its bodies and its thread, and its place among others."""

    piece: DisclosurePiece
    bodies: frozenset[int]
    thread_id: int | None
    order: tuple[str, int, int, int, int]


def found_in(
    session: Session, meetings: Meetings, reader: Reader, labels: Labels
) -> Iterator[Found]:
    """Each piece of these meetings that the reader may see; `labels` are those of all items."""
    for one in (
        *_documents(session, meetings, labels),
        *_notes(session, meetings, reader, labels),
        *_contributions(session, meetings, labels),
        *_records(session, meetings, labels),
        *_outcomes(session, meetings, reader),
    ):
        if reader.may_read(one.piece.audience):
            yield one


@dataclass(frozen=True, slots=True)
class _Text:
    """A text before it is a piece."""

    id: int
    kind: PieceKind
    title: str
    text: RichText
    audience: Audience
    state: str
    body: Body | None = None
    helpers: tuple[int, ...] = ()
    marking: str = ""
    source: str = ""


def _found(meeting: Meeting, item: AgendaItem | None, of: _Text) -> Found:
    thread = item.thread if item else None
    piece = DisclosurePiece(
        key=f"{of.kind}-{of.id}",
        kind=of.kind,
        title=unmarked(of.title),
        meeting=meeting.name,
        when=when(meeting),
        day=meeting.day,
        thread=unmarked(thread.title) if thread else "",
        author=unmarked(short_name(of.body, meeting)) if of.body else "",
        state=of.state,
        marking=of.marking,
        audience=of.audience,
        source=unmarked(of.source),
        text=of.text,
    )
    day = meeting.day.isoformat() if meeting.day else "9"
    position = item.position if item else 0
    place = list(PieceKind).index(of.kind)
    bodies = frozenset((*of.helpers, *([of.body.id] if of.body else ())))
    order = (day, meeting.id, position, place, of.id)
    return Found(piece, bodies, thread.id if thread else None, order)


def _rich(text: str) -> RichText:
    return parse_markdown(unmarked(text))


def _on(item: AgendaItem | None, labels: Labels) -> str:
    return f"on item {labels[item.id]}, {item.title}" if item else "on the meeting as a whole"


def _documents(session: Session, meetings: Meetings, labels: Labels) -> Iterator[Found]:
    chosen = (
        select(Document)
        .join(Document.item)
        .where(AgendaItem.meeting_id.in_(meetings))
        .options(joinedload(Document.item), joinedload(Document.party))
    )
    for one in session.scalars(chosen):
        where = one.address or "its file is kept in the record"
        title = f"Document {_on(one.item, labels)}: {one.title}"
        is_narrow = one.item.party is not None
        audience = one.item.audience if is_narrow else one.audience
        said = plain(unmarked(f"{one.title} ({where})"))
        text = _Text(one.id, PieceKind.DOCUMENT, title, said, audience, KEPT)
        yield _found(one.item.meeting, one.item, text)


def _notes(session: Session, meetings: Meetings, reader: Reader, labels: Labels) -> Iterator[Found]:
    chosen = (
        select(BriefingSection)
        .where(BriefingSection.meeting_id.in_(meetings), readable_by(reader, BriefingSection))
        .options(
            joinedload(BriefingSection.item),
            joinedload(BriefingSection.party),
            joinedload(BriefingSection.meeting),
            joinedload(BriefingSection.author).selectinload(Body.names),
        )
    )
    for one in session.scalars(chosen):
        text = _Text(
            one.id,
            PieceKind.NOTE,
            f"{one.section.heading} {_on(one.item, labels)}",
            _rich(one.text),
            one.audience,
            str(one.state),
            body=one.author,
            marking=one.marking or one.meeting.partnership.marking,
            source=one.source,
        )
        yield _found(one.meeting, one.item, text)


def _contributions(session: Session, meetings: Meetings, labels: Labels) -> Iterator[Found]:
    chosen = (
        select(Contribution)
        .where(Contribution.meeting_id.in_(meetings), Contribution.state != ContributionState.ASKED)
        .options(
            joinedload(Contribution.item),
            joinedload(Contribution.body).joinedload(Body.party),
            joinedload(Contribution.body).selectinload(Body.names),
        )
    )
    for one in session.scalars(chosen):
        text = _Text(
            one.id,
            PieceKind.CONTRIBUTION,
            f"Contribution {_on(one.item, labels)}",
            _by_section(one.texts),
            own(one.body.party.code),
            str(one.state),
            body=one.body,
            source=one.author,
        )
        yield _found(one.meeting, one.item, text)


def _by_section(texts: Mapping[str, str]) -> RichText:
    parts = [(section, texts[section]) for section in Section if section in texts]
    return tuple(
        block
        for section, text in parts
        for block in (Heading(1, (Span(section.heading),)), *_rich(text))
    )


def _records(session: Session, meetings: Meetings, labels: Labels) -> Iterator[Found]:
    chosen = select(AgendaItem).where(AgendaItem.meeting_id.in_(meetings), AgendaItem.record != "")
    for item in session.scalars(chosen):
        # That an item is public does not make what was said under it public.
        audience = JOINT if item.audience == PUBLIC else item.audience
        title = f"What was said {_on(item, labels)}"
        text = _Text(item.id, PieceKind.RECORD, title, _rich(item.record), audience, RECORDED)
        yield _found(item.meeting, item, text)


def _outcomes(session: Session, meetings: Meetings, reader: Reader) -> Iterator[Found]:
    chosen = (
        select(Outcome)
        .where(Outcome.meeting_id.in_(meetings), readable_by(reader, Outcome))
        .options(
            joinedload(Outcome.meeting).joinedload(Meeting.series),
            joinedload(Outcome.item),
            joinedload(Outcome.party),
            joinedload(Outcome.commitment).joinedload(Commitment.owner).selectinload(Body.names),
            joinedload(Outcome.commitment).selectinload(Commitment.contributors),
            joinedload(Outcome.commitment)
            .selectinload(Commitment.chain)
            .joinedload(CommitmentLink.party),
        )
    )
    for one in session.scalars(chosen):
        yield _found(one.meeting, one.item, _outcome(one))
        for link in one.commitment.chain if one.commitment else ():
            if link.text:
                yield _found(one.meeting, one.item, _report(one, link))


def _outcome(one: Outcome) -> _Text:
    """As decided, and as a commitment says it now where that is something else."""
    owed = one.commitment
    said = plain(unmarked(one.text))
    if owed and owed.text != one.text:
        said += plain(unmarked(f"Now: {owed.text}"))
    return _Text(
        one.id,
        PieceKind.OUTCOME,
        f"{str(one.kind).capitalize()} {one.reference}",
        said,
        one.audience,
        RECORDED,
        body=owed.owner if owed else None,
        helpers=_helpers(owed),
    )


def _report(one: Outcome, link: CommitmentLink) -> _Text:
    return _Text(
        link.id,
        PieceKind.REPORT,
        f"What was {link.kind} on {one.reference}",
        plain(unmarked(link.text)),
        link.audience,
        RECORDED,
        body=link.commitment.owner,
        helpers=_helpers(link.commitment),
    )


def _helpers(owed: Commitment | None) -> tuple[int, ...]:
    return tuple(helper.body_id for helper in owed.contributors) if owed else ()

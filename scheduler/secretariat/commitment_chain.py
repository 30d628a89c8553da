"""The story of a commitment, for the officer or for a reader of one side."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session, selectinload

from scheduler.errors import InvalidValue, NotFound
from scheduler.model.outcome import Commitment, CommitmentLink
from scheduler.model.vocabulary import LinkKind
from scheduler.papers.audience import Reader
from scheduler.papers.chain import ChainEvent, ChainStory, Relative
from scheduler.secretariat.commitments import day_of_step, find_commitment, with_reference
from scheduler.secretariat.dates import when
from scheduler.secretariat.dues import Dues, is_late
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.register import with_everything


def chain_story(
    session: Session, reference: str, *, reader: Reader | None = None, today: date
) -> ChainStory:
    """What was decided and what became of it, also of what is no commitment any more.

    For a reader without what is not for them, and without the names of officers. Raises NotFound
    for what there is not, or the reader may not see.
    """
    commitment = _find(session, reference)
    if reader is not None and not reader.may_read(commitment.outcome.audience):
        raise NotFound("commitment", reference)
    return _told(session, commitment, reader, today)


def _find(session: Session, reference: str) -> Commitment:
    outcome = with_reference(session, reference)
    if outcome is None:
        return find_commitment(session, reference)
    chosen = with_everything().where(Commitment.outcome_id == outcome.id)
    found = session.scalar(
        chosen.options(
            selectinload(Commitment.supersedes).joinedload(Commitment.outcome),
        )
    )
    if found is None:
        raise InvalidValue("the outcome", reference, f"a commitment; it is a {outcome.kind}")
    return found


def _told(
    session: Session, commitment: Commitment, reader: Reader | None, today: date
) -> ChainStory:
    outcome, meeting = commitment.outcome, commitment.outcome.meeting
    due = Dues(session).of(commitment)
    return ChainStory(
        reference=outcome.reference,
        kind=str(outcome.kind),
        text=commitment.text,
        decided=outcome.text,
        meeting=meeting.name,
        when=when(meeting),
        item=outcome.item.title if outcome.item else "",
        owner=short_name(commitment.owner, meeting) if commitment.owner else "",
        contributors=tuple(short_name(one.body, meeting) for one in commitment.contributors),
        due=str(due),
        decided_due=commitment.decided_due,
        state=str(commitment.state),
        late=is_late(commitment, today=today, due=due),
        earlier=tuple(_relative(one) for one in commitment.supersedes if _may_read(reader, one)),
        later=tuple(_relative(one) for one in _later(commitment) if _may_read(reader, one)),
        events=tuple(
            _event(link, reader)
            for link in commitment.chain
            if reader is None or reader.may_read(link.audience)
        ),
        audience=outcome.audience,
        prepared_on=today,
    )


def _event(link: CommitmentLink, reader: Reader | None) -> ChainEvent:
    meeting = link.meeting or link.commitment.outcome.meeting
    is_first = link.kind is LinkKind.DECIDED
    return ChainEvent(
        kind=str(link.kind),
        day=day_of_step(link),
        meeting=link.meeting.name if link.meeting else "",
        body=short_name(link.body, meeting) if link.body else "",
        text=link.commitment.outcome.text if is_first else link.text,
        link=link.address,
        file=link.sha256 or "",
        officer=link.officer if reader is None else "",
        audience=link.audience,
    )


def _later(commitment: Commitment) -> Iterator[Commitment]:
    one = commitment
    while one.superseded_by is not None:
        one = one.superseded_by
        yield one


def _relative(commitment: Commitment) -> Relative:
    return Relative(commitment.outcome.reference, commitment.text, str(commitment.state))


def _may_read(reader: Reader | None, commitment: Commitment) -> bool:
    return reader is None or reader.may_read(commitment.outcome.audience)

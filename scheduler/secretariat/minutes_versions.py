"""Versions of minutes and conclusions: the draft is sent round, and kept as it was.

The draft is the record as it stands. A version is frozen; a text that was adopted is amended by
sending the changed record round again, with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from scheduler.errors import InvalidValue, NotAllowed, NotFound
from scheduler.model.meeting import Meeting
from scheduler.model.minutes import MinutesComment, MinutesPiece, MinutesVersion
from scheduler.model.vocabulary import CommentState
from scheduler.papers.audience import Reach, Reader
from scheduler.papers.language import Language
from scheduler.papers.minutes import Minutes, TextKind
from scheduler.papers.words import day_in_words
from scheduler.secretariat.agenda_sheets import whole_agenda
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.conclusions import conclusions_of
from scheduler.secretariat.dates import local_day
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.minutes import minutes_of, told_of
from scheduler.secretariat.minutes_pieces import FrozenPiece, pieces_of, put_together
from scheduler.secretariat.naming import find_party
from scheduler.secretariat.texts import prose

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Round:
    """How a version goes round: the last day for comments, by silence or not, why again."""

    until: date
    is_silent: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A version as a list shows it; `comments` are those that are still open."""

    number: int
    state: str
    circulated_on: date
    officer: str
    comments_until: date
    by_silence: bool
    reason: str
    adopted_on: date | None
    adopted_by: str
    comments: int


def draft_of(
    session: Session,
    meeting: Meeting,
    kind: TextKind,
    reader: Reader,
    *,
    today: date,
    spoken: Language | None = None,
) -> Minutes:
    """The text as the record has it now."""
    made = conclusions_of if kind is TextKind.CONCLUSIONS else minutes_of
    return made(session, meeting, reader, today=today, spoken=spoken)


def versions_of(session: Session, meeting: Meeting, kind: TextKind) -> Sequence[MinutesVersion]:
    """The versions, oldest first."""
    chosen = select(MinutesVersion).where(
        MinutesVersion.meeting_id == meeting.id, MinutesVersion.kind == kind
    )
    with_pieces = selectinload(MinutesVersion.pieces).joinedload(MinutesPiece.party)
    return session.scalars(chosen.order_by(MinutesVersion.ordinal).options(with_pieces)).all()


def circulate(
    session: Session,
    meeting: Meeting,
    kind: TextKind,
    how: Round,
    spoken: Language,
    *,
    today: date,
    now: datetime,
    officer: str,
) -> MinutesVersion:
    """Freeze the draft as the next version, which goes round until a day.

    Raises InvalidValue for a day that has passed, and for a text that was adopted without a reason;
    NotAllowed where the last version says the same and is still out, or was adopted.
    """
    if how.until < today:
        raise InvalidValue("--until", how.until.isoformat(), "a day that is still to come")
    versions = versions_of(session, meeting, kind)
    reason = prose("--reason", how.reason)
    pieces = draft_pieces(session, meeting, kind, spoken, today=today)
    if versions:
        _require_news(versions, pieces, reason, today)
    version = MinutesVersion(
        meeting=meeting,
        kind=kind,
        ordinal=len(versions) + 1,
        at=now,
        officer=officer,
        language=spoken.code,
        comments_until=how.until,
        is_silent=how.is_silent,
        reason=reason,
        pieces=[_kept(piece, place, meeting) for place, piece in enumerate(pieces)],
    )
    session.add(version)
    session.flush()
    return version


def paper_of(
    session: Session,
    meeting: Meeting,
    kind: TextKind,
    reader: Reader,
    which: str | None,
    *,
    today: date,
    spoken: Language,
) -> Minutes:
    """A version for one reader, by its number; the draft where "draft" is said.

    Not said: the version that was adopted last, else the draft.
    """
    versions = versions_of(session, meeting, kind)
    version = named(meeting, kind, versions, which)
    paper = draft_of(session, meeting, kind, reader, today=today, spoken=spoken)
    if version is None:
        return paper
    told = put_together(paper, frozen(version), reader)
    opening = (*told_of(session, meeting, reader), *told.opening)
    return replace(told, opening=opening, status=status_of(version, reader, spoken))


def named(
    meeting: Meeting, kind: TextKind, versions: Sequence[MinutesVersion], which: str | None
) -> MinutesVersion | None:
    """The version of that number; None for the draft. Not said: what was adopted last."""
    if which is None:
        return next((one for one in reversed(versions) if one.adopted_on), None)
    if which.casefold() == DRAFT:
        return None
    found = next((one for one in versions if str(one.ordinal) == which), None)
    if found is None:
        known = [*(str(one.ordinal) for one in versions), DRAFT]
        raise NotFound(f"version of the {kind} of {meeting.name}", which, known)
    return found


def frozen(version: MinutesVersion) -> list[FrozenPiece]:
    """The pieces that a version keeps, in the order of print."""
    return [
        FrozenPiece(one.kind, one.text, one.facts, one.audience, one.item_key)
        for one in version.pieces
    ]


def status_of(version: MinutesVersion, reader: Reader, spoken: Language) -> str:
    """How far the version has come, in words; why it was amended is for the parties alone."""
    day = spoken.day(local_day(version.at, version.meeting))
    until = spoken.day(version.comments_until)
    if version.adopted_on:
        how = _how(version, spoken)
        told = spoken.say(
            "text_adopted", number=version.ordinal, day=spoken.day(version.adopted_on), how=how
        )
    else:
        key = "text_silent" if version.is_silent else "text_circulated"
        told = spoken.say(key, number=version.ordinal, day=day, until=until)
    if version.reason and reader.party is not None:
        return spoken.say("text_amended", status=told, reason=version.reason)
    return told


def row_of(session: Session, version: MinutesVersion) -> TextRow:
    """The version as a list shows it."""
    return TextRow(
        number=version.ordinal,
        state="adopted" if version.adopted_on else "circulated",
        circulated_on=local_day(version.at, version.meeting),
        officer=version.officer,
        comments_until=version.comments_until,
        by_silence=version.is_silent,
        reason=version.reason,
        adopted_on=version.adopted_on,
        adopted_by=_by(version),
        comments=len(comments_on(session, version, CommentState.OPEN)),
    )


def draft_pieces(
    session: Session, meeting: Meeting, kind: TextKind, spoken: Language, *, today: date
) -> list[FrozenPiece]:
    """The draft in pieces, as it would be frozen now."""
    home = home_party(meeting.partnership)
    others = [one for one in meeting.partnership.parties if one is not home]
    papers = [
        draft_of(session, meeting, kind, Reader(party.code), today=today, spoken=spoken)
        for party in (home, *others[:1])
    ]
    items = whole_agenda(session, meeting)
    said = {
        number: (item.id, item.record) for number, item in zip(labels(items), items, strict=True)
    }
    return list(pieces_of(_as_both_know(papers[0], papers[-1]), said))


def _as_both_know(ours: Minutes, theirs: Minutes) -> Minutes:
    """Our text, with nobody in what both read of whom only we know that they come."""
    absent = {item.line.number: item.absences for item in theirs.items}
    items = tuple(
        item
        if item.line.audience.reach is Reach.PARTY
        else replace(item, absences=absent.get(item.line.number, ()))
        for item in ours.items
    )
    return replace(ours, opening=theirs.opening, delegations=theirs.delegations, items=items)


def _kept(piece: FrozenPiece, place: int, meeting: Meeting) -> MinutesPiece:
    owner = piece.audience.party
    return MinutesPiece(
        position=place,
        item_key=piece.item_key,
        kind=piece.kind,
        text=piece.text,
        facts=dict(piece.facts),
        reach=piece.audience.reach,
        party=find_party(meeting.partnership, owner) if owner else None,
    )


def shared(pieces: Sequence[FrozenPiece]) -> list[FrozenPiece]:
    """What both parties agree on; one's own is one's own to change."""
    return [one for one in pieces if one.audience.reach is not Reach.PARTY]


def _require_news(
    versions: Sequence[MinutesVersion], pieces: Sequence[FrozenPiece], reason: str, today: date
) -> None:
    last = versions[-1]
    is_same = shared(pieces) == shared(frozen(last))
    act = f"sending the {last.kind} of {last.meeting.name} round"
    if is_same and last.adopted_on:
        raise NotAllowed(act, f"version {last.ordinal} was adopted as it is", "change it first")
    if is_same and last.comments_until >= today:
        until = day_in_words(last.comments_until)
        told = f"version {last.ordinal} says the same and is out until {until}"
        raise NotAllowed(act, told, "wait for comments")
    if any(one.adopted_on for one in versions) and not reason:
        raise InvalidValue("--reason", reason, "why a text that was adopted is amended")


def comments_on(
    session: Session, version: MinutesVersion, state: CommentState | None = None
) -> Sequence[MinutesComment]:
    """The comments on a version, as they came; those of one state alone."""
    chosen = select(MinutesComment).where(MinutesComment.minutes_version_id == version.id)
    if state:
        chosen = chosen.where(MinutesComment.state == state)
    return session.scalars(chosen.order_by(MinutesComment.ordinal)).all()


def _how(version: MinutesVersion, spoken: Language) -> str:
    if version.adopted_at:
        return version.adopted_at.name
    return spoken.say(f"adopted_by_{version.adopted_by}")


def _by(version: MinutesVersion) -> str:
    return version.adopted_at.name if version.adopted_at else str(version.adopted_by or "")

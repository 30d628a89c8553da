"""Comments on a version that went round: given by hand or read back from a Word file, settled."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import Finding, NotAllowed, NotFound, Severity
from scheduler.imports.markdown import parse_markdown
from scheduler.model.meeting import Meeting
from scheduler.model.minutes import MinutesComment, MinutesPiece, MinutesVersion
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import CommentKind, CommentState
from scheduler.papers.audience import Reader
from scheduler.papers.blocks import text_of
from scheduler.papers.minutes import PieceKind, TextKind
from scheduler.papers.tracked import TrackedChange
from scheduler.papers.words import day_in_words
from scheduler.secretariat.dates import local_day
from scheduler.secretariat.edits import require_version
from scheduler.secretariat.minutes_versions import versions_of
from scheduler.secretariat.texts import prose, some_prose

_SENT = (PieceKind.RECORD, PieceKind.OUTCOME, PieceKind.COMMITMENT)


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment as a list shows it; late is one that came after the last day."""

    number: int
    of: int
    party: str
    item: str
    kind: CommentKind
    text: str
    quote: str
    author: str
    came_on: date
    late: bool
    state: CommentState
    answer: str
    version: int


def add_comment(
    session: Session,
    meeting: Meeting,
    kind: TextKind,
    party: Party,
    change: TrackedChange,
    *,
    now: datetime,
    officer: str,
) -> MinutesComment:
    """Keep what a party wants otherwise in the last version, on an item if one is said.

    One that comes late is kept all the same. Raises NotAllowed where no version is out, NotFound
    for an item that the party does not find in it.
    """
    version = _that_is_out(session, meeting, kind)
    comment = MinutesComment(
        minutes_version=version,
        ordinal=1 + max((one.ordinal for one in comments_of(session, meeting, kind)), default=0),
        party=party,
        item=_item(version, party, change.item) if change.item else None,
        kind=CommentKind(change.kind),
        text=some_prose("the comment", change.text),
        quote=prose("the paragraph", change.quote),
        author=change.author,
        written_at=change.written_at,
        at=now,
        officer=officer,
        state=CommentState.OPEN,
        answer="",
    )
    session.add(comment)
    session.flush()
    return comment


def read_back(
    session: Session,
    meeting: Meeting,
    kind: TextKind,
    party: Party,
    changes: Sequence[TrackedChange],
    *,
    now: datetime,
    officer: str,
) -> list[MinutesComment]:
    """Keep each comment and change of a Word file that is not kept yet.

    What stands under a heading that the version does not have is kept without an item.
    """
    version = _that_is_out(session, meeting, kind)
    every = comments_of(session, meeting, kind)
    known = Counter(_said(one) for one in every if one.party is party)
    headings = {one.facts.get("number", "") for one in _headings(version, party)}
    made = []
    for change in changes:
        told = replace(change, text=prose("a comment", change.text))
        key = told.kind, told.text, told.quote, told.author, told.written_at
        if known[key]:
            known[key] -= 1  # the same words may be put in twice
            continue
        under = told if told.item in headings else told.without_item()
        made.append(add_comment(session, meeting, kind, party, under, now=now, officer=officer))
    return made


def untracked(
    session: Session, meeting: Meeting, kind: TextKind, party: Party, paragraphs: Sequence[str]
) -> Iterator[Finding]:
    """A warning for each text of the version that the file has otherwise without tracking it."""
    came = {_letters(one) for one in paragraphs}
    for piece in _read_by(_that_is_out(session, meeting, kind), party):
        if piece.kind not in _SENT:
            continue
        lines = filter(None, text_of(parse_markdown(piece.text)).split("\n"))
        gone = [line for line in lines if "\t" not in line and _letters(line) not in came]
        if gone:
            where = piece.facts.get("reference", "") or f"the {piece.kind}"
            said = f"words were changed without tracking: {gone[0][:60]!r} is not in the file"
            yield Finding(Severity.WARNING, said, where)


def comments_of(session: Session, meeting: Meeting, kind: TextKind) -> Sequence[MinutesComment]:
    """The comments on all versions of a text, in the order in which they came."""
    return session.scalars(
        select(MinutesComment)
        .join(MinutesComment.minutes_version)
        .where(MinutesVersion.meeting_id == meeting.id, MinutesVersion.kind == kind)
        .options(joinedload(MinutesComment.party), joinedload(MinutesComment.item))
        .order_by(MinutesComment.ordinal)
    ).all()


def find_comment(session: Session, meeting: Meeting, kind: TextKind, number: int) -> MinutesComment:
    """The comment of that number; NotFound with those there are."""
    every = comments_of(session, meeting, kind)
    found = next((one for one in every if one.ordinal == number), None)
    if found is None:
        known = [str(one.ordinal) for one in every]
        raise NotFound(f"comment on the {kind} of {meeting.name}", str(number), known)
    return found


def settle(
    comment: MinutesComment, state: CommentState, answer: str = "", *, version: int | None = None
) -> None:
    """Say what became of a comment, and why; an open one waits again."""
    yours = f"{state}: {answer}" if answer else str(state)
    require_version(
        f"comment {comment.ordinal}", comment, version, theirs=str(comment.state), yours=yours
    )
    comment.state, comment.answer = state, prose("the answer", answer)


def row_of(comment: MinutesComment) -> CommentRow:
    """The comment as a list shows it."""
    version = comment.minutes_version
    came_on = local_day(comment.at, version.meeting)
    return CommentRow(
        number=comment.ordinal,
        of=version.ordinal,
        party=comment.party.code,
        item=comment.item.facts.get("number", "") if comment.item else "",
        kind=comment.kind,
        text=comment.text,
        quote=comment.quote,
        author=comment.author,
        came_on=came_on,
        late=came_on > version.comments_until,
        state=comment.state,
        answer=comment.answer,
        version=comment.version,
    )


def _that_is_out(session: Session, meeting: Meeting, kind: TextKind) -> MinutesVersion:
    """The last version; NotAllowed where none went round, or it was adopted."""
    versions = versions_of(session, meeting, kind)
    act = f"commenting on the {kind} of {meeting.name}"
    if not versions:
        remedy = f"send it round: scheduler {kind} circulate {meeting.name} --until DAY"
        raise NotAllowed(act, "no version was sent round", remedy)
    last = versions[-1]
    if last.adopted_on:
        told = f"version {last.ordinal} was adopted on {day_in_words(last.adopted_on)}"
        remedy = f"change the record, then: scheduler {kind} circulate {meeting.name} --reason ..."
        raise NotAllowed(act, told, remedy)
    return last


def _read_by(version: MinutesVersion, party: Party) -> list[MinutesPiece]:
    reader = Reader(party.code)
    return [one for one in version.pieces if reader.may_read(one.audience)]


def _headings(version: MinutesVersion, party: Party) -> list[MinutesPiece]:
    return [one for one in _read_by(version, party) if one.kind is PieceKind.ITEM]


def _item(version: MinutesVersion, party: Party, number: str) -> MinutesPiece:
    headings = {one.facts.get("number", ""): one for one in _headings(version, party)}
    if number not in headings:
        what = f"item in version {version.ordinal} of the {version.kind}"
        raise NotFound(what, number, [*filter(None, headings)])
    return headings[number]


def _said(comment: MinutesComment) -> tuple[str, str, str, str, datetime | None]:
    return comment.kind, comment.text, comment.quote, comment.author, comment.written_at


def _letters(text: str) -> str:
    return "".join(text.split())

"""Matters arising: what comes before a meeting by itself, with a line for each that is proposed.

The line is written from the record each time, until an officer words it; even then the rest of the
entry is what the record says of the commitment. What is proposed is the home party's own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import NotAllowed
from scheduler.exports.languages import english
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, MatterArising
from scheduler.model.vocabulary import CommitmentState, LinkKind
from scheduler.papers.audience import Audience, Reach, Reader, own
from scheduler.papers.language import Language
from scheduler.papers.parts import ChainStep, CommitmentLine, ProposedLine
from scheduler.secretariat.audiences import home_party, narrower, owner_of
from scheduler.secretariat.commitment_lines import line_of, shown_to
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.dues import Dues
from scheduler.secretariat.edits import require_version
from scheduler.secretariat.register import open_before
from scheduler.secretariat.texts import prose


@dataclass(frozen=True, slots=True)
class Matter:
    """One entry: what was agreed, who owes it, what was reported, and the line for the meeting.

    `version` is that of the line that an officer worded; None where it is the record's own.
    """

    reference: str
    agreed: str
    decided: str
    owner: str
    contributors: tuple[str, ...]
    due: str
    late: bool
    reported: tuple[str, ...]
    line: str
    line_audience: Audience | None
    version: int | None
    audience: Audience


def matters_arising(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    *,
    today: date,
    spoken: Language | None = None,
) -> list[Matter]:
    """The entries for a reader, in the order in which they were decided.

    A reader of the other side gets the lines that an officer worded for them, and no others.
    """
    return [
        Matter(
            reference=line.reference,
            agreed=line.text,
            decided=line.decided,
            owner=line.owner,
            contributors=line.contributors,
            due=line.due,
            late=line.late,
            reported=tuple(step.text for step in line.history),
            line=proposed.text if proposed else "",
            line_audience=proposed.audience if proposed else None,
            version=worded.version if worded and proposed else None,
            audience=line.audience,
        )
        for line, proposed, worded in _entries(session, meeting, reader, today, spoken)
    ]


def matters_for(
    session: Session,
    meeting: Meeting,
    reader: Reader,
    *,
    today: date,
    spoken: Language | None = None,
) -> list[CommitmentLine]:
    """The entries as papers print them: the proposed line comes last in what became of each."""
    told = (spoken or english()).say
    return [
        replace(
            line,
            history=(
                *line.history,
                ProposedLine(told("proposed_line", line=proposed.text), proposed.audience),
            ),
        )
        if proposed
        else line
        for line, proposed, _ in _entries(session, meeting, reader, today, spoken)
    ]


def word_matter(
    session: Session,
    meeting: Meeting,
    commitment: Commitment,
    text: str,
    *,
    reach: Reach = Reach.PARTY,
    version: int | None = None,
) -> MatterArising | None:
    """Word the line of one entry; an empty text leaves it to the record again, and gives None.

    It goes no further than `reach`, and no further than the commitment. Raises NotAllowed for a
    commitment that does not come before the meeting.
    """
    outcome = commitment.outcome
    act = f"wording {outcome.reference} for {named_with_date(meeting)}"
    if commitment not in open_before(session, meeting.partnership, meeting):
        reason = _why_absent(commitment)
        raise NotAllowed(act, reason, f"see: scheduler agenda matters-arising {meeting.code}")
    worded = _worded(session, meeting).get(commitment.id)
    line = prose("the line", text)
    if worded is not None:
        require_version(act, worded, version, theirs=worded.line, yours=line)
    if not line:
        if worded is not None:
            session.delete(worded)
        return None
    worded = worded or MatterArising(meeting=meeting, commitment=commitment)
    worded.line = line
    worded.reach = narrower(reach, outcome.reach)
    worded.party = outcome.party or owner_of(worded.reach, meeting.partnership)
    session.add(worded)
    session.flush()
    return worded


_Entry = tuple[CommitmentLine, ChainStep | None, MatterArising | None]


def _entries(
    session: Session, meeting: Meeting, reader: Reader, today: date, spoken: Language | None
) -> Iterator[_Entry]:
    spoken, dues = spoken or english(), Dues(session)
    worded = _worded(session, meeting)
    home = home_party(meeting.partnership).code
    for commitment in open_before(session, meeting.partnership, meeting):
        line = line_of(commitment, today=today, spoken=spoken, dues=dues)
        if not reader.may_read(line.audience):
            continue
        shown, said = shown_to(reader, line), worded.get(commitment.id)
        proposed: ChainStep | None = None
        if said is not None and reader.may_read(said.audience):
            proposed = ChainStep(said.line, said.audience)
        elif reader.party == home:
            kinds = {link.kind for link in commitment.chain if reader.may_read(link.audience)}
            was_reported = LinkKind.REPORTED in kinds
            proposed = ChainStep(_proposed(shown, spoken, was_reported=was_reported), own(home))
        yield shown, proposed, said


def _worded(session: Session, meeting: Meeting) -> Mapping[int, MatterArising]:
    chosen = select(MatterArising).where(MatterArising.meeting_id == meeting.id)
    every = session.scalars(chosen.options(joinedload(MatterArising.party)))
    return {one.commitment_id: one for one in every}


def _proposed(line: CommitmentLine, spoken: Language, *, was_reported: bool) -> str:
    """What the meeting might say of it, from how it stands."""
    if not line.owner:
        return spoken.say("matter_nobody")
    if not line.due:
        return spoken.say("matter_no_due", owner=line.owner)
    key = "matter_late" if line.late else "matter_open"
    key = f"{key}_reported" if was_reported else key
    return spoken.say(key, owner=line.owner, due=line.due)


def _why_absent(commitment: Commitment) -> str:
    if commitment.state is not CommitmentState.OPEN:
        return f"it is {commitment.state}"
    return "it does not come before that meeting"

"""What a step of a commitment may say: a possible day, evidence, nothing that runs in a circle."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from scheduler.errors import InvalidValue, NotAllowed
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink
from scheduler.model.vocabulary import CommitmentState
from scheduler.papers.language import Language
from scheduler.papers.words import day_in_words
from scheduler.secretariat.dates import named_with_date

_SHOWN_OF_HASH = 12


def require_possible_day(
    commitment: Commitment, day: date | None, meeting: Meeting | None, *, now: datetime
) -> None:
    """Raise InvalidValue for what would have happened before it was decided, or is yet to come."""
    decided = commitment.outcome.meeting
    for option, on in (("--on", day), ("--at", meeting.day if meeting else None)):
        if on is None:
            continue
        today = now.astimezone(ZoneInfo(decided.zone)).date()
        is_before = decided.day is not None and on < decided.day
        if is_before or on > today:
            expected = f"a day that has come since {named_with_date(decided)}"
            raise InvalidValue(option, day_in_words(on), expected)


def require_no_circle(commitment: Commitment, by: Commitment) -> None:
    """Raise NotAllowed if the other is superseded by this one, at whatever remove, or has ended."""
    reference, other = commitment.outcome.reference, by.outcome.reference
    path = [reference, other]
    one = by
    while one is not commitment and one.superseded_by is not None:
        one = one.superseded_by
        path.append(one.outcome.reference)
    act = f"superseding {reference} by {other}"
    if one is commitment:
        reason = f"that would run in a circle: {' -> '.join(path)}"
        raise NotAllowed(act, reason, "name one that stands in no place of it, or close it")
    if by.state is not CommitmentState.OPEN:
        stands = f"name {path[-1]}, which stands in its place" if one is not by else "name one"
        remedy = f"{stands} that is open" if one is by else stands
        raise NotAllowed(act, f"{other} is {by.state}", remedy)


def evidence_in_words(link: CommitmentLink, spoken: Language) -> str:
    """Its link and its file, in brackets; empty where it has none."""
    file = spoken.say("in_file", hash=link.sha256[:_SHOWN_OF_HASH]) if link.sha256 else ""
    told = ", ".join(part for part in (link.address, file) if part)
    return f"({told})" if told else ""

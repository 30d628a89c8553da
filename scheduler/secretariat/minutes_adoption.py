"""Adopting minutes and conclusions: by both parties, by silence, at a meeting."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.model.meeting import Meeting
from scheduler.model.minutes import MinutesVersion
from scheduler.model.vocabulary import Adoption, CommentState
from scheduler.papers.language import Language
from scheduler.papers.minutes import TextKind
from scheduler.papers.words import day_in_words
from scheduler.secretariat.minutes_versions import (
    comments_on,
    draft_pieces,
    frozen,
    shared,
    versions_of,
)

Speak = Callable[[str], Language]


def adopt(
    session: Session,
    meeting: Meeting,
    kind: TextKind,
    how: Adoption,
    speak: Speak,
    *,
    at: Meeting | None = None,
    today: date,
) -> MinutesVersion:
    """Keep that the last version was adopted today: by both parties, by silence, at a meeting.

    Raises NotAllowed while comments are open, before the silence ends, where it was broken, and
    where the record was changed since that version.
    """
    act = f"adopting the {kind} of {meeting.name}"
    versions = versions_of(session, meeting, kind)
    again = f"send it round: scheduler {kind} circulate {meeting.name} --until DAY"
    if not versions:
        raise NotAllowed(act, "no version was sent round", again)
    last = versions[-1]
    if last.adopted_on:
        told = f"version {last.ordinal} was adopted on {day_in_words(last.adopted_on)}"
        raise NotAllowed(act, told, "there is nothing to do")
    _require_settled(session, last, act)
    if how is not Adoption.MEETING and last.is_silent and today <= last.comments_until:
        until = day_in_words(last.comments_until)
        raise NotAllowed(act, f"there is time for comments until {until}", "wait for that day")
    if how is Adoption.SILENCE:
        _require_silence(session, last, act, again)
    pieces = draft_pieces(session, meeting, kind, speak(last.language), today=today)
    if shared(pieces) != shared(frozen(last)):
        raise NotAllowed(act, f"the record was changed since version {last.ordinal}", again)
    last.adopted_on, last.adopted_by, last.adopted_at = today, how, at
    session.flush()
    return last


def _require_settled(session: Session, version: MinutesVersion, act: str) -> None:
    """No comment on this version or on one before it may be open."""
    every = versions_of(session, version.meeting, version.kind)
    still = [one for each in every for one in comments_on(session, each, CommentState.OPEN)]
    if still:
        listed = "; ".join(f"{one.ordinal} of {one.party.code}: {one.text[:60]}" for one in still)
        remedy = f"settle each: scheduler {version.kind} settle {version.meeting.name} N taken"
        raise NotAllowed(act, f"comments are open: {listed}", remedy)


def _require_silence(session: Session, version: MinutesVersion, act: str, again: str) -> None:
    """The version went round under silence, and nobody broke it."""
    if not version.is_silent:
        told = f"version {version.ordinal} was not sent round under silence"
        raise NotAllowed(act, told, f"{again} --silence")
    comments = comments_on(session, version)
    broken = [one for one in comments if one.state is not CommentState.WITHDRAWN]
    if broken:
        listed = "; ".join(f"{one.ordinal} of {one.party.code}" for one in broken)
        raise NotAllowed(act, f"the silence was broken by comment {listed}", f"{again} --silence")

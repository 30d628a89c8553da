"""The words of an invitation, for people whose mail program shows no calendar."""

from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.mail import Invitation, Mailbox, Method
from scheduler.papers.words import short_day
from scheduler.secretariat.dates import day_of, span
from scheduler.secretariat.invitation_acts import Act

_SUBJECTS = {Act.INVITE: "Invitation", Act.UPDATE: "Changed", Act.CANCEL: "Cancelled"}


def subject_of(act: Act, meeting: Meeting, invitation: Invitation) -> str:
    """For example "Invitation: 12th Annual Meeting, Partnership of …, Fri 7 May 2027"."""
    day = f", {short_day(meeting.day)}" if meeting.day else ""
    return f"{_SUBJECTS[act]}: {invitation.entry.summary}{day}"


def text_of(act: Act, meeting: Meeting, invitation: Invitation) -> str:
    """What the message says, and how it is answered."""
    parts = [_opening(act, meeting, invitation), "\n".join(_particulars(meeting, invitation))]
    if invitation.method is Method.REQUEST:
        parts += [part for part in (_joining(invitation), invitation.entry.description) if part]
        parts.append(_answering(invitation.organizer))
    return "\n\n".join(parts) + "\n"


def _opening(act: Act, meeting: Meeting, invitation: Invitation) -> str:
    who = invitation.organizer.name
    if act is Act.INVITE:
        return f"{who} invites you to this meeting."
    if act is Act.UPDATE:
        return f"{who} has changed this meeting, to which you are invited. It is now:"
    if not invitation.is_whole:
        return f"{who} no longer expects you at this meeting; it takes place without you."
    if meeting.state is MeetingState.POSTPONED:
        return "This meeting does not take place on this day. A new date will follow."
    return "This meeting is cancelled."


def _particulars(meeting: Meeting, invitation: Invitation) -> list[str]:
    lines = [invitation.entry.summary, day_of(meeting)]
    if meeting.start_time is not None and meeting.end_time is not None:
        lines[1] += f", {span(meeting.start_time, meeting.end_time)} ({meeting.zone})"
    return [*lines, *([invitation.entry.location] if invitation.entry.location else [])]


def _joining(invitation: Invitation) -> str:
    link = invitation.entry.conference
    return f"Join by video: {link}" if link else ""


def _answering(organizer: Mailbox) -> str:
    # Its name, not its address: the answer may go to a secret one, made when the message goes out.
    return (
        "Please accept or decline with the buttons of your calendar program; "
        f"the answer goes to {organizer.name}."
    )

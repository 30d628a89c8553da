"""The words of a reminder to a delegation that has not answered a consultation."""

from datetime import datetime

from scheduler.model.consultation import Consultation
from scheduler.papers.mail import Mailbox
from scheduler.papers.words import day_in_words
from scheduler.secretariat.consultations import candidate_in_words, deadline_in_words
from scheduler.secretariat.dates import announced_title, local_day


def subject_of(consultation: Consultation, *, now: datetime) -> str:
    """For example "Reminder: the date of the 12th Annual Meeting, by Monday 1 February 2027"."""
    due = "was due by" if consultation.deadline_at <= now else "by"
    title = announced_title(consultation.meeting)
    return f"Reminder: date of the {title}, answer {due} {deadline_in_words(consultation)}"


def text_of(consultation: Consultation, sender: Mailbox, whom: str, *, now: datetime) -> str:
    """What the delegation was asked, and how to answer; nothing of what others said."""
    meeting = consultation.meeting
    asked_on = day_in_words(local_day(consultation.opened_at, meeting))
    dates = "\n".join(f"- {candidate_in_words(one)}" for one in consultation.candidates)
    until = deadline_in_words(consultation)
    is_over = consultation.deadline_at <= now
    due = f"Answers were due by {until}." if is_over else f"Please answer by {until}."
    return (
        f"On {asked_on} {sender.name} asked {whom} which of these dates would do for this meeting: "
        f"{announced_title(meeting)}, {meeting.partnership.name}.\n\n"
        f"{dates}\n\n"
        f"No answer has come yet. {due}\n\n"
        "Say of each date yes, if need be, or no, or name other dates that you would rather have. "
        f"The answer goes to {sender.address}.\n"
    )

"""What a meeting's date and number say in words, as screens, papers and confirmations have it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Certainty, MeetingKind, MeetingState, NumberCertainty
from scheduler.papers.words import days_in_words, hour, ordinal


def when(meeting: Meeting) -> str:
    """The day in words, or what is known of it; never empty."""
    if meeting.state is MeetingState.POSTPONED and meeting.day is not None:
        return f"no new date yet (it was {day_of(meeting)})"
    return day_of(meeting)


def day_of(meeting: Meeting) -> str:
    """The day that stands in the record, even of a postponed meeting that has lost it."""
    if meeting.day is None:
        return meeting.date_words or "date unknown"
    days = days_in_words(meeting.day, meeting.last_day or meeting.day)
    if meeting.date_certainty is Certainty.EXACT:
        return days
    return f"{days} ({meeting.date_words or meeting.date_certainty})"


def hours(meeting: Meeting) -> str:
    """For example "09:30 to 17:00 (Europe/Brussels)"; empty where the hours are not known."""
    if meeting.start_time is None or meeting.end_time is None:
        return ""
    if meeting.state is MeetingState.POSTPONED:
        return ""
    return f"{span(meeting.start_time, meeting.end_time)} ({meeting.zone})"


def span(start: time, end: time) -> str:
    """For example "09:30 to 17:00"."""
    return f"{hour(start)} to {hour(end)}"


def named_with_date(meeting: Meeting) -> str:
    """How every confirmation names it: "SOM-12, Friday 7 May 2027, 09:30 to 17:00 (…)"."""
    return ", ".join(part for part in (meeting.name, when(meeting), hours(meeting)) if part)


def announced_title(meeting: Meeting) -> str:
    """How it is announced: its own title, else "12th Senior Officials Meeting"."""
    if meeting.title:
        return meeting.title
    kind = "" if meeting.kind is MeetingKind.REGULAR else f"{meeting.kind} ".capitalize()
    name = f"{kind}{meeting.series.name if meeting.series else 'Meeting'}"
    if meeting.number and meeting.number_certainty is NumberCertainty.CERTAIN:
        return f"{ordinal(meeting.number)} {name}"
    return name


def local_day(instant: datetime, meeting: Meeting) -> date:
    """The day of an instant where the meeting is held: the day officers saw on their clock."""
    return instant.astimezone(ZoneInfo(meeting.zone)).date()

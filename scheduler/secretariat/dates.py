"""What a meeting's date and number say in words, as screens, papers and confirmations have it.

In English, unless another language is said.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from scheduler.exports.languages import english
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Certainty, MeetingKind, MeetingState, NumberCertainty
from scheduler.papers.language import Language
from scheduler.papers.words import hour


def when(meeting: Meeting, spoken: Language | None = None) -> str:
    """The day in words, or what is known of it; never empty."""
    spoken = spoken or english()
    if meeting.state is MeetingState.POSTPONED and meeting.day is not None:
        return spoken.say("no_new_date", day=day_of(meeting, spoken))
    return day_of(meeting, spoken)


def day_of(meeting: Meeting, spoken: Language | None = None) -> str:
    """The day that stands in the record, even of a postponed meeting that has lost it."""
    spoken = spoken or english()
    if meeting.day is None:
        return meeting.date_words or spoken.say("date_unknown")
    days = spoken.days(meeting.day, meeting.last_day or meeting.day)
    if meeting.date_certainty is Certainty.EXACT:
        return days
    return f"{days} ({meeting.date_words or spoken.term('certainty', meeting.date_certainty)})"


def hours(meeting: Meeting, spoken: Language | None = None) -> str:
    """For example "09:30 to 17:00 (Europe/Brussels)"; empty where the hours are not known."""
    if meeting.start_time is None or meeting.end_time is None:
        return ""
    if meeting.state is MeetingState.POSTPONED:
        return ""
    told = (spoken or english()).span(meeting.start_time, meeting.end_time)
    return f"{told} ({meeting.zone})"


def span(start: time, end: time) -> str:
    """For example "09:30 to 17:00"."""
    return f"{hour(start)} to {hour(end)}"


def named_with_date(meeting: Meeting) -> str:
    """How every confirmation names it: "SOM-12, Friday 7 May 2027, 09:30 to 17:00 (…)"."""
    return ", ".join(part for part in (meeting.name, when(meeting), hours(meeting)) if part)


def announced_title(meeting: Meeting, spoken: Language | None = None) -> str:
    """How it is announced: its own title, else "12th Senior Officials Meeting"."""
    if meeting.title:
        return meeting.title
    spoken = spoken or english()
    name = meeting.series.name if meeting.series else spoken.say("meeting")
    if meeting.kind is not MeetingKind.REGULAR:
        kind = spoken.term("meeting_kind", meeting.kind)
        name = spoken.say("of_kind", kind=kind, name=name)
        name = name[0].upper() + name[1:]
    if meeting.number and meeting.number_certainty is NumberCertainty.CERTAIN:
        return spoken.say("numbered", number=spoken.ordinal(meeting.number), name=name)
    return name


def local_day(instant: datetime, meeting: Meeting) -> date:
    """The day of an instant where the meeting is held: the day officers saw on their clock."""
    return instant.astimezone(ZoneInfo(meeting.zone)).date()

"""Adds meetings that no rule makes, and corrects what is said of a meeting but for its day."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.errors import AlreadyExists, Finding, InvalidValue, NotAllowed, Severity
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import MeetingKind, MeetingState, Mode
from scheduler.papers.clean import is_followable
from scheduler.secretariat.dates import hours, named_with_date, when
from scheduler.secretariat.edits import require_version, touch
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.lifecycle import Changed
from scheduler.secretariat.milestones import plan_milestones
from scheduler.secretariat.naming import require_new_name
from scheduler.secretariat.policies import objections_to
from scheduler.secretariat.texts import one_line, prose
from scheduler.tzdb import known_zone

_WITHOUT_DATE = (MeetingState.CANCELLED, MeetingState.POSTPONED)
_TIMES = ("start_time", "end_time", "zone")
_SEEN_IN_CALENDARS = ("place", "venue", "mode", *_TIMES)


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What an officer says of a meeting that no rule makes; hours are wall time in `zone`."""

    code: str
    kind: MeetingKind
    day: date
    zone: str
    title: str = ""
    last_day: date | None = None
    hours: tuple[time, time] | None = None
    mode: Mode = Mode.UNKNOWN
    place: str = ""
    venue: str = ""
    link: str = ""
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class MeetingEdit:
    """What an officer says of a meeting; None leaves it as it is, an empty text takes it away."""

    title: str | None = None
    place: str | None = None
    venue: str | None = None
    mode: Mode | None = None
    link: str | None = None
    host: Body | None = None
    hours: tuple[time, time] | None = None
    zone: str | None = None
    remarks: str | None = None
    is_published: bool | None = None


def add_meeting(
    session: Session,
    partnership: Partnership,
    new: NewMeeting,
    *,
    series: Series | None = None,
    parent: Meeting | None = None,
    host: Body | None = None,
    now: datetime,
) -> Changed:
    """A meeting outside the rhythm: extraordinary, or beside another one; planned.

    Raises AlreadyExists if the name is taken; InvalidValue for a name that would mean something
    else, a side meeting without its parent, a last day before the first.
    """
    _require_free(session, partnership, new.code)
    _require_sense(new, parent)
    meeting = _planned(partnership, new, now=now)
    meeting.series, meeting.parent, meeting.host = series, parent, host
    meeting.derive_instants()
    session.add(meeting)
    session.flush()
    replanned = plan_milestones(session, [meeting], now=now)
    found = (
        *objections_to(session, meeting),
        *_same_day(session, meeting),
        *_mode_oddities(meeting),
        *replanned.findings,
    )
    return Changed(meeting, found, replanned.changes)


def edit_meeting(
    session: Session,
    meeting: Meeting,
    edit: MeetingEdit,
    *,
    version: int | None = None,
    now: datetime,
) -> tuple[Changed, tuple[str, ...]]:
    """Correct what is said of a meeting; also tells what has changed, by name.

    Raises NotAllowed for the hours and the zone of a meeting that was held, InvalidValue where the
    record says all of it already.
    """
    wanted = _values(meeting, edit)
    changes = {name: value for name, value in wanted.items() if getattr(meeting, name) != value}
    before = {name: getattr(meeting, name) for name in wanted}
    theirs, yours = _in_words(before), _in_words(wanted)
    require_version(meeting.name, meeting, version, theirs=theirs, yours=yours)
    if not changes:
        raise InvalidValue("the edit of", meeting.name, "at least one thing to change")
    if meeting.state is MeetingState.HELD and not changes.keys().isdisjoint(_TIMES):
        act = f"changing the hours of {named_with_date(meeting)}"
        raise NotAllowed(act, "it was held", "all but its hours and zone may be corrected")
    for name, value in changes.items():
        setattr(meeting, name, value)
    touch(meeting, now=now, matters=not changes.keys().isdisjoint(_SEEN_IN_CALENDARS))
    session.flush()
    return Changed(meeting, tuple(_mode_oddities(meeting))), _names(changes)


def _require_sense(new: NewMeeting, parent: Meeting | None) -> None:
    if (new.kind is MeetingKind.SIDE) is (parent is None):
        expected = "the meeting it stands beside for a side meeting, and none for another kind"
        raise InvalidValue("--beside", parent.name if parent else "nothing", expected)
    if new.last_day and new.last_day < new.day:
        raise InvalidValue("the last day", new.last_day.isoformat(), f"a day from {new.day} on")


def _planned(partnership: Partnership, new: NewMeeting, *, now: datetime) -> Meeting:
    start, end = new.hours or (None, None)
    return Meeting(
        partnership=partnership,
        uid=meeting_uid(partnership.code, new.code),
        code=new.code,
        kind=new.kind,
        title=_line("the title", new.title),
        state=MeetingState.PLANNED,
        day=new.day,
        last_day=new.last_day,
        start_time=start,
        end_time=end,
        zone=known_zone(new.zone),
        mode=new.mode,
        place=_line("the place", new.place),
        venue=_line("the venue", new.venue),
        link=_address(new.link),
        is_published=new.is_published,
        created_at=now,
        changed_at=now,
    )


def _values(meeting: Meeting, edit: MeetingEdit) -> dict[str, object]:
    """The columns that the edit speaks of, with what they would hold."""
    said: dict[str, object] = {
        field.name: value
        for field in fields(edit)
        if (value := getattr(edit, field.name)) is not None
    }
    for name in ("title", "place", "venue"):
        if name in said:
            said[name] = _line(f"the {name}", str(said[name]))
    if edit.link is not None:
        said["link"] = _address(edit.link)
    if edit.remarks is not None:
        said["remarks"] = prose("the remarks", edit.remarks)
    if edit.zone is not None:
        said["zone"] = known_zone(edit.zone)
    if edit.hours is not None:
        if meeting.day is None:
            raise InvalidValue("--hours", hours(meeting), "a day first: move the meeting to one")
        said["start_time"], said["end_time"] = edit.hours
        del said["hours"]
    return said


def _names(changes: dict[str, object]) -> tuple[str, ...]:
    words = {"start_time": "hours", "end_time": "hours", "is_published": "public feeds"}
    return tuple(dict.fromkeys(words.get(name, name) for name in changes))


def _in_words(values: dict[str, object]) -> str:
    return "; ".join(
        f"{name.replace('_', ' ')}: {value.code if isinstance(value, Body) else value}"
        for name, value in values.items()
    )


def _same_day(session: Session, meeting: Meeting) -> Iterator[Finding]:
    """A warning for each other meeting on its days, but for the one it stands beside."""
    last = meeting.last_day or meeting.day
    others = session.scalars(
        select(Meeting)
        .where(
            Meeting.partnership_id == meeting.partnership_id,
            Meeting.id != meeting.id,
            Meeting.state.not_in(_WITHOUT_DATE),
            Meeting.day <= last,
            func.coalesce(Meeting.last_day, Meeting.day) >= meeting.day,
        )
        .order_by(Meeting.day, Meeting.code)
    )
    for other in others:
        if other is not meeting.parent:
            message = f"{named_with_date(other)} is on the same day"
            yield Finding(Severity.WARNING, message, meeting.name)


def _mode_oddities(meeting: Meeting) -> Iterator[Finding]:
    if meeting.mode is not Mode.VIRTUAL:
        return
    place = ", ".join(part for part in (meeting.venue, meeting.place) if part)
    if place:
        yield Finding(Severity.WARNING, f"it is virtual and has a place: {place}", meeting.name)
    if not meeting.link:
        yield Finding(Severity.WARNING, "it is virtual and has no link yet", meeting.name)


def _require_free(session: Session, partnership: Partnership, code: str) -> None:
    taken = session.scalar(
        select(Meeting).where(
            Meeting.partnership_id == partnership.id, func.lower(Meeting.code) == code.lower()
        )
    )
    if taken:
        raise AlreadyExists("meeting", taken.code, f"it is on {when(taken)}; give another name")
    require_new_name(session, code)


def _line(what: str, text: str) -> str:
    return one_line(what, text) if text else ""


def _address(link: str) -> str:
    if link and not is_followable(link):
        raise InvalidValue("the link", link, "an address that begins with https://")
    return link

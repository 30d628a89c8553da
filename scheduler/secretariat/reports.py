"""The reports of what was kept, for the home party: completion, age, cadence, attendance."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scheduler.model.body import Body, Person
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership, Party
from scheduler.model.series import Series
from scheduler.model.vocabulary import CommitmentState, MeetingState, Presence, Reply
from scheduler.papers.audience import Reader
from scheduler.papers.report import Figure, Report, ReportKind, ReportRow, counting
from scheduler.planning.series_health import Gap, PastMeeting, Verdict, gaps_of
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.commitment_facts import CommitmentFact, commitment_facts
from scheduler.secretariat.policies import meetings_of, spacing_of
from scheduler.secretariat.rhythms import certain_number

_AGES = ((91, "Up to 3 months"), (183, "to 6 months"), (365, "to 1 year"), (731, "to 2 years"))
_OLDER = "older"
_PRESENCES = {
    Presence.PRESENT: "Present",
    Presence.REPLACED: "Replaced",
    Presence.EXCUSED: "Excused",
    Presence.ABSENT: "Absent",
    Presence.UNKNOWN: "Not recorded",
}


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day that count, None where there is no end; and the day it is told."""

    today: date
    since: date | None = None
    until: date | None = None


def report_of(
    session: Session, partnership: Partnership, kind: ReportKind, period: Period
) -> Report:
    """One report for the home party, with what is its own."""
    made = _MAKERS[kind](session, partnership, period)
    return Report(
        kind=kind,
        title=f"{made.title}: {partnership.name}",
        explained=made.explained,
        reader=Reader(home_party(partnership).code),
        prepared_on=period.today,
        since=period.since,
        until=period.until,
        columns=made.columns,
        parts=made.parts,
        rows=tuple(made.rows),
    )


@dataclass(frozen=True, slots=True)
class _Made:
    title: str
    explained: str
    columns: tuple[str, ...]
    parts: tuple[str, ...]
    rows: Sequence[ReportRow]


def _facts(session: Session, partnership: Partnership, period: Period) -> list[CommitmentFact]:
    return commitment_facts(
        session,
        partnership,
        Reader(home_party(partnership).code),
        since=period.since,
        until=period.until,
        today=period.today,
    )


def _completion(session: Session, partnership: Partnership, period: Period) -> _Made:
    facts = _facts(session, partnership, period)
    return _Made(
        title="Completion of commitments",
        explained=(
            "Commitments by the meeting that decided them, as they stand today. Late ones are open "
            "and past their day. The rate is of those closed among all but the superseded."
        ),
        columns=("Decided", "Closed", "Open", "Late", "Superseded", "Rate"),
        parts=("Closed", "Open", "Late", "Superseded"),
        rows=[
            ReportRow(group, label, _tally(some, period.today))
            for group, label_of in _GROUPINGS
            for label, some in _grouped(facts, label_of)
        ],
    )


def _year(fact: CommitmentFact) -> str:
    return str(fact.decided_on.year) if fact.decided_on else "day not known"


_Label = Callable[[CommitmentFact], str]
_GROUPINGS: Sequence[tuple[str, _Label]] = (
    ("All", lambda _: "All"),
    ("Body", lambda fact: fact.body or "nobody yet"),
    ("Theme", lambda fact: fact.theme or "without a theme"),
    ("Year", _year),
)


def _grouped(
    facts: Sequence[CommitmentFact], label_of: _Label
) -> list[tuple[str, list[CommitmentFact]]]:
    by_label: dict[str, list[CommitmentFact]] = {}
    for fact in facts:
        by_label.setdefault(label_of(fact), []).append(fact)
    return sorted(by_label.items())


def _tally(facts: Sequence[CommitmentFact], today: date) -> tuple[Figure, ...]:
    named: dict[str, list[str]] = {name: [] for name in ("closed", "open", "late", "superseded")}
    for fact in facts:
        named["late" if fact.is_late(today) else str(fact.state)].append(fact.reference)
    closed, superseded = len(named["closed"]), len(named["superseded"])
    due = len(facts) - superseded
    rate = round(100 * closed / due, 1) if due else None
    every = [fact.reference for fact in facts]
    return (
        counting(every),
        *map(counting, named.values()),
        Figure(rate, tuple(named["closed"]), " %"),
    )


def _age(session: Session, partnership: Partnership, period: Period) -> _Made:
    facts = _facts(session, partnership, period)
    still = [one for one in facts if one.state is CommitmentState.OPEN and one.decided_on]
    names = (*(name for _, name in _AGES), _OLDER)
    groupings = [one for one in _GROUPINGS if one[0] in ("All", "Body")]
    return _Made(
        title="Age of open commitments",
        explained=(
            "Open commitments by the time since the meeting that decided them; those of a meeting "
            "without a day are left out. Median and oldest in days."
        ),
        columns=(*names, "Median", "Oldest"),
        parts=names,
        rows=[
            ReportRow(group, label, _ages(some, period.today))
            for group, label_of in groupings
            for label, some in _grouped(still, label_of)
        ],
    )


def _ages(facts: Sequence[CommitmentFact], today: date) -> tuple[Figure, ...]:
    buckets: list[list[str]] = [[] for _ in range(len(_AGES) + 1)]
    ages: dict[str, int] = {}
    for fact in facts:
        if fact.decided_on is not None:
            days = max((today - fact.decided_on).days, 0)
            place = next((at for at, (most, _) in enumerate(_AGES) if days <= most), len(_AGES))
            buckets[place].append(fact.reference)
            ages[fact.reference] = days
    oldest = max(ages.values())
    last = tuple(reference for reference, days in ages.items() if days == oldest)
    return (
        *map(counting, buckets),
        Figure(median(ages.values()), tuple(ages)),
        Figure(oldest, last),
    )


def _cadence(session: Session, partnership: Partnership, period: Period) -> _Made:
    series = session.scalars(
        select(Series).where(Series.partnership_id == partnership.id).order_by(Series.code)
    ).all()
    return _Made(
        title="Cadence of meetings",
        explained=(
            "The time between one meeting held and the next with a known day, in months, against "
            "what the series promised. Where meetings between the two have no known day, their "
            "number is told as gaps."
        ),
        columns=("Months", "Gaps", "Kept", "Longer", "Shorter"),
        parts=("Months",),
        rows=[row for one in series for row in _gaps(session, one, period)],
    )


def _gaps(session: Session, series: Series, period: Period) -> Iterator[ReportRow]:
    held = [one for one in meetings_of(session, [series]) if one.state is MeetingState.HELD]
    past = [PastMeeting(one.name, one.day, certain_number(one)) for one in held]
    for gap in gaps_of(past, spacing_of(series), is_numbered=series.is_numbered):
        if _is_within(gap.until, period):
            yield ReportRow(series.code, f"{gap.earlier} to {gap.later}", _figures(gap))


def _figures(gap: Gap) -> tuple[Figure, ...]:
    named = (gap.earlier, gap.later)
    judged = (
        Figure(int(gap.verdict is verdict), named)
        for verdict in (Verdict.KEPT, Verdict.LONGER, Verdict.SHORTER)
    )
    return (Figure(round(gap.months, 1), named), Figure(gap.gaps, named), *judged)


def _is_within(day: date, period: Period) -> bool:
    is_after = period.since is None or period.since <= day
    return is_after and (period.until is None or day <= period.until)


def _attendance(session: Session, partnership: Partnership, period: Period) -> _Made:
    seats: dict[tuple[str, str, str], dict[Presence, list[str]]] = {}
    for party, day, name, who, presence in _seats(session, partnership, period):
        row = seats.setdefault((party, day, name), {one: [] for one in _PRESENCES})
        row[presence].append(who)
    return _Made(
        title="Attendance by delegation",
        explained=(
            "Who of each delegation was in the room, at the meetings held; of those who were "
            "invited, announced, answered or came. The rate is of those present or replaced."
        ),
        columns=("Expected", *_PRESENCES.values(), "Rate"),
        parts=tuple(_PRESENCES.values()),
        rows=[
            ReportRow(party, name, _presences(seats[party, day, name]))
            for party, day, name in sorted(seats)
        ],
    )


def _seats(
    session: Session, partnership: Partnership, period: Period
) -> Iterator[tuple[str, str, str, str, Presence]]:
    is_expected = or_(
        Attendance.is_announced,
        Attendance.invited_on.is_not(None),
        Attendance.reply != Reply.NONE,
        Attendance.presence != Presence.UNKNOWN,
    )
    chosen = (
        select(Party.code, Meeting, Person, Body.code, Attendance.post_title, Attendance.presence)
        .select_from(Attendance)
        .join(Attendance.delegation)
        .join(Delegation.party)
        .join(Delegation.meeting)
        .outerjoin(Attendance.person)
        .outerjoin(Body, Attendance.body_id == Body.id)
        .where(
            Meeting.partnership_id == partnership.id,
            Meeting.state == MeetingState.HELD,
            is_expected,
        )
        .order_by(Attendance.id)
    )
    for party, meeting, person, body, post, presence in session.execute(chosen):
        if meeting.day is not None and _is_within(meeting.day, period):
            seated: Person | None = person
            who = seated.full_name if seated else body or post
            yield party, meeting.day.isoformat(), meeting.name, f"{meeting.name}: {who}", presence


def _presences(row: dict[Presence, list[str]]) -> tuple[Figure, ...]:
    every = [who for some in row.values() for who in some]
    came = [*row[Presence.PRESENT], *row[Presence.REPLACED]]
    known = len(every) - len(row[Presence.UNKNOWN])
    rate = round(100 * len(came) / known, 1) if known else None
    return (counting(every), *map(counting, row.values()), Figure(rate, tuple(came), " %"))


_MAKERS: dict[ReportKind, Callable[[Session, Partnership, Period], _Made]] = {
    ReportKind.COMPLETION: _completion,
    ReportKind.AGE: _age,
    ReportKind.CADENCE: _cadence,
    ReportKind.ATTENDANCE: _attendance,
}

"""Themes over the years: which thread was on which agenda, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, Outcome
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import CommitmentState, ItemKind, MeetingState
from scheduler.papers.audience import Reader, refuse_leaks
from scheduler.papers.themes import Tally, Theme, ThemeItem, ThemeMeeting, ThemeReport, total
from scheduler.secretariat.audiences import home_party, readable_by
from scheduler.secretariat.dates import when
from scheduler.secretariat.item_labels import labels

_WITHOUT_AGENDA = (MeetingState.CANCELLED, MeetingState.POSTPONED)


def theme_report(
    session: Session,
    partnership: Partnership,
    *,
    series: Series | None = None,
    since: date | None = None,
    until: date | None = None,
    today: date,
) -> ThemeReport:
    """The themes of the meetings of those days, both days counted, for the home party.

    Meetings that are cancelled or postponed do not count, nor do breaks.
    """
    reader = Reader(home_party(partnership).code)
    agendas = _agendas(session, partnership, series, since, until)
    owed = _commitments(session, partnership, reader)
    items = [one for agenda in agendas for one in _counted(agenda, owed, reader)]
    report = ThemeReport(
        title=f"Themes: {series.name if series else partnership.name}",
        reader=reader,
        series=series.code if series else "",
        since=since,
        until=until,
        prepared_on=today,
        meetings=tuple(_meeting(agenda[0].meeting) for agenda in agendas),
        themes=tuple(_themes(items)),
    )
    refuse_leaks(report.title, reader, report.pieces())
    return report


def _agendas(
    session: Session,
    partnership: Partnership,
    series: Series | None,
    since: date | None,
    until: date | None,
) -> list[Sequence[AgendaItem]]:
    """The whole agendas that count, by the day of their meetings."""
    chosen = (
        select(AgendaItem)
        .join(AgendaItem.meeting)
        .where(Meeting.partnership_id == partnership.id, Meeting.state.not_in(_WITHOUT_AGENDA))
        .options(
            joinedload(AgendaItem.meeting).joinedload(Meeting.series),
            joinedload(AgendaItem.thread),
            joinedload(AgendaItem.party),
        )
        .order_by(func.coalesce(Meeting.day, date.max), Meeting.id, AgendaItem.position)
    )
    if series:
        chosen = chosen.where(Meeting.series_id == series.id)
    if since:
        chosen = chosen.where(Meeting.day >= since)
    if until:
        chosen = chosen.where(Meeting.day <= until)
    return [list(agenda) for _, agenda in groupby(session.scalars(chosen), _meeting_id)]


def _meeting_id(item: AgendaItem) -> int:
    return item.meeting_id


def _commitments(
    session: Session, partnership: Partnership, reader: Reader
) -> Mapping[int, Sequence[CommitmentState]]:
    """How the commitments stand that were decided under each item, by the item's id."""
    found: dict[int, list[CommitmentState]] = defaultdict(list)
    chosen = (
        select(Outcome.item_id, Commitment.state)
        .join(Commitment, Commitment.outcome_id == Outcome.id)
        .join(Meeting, Outcome.meeting_id == Meeting.id)
        .where(
            Meeting.partnership_id == partnership.id,
            Outcome.item_id.is_not(None),
            readable_by(reader, Outcome),
        )
    )
    for item_id, state in session.execute(chosen):
        found[item_id or 0].append(state)
    return found


def _counted(
    agenda: Sequence[AgendaItem], owed: Mapping[int, Sequence[CommitmentState]], reader: Reader
) -> Iterator[tuple[AgendaItem, ThemeItem]]:
    for item, label in zip(agenda, labels(agenda), strict=True):
        if item.kind is not ItemKind.BREAK and reader.may_read(item.audience):
            yield (
                item,
                ThemeItem(
                    meeting=item.meeting.name,
                    number=label,
                    title=item.title,
                    state=str(item.state),
                    tally=_tally(item, owed.get(item.id, ())),
                    audience=item.audience,
                ),
            )


def _tally(item: AgendaItem, states: Sequence[CommitmentState]) -> Tally:
    above = item.parent if item.parent and item.parent.thread_id == item.thread_id else None
    return Tally(
        planned=0 if above and above.minutes_planned else item.minutes_planned or 0,
        used=0 if above and above.minutes_used else item.minutes_used or 0,
        commitments=len(states),
        closed=states.count(CommitmentState.CLOSED),
        open=states.count(CommitmentState.OPEN),
    )


def _themes(items: Iterable[tuple[AgendaItem, ThemeItem]]) -> Iterator[Theme]:
    """The threads by key, then what follows no thread."""
    by_key: dict[str, list[tuple[AgendaItem, ThemeItem]]] = defaultdict(list)
    for item, line in items:
        by_key[item.thread.key if item.thread else ""].append((item, line))
    for key in sorted(by_key, key=lambda one: (not one, one.casefold())):
        thread = by_key[key][0][0].thread
        lines = tuple(line for _, line in by_key[key])
        yield Theme(
            key=key,
            title=thread.title if thread else "",
            closed_on=thread.closed_on if thread else None,
            items=lines,
            total=total([line.tally for line in lines]),
        )


def _meeting(meeting: Meeting) -> ThemeMeeting:
    is_held = meeting.state is MeetingState.HELD
    return ThemeMeeting(meeting.name, meeting.day, when(meeting), is_held)

"""A consultation on the screen: the matrix of answers, then what it comes to."""

from collections.abc import Iterator

import click

from scheduler.cli.output import table
from scheduler.model.consultation import ConsultationState
from scheduler.papers.words import counted, day_in_words, listed, short_day
from scheduler.planning.quorum import Availability
from scheduler.secretariat.consultation_status import (
    CandidateRow,
    ConsultationStatus,
    DelegationRow,
)

_UNSAID = "-"


def say_status(status: ConsultationStatus) -> None:
    """Print a line for each delegation and each count, then sentences."""
    days = tuple(short_day(one.day) for one in status.candidates)
    columns = ("Delegation", *days, "Rather", "By", "Received", "Comment")
    rows = [_cells(one) for one in status.delegations]
    table(columns, [*rows, *_counts(status.candidates)])
    for line in _sentences(status):
        click.echo(line)


def _cells(row: DelegationRow) -> tuple[str, ...]:
    says = map(_said, row.says, row.late_says or [None] * len(row.says))
    late = "" if not row.is_late else ", late" if row.is_counted else ", too late"
    received = f"{short_day(row.received)}{late}" if row.received else ""
    counts, came_late = (listed(list(map(short_day, of))) for of in (row.rather, row.late_rather))
    rather = _with_late(counts, came_late)
    name = f"{row.delegation} (co-chair)" if row.is_chair else row.delegation
    return (name, *says, rather, row.given_by, received, row.comment)


def _said(said: Availability | None, late: Availability | None) -> str:
    return _with_late(*(one.replace("-", " ") if one else "" for one in (said, late))) or _UNSAID


def _with_late(said: str, late: str) -> str:
    """What counts, then what came too late to: "yes; late: no"."""
    return "; ".join(part for part in (said, f"late: {late}" if late else "") if part)


def _counts(candidates: tuple[CandidateRow, ...]) -> Iterator[tuple[str, ...]]:
    rest = ("", "", "", "")
    yield ("yes", *(str(one.yes) for one in candidates), *rest)
    yield ("if need be", *(str(one.if_need_be) for one in candidates), *rest)
    yield ("no", *(str(one.no) for one in candidates), *rest)
    yield ("quorum", *("not met" if one.missing else "met" for one in candidates), *rest)


def _sentences(status: ConsultationStatus) -> Iterator[str]:
    yield f"{status.meeting}: {status.state}; answers until {status.answers_until}{_left(status)}."
    yield f"Quorum: {status.quorum}."
    if status.unanswered:
        yield f"Not answered: {listed(status.unanswered)}."
    for one in status.candidates:
        if one.missing and status.state is ConsultationState.OPEN:
            yield f"{day_in_words(one.day)} lacks: {'; '.join(one.missing)}."
    for other in status.other_days:
        against = f"; against it: {'; '.join(other.objections)}" if other.objections else ""
        yield f"{listed(other.wanted_by)} would rather meet on {day_in_words(other.day)}{against}."
    if status.chosen:
        against = f", against the quorum: {status.against_quorum}" * bool(status.against_quorum)
        yield f"Chosen: {day_in_words(status.chosen)}{against}."
    elif status.proposed and status.state is ConsultationState.OPEN:
        yield f"Best that meets the quorum: {day_in_words(status.proposed)}."


def _left(status: ConsultationStatus) -> str:
    if status.state is not ConsultationState.OPEN:
        return ""
    if status.days_left < 0:
        return ", which has passed"
    return f", {counted(status.days_left, 'day')} left" if status.days_left else ", today"

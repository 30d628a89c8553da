"""The monthly status sheets: what each body is asked, and what comes back taken as reports."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue, NotFound, Severity
from scheduler.model.body import Body
from scheduler.model.outcome import Commitment
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import CommitmentState, LinkKind
from scheduler.papers.audience import Reach, Reader, refuse_leaks
from scheduler.papers.follow_up import FilledSheet, SheetReport, StatusSheet
from scheduler.papers.wall import Wall
from scheduler.secretariat.commitment_steps import require_possible_day
from scheduler.secretariat.commitments import (
    Particulars,
    Step,
    update_commitment,
    with_reference,
)
from scheduler.secretariat.follow_up import owed_by_bodies
from scheduler.secretariat.follow_up_wall import meetings_that_decided, wall_over
from scheduler.secretariat.naming import find_body, find_partnership
from scheduler.secretariat.texts import prose


@dataclass(frozen=True, slots=True)
class TakenReport:
    """A report as it goes into the chain of its commitment."""

    reference: str
    text: str
    day: date | None
    audience: str


@dataclass(frozen=True, slots=True)
class TakenSheet:
    """What one file brings; nothing of it is taken where a finding is an error."""

    file: str
    body: str
    reports: tuple[TakenReport, ...]
    findings: tuple[Finding, ...]

    @property
    def is_refused(self) -> bool:
        """True if nothing of it can be taken."""
        return any(one.severity is Severity.ERROR for one in self.findings)


def status_sheets(
    session: Session, partnership: Partnership, *, body: Body | None = None, today: date
) -> list[tuple[StatusSheet, Wall]]:
    """A sheet for each body that owes something, and the wall before its party."""
    sheets = []
    for owes in owed_by_bodies(session, partnership, body=body, today=today):
        if not owes.code:
            continue
        sheet = StatusSheet(partnership.code, partnership.name, partnership.marking, owes, today)
        refuse_leaks(f"the sheet of {owes.name}", sheet.reader, sheet.pieces())
        references = [one.reference for one in owes.owed]
        wall = wall_over(session, meetings_that_decided(session, references), sheet.reader)
        sheets.append((sheet, wall))
    return sheets


def take_sheet(
    session: Session,
    filled: FilledSheet,
    file: str,
    *,
    reach: Reach | None = None,
    is_applied: bool = False,
    now: datetime,
    officer: str,
) -> TakenSheet:
    """What a filled sheet brings; where that is asked for, put it into the chains as reports.

    A report of one of our bodies is our own, one of the other side is joint, unless `reach` is
    said. What stands in the chain already is left out.
    """
    try:
        body = _body_of(session, filled)
    except InvalidValue as error:
        return refused_sheet(file, str(error))
    reach = reach or (Reach.PARTY if body.party.is_home else Reach.JOINT)
    taken, findings, steps = [], [], []
    for one in filled.reports:
        try:
            commitment, text = _checked(session, body, one, now=now)
        except InvalidValue as error:
            findings.append(Finding(Severity.ERROR, f"not taken: {error}", file))
            continue
        if _stands(commitment, body, text):
            message = f"{one.reference}: this report is there already"
            findings.append(Finding(Severity.NOTE, message, file))
            continue
        steps.append((commitment, text, one.day))
        taken.append(TakenReport(commitment.outcome.reference, text, one.day, str(reach)))
    if not filled.reports:
        findings.append(Finding(Severity.NOTE, "nothing is written in it", file))
    sheet = TakenSheet(file, body.code, tuple(taken), tuple(findings))
    if is_applied and not sheet.is_refused:
        for commitment, text, day in steps:
            also = Particulars(day=day, body=body)
            update_commitment(
                commitment, Step.REPORT, text=text, also=also, reach=reach, now=now, officer=officer
            )
        session.flush()
    return sheet


def refused_sheet(file: str, problem: str) -> TakenSheet:
    """What is said of a file of which nothing can be taken."""
    return TakenSheet(file, "", (), (Finding(Severity.ERROR, f"not taken: {problem}", file),))


def _body_of(session: Session, filled: FilledSheet) -> Body:
    partnership, body = (
        find_partnership(session, filled.partnership),
        find_body(session, filled.body),
    )
    if body.party.partnership_id != partnership.id:
        raise NotFound("body of the partnership", filled.body)
    return body


def _checked(
    session: Session, body: Body, report: SheetReport, *, now: datetime
) -> tuple[Commitment, str]:
    """The commitment and the text; InvalidValue for what this body cannot say."""
    outcome = with_reference(session, report.reference)
    commitment = outcome.owed if outcome else None
    # Whether there is one that the body may not see is not told.
    if commitment is None or not _may_report(commitment, body):
        expected = f"a commitment of {body.code}, as on its sheet"
        raise InvalidValue("the reference", report.reference, expected)
    if commitment.state is not CommitmentState.OPEN:
        raise InvalidValue(report.reference, str(commitment.state), "one that is still open")
    require_possible_day(commitment, report.day, None, now=now)
    return commitment, prose(f"the report on {report.reference}", report.text)


def _may_report(commitment: Commitment, body: Body) -> bool:
    helpers = [one.body for one in commitment.contributors]
    is_theirs = body in (commitment.owner, *helpers)
    return is_theirs and Reader(body.party.code).may_read(commitment.outcome.audience)


def _stands(commitment: Commitment, body: Body, text: str) -> bool:
    return any(
        link.kind is LinkKind.REPORTED and link.body is body and link.text == text
        for link in commitment.chain
    )

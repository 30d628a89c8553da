"""Which theme was on which agenda, what it took and what came of it."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import NotFound
from scheduler.model.agenda import AgendaItem, Thread
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import CommitmentState, ItemKind, MeetingState, OutcomeKind
from scheduler.papers.audience import JOINT, Reach, own
from scheduler.papers.themes import Tally, ThemeItem, ThemeReport
from scheduler.secretariat.dues import Due
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome
from scheduler.secretariat.themes import theme_report
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW, TODAY

LATER = Due(date(2027, 12, 1))


def _owe(session: Session, item: AgendaItem, state: CommitmentState) -> None:
    promise = Promise(factories.body(session, "TRADE"), LATER)
    new = NewOutcome("To do", kind=OutcomeKind.COMMITMENT, item=item, promise=promise)
    made = add_outcome(session, item.meeting, new, now=NOW, today=TODAY, officer="Ada")
    assert isinstance(made.commitment, Commitment)
    made.commitment.state = state


def _threaded(
    session: Session, of: Meeting, title: str, thread: Thread | None, planned: int | None = None
) -> AgendaItem:
    item = factories.add_item(session, of, title, minutes=planned)
    item.thread = thread
    return item


def _played(session: Session) -> Partnership:
    """Fees at three meetings, fish at one; beside them a break, and an item of each party alone."""
    partnership = factories.add_partnership(session)
    fees, fish = (
        Thread(partnership=partnership, key=key, title=key.title()) for key in ("fees", "Fish")
    )
    first = factories.add_meeting(
        session, "ANNUAL-2026", date(2026, 5, 8), state=MeetingState.HELD, number=1
    )
    coming = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    prep = factories.add_meeting(
        session, "PREP-2026-1", date(2026, 3, 9), of="PREP", state=MeetingState.HELD
    )
    gone = factories.add_meeting(
        session, "ANNUAL-X", date(2026, 9, 1), state=MeetingState.CANCELLED
    )
    _threaded(session, prep, "Fish of the sea", fish, 30)
    old = _threaded(session, first, "Fees", fees, 60)
    old.minutes_used = 75
    part = _threaded(session, first, "Fees of boats", fees, 20)
    part.parent, part.minutes_used = old, 30
    for state in (CommitmentState.CLOSED, CommitmentState.OPEN, CommitmentState.SUPERSEDED):
        _owe(session, old, state)
    _threaded(session, first, "Coffee", None, 15).kind = ItemKind.BREAK
    _threaded(session, coming, "Fees again", fees, 45)
    for code in ("NORTH", "SOUTH"):
        alone = _threaded(session, coming, f"What {code} says", None)
        alone.reach, alone.party = Reach.PARTY, factories.party(session, code)
    _threaded(session, gone, "Fees that were not", fees, 90)
    session.flush()
    return partnership


def _keys(report: ThemeReport) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.key, one.meetings) for one in report.themes]


def test_themes_say_their_meetings_minutes_and_commitments(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        partnership = _played(session)

        report = theme_report(session, partnership, today=TODAY)

    assert [one.name for one in report.meetings] == ["PREP-2026-1", "ANNUAL-1", "ANNUAL-2"]
    assert _keys(report) == [
        ("fees", ("ANNUAL-1", "ANNUAL-2")),
        ("Fish", ("PREP-2026-1",)),
        ("", ("ANNUAL-2",)),
    ]
    fees, fish, without = report.themes
    # The minutes of a sub-item are within those of its item.
    assert fees.items[:2] == (
        ThemeItem("ANNUAL-1", "1", "Fees", "open", Tally(60, 75, 3, 1, 1), JOINT),
        ThemeItem("ANNUAL-1", "1.1", "Fees of boats", "open", Tally(), JOINT),
    )
    assert fees.total == Tally(105, 75, 3, 1, 1)
    assert fish.total == Tally(planned=30)
    assert [(one.title, one.audience) for one in without.items] == [
        ("What NORTH says", own("NORTH"))
    ]


def test_days_and_a_series_narrow_the_report(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        partnership = _played(session)
        prep = factories.series(session, "PREP")

        of_series = theme_report(session, partnership, series=prep, today=TODAY)
        on_days = theme_report(
            session, partnership, since=date(2026, 3, 9), until=date(2026, 5, 8), today=TODAY
        )
        before = theme_report(session, partnership, until=date(2026, 3, 8), today=TODAY)

    assert (of_series.title, _keys(of_series)) == (
        "Themes: Preparatory Meeting",
        [("Fish", ("PREP-2026-1",))],
    )
    assert _keys(on_days) == [("fees", ("ANNUAL-1",)), ("Fish", ("PREP-2026-1",))]
    assert (before.meetings, before.themes) == ((), ())


def test_a_report_needs_to_know_whose_it_is(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        partnership = factories.add_partnership(session)
        factories.party(session, "NORTH").is_home = False
        session.flush()
        session.refresh(partnership)

        with pytest.raises(NotFound, match="home party"):
            theme_report(session, partnership, today=TODAY)

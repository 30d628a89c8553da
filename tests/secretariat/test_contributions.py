"""Contributions on both databases: asked, received, cleared, and what is judged by the day."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import IllegalTransition, NotAllowed
from scheduler.model.contribution import Contribution
from scheduler.papers.audience import Piece, own
from scheduler.papers.contribution import FilledForm
from scheduler.papers.parts import Section
from scheduler.secretariat.contribution_forms import receive
from scheduler.secretariat.contributions import (
    Standing,
    clear_contribution,
    form_of,
    list_contributions,
    request_contribution,
    withdraw_contribution,
)
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.notes import set_section, show_notes
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW, TODAY

DEADLINE = date(2027, 4, 20)
LINE = Section.LINE_TO_TAKE


def _asked(session: Session) -> Contribution:
    """DG TRADE, asked for its contribution to item 1 of ANNUAL-2."""
    meeting = briefed.add_briefed(session)
    ports, trade = agenda_of(session, meeting)[0], factories.body(session, "TRADE")
    return request_contribution(session, ports, trade, deadline=DEADLINE, officer="Ada", now=NOW)


def _form(contribution: Contribution, **texts: str) -> FilledForm:
    said = tuple((Section(name.replace("_", "-")), text) for name, text in texts.items())
    return FilledForm(contribution.key, "Ana Lind", said)


def test_a_contribution_is_asked_received_and_cleared(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        asked = _asked(session)
        came = receive(session, _form(asked, line_to_take="Firm."), "a.docx", today=TODAY, now=NOW)
        session.expire_all()
        sections = clear_contribution(session, asked, officer="Bo", now=NOW)
        (row,) = list_contributions(session, asked.meeting, today=TODAY)

    assert (came.item, came.body, came.standing) == ("1", "DG TRADE", Standing.RECEIVED)
    assert [section.text for section in sections] == ["Firm."]
    assert (row.standing, row.cleared_by, row.texts) == (
        Standing.CLEARED,
        "Bo",
        {"line-to-take": "Firm."},
    )


@pytest.mark.parametrize(
    ("days", "standing"), [(0, Standing.ASKED), (1, Standing.MISSING)], ids=["last-day", "after"]
)
def test_the_deadline_is_the_last_day(
    sqlite_database: Database, days: int, standing: Standing
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        asked = _asked(session)
        today = DEADLINE + timedelta(days=days)
        (row,) = list_contributions(session, asked.meeting, today=today)

    assert row.standing is standing


def test_what_was_cleared_and_comes_again_is_a_draft_again(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        asked = _asked(session)
        receive(session, _form(asked, line_to_take="Firm."), "a.docx", today=TODAY, now=NOW)
        clear_contribution(session, asked, officer="Bo", now=NOW)
        again = receive(session, _form(asked, line_to_take="Soft."), "b.docx", today=TODAY, now=NOW)
        (row,) = [one for one in show_notes(session, asked.meeting) if one.section is LINE][:1]
        with pytest.raises(NotAllowed, match="its contribution has come"):
            withdraw_contribution(session, asked)

    assert [str(finding) for finding in again.findings] == [
        "warning: b.docx: this contribution was cleared; what came now is not"
    ]
    assert (row.text, str(row.state), str(again.standing)) == ("Soft.", "draft", "received")


def test_an_officers_unsigned_text_is_not_touched(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        asked = _asked(session)
        set_section(session, asked.meeting, LINE, "Ours.", item=asked.item, now=NOW)
        receive(session, _form(asked, line_to_take="Theirs."), "a.docx", today=TODAY, now=NOW)
        lines = [
            (one.author, one.text)
            for one in show_notes(session, asked.meeting, item=asked.item)
            if one.section is LINE
        ]

    assert lines == [("", "Ours."), ("DG TRADE", "Theirs.")]


def test_a_form_without_a_text_is_not_taken(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        asked = _asked(session)
        empty = receive(session, _form(asked), "a.docx", today=TODAY, now=NOW)
        with pytest.raises(IllegalTransition):
            clear_contribution(session, asked, officer="Bo", now=NOW)

    assert [str(finding) for finding in empty.findings] == [
        "error: a.docx: not taken: nothing is written in it"
    ]


def test_a_form_is_the_own_of_the_party_that_is_asked(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        form = form_of(_asked(session), "1", today=TODAY)

    assert list(form.pieces()) == [Piece("contribution form of DG TRADE on item 1", own("NORTH"))]
    assert form.marking == "For the meeting"

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from scheduler.exports.languages import english
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.audience import Reader
from scheduler.papers.minutes import Minutes, TextKind
from scheduler.secretariat.minutes import minutes_of
from scheduler.secretariat.minutes_versions import Round, circulate, paper_of
from scheduler.secretariat.naming import agenda_of
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW

AFTER = date(2027, 5, 20)


def _as_sent(session: Session, meeting: Meeting, reader: Reader) -> Minutes:
    told = paper_of(
        *(session, meeting, TextKind.MINUTES, reader, "1"), today=AFTER, spoken=english()
    )
    # The hours of items are on agendas; minutes do not print them.
    return replace(told, status="Draft")


def _without_hours(paper: Minutes) -> Minutes:
    lines = (replace(item.line, start=None, minutes=None) for item in paper.items)
    items = (replace(item, line=line) for item, line in zip(paper.items, lines, strict=True))
    return replace(paper, items=tuple(items))


def test_a_version_says_to_each_reader_what_its_draft_said(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        meeting.state = MeetingState.HELD
        agenda_of(session, meeting)[0].record = "Both sides **agreed**."
        briefed.promise(session, meeting, "Send the map", owner="HARBOUR")
        circulate(
            *(session, meeting, TextKind.MINUTES, Round(AFTER), english()),
            today=AFTER,
            now=NOW,
            officer="Ada",
        )

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        others = [Reader("SOUTH"), Reader(None)]
        sent = [_as_sent(session, meeting, who) for who in others]
        drafts = [_without_hours(minutes_of(session, meeting, who, today=AFTER)) for who in others]
        ours = _as_sent(session, meeting, Reader("NORTH"))

    assert sent == drafts
    # Of whom only we know that they come, no version tells anybody.
    named = [one.post for each in ours.delegations for one in each.participants]
    assert named == [one.post for each in sent[0].delegations for one in each.participants]
    assert "Adviser" not in named
    assert [item.line.number for item in ours.items] == ["1", "1a", "2", ""]

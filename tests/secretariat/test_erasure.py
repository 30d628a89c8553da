"""A person whose name stands everywhere is erased: the record stays, the name does not."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from scheduler.errors import NotAllowed
from scheduler.model.audit import AuditPayload
from scheduler.model.base import Base
from scheduler.model.biography import Biography
from scheduler.model.body import Person
from scheduler.model.busy import KeptCalendar, KeptTimes
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.feed import KeptFeed
from scheduler.model.feed_token import FeedToken
from scheduler.model.meeting import DateChange, Meeting
from scheduler.model.outbox import Message, MessageKind, MessageState
from scheduler.model.partnership import LoadedFile, Partnership
from scheduler.model.reply import CalendarReply, ReplyAddress, ReplyMethod, ReplyProof, ReplyState
from scheduler.model.vocabulary import ChangeKind, Reply
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedStyle
from scheduler.secretariat.erasure import plan_erasure
from scheduler.store.changes_since import changes_since
from scheduler.store.engine import for_writing
from scheduler.store.erasure import carry_out, clean_out, left_in_file
from scheduler.store.proof import prove
from scheduler.store.session import Database
from tests import factories
from tests.conftest import NOW

NAME, ADDRESS = "Ana Lind", "ana.lind@north.example"


@pytest.fixture
def named(sqlite_database: Database) -> Database:
    return _named(sqlite_database)


def _named(database: Database) -> Database:
    """A record that names Ana Lind wherever it can."""
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        partnership = factories.add_partnership(session)
        meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        meeting.remarks = f"{NAME} asked for a room. Ms Lind will call."
        ana = factories.add_person(session, "NORTH", NAME, honorific="Ms")
        ana.email = ADDRESS
        factories.add_mandate(session, ana, "Head of Unit", "TRADE")
        seat = Attendance(person=ana, post_title="Head of Unit", reply=Reply.ACCEPTED)
        north = factories.party(session, "NORTH")
        session.add(Delegation(meeting=meeting, party=north, members=[seat]))
        session.add_all(_rows(partnership, meeting, ana))
        session.flush()
        calendar = session.scalars(select(KeptCalendar)).one()
        times = {"text": f"SUMMARY:{NAME}", "since": NOW, "until": NOW, "spans": b""}
        session.execute(
            insert(KeptTimes).values(calendar_id=calendar.id, zones_version="1", **times)
        )
        feed = {
            "slug": "a",
            "reach": Reach.JOINT,
            "style": FeedStyle.SINGLE,
            "seen": "",
            "digest": "",
        }
        session.execute(
            insert(KeptFeed).values(
                revision=1, changed_at=NOW, content=f"X-A:{NAME}".encode(), **feed
            )
        )
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        session.get_one(Person, 1).honorific = "Dr"
        session.get_one(Meeting, 1).place = "Brussels"
    return database


def _rows(partnership: Partnership, meeting: Meeting, ana: Person) -> list[Base]:
    return [
        Biography(person=ana, dated=date(2026, 1, 1), reach=Reach.JOINT, text="Born at sea."),
        FeedToken(person=ana, feeds=["all"], token_hash="0" * 64, created_at=NOW),
        ReplyAddress(meeting=meeting, person=ana, token_hash="1" * 64, created_at=NOW),
        KeptCalendar(
            name=NAME,
            zone="UTC",
            file_name="lind.ics",
            content_hash="2",
            has_titles=True,
            events=1,
            imported_at=NOW,
        ),
        LoadedFile(
            partnership_id=partnership.id,
            name="a.toml",
            loaded_at=NOW,
            officer="Ada",
            content=f'[[people]]\nkey = "ana-lind"\nname = "{NAME}"\n',
        ),
        DateChange(
            meeting=meeting, at=NOW, officer="Ada", kind=ChangeKind.MOVED, reason=f"{NAME} is away"
        ),
        _message(meeting, ana, MessageState.PREPARED),
        CalendarReply(
            content_hash="3",
            place=0,
            meeting=meeting,
            person=ana,
            state=ReplyState.COUNTED,
            proof=ReplyProof.SERVER,
            why="",
            method=ReplyMethod.REPLY,
            uid=meeting.uid,
            sequence=0,
            stamp=NOW,
            attendee=ADDRESS,
            partstat="ACCEPTED",
            answer=Reply.ACCEPTED,
            comment="I come by train",
            sender=f"{NAME} <{ADDRESS}>",
            subject="Accepted",
            message_id="<1@north.example>",
            imported_at=NOW,
            officer="Ada",
        ),
    ]


def _message(meeting: Meeting, person: Person | None, state: MessageState) -> Message:
    return Message(
        kind=MessageKind.INVITATION,
        meeting=meeting,
        person=person,
        state=state,
        message_id=f"<{state}@north.example>",
        sender_name="TRADE",
        sender="trade@north.example",
        recipient_name=NAME,
        address=ADDRESS,
        subject="Invitation",
        why="invited",
        facts={"name": NAME},
        mail=f"To: {NAME} <{ADDRESS}>\r\n\r\nCome.\r\n",
        prepared_at=NOW,
        claimed_at=NOW,
    )


def _erase(database: Database, *also: str) -> None:
    with database.writing(
        verb="person erase", now=NOW + timedelta(days=1), officer="Bo"
    ) as session:
        plan = plan_erasure(session, session.get_one(Person, 1), also)
        carry_out(session, plan.removal)


def _everything(database: Database) -> str:
    """Every row of every table, as text."""
    with database.reading() as session:
        return "\n".join(
            str(row)
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        )


def test_nothing_of_the_name_is_left_and_the_chain_is_whole(database: Database) -> None:
    _erase(_named(database))

    everything = _everything(database)
    assert [word for word in (NAME, ADDRESS, "ana-lind", "by train") if word in everything] == []
    with database.reading() as session:
        proof = prove(session, progress=lambda *_: None)
    assert proof.findings == ()
    assert proof.erased > 8
    assert clean_out(database)
    _refuses_to_rewrite_history(database)


def _refuses_to_rewrite_history(database: Database) -> None:
    with (
        pytest.raises(DBAPIError, match="the history cannot be changed"),
        for_writing(database.engine).begin() as connection,
    ):
        connection.execute(text("UPDATE date_change SET reason = 'rewritten'"))


def test_the_record_stays_with_the_post_in_its_place(named: Database) -> None:
    _erase(named)

    with named.reading() as session:
        seat = session.scalars(select(Attendance)).one()
        assert (seat.label, seat.post_title, seat.reply) == (
            *("[erased]", "Head of Unit", Reply.ACCEPTED),
        )
        meeting = session.get_one(Meeting, 1)
        assert meeting.remarks == "[erased] asked for a room. Ms Lind will call."
        assert session.scalars(select(DateChange.reason)).one() == "[erased] is away"
        message = session.scalars(select(Message)).one()
        assert (message.state, message.recipient_name, message.mail) == (
            *(MessageState.DISCARDED, "[erased]", "[erased]"),
        )
        loaded = session.scalars(select(LoadedFile.content)).one()
        assert loaded == '[[people]]\nkey = "erased-1"\nname = "[erased]"\n'
        for gone in (Biography, FeedToken, ReplyAddress, KeptCalendar, KeptTimes, KeptFeed):
            assert session.scalars(select(gone)).all() == []


def test_a_payload_that_goes_without_an_erasure_is_still_found(named: Database) -> None:
    _erase(named)
    with for_writing(named.engine).begin() as connection:
        kept = connection.scalar(select(AuditPayload.position).limit(1))
        connection.execute(text(f"DELETE FROM audit_payload WHERE position = {kept}"))  # noqa: S608 -- a number

    with named.reading() as session:
        findings = prove(session, progress=lambda *_: None).findings
    assert [str(one) for one in findings] == [
        f"error: audit entry {kept}: what it says is gone, and no erasure says so"
    ]


def test_the_plan_says_what_goes_and_what_may_speak_of_them(named: Database) -> None:
    with named.reading() as session:
        plan = plan_erasure(session, session.get_one(Person, 1))

    assert [(one.what, one.count) for one in plan.removed] == [
        *(("biography", 1), ("busy calendar", 1), ("feed token", 1), ("reply address", 1)),
    ]
    assert plan.maybe == ["meeting ANNUAL-2027: remarks"]
    assert "loaded file: content" in {one.what for one in plan.replaced}


def test_other_forms_of_the_name_go_too(named: Database) -> None:
    _erase(named, "Ms Lind")

    with named.reading() as session:
        assert (
            session.get_one(Meeting, 1).remarks == "[erased] asked for a room. [erased] will call."
        )


def test_who_is_being_written_to_cannot_be_erased(named: Database) -> None:
    with named.writing(verb="test", now=NOW, officer="Ada") as session:
        session.scalars(select(Message)).one().state = MessageState.SENDING

    with pytest.raises(NotAllowed, match="a message to them is being sent"):
        _erase(named)


def test_what_they_were_called_before_is_not_known_to_who_compares_with_a_mark(
    named: Database,
) -> None:
    mark = named.mark()
    _erase(named)

    with named.reading() as session:
        since = changes_since(session, mark)
    assert since is not None
    assert {("person", "1"), ("meeting", "1")} <= since.erased


def test_nobody_is_erased_twice(named: Database) -> None:
    _erase(named)

    with pytest.raises(NotAllowed, match="erased already"):
        _erase(named)


def test_the_bytes_of_the_file_hold_no_name(named: Database) -> None:
    words = (NAME, ADDRESS, "ana-lind", "by train", "Born at sea")
    assert min(left_in_file(named, words).values()) > 0

    _erase(named)
    assert clean_out(named)

    assert left_in_file(named, words) == dict.fromkeys(words, 0)
    octets = Path(str(named.engine.url.database)).read_bytes()
    assert NAME.encode() not in octets

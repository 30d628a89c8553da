"""In whatever order answers come, and however often, the record ends as a model of them says."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from scheduler.imports.replies.reading import ReplyMail
from scheduler.model.consultation import Answer, AnswerDay, Consultation
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.reply import CalendarReply
from scheduler.model.vocabulary import Reply
from scheduler.secretariat.attendance import members_of
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW
from tests.counts import times
from tests.secretariat.consulting import DAYS, THIRD, ask
from tests.secretariat.inviting import convened
from tests.secretariat.replying import ANA, ELODIE, answer, bring, by_hash

WORDS = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined"}
OTHER_DAYS = tuple(THIRD + timedelta(weeks=weeks) for weeks in range(1, 4))


@dataclass(frozen=True)
class Sent:
    """One answer or counter that somebody sends."""

    who: str
    partstat: str
    sequence: int
    minute: int
    day: int | None
    is_authentic: bool

    @property
    def stream(self) -> tuple[str, bool]:
        return self.who, self.day is not None

    @property
    def order(self) -> tuple[int, int]:
        return self.sequence, self.minute

    def mail(self, meeting: Meeting) -> ReplyMail:
        return answer(
            meeting,
            self.partstat,
            who=self.who,
            minute=self.minute,
            sequence=self.sequence,
            counter=None if self.day is None else OTHER_DAYS[self.day],
            is_authentic=self.is_authentic,
        )


sent = st.lists(
    st.builds(
        Sent,
        who=st.sampled_from((ANA, ELODIE, "eve@evil.example")),
        partstat=st.sampled_from((*WORDS, "DELEGATED")),
        sequence=st.integers(0, 2),
        minute=st.integers(0, 30),
        day=st.none() | st.integers(0, len(OTHER_DAYS) - 1),
        is_authentic=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda one: (*one.stream, one.order),
)


def state_of(one: Sent, everything: list[Sent]) -> str:
    if one.who not in (ANA, ELODIE):
        return "unmatched"
    if not one.is_authentic:
        return "unverified"
    rivals = [other for other in everything if other.stream == one.stream and _counts(other)]
    if any(other.order > one.order for other in rivals):
        return "outdated"
    return "counted" if _counts(one) else "noted"


def _counts(one: Sent) -> bool:
    return one.is_authentic and (one.day is not None or one.partstat in WORDS)


def counted(everything: list[Sent], *, is_counter: bool) -> list[Sent]:
    return [
        one
        for one in everything
        if one.stream[1] is is_counter and state_of(one, everything) == "counted"
    ]


@pytest.fixture
def consulted(sqlite_database: Database) -> Database:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session:
        ask(session, convened(session), DAYS)
    return sqlite_database


@contextmanager
def anew(database: Database) -> Iterator[tuple[Session, Meeting]]:
    """The record without any answer; what is brought is gone again at the end."""
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        yield session, meeting
        session.expire_all()
        for table in (AnswerDay, Answer, CalendarReply):
            session.execute(delete(table))
        for member in session.scalars(select(Attendance)):
            member.reply, member.reply_source, member.replied_at = Reply.NONE, "", None


@settings(
    max_examples=times(10, 500),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sent, st.randoms(use_true_random=False), st.integers(0, 3))
def test_the_order_of_arrival_changes_nothing(
    consulted: Database, everything: list[Sent], random: Random, twice: int
) -> None:
    with anew(consulted) as (session, meeting):
        in_order = everything + everything[:twice]
        random.shuffle(in_order)

        for one in in_order:
            bring(session, one.mail(meeting))

        assert by_hash(session) == sorted(
            (one.mail(meeting).content_hash, state_of(one, everything)) for one in everything
        )
        replies = {ANA: "none", ELODIE: "none"}
        replies |= {one.who: WORDS[one.partstat] for one in counted(everything, is_counter=False)}
        assert _replies(session, meeting) == replies
        assert _proposed(session) == {
            OTHER_DAYS[one.day or 0] for one in counted(everything, is_counter=True)
        }


def _replies(session: Session, meeting: Meeting) -> dict[str, str]:
    members = members_of(session, meeting)
    return {one.person.email: str(one.reply) for one in members if one.person}


def _proposed(session: Session) -> set[object]:
    consultation = session.scalars(select(Consultation)).one()
    answers = (one.answer for one in consultation.consulted)
    return {day for one in answers if one for day in one.rather}

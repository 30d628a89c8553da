"""A counter joins the open consultation, and is never applied."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.consultation import Consultation
from scheduler.model.meeting import Meeting
from scheduler.secretariat.consultation_answers import said_in_words
from scheduler.secretariat.replies import accept_reply
from scheduler.store.session import Database
from tests.clock import NOW
from tests.secretariat.consulting import FIRST, SECOND, THIRD, ask, say
from tests.secretariat.inviting import convened
from tests.secretariat.replying import ELODIE, LATER, answer, bring, bring_corpus, replied, states

OTHER, LAST = date(2027, 5, 28), date(2027, 6, 4)


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.fixture
def meeting(session: Session) -> Meeting:
    """Convened, with a consultation on 7, 14 and 21 May 2027 that asks TRADE and FISH."""
    made = convened(session)
    ask(session, made, (FIRST, SECOND, THIRD))
    return made


def says(session: Session, code: str = "FISH") -> str:
    """What counts of a delegation's answers."""
    consultation = session.scalars(select(Consultation)).one()
    found = next(one.answer for one in consultation.consulted if one.code == code)
    return said_in_words(found) if found else ""


def test_a_counter_is_what_the_delegation_would_rather(session: Session, meeting: Meeting) -> None:
    before = meeting.day, meeting.sequence, meeting.state

    done = bring(session, answer(meeting, who=ELODIE, counter=OTHER))

    assert says(session) == "rather Fri 28 May 2027"
    assert (meeting.day, meeting.sequence, meeting.state) == before
    assert replied(session, meeting, "Élodie Ruiz") == ("none", "")
    assert [str(one) for one in done.findings][:1] == [
        (
            "note: counter 1 of Élodie Ruiz to ANNUAL-1: it joined the consultation: "
            "DG FISH says rather of Fri 28 May 2027"
        )
    ]


def test_what_the_delegation_said_stays_said(session: Session, meeting: Meeting) -> None:
    say(session, meeting, "FISH", yes=(FIRST,), no=(SECOND,))

    bring(session, answer(meeting, who=ELODIE, counter=OTHER))

    assert says(session) == "yes to Fri 7 May 2027, no to Fri 14 May 2027, rather Fri 28 May 2027"


def test_a_counter_for_a_candidate_is_a_yes(session: Session, meeting: Meeting) -> None:
    bring(session, answer(meeting, who=ELODIE, counter=THIRD))

    assert says(session) == "yes to Fri 21 May 2027"


def test_a_counter_does_not_contradict_its_delegation(session: Session, meeting: Meeting) -> None:
    say(session, meeting, "FISH", no=(THIRD,))

    done = bring(session, answer(meeting, who=ELODIE, counter=THIRD))

    assert (says(session), states(session)) == ("no to Fri 21 May 2027", ["noted"])
    assert [one.message for one in done.findings] == [
        "proposes another time: DG FISH already says no of Fri 21 May 2027"
    ]


@pytest.mark.parametrize("is_late", [False, True])
def test_the_newest_counter_stands(session: Session, meeting: Meeting, *, is_late: bool) -> None:
    mails = [
        answer(meeting, who=ELODIE, counter=OTHER, minute=1),
        answer(meeting, who=ELODIE, counter=LAST, minute=2),
    ]

    bring(session, *(reversed(mails) if is_late else mails))

    assert says(session) == "rather Fri 4 Jun 2027"
    assert sorted(states(session)) == ["counted", "outdated"]


def test_an_answer_beside_a_counter_is_kept_apart(session: Session, meeting: Meeting) -> None:
    bring(session, answer(meeting, who=ELODIE, counter=OTHER, minute=2))
    bring(session, answer(meeting, "DECLINED", who=ELODIE, minute=1))

    assert states(session) == ["counted", "counted"]
    assert replied(session, meeting, "Élodie Ruiz") == ("declined", "calendar reply 2")


def test_a_counter_without_proof_waits(session: Session, meeting: Meeting) -> None:
    done = bring(session, answer(meeting, who=ELODIE, counter=OTHER, is_authentic=False))
    before = says(session)
    accept_reply(session, done.new[0], now=LATER, officer="Ada")

    assert (before, says(session)) == ("", "rather Fri 28 May 2027")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 5, 7), "it proposes other hours on the day of the meeting"),
        (date(2026, 12, 3), "it proposes Thursday 3 December 2026, which has passed"),
    ],
)
def test_a_counter_that_proposes_no_other_day_to_come_is_noted(
    session: Session, meeting: Meeting, day: date, why: str
) -> None:
    done = bring(session, answer(meeting, who=ELODIE, counter=day))

    assert (says(session), states(session)) == ("", ["noted"])
    assert done.new[0].why == f"proposes another time: {why}"


def test_the_times_of_a_counter_are_those_of_the_meetings_clock(session: Session) -> None:
    convened(session)

    done = bring_corpus(session, "google-counter", "outlook-counter-own-zone")

    assert [(str(one.proposed_start), str(one.proposed_end)) for one in done.new] == [
        ("2027-05-21 10:00:00", "2027-05-21 12:00:00"),
        ("2027-05-14 14:00:00", "2027-05-14 17:00:00"),
    ]
    assert "the time zone 'Customized Time Zone' is not known; read as Europe/Brussels" in [
        one.message for one in done.findings
    ]

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed, NotFound
from scheduler.model.meeting import Meeting
from scheduler.secretariat.consultation_answers import (
    Answered,
    NewAnswer,
    record_answer,
    said_in_words,
)
from scheduler.secretariat.consultation_close import close_consultation
from scheduler.secretariat.consultations import cancel_consultation, latest
from scheduler.store.session import Database
from tests.clock import NOW
from tests.secretariat.consulting import (
    FIRST,
    LAST_MOMENT,
    SECOND,
    THIRD,
    TOO_LATE,
    add_planned,
    ask,
    say,
)

OTHER = date(2027, 6, 4)


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.fixture
def meeting(session: Session) -> Meeting:
    made = add_planned(session)
    ask(session, made)
    return made


def told(answered: Answered) -> list[str]:
    return [str(finding) for finding in answered.findings]


def test_an_answer_says_what_it_was_told_of_each_day(session: Session, meeting: Meeting) -> None:
    new = NewAnswer(
        yes=(FIRST,),
        if_need_be=(THIRD,),
        no=(SECOND,),
        given_by="Ms  Lind",
        comment=" Not in the week\nof the Council. ",
    )
    answered = record_answer(session, meeting, "north", new, now=NOW, officer="Ada")
    answer = answered.answer

    assert said_in_words(answer) == (
        "yes to Fri 7 May 2027, if need be to Fri 21 May 2027, no to Fri 14 May 2027"
    )
    assert (answer.given_by, answer.comment) == ("Ms Lind", "Not in the week\nof the Council.")
    assert (answer.officer, answer.recorded_at, answer.is_late) == ("Ada", NOW, False)
    assert told(answered) == []


def test_a_new_answer_counts_and_the_old_one_is_kept(session: Session, meeting: Meeting) -> None:
    first = say(session, meeting, "NORTH", yes=(FIRST,), no=(SECOND, THIRD))
    second = say(session, meeting, "NORTH", no=(FIRST,), now=NOW + timedelta(days=1))

    consulted = second.consulted
    assert consulted.answers == [first.answer, second.answer]
    assert consulted.answer is second.answer
    assert told(second) == [
        "note: NORTH: it replaces the answer recorded on Tue 24 Nov 2026",
        "note: NORTH: it says nothing of Fri 14 May 2027 or Fri 21 May 2027",
    ]


def test_who_would_rather_meet_on_another_day_says_no_to_what_it_does_not_name(
    session: Session, meeting: Meeting
) -> None:
    answered = say(session, meeting, "SOUTH", rather=(OTHER,), if_need_be=(SECOND,))

    assert said_in_words(answered.answer) == (
        "if need be to Fri 14 May 2027, no to Fri 7 May 2027 and Fri 21 May 2027, "
        "rather Fri 4 Jun 2027"
    )
    assert answered.answer.rather == (OTHER,)


def test_an_answer_is_in_time_to_the_last_moment_and_then_late(
    session: Session, meeting: Meeting
) -> None:
    in_time = say(session, meeting, "NORTH", yes=(FIRST, SECOND, THIRD), now=LAST_MOMENT)
    late = say(session, meeting, "SOUTH", yes=(FIRST, SECOND, THIRD), now=TOO_LATE)

    assert (in_time.answer.is_late, late.answer.is_late) == (False, True)
    assert late.consulted.answer is late.answer
    assert told(late) == [
        "warning: SOUTH: it came after Monday 1 February 2027, and is kept as late"
    ]


@pytest.mark.parametrize(
    ("received", "is_late"), [(date(2027, 2, 1), False), (date(2027, 2, 2), True)]
)
def test_the_day_it_came_decides_not_the_day_it_is_recorded(
    session: Session, meeting: Meeting, received: date, *, is_late: bool
) -> None:
    new = NewAnswer(yes=(FIRST,), received_on=received)
    answered = record_answer(
        session, meeting, "NORTH", new, now=TOO_LATE + timedelta(days=5), officer="Ada"
    )

    assert answered.answer.is_late is is_late


def test_an_answer_after_the_choice_is_kept_and_changes_nothing(
    session: Session, meeting: Meeting
) -> None:
    say(session, meeting, "SOUTH", yes=(FIRST, SECOND, THIRD))
    close_consultation(session, meeting, day=FIRST, against_quorum="x", now=NOW, officer="Ada")

    answered = say(session, meeting, "SOUTH", no=(FIRST, SECOND, THIRD))

    assert (answered.answer.is_late, answered.answer.is_counted) == (True, False)
    assert [len(answered.consulted.answers), answered.consulted.answer] == [
        2,
        answered.consulted.answers[0],
    ]
    kept = "Friday 7 May 2027 was chosen before it came; it is kept, and changes nothing"
    assert told(answered) == [f"warning: SOUTH: {kept}"]


def test_nothing_is_answered_that_is_cancelled(session: Session, meeting: Meeting) -> None:
    cancel_consultation(session, meeting, reason="elections", now=NOW)

    with pytest.raises(NotAllowed) as refused:
        say(session, meeting, "SOUTH", yes=(FIRST,))

    assert str(refused.value) == (
        "answering the consultation on ANNUAL-2027 is not possible: it is cancelled; "
        "take it up again: scheduler consult reopen ANNUAL-2027"
    )


CANDIDATES = "2027-05-07, 2027-05-14 or 2027-05-21"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            {},
            (
                "the answer 'nothing' cannot be used: "
                "expected what it says of a day: --yes, --if-need-be, --no or --rather"
            ),
        ),
        (
            {"if_need_be": (OTHER,)},
            (
                "--if-need-be '2027-06-04' cannot be used: "
                f"expected one of the candidates: {CANDIDATES}"
            ),
        ),
        (
            {"yes": (FIRST,), "no": (FIRST,)},
            "the answer '2027-05-07 twice' cannot be used: expected each day once",
        ),
        (
            {"rather": (FIRST,)},
            ("--rather '2027-05-07' cannot be used: expected a day to come that is no candidate"),
        ),
        (
            {"rather": (date(2026, 11, 24),)},
            ("--rather '2026-11-24' cannot be used: expected a day to come that is no candidate"),
        ),
        (
            {"yes": (FIRST,), "received_on": date(2026, 11, 25)},
            ("--received '2026-11-25' cannot be used: expected today, Tuesday 24 November 2026"),
        ),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    session: Session, meeting: Meeting, said: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        say(session, meeting, "SOUTH", **said)  # type: ignore[arg-type] # each test's own

    assert str(refused.value) == sentence
    consultation = latest(session, meeting)
    assert consultation is not None
    assert [one.answers for one in consultation.consulted] == [[], []]


def test_who_was_not_asked_does_not_answer(session: Session, meeting: Meeting) -> None:
    with pytest.raises(NotFound) as refused:
        say(session, meeting, "TRADE", yes=(FIRST,))

    assert str(refused.value) == "there is no delegation 'TRADE'; there are: NORTH, SOUTH"

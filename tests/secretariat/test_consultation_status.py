"""Where a consultation stands, held against a small model of it by chance."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed, ProcedureError
from scheduler.model.consultation import ConsultationState
from scheduler.model.meeting import Meeting
from scheduler.planning.quorum import Availability
from scheduler.secretariat.consultation_answers import NewAnswer, record_answer
from scheduler.secretariat.consultation_close import close_consultation
from scheduler.secretariat.consultation_status import (
    ConsultationStatus,
    OtherDay,
    list_consultations,
    show_consultation,
)
from scheduler.secretariat.consultations import cancel_consultation, reopen_consultation
from scheduler.secretariat.lifecycle import confirm
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW
from tests.counts import times
from tests.secretariat.consulting import (
    DAYS,
    DEADLINE,
    FIRST,
    HOURS,
    LAST_MOMENT,
    SECOND,
    THIRD,
    TOO_LATE,
    add_planned,
    ask,
    say,
)

OTHER = date(2027, 6, 4)
YES, NO = Availability.YES, Availability.NO


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return add_planned(session)


def test_show_is_a_matrix_of_delegations_and_candidates(session: Session, meeting: Meeting) -> None:
    ask(session, meeting, (FIRST, SECOND), quorum="nobody no")
    new = NewAnswer(no=(FIRST,), yes=(SECOND,), rather=(OTHER,), given_by="Ms Lind", comment="so")
    record_answer(session, meeting, "SOUTH", new, now=NOW, officer="Ada")

    status = show_consultation(session, meeting, now=TOO_LATE)

    assert [(row.when, row.yes, row.no, row.unsaid) for row in status.candidates] == [
        (f"Friday 7 May 2027, {HOURS}", 0, 1, 1),
        (f"Friday 14 May 2027, {HOURS}", 1, 0, 1),
    ]
    assert [row.missing for row in status.candidates] == [("SOUTH says no",), ()]
    south = status.delegations[1]
    assert (south.delegation, south.says, south.rather) == ("SOUTH", (NO, YES), (OTHER,))
    assert (south.given_by, south.comment, south.received) == ("Ms Lind", "so", NOW.date())
    assert status.unanswered == ("NORTH",)
    assert status.other_days == (OtherDay(OTHER, ("SOUTH",), ()),)
    assert (status.proposed, status.chosen) == (SECOND, None)
    assert [str(finding) for finding in status.findings] == [
        "warning: ANNUAL-2027: no answer from NORTH, and the deadline has passed"
    ]


@pytest.mark.parametrize(
    ("now", "left"), [(NOW, 69), (LAST_MOMENT, 0), (TOO_LATE, -1)], ids=["early", "last", "late"]
)
def test_days_left_are_counted_where_the_meeting_is(
    session: Session, meeting: Meeting, now: datetime, left: int
) -> None:
    ask(session, meeting)

    assert show_consultation(session, meeting, now=now).days_left == left
    assert [row.days_left for row in list_consultations(session, now=now)] == [left]


def test_show_warns_of_a_meeting_that_went_its_own_way(session: Session, meeting: Meeting) -> None:
    ask(session, meeting)
    confirm(session, meeting, now=NOW, officer="Ada")

    status = show_consultation(session, meeting, now=datetime(2027, 5, 8, 9, tzinfo=NOW.tzinfo))

    assert [str(finding) for finding in status.findings] == [
        "warning: ANNUAL-1: no answer from NORTH and SOUTH, and the deadline has passed",
        "warning: ANNUAL-1: it is confirmed meanwhile: close or cancel the consultation",
        "warning: ANNUAL-1: the candidate Friday 7 May 2027 has come; nobody chose a day",
    ]


def test_what_lacked_at_the_choice_lacks_for_good(session: Session, meeting: Meeting) -> None:
    ask(session, meeting, (FIRST,), quorum="nobody no")
    close_consultation(session, meeting, day=FIRST, against_quorum="x", now=NOW, officer="Ada")

    (row,) = show_consultation(session, meeting, now=TOO_LATE).candidates

    assert row.missing == ("NORTH has not said", "SOUTH has not said")
    assert (row.is_chosen, row.is_held) == (True, False)


def test_list_is_by_deadline_and_takes_a_state(session: Session, meeting: Meeting) -> None:
    other = factories.add_meeting(session, "ANNUAL-2028", THIRD)
    ask(session, meeting)
    ask(session, other)
    say(session, other, "NORTH", yes=(FIRST,))
    cancel_consultation(session, meeting, reason="x", now=NOW)

    def listed(state: ConsultationState | None = None) -> list[tuple[str, str, int, int]]:
        rows = list_consultations(session, state=state, now=NOW)
        return [(row.meeting, row.state, row.answered, row.asked) for row in rows]

    assert listed() == [("ANNUAL-2027", "cancelled", 0, 2), ("ANNUAL-2028", "open", 1, 2)]
    assert listed(ConsultationState.OPEN) == [("ANNUAL-2028", "open", 1, 2)]


def test_show_of_a_meeting_nobody_was_asked_about_is_refused(
    session: Session, meeting: Meeting
) -> None:
    with pytest.raises(NotAllowed, match="the delegations were never asked; open one"):
        show_consultation(session, meeting, now=NOW)


ASKED = ("NORTH", "SOUTH", "FISH")
Says = dict[date, Availability]
SAYS = st.dictionaries(
    st.sampled_from(DAYS),
    st.sampled_from((YES, Availability.IF_NEED_BE, NO)),
    min_size=1,
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(ASKED), SAYS),
        st.tuples(st.just("rather"), st.sampled_from(ASKED), SAYS | st.just({})),
        st.tuples(st.just("reopen"), st.integers(-3, 40), st.none()),
        st.tuples(st.just("cancel"), st.none(), st.none()),
        st.tuples(st.just("close"), st.sampled_from(DAYS), st.none()),
    ),
    max_size=8,
)


@dataclass
class Model:
    """What a consultation is, in a few lines: the last answer before the choice counts."""

    state: ConsultationState = ConsultationState.OPEN
    deadline: datetime = DEADLINE
    counted: dict[str, Says] = field(default_factory=dict)
    late: dict[str, bool] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)

    def answer(self, who: str, says: Says, wall: datetime) -> bool:
        if self.state is ConsultationState.CANCELLED:
            return False
        is_open = self.state is ConsultationState.OPEN
        self.given[who] = self.given.get(who, 0) + 1
        self.late[who] = wall >= self.deadline or not is_open
        if is_open:
            self.counted[who] = says
        return True

    def reopen(self, deadline: datetime, wall: datetime) -> bool:
        if self.state is ConsultationState.CLOSED or deadline <= wall:
            return False
        self.state, self.deadline = ConsultationState.OPEN, deadline
        return True

    def end(self, state: ConsultationState) -> bool:
        is_open = self.state is ConsultationState.OPEN
        self.state = state if is_open else self.state
        return is_open

    def agreed(self, day: date) -> bool:
        return all(self.counted.get(who, {}).get(day) is YES for who in ASKED)


class Undone(Exception):
    """Takes back what an example wrote."""


@pytest.mark.counted
@given(steps=STEPS, hours=st.lists(st.integers(1, 400), min_size=8, max_size=8))
@settings(max_examples=times(10, 400), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_status_is_what_the_model_says(
    sqlite_database: Database, steps: list[tuple[str, object, object]], hours: list[int]
) -> None:
    with (
        suppress(Undone),
        sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session,
    ):
        meeting = add_planned(session)
        fish = factories.body(session, "FISH")
        consultation = ask(session, meeting)
        consultation.consulted.append(type(consultation.consulted[0])(party=fish.party, body=fish))
        session.flush()
        model, now = Model(), NOW
        for step, passed in zip(steps, hours, strict=False):
            now += timedelta(hours=passed)
            wall = now.replace(tzinfo=None) + timedelta(hours=1 if now < SUMMER else 2)
            done = play(session, meeting, step, now)
            assert done is follow(model, step, wall), step
            compare(show_consultation(session, meeting, now=now), model)
        raise Undone


SUMMER = datetime(2027, 3, 28, 1, tzinfo=NOW.tzinfo)


def play(
    session: Session, meeting: Meeting, step: tuple[str, object, object], now: datetime
) -> bool:
    """Do what a step says; False where it is refused."""
    act, what, says = step
    try:
        if act in {"answer", "rather"}:
            record_answer(session, meeting, str(what), answer_of(act, says), now=now, officer="Ada")
        elif act == "reopen":
            reopen_consultation(session, meeting, deadline=deadline_of(what), now=now)
        elif act == "cancel":
            cancel_consultation(session, meeting, reason="x", now=now)
        else:
            assert isinstance(what, date)
            is_met = not any(
                row.missing
                for row in show_consultation(session, meeting, now=now).candidates
                if row.day == what
            )
            reason = None if is_met else "so"
            close_consultation(
                session, meeting, day=what, against_quorum=reason, now=now, officer="Ada"
            )
    except (ProcedureError, ValueError):
        return False
    return True


def follow(model: Model, step: tuple[str, object, object], wall: datetime) -> bool:
    """Do the same in the model."""
    act, what, says = step
    if act in {"answer", "rather"}:
        assert isinstance(says, dict)
        whole = dict.fromkeys(DAYS, NO) | says if act == "rather" else says
        return model.answer(str(what), whole, wall)
    if act == "reopen":
        return model.reopen(deadline_of(what), wall)
    is_close = act == "close"
    return model.end(ConsultationState.CLOSED if is_close else ConsultationState.CANCELLED)


def answer_of(act: str, says: object) -> NewAnswer:
    assert isinstance(says, dict)
    days = {kind: tuple(day for day, said in says.items() if said is kind) for kind in Availability}
    return NewAnswer(
        yes=days[YES],
        if_need_be=days[Availability.IF_NEED_BE],
        no=days[NO],
        rather=(OTHER,) if act == "rather" else (),
    )


def deadline_of(days: object) -> datetime:
    assert isinstance(days, int)
    return DEADLINE + timedelta(days=days)


def compare(status: ConsultationStatus, model: Model) -> None:
    assert status.state is model.state
    assert status.deadline == model.deadline
    assert {row.delegation.removeprefix("DG "): row.says for row in status.delegations} == {
        who: tuple(model.counted.get(who, {}).get(day) for day in DAYS) for who in ASKED
    }
    assert {
        row.delegation.removeprefix("DG "): (row.answers, row.is_late) for row in status.delegations
    } == {who: (model.given.get(who, 0), model.late.get(who, False)) for who in ASKED}
    assert [not row.missing for row in status.candidates] == [model.agreed(day) for day in DAYS]
    assert [(row.yes, row.unsaid) for row in status.candidates] == [
        (
            sum(model.counted.get(who, {}).get(day) is YES for who in ASKED),
            sum(day not in model.counted.get(who, {}) for who in ASKED),
        )
        for day in DAYS
    ]

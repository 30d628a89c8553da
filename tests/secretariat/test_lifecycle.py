from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import (
    AlreadyExists,
    IllegalTransition,
    InvalidValue,
    NotAllowed,
    StaleEdit,
)
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState, NumberCertainty
from scheduler.secretariat import lifecycle
from scheduler.secretariat.dates import when
from scheduler.secretariat.meetings import changes_of
from scheduler.secretariat.naming import find_meeting
from scheduler.store.session import Database
from tests.clock import NOW, TODAY

LATER = NOW + timedelta(days=1)


@pytest.fixture
def session(real_database: Database) -> Iterator[Session]:
    with real_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.fixture
def som(session: Session) -> Meeting:
    return find_meeting(session, "next:SOM", today=TODAY)


def _confirm(session: Session, meeting: Meeting, number: int | None = None) -> lifecycle.Changed:
    return lifecycle.confirm(session, meeting, number=number, now=LATER, officer="Ada")


def _move(session: Session, meeting: Meeting, day: date, reason: str = "why") -> lifecycle.Changed:
    return lifecycle.move(session, meeting, day=day, reason=reason, now=LATER, officer="Ada")


def test_confirm_gives_the_highest_number_and_one_and_warns_of_years_without_a_meeting(
    session: Session, som: Meeting
) -> None:
    changed = _confirm(session, som)

    assert (som.name, som.number, som.number_certainty) == ("SOM-12", 12, NumberCertainty.CERTAIN)
    assert [str(finding) for finding in changed.findings] == [
        "warning: SOM-12: no meeting of 2026 is on record; if one was held, this number is too low"
    ]


def test_confirm_refuses_a_number_that_is_certainly_taken(session: Session, som: Meeting) -> None:
    with pytest.raises(AlreadyExists) as refused:
        _confirm(session, som, number=11)

    assert str(refused.value) == (
        "the number SOM-11 already exists; it is held by the meeting of Friday 4 April 2025; "
        "give another with --number"
    )


def test_confirm_gives_no_number_in_a_series_without_numbers(session: Session) -> None:
    hou = find_meeting(session, "HOU-2027-1", today=TODAY)

    _confirm(session, hou)

    assert (hou.name, hou.number) == ("HOU-2027-1", None)


def test_a_cancelled_meeting_keeps_its_number_when_it_is_revived(
    session: Session, som: Meeting
) -> None:
    _confirm(session, som)
    lifecycle.cancel(session, som, reason="no quorum", now=LATER, officer="Ada")
    _confirm(session, som)

    assert (som.name, som.state) == ("SOM-12", MeetingState.CONFIRMED)


def test_move_keeps_the_old_date_its_reason_and_the_slot(session: Session, som: Meeting) -> None:
    _move(session, som, date(2027, 5, 14), "the chair travels")

    assert (som.day, som.slot) == (date(2027, 5, 14), datetime(2027, 5, 7, 9, 30))  # noqa: DTZ001 -- wall time
    last = som.changes[-1]
    assert (last.old_day, last.new_day, last.reason, last.officer) == (
        date(2027, 4, 30),
        date(2027, 5, 14),
        "the chair travels",
        "Ada",
    )


def test_move_raises_the_sequence_stamps_now_and_derives_the_instant(
    session: Session, som: Meeting
) -> None:
    before = som.sequence
    _move(session, som, date(2027, 5, 14))

    assert (som.sequence, som.changed_at) == (before + 1, LATER)
    local = datetime(2027, 5, 14, 9, 30, tzinfo=ZoneInfo("Europe/Brussels"))
    assert som.starts_at == local


def test_move_to_a_closed_day_is_done_and_says_what_is_against_it(
    session: Session, som: Meeting
) -> None:
    changed = _move(session, som, date(2027, 5, 6))

    assert [finding.message for finding in changed.findings] == [
        "closed: EU institutions (Brussels), rule 2027, provisional: Ascension Day",
        "closed: Belgium, holidays 0.109: Ascension Day",
        "closed: Geneva, holidays 0.109: Ascension Day",
        "more than 18 months after SOM on Friday 4 April 2025",
    ]


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_move_asks_for_the_reason(session: Session, som: Meeting, reason: str) -> None:
    with pytest.raises(InvalidValue, match="the reason"):
        _move(session, som, date(2027, 5, 14), reason)

    assert som.day == date(2027, 4, 30)


def test_move_to_the_same_date_is_refused(session: Session, som: Meeting) -> None:
    with pytest.raises(InvalidValue, match="another than Friday 30 April 2027"):
        _move(session, som, date(2027, 4, 30))


def test_a_postponed_meeting_that_is_moved_is_proposed_again(
    session: Session, som: Meeting
) -> None:
    _confirm(session, som)
    lifecycle.postpone(session, som, reason="elections", now=LATER, officer="Ada")
    _move(session, som, date(2027, 6, 4))

    assert (som.name, som.state) == ("SOM-12", MeetingState.PROPOSED)


def test_held_needs_the_day_to_have_come(session: Session, som: Meeting) -> None:
    _confirm(session, som)

    with pytest.raises(InvalidValue, match="a day that has come, not Friday 30 April 2027"):
        lifecycle.hold(som, today=date(2027, 4, 29), now=LATER, officer="Ada")
    lifecycle.hold(som, today=date(2027, 4, 30), now=LATER, officer="Ada")

    assert som.state is MeetingState.HELD


@pytest.mark.parametrize("state", list(MeetingState))
@pytest.mark.parametrize("wanted", ["confirm", "cancel", "postpone", "hold", "move"])
def test_only_the_transitions_of_the_table_are_possible(
    session: Session, som: Meeting, state: MeetingState, wanted: str
) -> None:
    som.state, som.number, som.number_certainty = state, 12, NumberCertainty.CERTAIN
    states = MeetingState
    allowed = {
        "confirm": {states.PLANNED, states.PROPOSED, states.CANCELLED},
        "cancel": {states.PLANNED, states.PROPOSED, states.CONFIRMED, states.POSTPONED},
        "postpone": {states.PLANNED, states.PROPOSED, states.CONFIRMED},
        "hold": {states.CONFIRMED},
        "move": {states.PLANNED, states.PROPOSED, states.CONFIRMED, states.POSTPONED},
    }[wanted]

    try:
        match wanted:
            case "confirm":
                _confirm(session, som)
            case "cancel":
                lifecycle.cancel(session, som, reason="why", now=LATER, officer="Ada")
            case "postpone":
                lifecycle.postpone(session, som, reason="why", now=LATER, officer="Ada")
            case "hold":
                lifecycle.hold(som, today=date(2027, 5, 1), now=LATER, officer="Ada")
            case _:
                _move(session, som, date(2027, 5, 14))
        done = True
    except IllegalTransition:
        done = False

    assert done is (state in allowed)
    if not done:
        assert (som.state, len(som.changes)) == (state, 0)


def test_an_edit_of_a_meeting_that_moved_on_is_told_both_sides(
    session: Session, som: Meeting
) -> None:
    _move(session, som, date(2027, 5, 14))
    session.flush()
    read = som.version - 1

    with pytest.raises(StaleEdit) as told:
        lifecycle.cancel(session, som, reason="why", version=read, now=LATER, officer="Bo")

    assert (told.value.theirs, told.value.yours) == (
        "SOM-2027-1, Friday 14 May 2027, 09:30 to 17:00 (Europe/Brussels), planned",
        "cancelled",
    )
    assert som.state is MeetingState.PLANNED


def test_a_wrong_number_is_put_right_until_outcomes_bear_it(session: Session, som: Meeting) -> None:
    _confirm(session, som)
    _confirm(session, som, number=13)
    assert som.name == "SOM-13"
    som.last_reference = 1

    with pytest.raises(NotAllowed, match="its outcomes bear the one it has"):
        _confirm(session, som, number=14)


def test_move_into_the_past_is_refused(session: Session, som: Meeting) -> None:
    with pytest.raises(InvalidValue, match="a day from Wednesday 25 November 2026 on"):
        _move(session, som, date(2025, 5, 14))


def test_a_postponed_meeting_shows_no_date_and_may_return_to_its_old_one(
    session: Session, som: Meeting
) -> None:
    lifecycle.postpone(session, som, reason="elections", now=LATER, officer="Ada")
    shown = when(som)
    _move(session, som, date(2027, 4, 30))

    assert shown == "no new date yet (it was Friday 30 April 2027)"
    assert (when(som), som.state) == ("Friday 30 April 2027", MeetingState.PROPOSED)


def test_a_change_is_dated_by_the_clock_of_the_meetings_zone(
    session: Session, som: Meeting
) -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    lifecycle.cancel(session, som, reason="why", now=late, officer="Ada")

    assert changes_of(som) == ("2026-11-25 cancelled: why (Ada)",)

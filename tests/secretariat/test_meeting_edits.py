from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed, StaleEdit
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingKind, MeetingState, Mode, OutcomeKind
from scheduler.secretariat.dues import Due
from scheduler.secretariat.feeds import feeds_of
from scheduler.secretariat.lifecycle import Changed, cancel, move, postpone
from scheduler.secretariat.meeting_edits import (
    MeetingEdit,
    NewMeeting,
    add_meeting,
    edit_meeting,
)
from scheduler.secretariat.meetings import list_meetings, show_meeting, unrecorded
from scheduler.secretariat.outcomes import NewOutcome, Promise, add_outcome
from scheduler.store.session import Database
from tests import factories

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
THE_DAY = date(2027, 5, 7)
ZONE = "Europe/Brussels"


def _meeting(session: Session, state: MeetingState = MeetingState.CONFIRMED) -> Meeting:
    factories.add_partnership(session)
    return factories.add_meeting(session, "ANNUAL-2027", THE_DAY, number=2, state=state)


def _added(session: Session, of: Meeting, **facts: Any) -> Changed:  # noqa: ANN401 -- any fact
    kind = MeetingKind.EXTRAORDINARY
    new = NewMeeting(code="RETREAT", kind=kind, day=THE_DAY, zone=ZONE, **facts)
    return add_meeting(session, of.partnership, new, now=NOW)


def test_an_edit_corrects_what_is_said_and_calendars_notice_what_matters(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        host = factories.body(session, "TRADE")
        quiet = MeetingEdit(title="Annual", link="https://x.org", host=host, remarks="**Note**")
        _, said = edit_meeting(session, meeting, quiet, now=LATER)
        sequence = meeting.sequence
        loud = MeetingEdit(place="Brussels", mode=Mode.HYBRID, hours=(time(10), time(12)))
        _, seen = edit_meeting(session, meeting, loud, version=meeting.version, now=LATER)

    with database.reading() as session:
        sheet = show_meeting(session, factories.meeting(session, "ANNUAL-2027"))
    assert (said, seen) == (("title", "link", "host", "remarks"), ("place", "mode", "hours"))
    assert (sequence, sheet.sequence) == (0, 1)
    assert (sheet.title, sheet.link, sheet.host, sheet.remarks) == (
        *("Annual", "https://x.org", "DG TRADE", "**Note**"),
    )
    assert (sheet.place, sheet.mode, sheet.hours) == (
        *("Brussels", Mode.HYBRID, "10:00 to 12:00 (Europe/Brussels)"),
    )
    assert sheet.starts_at == datetime(2027, 5, 7, 8, 0, tzinfo=UTC)


def test_another_zone_moves_the_instant(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        _, names = edit_meeting(session, meeting, MeetingEdit(zone="Asia/Tokyo"), now=LATER)

        assert names == ("zone",)
        assert (meeting.sequence, meeting.starts_at) == (
            *(1, datetime(2027, 5, 7, 0, 30, tzinfo=UTC)),
        )


def test_an_empty_text_takes_it_away(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        edit_meeting(session, meeting, MeetingEdit(place="Brussels"), now=LATER)
        edit_meeting(session, meeting, MeetingEdit(place=""), now=LATER)

        assert (meeting.place, meeting.sequence) == ("", 2)


@pytest.mark.parametrize("edit", [MeetingEdit(hours=(time(10), time(12))), MeetingEdit(zone="UTC")])
def test_of_a_held_meeting_all_but_its_hours_may_be_corrected(
    sqlite_database: Database, edit: MeetingEdit
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session, MeetingState.HELD)
        edit_meeting(session, meeting, MeetingEdit(place="Brussels"), now=LATER)

        with pytest.raises(NotAllowed) as refused:
            edit_meeting(session, meeting, edit, now=LATER)

        assert meeting.place == "Brussels"
    assert str(refused.value) == (
        "changing the hours of ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels) is "
        "not possible: it was held; all but its hours and zone may be corrected"
    )


def test_an_edit_that_says_nothing_or_comes_late_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        undated = factories.add_meeting(session, "X", None, state=MeetingState.PLANNED)

        def refusal(edit: MeetingEdit, of: Meeting = meeting) -> str:
            with pytest.raises(InvalidValue) as refused:
                edit_meeting(session, of, edit, now=LATER)
            return str(refused.value)

        assert refusal(MeetingEdit()).endswith("expected at least one thing to change")
        assert refusal(MeetingEdit(place="")).endswith("expected at least one thing to change")
        assert refusal(MeetingEdit(link="ftp://x")).startswith("the link 'ftp://x' cannot be used")
        assert refusal(MeetingEdit(hours=(time(9), time(10))), undated).startswith("--hours")
        with pytest.raises(StaleEdit) as stale:
            edit_meeting(
                session, meeting, MeetingEdit(place="Bonn", mode=Mode.VIRTUAL), version=9, now=LATER
            )

    assert (stale.value.theirs, stale.value.yours) == (
        *("place: ; mode: unknown", "place: Bonn; mode: virtual"),
    )


def test_a_meeting_added_is_in_no_public_feed_until_it_is_published(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        added = _added(session, _meeting(session)).meeting

        def shown() -> list[str]:
            return [entry.uid for entry in feeds_of(session, added.partnership)[0].entries]

        before = added.uid in shown()
        _, names = edit_meeting(session, added, MeetingEdit(is_published=True), now=LATER)

        assert (before, added.uid in shown(), names) == (False, True, ("public feeds",))


def test_adding_warns_of_another_meeting_that_day_and_of_an_odd_mode(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        factories.add_meeting(session, "OFF", THE_DAY, of="PREP", state=MeetingState.CANCELLED)
        added = _added(session, meeting, mode=Mode.VIRTUAL, place="Bonn")

    assert [str(finding) for finding in added.findings] == [
        (
            "warning: RETREAT: ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels) "
            "is on the same day"
        ),
        "warning: RETREAT: it is virtual and has a place: Bonn",
        "warning: RETREAT: it is virtual and has no link yet",
    ]


def test_a_side_meeting_is_expected_on_the_day_of_its_parent(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        new = NewMeeting(code="BILAT", kind=MeetingKind.SIDE, day=THE_DAY, zone=ZONE)
        added = add_meeting(session, meeting.partnership, new, parent=meeting, now=NOW)

        assert added.findings == ()
        assert show_meeting(session, added.meeting).beside == (
            "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"
        )
        assert show_meeting(session, meeting).side_meetings == ("BILAT, Friday 7 May 2027",)


def test_what_is_due_at_a_meeting_is_told_when_its_day_goes(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        held = factories.add_meeting(
            session, "ANNUAL-2026", date(2026, 5, 8), number=1, state=MeetingState.HELD
        )
        promise = Promise(factories.body(session, "FISH"), Due(meeting=meeting))
        new = NewOutcome("Share it", OutcomeKind.COMMITMENT, promise=promise)
        add_outcome(session, held, new, today=NOW.date(), now=NOW, officer="Ada")
        said = {"reason": "Strike", "now": NOW, "officer": "Ada"}
        changes = (
            move(session, meeting, day=date(2027, 5, 10), **said),  # type: ignore[arg-type]
            postpone(session, meeting, **said),  # type: ignore[arg-type]
            cancel(session, meeting, **said),  # type: ignore[arg-type]
        )

    told = "ANNUAL-1/C1 is due at this meeting; see whether that still holds"
    assert [[one.message for one in changed.findings] for changed in changes] == [[told]] * 3


def test_a_confirmed_meeting_whose_day_has_passed_waits_to_be_recorded(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        meeting.last_day = date(2027, 5, 8)
        factories.add_meeting(session, "ANNUAL-2028", date(2028, 5, 5), number=3)
        session.flush()
        rows = list_meetings(session)

        def told(today: date, shown: int = 9) -> list[str]:
            return [str(one) for one in unrecorded(session, rows[:shown], today=today)]

        assert told(date(2027, 5, 8)) == []
        assert told(date(2027, 5, 9), shown=0) == []
        assert told(date(2027, 5, 9)) == [
            (
                "warning: ANNUAL-2 was on Friday 7 to Saturday 8 May 2027: "
                "record it with: scheduler meeting held ANNUAL-2"
            )
        ]

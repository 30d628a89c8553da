from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.model.series import RuleVersion, Series, Spacing
from scheduler.model.vocabulary import Level, MeetingState
from scheduler.planning.cadence import CadenceState
from scheduler.secretariat.lifecycle import cancel, move, postpone
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.rhythms import SeriesRow, SeriesSheet, list_series, show_series
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW, TODAY
from tests.queries import asked_from_now_on

LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def _wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _annual(session: Session) -> Series:
    """ANNUAL with a rule, a window and gaps; two meetings held, two slots stored, one shifted."""
    factories.add_partnership(session)
    annual = factories.series(session, "ANNUAL")
    annual.window_start, annual.window_end = "04-15", "06-15"
    annual.min_gap_months, annual.max_gap_months = 9, 18
    annual.closure_calendars = ["belgium"]
    annual.remarks = "Once a year."
    annual.spacings.append(Spacing(before=factories.series(session, "PREP"), weeks=6))
    for ordinal, rule in ((1, "FREQ=YEARLY;BYMONTH=6"), (2, "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR")):
        annual.rules.append(
            RuleVersion(ordinal=ordinal, rule=rule, starts=_wall("2013-05-03 09:30"), made_at=NOW)
        )
    for number, day in ((11, date(2025, 4, 4)), (12, date(2026, 5, 8))):
        factories.add_meeting(
            session, f"ANNUAL-{day.year}", day, state=MeetingState.HELD, number=number
        )
    _slot(session, "ANNUAL-2027-1", "2027-05-07 09:30", date(2027, 5, 14))
    _slot(session, "ANNUAL-2028-1", "2028-05-05 09:30", date(2028, 5, 5))
    return annual


def _slot(session: Session, code: str, nominal: str, day: date) -> Meeting:
    meeting = factories.add_meeting(session, code, day, state=MeetingState.PLANNED)
    meeting.slot = _wall(nominal)
    session.flush()
    return meeting


def test_a_series_is_shown_with_its_rule_in_words_and_what_stands_for_its_slots(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _annual(session)

    with database.reading() as session:
        sheet = show_series(session, factories.series(session, "ANNUAL"), today=TODAY)

    assert sheet == SeriesSheet(
        code="ANNUAL",
        name="Annual Meeting",
        level=Level.SENIOR_OFFICIALS,
        rhythm="every year on the first Friday of May at 9:30",
        rule="FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
        rule_version=2,
        hours="09:30 to 17:00 (Europe/Brussels)",
        window="15 April to 15 June",
        spacing="9 to 18 months; at least 6 weeks before PREP",
        closure_calendars=("belgium",),
        cadence=(
            "4 April 2025 to 8 May 2026: 1 gap, 13.1 months on average, the last 13.1 months; "
            "not due before 8 February 2027, overdue from 9 November 2027"
        ),
        next_slots=(
            "Friday 7 May 2027: ANNUAL-2027-1 on Friday 14 May 2027, planned",
            "Friday 5 May 2028: ANNUAL-2028-1, planned",
            "Friday 4 May 2029: no meeting",
            "Friday 3 May 2030: no meeting",
        ),
        exceptions=(),
        remarks="Once a year.",
        version=sheet.version,
    )


def test_exceptions_are_told_with_their_reasons_in_the_order_they_happened(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        annual = _annual(session)
        first = factories.meeting(session, "ANNUAL-2027-1")
        second = factories.meeting(session, "ANNUAL-2028-1")
        hours = (_wall("2027-05-21 10:00").time(), _wall("2027-05-21 12:00").time())
        other = factories.add_meeting(session, "PREP-1", date(2027, 3, 9), of="PREP")
        cancel(session, other, reason="Of another series", now=NOW, officer="Ada")
        move(session, first, day=date(2027, 5, 21), reason="Strike", now=NOW, officer="Ada")
        move(
            session,
            first,
            day=date(2027, 5, 21),
            hours=hours,
            reason="Shorter",
            now=NOW,
            officer="Ada",
        )
        postpone(session, first, reason="Elections", now=LATER, officer="Ada")
        cancel(session, second, reason="No need", now=LATER, officer="Ada")
        session.flush()

        sheet = show_series(session, annual, today=TODAY)

    assert sheet.exceptions == (
        "ANNUAL-2027-1 moved from Friday 14 May 2027 to Friday 21 May 2027: Strike",
        "ANNUAL-2027-1 of Friday 21 May 2027 moved to other hours: Shorter",
        "ANNUAL-2027-1 of Friday 21 May 2027 postponed: Elections",
        "ANNUAL-2028-1 of Friday 5 May 2028 cancelled: No need",
    )
    assert sheet.next_slots[:2] == (
        "Friday 7 May 2027: ANNUAL-2027-1, no new date yet (it was Friday 21 May 2027), postponed",
        "Friday 5 May 2028: ANNUAL-2028-1, cancelled",
    )


def test_a_meeting_that_gets_its_first_date_had_none(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        undated = factories.add_meeting(session, "ANNUAL-2027", None, state=MeetingState.PLANNED)
        move(session, undated, day=date(2027, 5, 7), reason="Agreed", now=NOW, officer="Ada")
        session.flush()
        sheet = show_series(session, factories.series(session, "ANNUAL"), today=TODAY)

    assert sheet.exceptions == ("ANNUAL-2027 moved from no date to Friday 7 May 2027: Agreed",)


def test_a_series_without_a_rule_is_ad_hoc_and_has_no_slots(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        sheet = show_series(session, factories.series(session, "PREP"), today=TODAY)

    assert sheet == SeriesSheet(
        code="PREP",
        name="Preparatory Meeting",
        level=Level.HEADS_OF_UNIT,
        rhythm="ad hoc",
        rule="",
        rule_version=None,
        hours="10:00 to 13:00 (Europe/Brussels)",
        window="",
        spacing="no rule",
        closure_calendars=(),
        cadence="no meeting with a known day",
        next_slots=(),
        exceptions=(),
        remarks="",
        version=1,
    )


@pytest.mark.parametrize(
    ("rule", "slots"),
    [
        (
            "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR;UNTIL=20270507T093000",
            ("Friday 7 May 2027: no meeting",),
        ),
        ("FREQ=YEARLY;COUNT=3", ()),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ()),
    ],
    ids=["last", "over", "never"],
)
def test_a_rule_that_ends_has_no_slots_after_it(
    sqlite_database: Database, rule: str, slots: tuple[str, ...]
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        annual = factories.series(session, "ANNUAL")
        annual.rules.append(
            RuleVersion(ordinal=1, rule=rule, starts=_wall("2013-05-03 09:30"), made_at=NOW)
        )
        session.flush()

        assert show_series(session, annual, today=TODAY).next_slots == slots


def test_a_slot_of_today_is_still_to_come(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        annual = _annual(session)
        sheet = show_series(session, annual, today=date(2027, 5, 7))

    assert sheet.next_slots[0] == "Friday 7 May 2027: ANNUAL-2027-1 on Friday 14 May 2027, planned"


def test_series_are_listed_by_code_with_the_next_meeting(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _annual(session)
        factories.add_meeting(
            session, "ANNUAL-2027-2", date(2027, 4, 30), state=MeetingState.POSTPONED
        )

    with database.reading() as session:
        rows = list_series(session, find_partnership(session), today=TODAY)

    assert rows == [
        SeriesRow(
            code="ANNUAL",
            name="Annual Meeting",
            level=Level.SENIOR_OFFICIALS,
            rhythm="every year on the first Friday of May at 9:30",
            window="15 April to 15 June",
            spacing="9 to 18 months; at least 6 weeks before PREP",
            next="ANNUAL-2027-1, Friday 14 May 2027",
            cadence=CadenceState.NOT_DUE,
        ),
        SeriesRow(
            code="PREP",
            name="Preparatory Meeting",
            level=Level.HEADS_OF_UNIT,
            rhythm="ad hoc",
            window="",
            spacing="no rule",
            next="",
            cadence=CadenceState.UNKNOWN,
        ),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_record_as_often_for_many_series_as_for_few(
    database: Database, count: int
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        annual = _annual(session)
        for number in range(count):
            more = Series(
                partnership=annual.partnership,
                code=f"MORE-{number}",
                name="More",
                level=Level.EXPERTS,
                zone=factories.ZONE,
                start_time=annual.start_time,
                end_time=annual.end_time,
            )
            more.rules.append(
                RuleVersion(
                    ordinal=1, rule="FREQ=YEARLY", starts=_wall("2013-05-03 09:30"), made_at=NOW
                )
            )
            session.add(more)
            session.flush()
            factories.add_meeting(session, f"M-{number}", date(2027, 1, 8), of=more.code)

    with database.reading() as session:
        partnership = find_partnership(session)
        asked = asked_from_now_on(session)
        rows = list_series(session, partnership, today=TODAY)

    assert len(rows) == 2 + count
    assert len(asked) == 5

"""The plan of the real partnership, from 24 November 2026 to the end of 2028, worked out by hand.

SOM, first Friday of May: 7 May 2027 is the Friday after Ascension (Easter 28 March), closed for the
EU institutions. The Fridays 30 April and 14 May are both free and both a week away:
the earlier is taken. 18 months after the 11th (4 April 2025) were over on 4 October 2026: whatever
the day, it is late, and a finding says so. 5 May 2028 is free (Easter 16 April, Ascension 25 May),
and lies 12 months after 30 April 2027.

HoU, second Tuesday of March and October: 9 March 2027 (six weeks end on 20 April, before 30 April),
12 October 2027, 14 March 2028 (five months later; six weeks end on 25 April), 10 October 2028. None
is closed: Easter is on 28 March and 16 April, and the other closed days lie in other months.
"""

from datetime import date, datetime

from scheduler.errors import Finding, Severity
from scheduler.planning.policy import KnownMeeting
from scheduler.planning.slots import Proposal, propose
from tests.planning.partnership import HELD, HOU, SOM, closures
from tests.planning.yearly_series import bare

TODAY, UNTIL = date(2026, 11, 24), date(2028, 12, 31)
CLOSURES = closures(2026, 2027, 2028)


def som(
    nominal: datetime, day: date, *reasons: str, findings: tuple[Finding, ...] = ()
) -> Proposal:
    return Proposal(
        "SOM", nominal, day, SOM.start_time, SOM.end_time, "Europe/Brussels", reasons, findings
    )


def hou(nominal: datetime) -> Proposal:
    return Proposal("HOU", nominal, nominal.date(), HOU.start_time, HOU.end_time, "Europe/Brussels")


LATE = Finding(
    Severity.WARNING,
    "no day in reach is soon enough: more than 18 months after SOM on Friday 4 April 2025",
    where="SOM 2027-05-07",
)
PLAN = (
    hou(datetime.fromisoformat("2027-03-09 10:00")),
    som(
        datetime.fromisoformat("2027-05-07 09:30"),
        date(2027, 4, 30),
        "moved from Friday 7 May 2027: "
        "EU institutions (Brussels), rule 2027, provisional: Friday after Ascension",
        findings=(LATE,),
    ),
    hou(datetime.fromisoformat("2027-10-12 10:00")),
    hou(datetime.fromisoformat("2028-03-14 10:00")),
    som(datetime.fromisoformat("2028-05-05 09:30"), date(2028, 5, 5)),
    hou(datetime.fromisoformat("2028-10-10 10:00")),
)


def test_the_partnership_is_planned_as_worked_out_by_hand() -> None:
    plan = propose((SOM, HOU), HELD, CLOSURES, today=TODAY, until=UNTIL)

    assert tuple(map(bare, plan)) == PLAN


def test_a_meeting_that_the_officer_moved_stays_and_the_others_with_it() -> None:
    moved = KnownMeeting(
        "SOM", date(2027, 6, 4), nominal=datetime.fromisoformat("2027-05-07 09:30")
    )

    plan = propose((SOM, HOU), (*HELD, moved), CLOSURES, today=TODAY, until=UNTIL)

    assert [(one.series, one.day, one.kept) for one in plan] == [
        ("HOU", date(2027, 3, 9), None),
        ("SOM", date(2027, 6, 4), moved),
        ("HOU", date(2027, 10, 12), None),
        ("HOU", date(2028, 3, 14), None),
        ("SOM", date(2028, 5, 5), None),
        ("HOU", date(2028, 10, 10), None),
    ]


def test_the_first_meeting_of_all_falls_on_its_slot() -> None:
    past = propose((SOM,), (), closures(2013), today=date(2013, 1, 1), until=date(2013, 12, 31))

    assert tuple(map(bare, past)) == (
        som(datetime.fromisoformat("2013-05-03 09:30"), date(2013, 5, 3)),
    )


def test_the_slot_of_may_2026_moves_off_labour_day() -> None:
    (slot,) = propose((SOM,), (), CLOSURES, today=date(2026, 1, 1), until=date(2026, 12, 31))

    assert (slot.day, len(slot.reasons)) == (date(2026, 4, 24), 1)

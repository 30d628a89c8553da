"""Back-plans: computed with every day a meeting gets, kept where done, waived or called off."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import IllegalTransition, InvalidValue, NotAllowed, NotFound, StaleEdit
from scheduler.model.meeting import Meeting
from scheduler.model.milestone import Milestone, MilestoneRule
from scheduler.model.series import RuleVersion
from scheduler.model.vocabulary import MeetingState, MilestoneState
from scheduler.secretariat.lifecycle import Changed, cancel, confirm, move, postpone
from scheduler.secretariat.milestone_register import (
    find_milestone,
    list_milestones,
    settle,
    show_milestone,
)
from scheduler.secretariat.milestones import (
    MilestoneChange,
    meetings_to_come,
    plan_milestones,
    require_date,
)
from scheduler.secretariat.plans import make_plan, store_plan
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW, TODAY
from tests.queries import asked_from_now_on

BRUSSELS = "eu-institutions-brussels"
ASCENSION = date(2027, 5, 6)  # closed for the institutions, as is the Friday after it
WEDNESDAY = date(2027, 5, 12)


def _annual(session: Session, day: date = WEDNESDAY) -> Meeting:
    """A meeting of ANNUAL on a day; TRADE keeps to the institutions, the series to Belgium."""
    factories.add_partnership(session)
    annual = factories.series(session, "ANNUAL")
    annual.closure_calendars = ["belgium"]
    trade = factories.body(session, "TRADE")
    trade.closure_calendars = [BRUSSELS]
    for key, name, offset, body in (
        ("agenda", "Agenda proposed", "8 weeks before", None),
        ("pack", "Pack printed", "3 working days before", trade),
        ("flash", "Flash report", "2 days after", trade),
    ):
        rule = MilestoneRule(series=annual, key=key, name=name, offset=offset, body=body)
        session.add(rule)
    meeting = factories.add_meeting(session, "ANNUAL-2027", day, number=2)
    session.flush()
    return meeting


def _days(session: Session) -> dict[str, date]:
    found = session.scalars(select(Milestone).order_by(Milestone.day)).all()
    return {one.key: one.day for one in found}


def _change(key: str, name: str, body: str, old: date | None, new: date | None) -> MilestoneChange:
    return MilestoneChange("ANNUAL-2", key, name, body, old, new, is_overdue=False)


def test_milestones_are_counted_in_the_working_days_of_the_body_that_must_act(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        replanned = plan_milestones(session, [meeting], now=NOW)

    with database.reading() as session:
        assert _days(session) == {
            "agenda": date(2027, 3, 17),
            "pack": date(2027, 5, 5),
            "flash": date(2027, 5, 14),
        }
        pack = find_milestone(session, factories.meeting(session, "ANNUAL-2027"), "PACK")
        sheet = show_milestone(pack, today=TODAY)
    assert replanned.findings == ()
    assert [str(change) for change in replanned.changes] == [
        "Agenda proposed: Wednesday 17 March 2027",
        "Pack printed: Wednesday 5 May 2027",
        "Flash report: Friday 14 May 2027",
    ]
    assert (sheet.body, sheet.working_days, sheet.is_provisional) == ("DG TRADE", (BRUSSELS,), True)
    assert sheet.closure_editions == (f"{BRUSSELS} rule 2027, provisional",)
    assert [line.split(",")[0] for line in sheet.passed_over] == [
        "Friday 7 May 2027",
        "Thursday 6 May 2027",
    ]
    assert (sheet.now, sheet.settled) == ("", "")


def test_a_body_without_calendars_keeps_to_those_of_its_parent(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        water, trade = factories.body(session, "WATER"), factories.body(session, "TRADE")
        water.parent, trade.parent = trade, None
        session.scalars(
            select(MilestoneRule).where(MilestoneRule.key == "agenda")
        ).one().body = water
        plan_milestones(session, [meeting], now=NOW)

        agenda = find_milestone(session, meeting, "agenda")
        assert show_milestone(agenda, today=TODAY).working_days == (BRUSSELS,)


def test_a_move_takes_the_open_milestones_along_and_says_where_they_were(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        plan_milestones(session, [meeting], now=NOW)
        session.flush()
        done = find_milestone(session, meeting, "agenda")
        settle(done, MilestoneState.DONE, now=NOW, officer="Ada")
        uids = {one.uid for one in session.scalars(select(Milestone))}

        moved = move(session, meeting, day=date(2027, 5, 19), reason="x", now=NOW, officer="Ada")
        session.flush()

        assert moved.milestones == (
            _change("pack", "Pack printed", "DG TRADE", date(2027, 5, 5), date(2027, 5, 13)),
            _change("flash", "Flash report", "DG TRADE", date(2027, 5, 14), date(2027, 5, 21)),
        )
        assert _days(session)["agenda"] == date(2027, 3, 17)
        kept = session.scalars(select(Milestone).order_by(Milestone.day)).all()
        assert {one.uid for one in kept} == uids
        assert [one.sequence for one in kept] == [1, 1, 1]


def test_a_move_that_makes_milestones_late_says_so(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        plan_milestones(session, [meeting], now=NOW)
        day = date(2027, 1, 13)
        moved = move(session, meeting, day=day, reason="x", now=NOW, officer="Ada")
        session.flush()
        overdue = list_milestones(session, today=TODAY, only_overdue=True)

    agenda = moved.milestones[0]
    assert str(agenda) == (
        "Agenda proposed: Wednesday 17 March 2027 -> Wednesday 18 November 2026, overdue"
    )
    late = [str(one) for one in moved.findings if "has passed" in one.message]
    assert late == [
        (
            "warning: ANNUAL-2: Agenda proposed (agenda) was due on Wednesday 18 November 2026, "
            "which has passed"
        )
    ]
    assert [(row.key, row.is_overdue) for row in overdue] == [("agenda", True)]


def test_planning_again_changes_nothing(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        plan_milestones(session, [meeting], now=NOW)
        session.flush()

        assert plan_milestones(session, [meeting], now=NOW).changes == ()


def test_confirming_a_meeting_gives_it_its_milestones(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        meeting.state = MeetingState.PLANNED
        changed = confirm(session, meeting, now=NOW, officer="Ada")

        assert [change.key for change in changed.milestones] == ["agenda", "pack", "flash"]


def test_a_rule_that_changes_or_goes_is_followed_by_open_milestones_alone(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        plan_milestones(session, [meeting], now=NOW)
        session.flush()
        settle(find_milestone(session, meeting, "flash"), MilestoneState.WAIVED, remarks="x",
               now=NOW, officer="Ada")  # fmt: skip
        for rule in session.scalars(select(MilestoneRule)).all():
            if rule.key == "agenda":
                rule.offset = "10 weeks before"
            else:
                session.delete(rule)
        session.flush()

        replanned = plan_milestones(session, [meeting], now=NOW)
        session.flush()

        assert [str(change) for change in replanned.changes] == [
            "Agenda proposed: Wednesday 17 March 2027 -> Wednesday 3 March 2027",
            "Pack printed: no longer in the back-plan",
        ]
        assert _days(session).keys() == {"agenda", "flash"}


@pytest.mark.parametrize("end", [cancel, postpone])
def test_milestones_of_a_meeting_without_a_date_are_not_overdue_until_it_has_one(
    sqlite_database: Database, end: Callable[..., Changed]
) -> None:
    late = date(2028, 1, 1)
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        plan_milestones(session, [meeting], now=NOW)
        end(session, meeting, reason="x", now=NOW, officer="Ada")
        session.flush()

        assert list_milestones(session, today=late) == []
        of_meeting = list_milestones(session, today=late, meeting=meeting)
        assert [row.is_overdue for row in of_meeting] == [False] * 3
        with pytest.raises(NotAllowed):
            require_date(meeting)


def test_lists_are_by_day_and_of_one_body(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        plan_milestones(session, [meeting], now=NOW)

    with database.reading() as session:
        keys = [row.key for row in list_milestones(session, today=TODAY)]
        of_trade = [row.key for row in list_milestones(session, today=TODAY, body="trade")]
        ours = [row.key for row in list_milestones(session, today=TODAY, body="Secretariat")]

    assert (keys, of_trade, ours) == (["agenda", "pack", "flash"], ["pack", "flash"], ["agenda"])


def test_done_tells_who_and_when_and_can_be_taken_back(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        plan_milestones(session, [meeting], now=NOW)
        session.flush()
        agenda = find_milestone(session, meeting, "agenda")
        settle(agenda, MilestoneState.DONE, on=date(2026, 11, 20), now=NOW, officer="Bo")
        session.flush()

        sheet = show_milestone(agenda, today=date(2028, 1, 1))
        assert (sheet.settled, sheet.is_overdue) == ("done on Friday 20 November 2026 (Bo)", False)
        with pytest.raises(IllegalTransition):
            settle(agenda, MilestoneState.WAIVED, now=NOW, officer="Bo")
        settle(agenda, MilestoneState.OPEN, now=NOW, officer="Bo")
        session.flush()
        assert show_milestone(agenda, today=TODAY).settled == ""


def test_what_cannot_be_said_of_a_milestone_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        plan_milestones(session, [meeting], now=NOW)
        session.flush()
        agenda = find_milestone(session, meeting, "agenda")

        with pytest.raises(InvalidValue, match="a day up to today"):
            settle(agenda, MilestoneState.DONE, on=date(2027, 1, 1), now=NOW, officer="Ada")
        with pytest.raises(StaleEdit):
            settle(agenda, MilestoneState.DONE, version=7, now=NOW, officer="Ada")
        with pytest.raises(NotFound, match="agenda, pack, flash"):
            find_milestone(session, meeting, "convening")


def test_calendars_that_changed_are_told_until_the_milestones_are_computed_anew(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        plan_milestones(session, [meeting], now=NOW)
        session.flush()
        factories.body(session, "TRADE").closure_calendars = ["belgium"]

        pack = find_milestone(session, meeting, "pack")
        assert show_milestone(pack, today=TODAY).now == (
            "Friday 7 May 2027 by the calendars of today; "
            "recompute: scheduler milestone plan ANNUAL-2027"
        )


def test_a_year_of_which_no_calendar_speaks_is_a_finding(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session, date(2150, 5, 13))
        found = plan_milestones(session, [meeting], now=NOW).findings

    assert [str(one) for one in found] == [
        (
            "warning: ANNUAL-2: the closed days of 2150 are not known for belgium; "
            "a milestone may fall on one"
        )
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_planning_asks_the_record_as_often_for_many_meetings_as_for_few(
    database: Database, count: int
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _annual(session)
        for number in range(count - 1):
            factories.add_meeting(session, f"ANNUAL-{number}", date(2028 + number, 5, 10))

    with database.writing(verb="t", now=NOW, officer="Ada") as session, session.no_autoflush:
        asked = asked_from_now_on(session)
        plan_milestones(session, meetings_to_come(session, today=TODAY), now=NOW)

        assert len(asked) == 5


def test_a_plan_tells_which_milestones_would_be_late_at_once_and_stores_all(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _annual(session)
        annual, partnership = meeting.series, meeting.partnership
        assert annual is not None
        annual.rules.append(
            RuleVersion(
                ordinal=1, rule="FREQ=YEARLY;BYMONTH=1;BYDAY=2TU",
                starts=datetime.combine(date(2013, 1, 8), time(9, 30)), made_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        plan = make_plan(session, partnership, until=date(2028, 12, 31), today=TODAY)
        made = store_plan(session, partnership, plan, now=NOW)
        session.flush()
        of_first = [row.key for row in list_milestones(session, today=TODAY, meeting=made[0])]

    late = [finding for finding in plan.findings if "which has passed" in finding.message]
    assert [str(finding) for finding in late] == [
        (
            "warning: ANNUAL-2027-1: Agenda proposed (agenda) was due on "
            "Tuesday 17 November 2026, which has passed"
        )
    ]
    assert of_first == ["agenda", "pack", "flash"]

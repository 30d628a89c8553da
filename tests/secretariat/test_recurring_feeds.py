"""Both styles of a series' feed show the same days, and only what is untouched is by the rule."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from scheduler.errors import IllegalTransition, InvalidValue
from scheduler.exports.ical import feed
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.model.meeting import Meeting
from scheduler.model.series import RuleVersion
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedKind, FeedStyle
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.secretariat import lifecycle
from scheduler.secretariat.feed_catalogue import list_feeds
from scheduler.secretariat.feed_store import feed_bytes, renew_feed
from scheduler.secretariat.feeds import FeedPlan, feed_plans, feeds_of
from scheduler.secretariat.meeting_edits import MeetingEdit, edit_meeting
from scheduler.secretariat.recurring_feeds import recurring_feed_of
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import NOW
from tests.counts import times

RULES = (
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU",
    "FREQ=YEARLY;INTERVAL=2",
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=40",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20300101T000000",
)
STARTS = datetime(2026, 3, 10, 9, 30)  # noqa: DTZ001 -- wall time
FORM = "%Y%m%dT%H%M%S"
STEPS = ("confirm", "move", "cancel", "place", "hide", "title")
histories = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 9), st.integers(1, 28)), max_size=8
)


@pytest.fixture(scope="module")
def shared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    path = tmp_path_factory.mktemp("recurring") / "record.db"
    path.write_bytes(sqlite_template.read_bytes())
    return open_database(str(path))


@dataclass
class Planned:
    """Ten slots of the rule, from its third on, as meetings that are planned."""

    session: Session
    meetings: list[Meeting]
    plan: FeedPlan

    def step(self, what: str, which: int, number: int, now: datetime) -> None:
        meeting = self.meetings[which]
        with suppress(IllegalTransition, InvalidValue):
            match what:
                case "confirm":
                    lifecycle.confirm(self.session, meeting, now=now, officer="Ada")
                case "move":
                    day = date(2029, 6, number)
                    lifecycle.move(
                        self.session, meeting, day=day, reason="r", now=now, officer="Ada"
                    )
                case "cancel":
                    lifecycle.cancel(self.session, meeting, reason="r", now=now, officer="Ada")
                case "place":
                    self.edit(meeting, MeetingEdit(place=f"Room {number}"), now)
                case "title":
                    self.edit(meeting, MeetingEdit(title=f"T{number}"), now)
                case _:
                    self.edit(meeting, MeetingEdit(is_published=number % 2 == 0), now)
        self.session.flush()

    def edit(self, meeting: Meeting, edit: MeetingEdit, now: datetime) -> None:
        edit_meeting(self.session, meeting, edit, now=now)

    def recurring(self, reach: Reach = Reach.PUBLIC) -> bytes:
        return feed(recurring_feed_of(self.session, self.plan, reach=reach))

    def single(self, reach: Reach = Reach.PUBLIC) -> bytes:
        made = feeds_of(self.session, self.meetings[0].partnership, reach=reach)
        return feed(next(one for one in made if one.slug == self.plan.feed.slug))


def planned(session: Session, rule: str) -> Planned:
    factories.add_partnership(session)
    series = factories.series(session, "ANNUAL")
    version = RuleVersion(ordinal=1, rule=rule, starts=STARTS, made_at=NOW)
    series.rules[:] = [version]
    session.flush()
    slots = RecurrenceSet(STARTS, (Rule.parse(rule),)).between(STARTS, datetime(2050, 1, 1))  # noqa: DTZ001 -- wall time
    chosen = [slot for slot, _ in zip(slots, range(12), strict=False)][2:]
    meetings = []
    for number, slot in enumerate(chosen):
        meeting = factories.add_meeting(
            session, f"ANNUAL-X{number}", slot.date(), state=MeetingState.PLANNED
        )
        meeting.slot, meeting.rule_version = slot, version
        meetings.append(meeting)
    session.flush()
    plans = feed_plans(session, series.partnership, set())
    (plan,) = [one for one in plans if (one.kind, one.subject) == (FeedKind.SERIES, series.id)]
    return Planned(session, meetings, plan)


def days_of(octets: bytes) -> list[str]:
    """The start of everything a feed shows, its rules expanded by dateutil, in order."""
    found = []
    for block in octets.decode().replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        lines = block.partition("END:VEVENT")[0].split("\r\n")
        values = {
            line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in lines
        }
        start = datetime.strptime(values["DTSTART"], FORM)  # noqa: DTZ007 -- wall time
        starts = [start]
        if "RRULE" in values:
            rule, _, until = values["RRULE"].partition(";UNTIL=")
            last = datetime.strptime(until, f"{FORM}Z") + timedelta(hours=12)  # noqa: DTZ007 -- near
            excluded = [line.partition(":")[2] for line in lines if line.startswith("EXDATE")]
            every = rrulestr(rule, dtstart=start).between(start, last, inc=True)
            starts = [one for one in every if one.strftime(FORM) not in excluded]
        found += [f"{one} {values['STATUS']}" for one in starts]
    return sorted(found)


@settings(max_examples=times(8, 1000))
@given(rule=st.sampled_from(RULES), history=histories, reach=st.sampled_from(tuple(Reach)[:2]))
def test_both_styles_show_the_same_days(
    shared: Database, rule: str, history: list[tuple[str, int, int]], reach: Reach
) -> None:
    with shared.writing(verb="t", now=NOW, officer="Ada") as session:
        told = planned(session, rule)
        before = told.recurring(reach)
        for minute, (what, which, number) in enumerate(history, 1):
            told.step(what, which, number, NOW + timedelta(minutes=minute))
            after = told.recurring(reach)
            assert days_of(after) == days_of(told.single(reach))
            old, new = master(before), master(after)
            if old and new and old != new:
                assert (new["SEQUENCE"], new["DTSTAMP"]) > (old["SEQUENCE"], old["DTSTAMP"])
            if old and new and (old["RRULE"], old["EXDATES"]) != (new["RRULE"], new["EXDATES"]):
                assert new["SEQUENCE"] > old["SEQUENCE"]
            before = after
        assert check_calendar("feed.ics", before).findings == ()
        session.rollback()


def master(octets: bytes) -> dict[str, str]:
    """The lines of the event with a rule; nothing where there is none."""
    for block in octets.decode().replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        lines = block.partition("END:VEVENT")[0].split("\r\n")
        if any(line.startswith("RRULE:") for line in lines):
            said = {line.partition(":")[0]: line.partition(":")[2] for line in lines}
            said["SEQUENCE"] = said["SEQUENCE"].zfill(9)
            said["EXDATES"] = " ".join(line for line in lines if line.startswith("EXDATE"))
            return said
    return {}


def test_slots_nobody_touched_are_one_event_by_the_rule(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        told = planned(session, RULES[0])
        lifecycle.confirm(session, told.meetings[3], now=NOW, officer="Ada")
        session.flush()
        octets = told.recurring()

    lines = master(octets)
    assert octets.count(b"BEGIN:VEVENT") == 2
    assert lines["DTSTART;TZID=Europe/Brussels"] == "20270309T093000"
    assert lines["RRULE"] == "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU;UNTIL=20311014T073000Z"
    assert lines["EXDATES"] == "EXDATE;TZID=Europe/Brussels:20281010T093000"


def test_the_recurring_style_is_listed_for_series_alone(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        told = planned(session, RULES[0])
        listed = [one for one in list_feeds(session) if one.name.style is FeedStyle.RECURRING]
        for one in listed:
            renew_feed(session, one.name, now=NOW)
        named = [one for one in listed if one.name.slug == told.plan.feed.slug]

        assert {one.kind for one in listed} == {FeedKind.SERIES}
        assert feed_bytes(session, named[0].name) == told.recurring()

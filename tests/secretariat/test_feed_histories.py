"""Over any history, whoever subscribes to a feed or imports it comes to show what the record says.

A subscriber replaces all it has; an importer takes an event by UID where it is newer (RFC 5546
2.1.5), and never loses one.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from scheduler.errors import AlreadyExists, IllegalTransition, InvalidValue, NotAllowed
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.imports.calendar_check.defects import Defect
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState, Mode
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedName
from scheduler.papers.words import day_in_words
from scheduler.secretariat import lifecycle
from scheduler.secretariat.feed_store import Revision, feed_bytes, feed_revision, renew_feed
from scheduler.secretariat.meeting_edits import MeetingEdit, edit_meeting
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import NOW
from tests.counts import times

REFUSED = (AlreadyExists, IllegalTransition, InvalidValue, NotAllowed)
STATUS = {
    MeetingState.PLANNED: "TENTATIVE",
    MeetingState.PROPOSED: "TENTATIVE",
    MeetingState.CONFIRMED: "CONFIRMED",
    MeetingState.HELD: "CONFIRMED",
    MeetingState.CANCELLED: "CANCELLED",
    MeetingState.POSTPONED: "CANCELLED",
}
STEPS = (
    *("confirm", "renumber", "move", "move", "virtual", "cancel", "postpone"),
    *("place", "hours", "title", "link", "hide", "show", "hold", "nothing"),
)
MATTERS = ("DTSTART", "DTEND", "STATUS", "LOCATION")  # a place, not the link that stands for one
CANARY = "CANARY-of-the-secretariat"

steps = st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(1, 28))
histories = st.lists(steps, min_size=1, max_size=10)

Event = dict[str, str]


@pytest.fixture(scope="module")
def shared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    path = tmp_path_factory.mktemp("feeds") / "record.db"
    path.write_bytes(sqlite_template.read_bytes())
    return open_database(str(path))


@dataclass
class Importer:
    """A calendar that a file is read into again and again."""

    events: dict[str, Event] = field(default_factory=dict)

    def read(self, events: dict[str, Event]) -> None:
        for uid, event in events.items():
            if uid not in self.events or version(event) > version(self.events[uid]):
                self.events[uid] = event


def version(event: Event) -> tuple[int, str]:
    return int(event["SEQUENCE"]), event["DTSTAMP"]


def events_of(octets: bytes) -> dict[str, Event]:
    """Each VEVENT by its UID, its lines by name and without what says which meetings belong."""
    found: dict[str, Event] = {}
    for block in octets.decode().replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        lines = block.partition("END:VEVENT")[0].removesuffix("\r\n").split("\r\n")
        event = {}
        for line in lines:
            name, _, value = line.partition(":")
            bare = name.partition(";")[0]
            if bare != "RELATED-TO":
                assert bare not in event, line
                event[bare] = value
        assert event["UID"] not in found
        found[event["UID"]] = event
    return found


def _matters(event: Event) -> list[str]:
    values = [event.get(name, "") for name in MATTERS]
    return ["" if value.startswith("https:") else value for value in values]


class History:
    """Three meetings of a series, and what a feed of them said after each step."""

    def __init__(self, session: Session, reach: Reach) -> None:
        self.session, self.name = session, FeedName("north-south", reach)
        factories.add_partnership(session)
        days = (date(2027, 2, 5), date(2027, 5, 7), date(2027, 9, 3))
        self.meetings = [
            factories.add_meeting(session, f"ANNUAL-{number}", day, state=MeetingState.PLANNED)
            for number, day in enumerate(days)
        ]
        for meeting in self.meetings:
            meeting.remarks = CANARY
        self.now = NOW
        self.octets, self.revision = self.fetch()
        self.importer = Importer()
        self.importer.read(events_of(self.octets))

    def fetch(self) -> tuple[bytes, Revision]:
        self.session.flush()
        kept = feed_revision(self.session, self.name)
        revision = kept or renew_feed(self.session, self.name, now=self.now)
        return feed_bytes(self.session, self.name), revision

    def step(self, what: str, which: int, number: int) -> None:
        """Do it where the record allows it, fetch the feed, and hold it to the laws."""
        self.now += timedelta(minutes=number)
        meeting, old_day = self.meetings[which], self.meetings[which].day
        before, revision = events_of(self.octets), self.revision
        octets_before = self.octets
        with suppress(*REFUSED):  # the record does not allow it now, and nothing is done
            self._acts()[what](meeting, number)
        self.octets, self.revision = self.fetch()
        after = events_of(self.octets)
        self.importer.read(after)
        self._shows_what_holds(after)
        self._says_what_changed(before, after)
        assert (octets_before == self.octets) == (revision.etag == self.revision.etag)
        risen = self.revision.last_modified - revision.last_modified
        assert risen >= timedelta(seconds=0 if octets_before == self.octets else 1)
        if what == "move" and meeting.day != old_day and meeting.uid in after:
            assert old_day is not None
            assert f"Moved from {day_in_words(old_day)}." in after[meeting.uid]["DESCRIPTION"]
        assert CANARY.encode() not in self.octets

    def _shows_what_holds(self, shown: dict[str, Event]) -> None:
        visible = [
            one for one in self.meetings if one.is_published or self.name.reach is Reach.JOINT
        ]
        assert set(shown) == {one.uid for one in visible}
        for meeting in visible:
            event = shown[meeting.uid]
            assert event["STATUS"] == STATUS[meeting.state]
            assert event["DTSTART"] == f"{meeting.day:%Y%m%d}T{meeting.start_time:%H%M%S}"
            assert event["DTEND"] == f"{meeting.day:%Y%m%d}T{meeting.end_time:%H%M%S}"
            assert event["DTSTAMP"] == f"{meeting.changed_at:%Y%m%dT%H%M%S}Z"
            is_off = event["STATUS"] == "CANCELLED"
            assert event["SUMMARY"].startswith("Cancelled: ") == is_off
            assert ("TRANSP" in event) == is_off
            # What was read in again and again shows the same.
            assert self.importer.events[meeting.uid] == event

    def _says_what_changed(self, before: dict[str, Event], after: dict[str, Event]) -> None:
        for uid in before.keys() & after.keys():
            old, new = before[uid], after[uid]
            if old == new:
                continue
            assert new["DTSTAMP"] == f"{self.now.astimezone(UTC):%Y%m%dT%H%M%S}Z"
            assert version(new) > version(old)
            if _matters(old) != _matters(new):
                assert int(new["SEQUENCE"]) == int(old["SEQUENCE"]) + 1

    def _acts(self) -> dict[str, Callable[[Meeting, int], object]]:
        now, session = self.now, self.session

        def edit(meeting: Meeting, **values: object) -> None:
            edit_meeting(session, meeting, MeetingEdit(**values), now=now)  # type: ignore[arg-type]

        def hold(meeting: Meeting) -> None:
            lifecycle.hold(meeting, today=date(2030, 1, 1), now=now, officer=CANARY)

        told = {"reason": CANARY, "now": now, "officer": CANARY}
        return {
            "confirm": lambda m, _: lifecycle.confirm(session, m, now=now, officer=CANARY),
            "renumber": lambda m, n: lifecycle.confirm(
                session, m, number=n, now=now, officer=CANARY
            ),
            "move": lambda m, n: lifecycle.move(session, m, day=date(2027, 6, n), **told),  # type: ignore[arg-type]
            "cancel": lambda m, _: lifecycle.cancel(session, m, **told),  # type: ignore[arg-type]
            "postpone": lambda m, _: lifecycle.postpone(session, m, **told),  # type: ignore[arg-type]
            "virtual": lambda m, _: edit(m, mode=Mode.VIRTUAL),
            "place": lambda m, n: edit(m, place=f"Room {n}"),
            "hours": lambda m, n: edit(m, hours=(time(n % 12), time(13))),
            "title": lambda m, n: edit(m, title=f"Round {n}"),
            "link": lambda m, n: edit(m, link=f"https://meet.example/{n}"),
            "hide": lambda m, _: edit(m, is_published=False),
            "show": lambda m, _: edit(m, is_published=True),
            "hold": lambda m, _: hold(m),
            "nothing": lambda _m, _n: None,
        }


@settings(max_examples=times(10, 2000))
@given(history=histories, reach=st.sampled_from((Reach.PUBLIC, Reach.JOINT)))
def test_every_client_comes_to_show_what_holds(
    shared: Database, history: list[tuple[str, int, int]], reach: Reach
) -> None:
    with shared.writing(verb="test", now=NOW, officer="Ada") as session:
        told = History(session, reach)
        for what, which, number in history:
            told.step(what, which, number)

        found = [each.defect for each in check_calendar("feed.ics", told.octets).findings]
        # A feed of which every meeting was hidden is empty, and rightly told to be.
        assert found == ([] if events_of(told.octets) else [Defect.NO_COMPONENTS])
        session.rollback()


def test_the_life_of_one_meeting_step_by_step(shared: Database) -> None:
    with shared.writing(verb="test", now=NOW, officer="Ada") as session:
        told = History(session, Reach.PUBLIC)
        uid = told.meetings[1].uid
        seen = []
        for what, number in (
            ("confirm", 1),
            ("move", 11),
            ("virtual", 1),
            ("cancel", 1),
            ("confirm", 1),
            ("renumber", 7),
        ):
            told.step(what, 1, number)
            event = events_of(told.octets)[uid]
            seen.append((what, event["SEQUENCE"], event["STATUS"], event["SUMMARY"].split(",")[0]))
        session.rollback()

    assert seen == [
        ("confirm", "1", "CONFIRMED", "1st Annual Meeting\\"),
        ("move", "2", "CONFIRMED", "1st Annual Meeting\\"),
        ("virtual", "3", "CONFIRMED", "1st Annual Meeting\\"),
        ("cancel", "4", "CANCELLED", "Cancelled: 1st Annual Meeting\\"),
        ("confirm", "5", "CONFIRMED", "1st Annual Meeting\\"),
        ("renumber", "6", "CONFIRMED", "7th Annual Meeting\\"),
    ]

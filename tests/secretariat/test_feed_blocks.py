"""Whatever the record goes through, a feed from kept blocks is the feed written anew."""

from collections.abc import Callable, Iterator
from datetime import date, time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.exports.ical import feed
from scheduler.model.feed import KeptBlock
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Spacing
from scheduler.model.vocabulary import Certainty, MeetingState
from scheduler.papers.audience import Reach
from scheduler.secretariat.feed_blocks import written_from_blocks
from scheduler.secretariat.feeds import feed_plans, feeds_of
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import NOW
from tests.counts import times
from tests.queries import asked_from_now_on

SLUGS = ("north-south", "north-south-annual", "north-south-prep", "north-south-body-water")
REACHES = (Reach.PUBLIC, Reach.JOINT)
OF_A_MEETING: dict[str, Callable[[int], dict[str, object]]] = {
    "move": lambda number: {"day": date(2027, 3, number)},
    "edit": lambda number: {"place": f"Room {number}"},
    "hide": lambda _: {"is_published": False},
    "show": lambda _: {"is_published": True},
    "call off": lambda _: {"state": MeetingState.CANCELLED},
    "go back": lambda _: {"state": MeetingState.PLANNED},
    "leave its hours": lambda _: {"start_time": None, "end_time": None},
    "go east": lambda _: {"zone": "Asia/Tokyo"},
    "lose its day": lambda _: {
        "day": None,
        "start_time": None,
        "end_time": None,
        "date_certainty": Certainty.UNKNOWN,
        "state": MeetingState.PLANNED,
    },
}
ACTS = (
    *OF_A_MEETING,
    "change series",
    "leave series",
    "host",
    "go",
    "go",
    "add",
    "rename",
    "prepare",
)
steps = st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(1, 28), st.booleans())


@pytest.fixture(scope="module")
def shared(shared_location: str) -> Iterator[Database]:
    database = open_database(shared_location)
    yield database
    database.engine.dispose()


class Record:
    """Six meetings of two series, one of which prepares the other, and what can befall them."""

    def __init__(self, session: Session) -> None:
        self.session, self.made = session, 0
        self.partnership = factories.add_partnership(session)
        for number in range(6):
            self.add(number, 1 + number)

    def act(self, what: str, which: int, number: int) -> None:
        """Let something happen to one of the meetings, or beside them."""
        meetings = self.session.scalars(select(Meeting).order_by(Meeting.code)).all()
        of = factories.series(self.session, ("ANNUAL", "PREP")[number % 2])
        match what:
            case "add":
                self.add(which, number)
            case "rename":
                factories.body(self.session, "WATER").names[0].short = f"DG {number}"
            case "prepare":
                self._prepare()
            case _ if not meetings:
                return
            case "go":
                self.session.delete(meetings[which % len(meetings)])
            case "change series":
                meetings[which % len(meetings)].series = of
            case "leave series":
                meetings[which % len(meetings)].series = None
            case "host":
                meetings[which % len(meetings)].host = factories.body(self.session, "WATER")
            case _:
                for name, value in OF_A_MEETING[what](number).items():
                    setattr(meetings[which % len(meetings)], name, value)
        self.session.flush()

    def add(self, which: int, number: int) -> None:
        """A meeting more, under a new name."""
        self.made += 1
        day, of = date(2027, which + 1, number), ("ANNUAL", "PREP")[which % 2]
        factories.add_meeting(self.session, f"M-{self.made:03}", day, of=of)

    def _prepare(self) -> None:
        """One series comes before the other from now on, or no longer."""
        preparing = factories.series(self.session, "PREP")
        if preparing.spacings:
            preparing.spacings.clear()
        else:
            annual = factories.series(self.session, "ANNUAL")
            preparing.spacings.append(Spacing(before=annual, weeks=6))


def from_blocks(session: Session, partnership: Partnership, reach: Reach) -> list[bytes]:
    """The feeds of the partnership, of its series and of a body, from kept blocks."""
    return [
        written_from_blocks(session, partnership, plan, reach=reach, source="")
        for plan in feed_plans(session, partnership, set())
        if plan.feed.slug in SLUGS
    ]


def written_anew(session: Session, partnership: Partnership, reach: Reach) -> list[bytes]:
    """The same feeds without anything kept."""
    feeds = feeds_of(session, partnership, reach=reach)
    return [feed(plain) for plain in feeds if plain.slug in SLUGS]


@settings(max_examples=times(2, 1000))
@example(history=[("prepare", 0, 1, True), ("host", 1, 1, True), ("rename", 0, 1, True)])
@given(history=st.lists(steps, min_size=1, max_size=8))
def test_kept_blocks_make_the_feed_that_is_written_anew(
    shared: Database, history: list[tuple[str, int, int, bool]]
) -> None:
    with shared.writing(verb="test", now=NOW, officer="Ada") as session:
        record = Record(session)
        for what, which, number, is_read in [("add", 0, 1, True), *history, ("edit", 0, 1, True)]:
            record.act(what, which, number)
            for reach in REACHES if is_read else ():
                anew = written_anew(session, record.partnership, reach)
                for _ in ("renewed", "as it is kept"):
                    assert from_blocks(session, record.partnership, reach) == anew
        session.rollback()


def test_what_is_good_is_read_without_a_look_at_any_block(database: Database) -> None:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        record = Record(session)
        plan = feed_plans(session, record.partnership, set())[0]
        made = written_from_blocks(session, record.partnership, plan, reach=Reach.JOINT, source="")
        session.commit()
    with database.reading() as session:
        partnership = session.scalars(select(Partnership)).one()
        asked = asked_from_now_on(session)
        again = written_from_blocks(session, partnership, plan, reach=Reach.JOINT, source="")

    assert again == made
    # The meetings' versions, the series, the names, what is kept; then the octets in one sweep.
    assert len(asked) == 5
    assert [statement.startswith("SELECT kept_block.octets") for statement in asked] == [
        *[False] * 4,
        True,
    ]


def test_a_meeting_that_goes_and_one_that_comes_are_seen_though_the_counts_agree(
    database: Database,
) -> None:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        record = Record(session)
        from_blocks(session, record.partnership, Reach.PUBLIC)
        before = session.execute(select(func.count(), func.sum(Meeting.version))).one()

        record.act("go", 0, 1)
        record.act("add", 0, 1)

        assert session.execute(select(func.count(), func.sum(Meeting.version))).one() == before
        assert from_blocks(session, record.partnership, Reach.PUBLIC) == written_anew(
            session, record.partnership, Reach.PUBLIC
        )


def test_a_meeting_that_is_hidden_leaves_nothing_in_its_public_block(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session:
        record = Record(session)
        from_blocks(session, record.partnership, Reach.PUBLIC)
        hidden = factories.meeting(session, "M-003")
        record.act("hide", 2, 1)
        from_blocks(session, record.partnership, Reach.PUBLIC)

        kept = session.scalars(select(KeptBlock).where(KeptBlock.meeting_id == hidden.id)).one()
        assert (kept.octets, kept.starts, kept.zone) == (b"", "", "")


def test_blocks_of_one_moment_stand_in_the_order_of_their_code_points(database: Database) -> None:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        record = Record(session)
        for number, uid in enumerate(("b@x", "B@x", "_@x", "ä@x", "-a@x", "a@x")):
            meeting = factories.meeting(session, f"M-{number + 1:03}")
            meeting.uid, meeting.day, meeting.start_time = uid, date(2027, 2, 1), time(9)
            meeting.series = factories.series(session, "PREP")
        session.flush()

        for reach in REACHES:
            assert from_blocks(session, record.partnership, reach) == written_anew(
                session, record.partnership, reach
            )

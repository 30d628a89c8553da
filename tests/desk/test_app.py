"""The desk as an officer sees it: keys in, the screen and the record out."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from scheduler.desk.app import DeskApp
from scheduler.desk.work import Work
from scheduler.model.agenda import AgendaItem
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.outcome import Outcome
from scheduler.model.vocabulary import OutcomeKind, Presence
from scheduler.store.session import Database
from tests import factories

DAY = datetime(2027, 5, 7, 8, 0, tzinfo=UTC)
Play = Callable[[Pilot[None], DeskApp], Awaitable[None]]


@dataclass
class Clock:
    """A clock that goes on when it is told to."""

    now: datetime = DAY

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def work(sqlite_database: Database, clock: Clock) -> Work:
    """The desk of Ada at a meeting with two items and two members."""
    with sqlite_database.writing(verb="test", now=DAY, officer="Ada") as session:
        factories.add_partnership(session)
        meeting = factories.add_meeting(session, "ANNUAL-2027", DAY.date(), number=2)
        for title in ("Opening", "Ukraine"):
            factories.add_item(session, meeting, title, minutes=30)
        for code in ("NORTH", "SOUTH"):
            delegation = Delegation(meeting=meeting, party=factories.party(session, code))
            session.add(Attendance(delegation=delegation, post_title=f"Director of {code}"))
        session.flush()
        key = meeting.id
    return Work(sqlite_database, key, "Ada", clock)


def at_the_desk(work: Work, play: Play) -> None:
    async def run() -> None:
        app = DeskApp(work, "Europe/Brussels")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await play(pilot, app)

    asyncio.run(run())


def told(app: DeskApp, name: str) -> str:
    return str(app.screen_stack[0].query_one(f"#{name}", Static).content)


def agenda_of(app: DeskApp) -> list[str]:
    options = app.screen_stack[0].query_one("#agenda", OptionList).options
    return [" ".join(str(option.prompt).split()) for option in options]


def records(work: Work) -> list[str]:
    with work.database.reading() as session:
        return list(session.scalars(select(AgendaItem.record).order_by(AgendaItem.position)))


async def typed(pilot: Pilot[None], text: str) -> None:
    """Put in at the cursor at once: a key for each sign would take a while."""
    match pilot.app.screen.focused:
        case TextArea() as notes:
            notes.insert(text)
        case Input() as line:
            line.insert_text_at_cursor(text)
    await pilot.pause()


async def kept(pilot: Pilot[None], app: DeskApp) -> None:
    """Wait as long as it takes for what was typed to be kept by itself."""
    for _ in range(100):
        if app.query_one("#notes", TextArea).text == app._written:  # noqa: SLF001 -- no key tells it
            return
        await pilot.pause(0.02)
    raise AssertionError


def test_what_is_typed_is_kept_by_itself_and_items_have_a_clock(work: Work, clock: Clock) -> None:
    async def play(pilot: Pilot[None], app: DeskApp) -> None:
        await pilot.press("f2")
        await typed(pilot, "The chair opened. ")
        await kept(pilot, app)
        assert records(work) == ["The chair opened.", ""]
        assert app.query_one("#notes", TextArea).text == "The chair opened. "

        clock.go_on(31)
        await pilot.press("f5", "down", "f2")
        assert agenda_of(app) == ["1 Opening 31/30", "> 2 Ukraine 0/30"]
        assert told(app, "item").split() == ["2.", "Ukraine", "30", "min", "left"]
        clock.go_on(12)
        await pilot.press("f3")
        assert agenda_of(app) == ["1 Opening 31/30", "2 Ukraine 12/30"]
        assert told(app, "said") == "Ended item 2, Ukraine: 12 min."

    at_the_desk(work, play)
    with work.database.reading() as session:
        used = session.scalars(select(AgendaItem.minutes_used).order_by(AgendaItem.position))
        assert list(used) == [31, 12]


def test_a_line_becomes_an_outcome_and_half_a_line_stays(work: Work) -> None:
    async def play(pilot: Pilot[None], app: DeskApp) -> None:
        line = app.query_one("#line", Input)
        await pilot.press("f7")
        await typed(pilot, "! DG TRADE to share the list by 15 June")
        await pilot.press("enter")
        assert told(app, "said") == "Recorded the commitment ANNUAL-2/C1."
        await typed(pilot, "! somebody some day")
        await pilot.press("enter")
        assert told(app, "said").startswith("the line '! somebody some day' cannot be used")
        assert line.value == "! somebody some day"
        assert "ANNUAL-2/C1 DG TRADE to share the list." in told(app, "outcomes")

    at_the_desk(work, play)
    with work.database.reading() as session:
        found = session.scalars(select(Outcome)).one()
        assert (found.kind, found.item.title if found.item else "") == (
            OutcomeKind.COMMITMENT,
            "Opening",
        )

    async def again(pilot: Pilot[None], app: DeskApp) -> None:
        del pilot
        assert app.query_one("#line", Input).value == "! somebody some day"

    at_the_desk(work, again)


def test_who_is_there_is_said_by_a_key_and_who_is_out_for_an_item(work: Work) -> None:
    async def play(pilot: Pilot[None], app: DeskApp) -> None:
        await pilot.press("f4")
        await pilot.press("e", "down", "o")
        members = app.screen.query_one("#members", OptionList).options
        assert [" ".join(str(one.prompt).split()) for one in members] == [
            "NORTH Director of NORTH excused",
            "SOUTH Director of SOUTH out for this item",
        ]
        await pilot.press("up", "o")
        assert "somebody who was there" in str(
            app.screen.query_one("#attendance-help", Static).content
        )
        await pilot.press("escape")

    at_the_desk(work, play)
    with work.database.reading() as session:
        present = session.scalars(select(Attendance.presence).order_by(Attendance.id))
        assert list(present) == [Presence.EXCUSED, Presence.UNKNOWN]


def test_two_desks_see_each_other_and_lose_nothing(work: Work) -> None:
    other = Work(work.database, work.meeting, "Bob", work.clock)
    (opening, _) = work.sheet().items

    async def play(pilot: Pilot[None], app: DeskApp) -> None:
        await typed(pilot, "Ada began.")
        await kept(pilot, app)
        await typed(pilot, " More")
        other.keep_record(opening.key, base="Ada began.", ours="Ada began.\nBob too.")
        await kept(pilot, app)
        assert records(work)[0] == "Ada began. More\nBob too."

        other.enter(opening.key, "= All agreed")
        app.keep()
        await pilot.pause(1.1)
        assert "ANNUAL-2/C1 All agreed." in told(app, "outcomes")
        assert app.query_one("#notes", TextArea).text == "Ada began. More\nBob too."
        await typed(pilot, "!")
        assert app.query_one("#notes", TextArea).text == "Ada began. More!\nBob too."

    at_the_desk(work, play)

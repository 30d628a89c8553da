"""Draws the desk as it looks in the middle of a meeting: `-m docs.make_desk_picture`."""

import asyncio
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from textual.pilot import Pilot
from textual.widgets import TextArea

from scheduler.cli.main import run
from scheduler.desk.app import DeskApp
from scheduler.desk.work import Work
from scheduler.model.meeting import Meeting
from scheduler.store.session import open_database

PICTURE = Path(__file__).with_name("pictures") / "desk.svg"
BEGINS = datetime(2027, 4, 30, 7, 32, tzinfo=UTC)
SAID = """\
Sample. The chair welcomed the delegation of IOM.

IOM presented its figures for the first quarter; ECHO asked for the list of field contacts."""
LINES = ("= Both parties welcomed the figures", "! DG ECHO to share the field list by 15 June")
# A page that shows the picture must load nothing from elsewhere.
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_NAMED = re.compile(r"terminal-\d+")


class _Clock:
    def __init__(self) -> None:
        self.now = BEGINS

    def __call__(self) -> datetime:
        return self.now


def draw(folder: Path) -> str:
    """The picture, from a demonstration made in the folder."""
    database = folder / "demo" / "scheduler.db"
    run(["demo", str(folder / "demo")])
    run(["--database", str(database), "meeting", "confirm", "next:SOM"])
    record = open_database(str(database))
    with record.reading() as session:
        meeting = session.scalars(select(Meeting).where(Meeting.day == BEGINS.date())).one()
        key, zone = meeting.id, meeting.zone
    picture = asyncio.run(_played(Work(record, key, "Ada", clock := _Clock()), zone, clock))
    record.engine.dispose()
    return _NAMED.sub("desk", _FONTS.sub("", picture))


async def _played(work: Work, zone: str, clock: _Clock) -> str:
    app = DeskApp(work, zone)
    async with app.run_test(size=(80, 24)) as pilot:
        await _press(pilot, "f2")
        clock.now += timedelta(minutes=13)
        await _press(pilot, "f5", "down", "down", "f2", "f6")
        app.query_one("#notes", TextArea).insert(SAID)
        clock.now += timedelta(minutes=41)
        for line in LINES:
            await _press(pilot, "f7", *("space" if sign == " " else sign for sign in line), "enter")
        return app.export_screenshot(title="scheduler desk SOM-12")


async def _press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        PICTURE.write_text(draw(Path(name)), encoding="utf-8")

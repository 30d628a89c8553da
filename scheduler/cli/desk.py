"""`scheduler desk`: run a meeting from the full screen of the terminal."""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.verbs import Verb, meeting_argument
from scheduler.errors import NotAllowed
from scheduler.secretariat.desk import require_desk
from scheduler.secretariat.naming import find_meeting
from scheduler.settings import NOW


@click.command(cls=Verb)
@meeting_argument
@pass_app
def desk(app: App, meeting: str) -> None:
    """Run MEETING from the full screen of the terminal.

    It shows the agenda with its clock, what was said, what came of it, and who is there.
    All that is typed is kept at each pause. Two desks may be open on one meeting: each sees what
    the other writes. The same acts for scripts: `agenda begin`, `agenda end`, `agenda edit
    --record`, `outcome type`, `attendee record`, `attendee out`.
    """
    with app.reading() as session:
        found = find_meeting(session, meeting, today=app.today)
        require_desk(found, today=app.today)
        key, zone = found.id, found.zone
    _require_screen()
    from scheduler.desk.app import DeskApp  # noqa: PLC0415 -- slow import
    from scheduler.desk.work import Work  # noqa: PLC0415 -- slow import

    DeskApp(Work(app.database, key, app.officer, _clock(app)), zone).run()


def _require_screen() -> None:
    if find_spec("textual") is None:
        remedy = "install it: pip install 'partnership-scheduler[desk]'"
        raise NotAllowed("the desk", "its full screen is not installed", remedy)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        remedy = "use the commands that `scheduler desk --help` names"
        raise NotAllowed("the desk", "this is no terminal", remedy)


def _clock(app: App) -> Callable[[], datetime]:
    """The clock of the desk, which goes on from the rehearsed instant where there is one."""
    if not os.environ.get(NOW):
        return lambda: datetime.now(UTC)  # noqa: TID251 -- the door is where the clock is read
    began = time.monotonic()
    return lambda: app.now + timedelta(seconds=time.monotonic() - began)

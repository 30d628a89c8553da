"""How long `feed write` takes for a thousand meetings. Run: python benchmarks/feed_write.py."""

import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from scheduler.imports.partnership_file import read_partnership
from scheduler.model.meeting import DateChange, Meeting
from scheduler.model.vocabulary import ChangeKind, MeetingState
from scheduler.resources import resource
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.naming import find_partnership, find_series
from scheduler.secretariat.partnerships import load_partnership
from scheduler.store import schema
from scheduler.store.session import open_database

MEETINGS = 1000
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def fill(path: Path) -> None:
    """A record with a thousand meetings of two series, each moved once, and their hosts."""
    database = open_database(str(path))
    schema.create(database.engine, now=NOW)
    name = resource("calendars") / "eu-iom.toml"
    file = read_partnership(name.read_text("utf-8"), name.name)
    with database.writing(verb="benchmark", now=NOW, officer="benchmark") as session:
        load_partnership(session, file, now=NOW, officer="benchmark")
        partnership = find_partnership(session)
        both = [find_series(session, code) for code in ("SOM", "HOU")]
        for number in range(MEETINGS):
            series, day = both[number % 2], date(2027, 1, 4) + timedelta(weeks=number)
            code = f"{series.code}-B{number}"
            meeting = Meeting(
                partnership=partnership,
                series=series,
                uid=meeting_uid(partnership.code, code),
                code=code,
                state=MeetingState.CONFIRMED,
                day=day,
                start_time=series.start_time,
                end_time=series.end_time,
                zone=series.zone,
                place="Brussels",
                created_at=NOW,
                changed_at=NOW,
            )
            meeting.changes.append(
                DateChange(
                    at=NOW,
                    officer="benchmark",
                    kind=ChangeKind.MOVED,
                    old_day=day - timedelta(1),
                    new_day=day,
                    reason="benchmark",
                )
            )
            meeting.derive_instants()
            session.add(meeting)
    database.engine.dispose()


def seconds(database: Path, folder: Path) -> float:
    """How long the command takes from its start to its end."""
    command = [sys.executable, "-m", "scheduler", "feed", "write", str(folder)]
    start = perf_counter()
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        env={**os.environ, "SCHEDULER_DATABASE": str(database)},
    )
    return perf_counter() - start


def main() -> None:
    """Print the seconds of the first writing, and of those after it that change nothing."""
    with tempfile.TemporaryDirectory() as name:
        database, folder = Path(name) / "record.db", Path(name) / "feeds"
        fill(database)
        first = seconds(database, folder)
        again = min(seconds(database, folder) for _ in range(3))
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1024
        print(
            f"feed write, {MEETINGS} meetings, {size:,.0f} kB: {first:.2f} s, again {again:.2f} s"
        )


if __name__ == "__main__":
    main()

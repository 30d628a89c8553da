"""A feed of 10,000 meetings, written by our writer, by icalendar and by libical, side by side.

Run it from the checkout: `.venv/bin/python -m benchmarks.feed [COUNT]`. All write the same
properties of the same meetings, icalendar without the time zones. The clock of icalendar runs from
finished objects, as does libical's; ours from the values of the record.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from benchmarks.feeds.many_meetings import NOW, filled
from scheduler.exports.ical import feed
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarEntry, CalendarFeed
from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.feed_blocks import written_from_blocks
from scheduler.secretariat.feed_store import feed_bytes, feed_revision, renew_feed
from scheduler.secretariat.feeds import feed_plans, feeds_of
from scheduler.secretariat.naming import find_partnership
from scheduler.store.session import Database

REPEATS = 9
THEIR_REPEATS = 3
SOURCE = Path(__file__).parent / "feeds" / "libical_write.c"
NAME = FeedName("eu-iom")


def main() -> None:
    """Print the best of several runs for each writer, and how they compare."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        database = filled(Path(folder) / "record.db", count)
        with database.reading() as session:
            calendar = feeds_of(session, find_partnership(session))[0]
        octets, objects = feed(calendar), by_icalendar(calendar)
        theirs = best(objects.to_ical, THEIR_REPEATS)
        print(f"{len(calendar.entries)} meetings, {len(octets):,} octets")
        print(f"{'':34}{'ms':>10}{'µs a meeting':>14}{'times icalendar':>17}")
        for name, seconds in {
            "icalendar, to_ical": theirs,
            "libical in C": by_libical(octets, Path(folder)),
            "ours, cold": best(lambda: feed(calendar)),
            **from_the_database(database, octets),
        }.items():
            each = seconds / len(calendar.entries) * 1e6
            print(f"{name:34}{seconds * 1e3:10.2f}{each:14.2f}{theirs / seconds:17.0f}")
        database.engine.dispose()


def from_the_database(database: Database, octets: bytes) -> dict[str, float]:
    """The seconds from kept blocks and from a kept feed, the reading of the database included."""
    with database.writing(verb="serve", now=NOW, officer="serve") as session:
        renew_feed(session, NAME, now=NOW)

    def joined() -> bytes:
        with database.reading() as session:
            partnership = find_partnership(session)
            plan = feed_plans(session, partnership, set())[0]
            return written_from_blocks(session, partnership, plan, reach=Reach.PUBLIC, source="")

    def whole() -> bytes:
        with database.reading() as session:
            return feed_bytes(session, NAME)

    def unchanged() -> bytes:
        with database.reading() as session:
            return b"" if feed_revision(session, NAME) else b"!"

    if not joined() == whole() == octets or unchanged():
        message = "what is kept differs from what is written"
        raise AssertionError(message)
    return {
        "kept blocks, from the database": best(joined),
        "kept feed, from the database": best(whole),
        "304: unchanged, from the database": best(unchanged),
    }


def best(work: Callable[[], bytes], repeats: int = REPEATS) -> float:
    """The seconds of CPU of the fastest run, so that a busy machine says the same."""
    times = []
    for _ in range(repeats):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def by_libical(octets: bytes, folder: Path) -> float:
    """The seconds that libical takes; not a number where it cannot be built."""
    program, file = folder / "libical_write", folder / "feed.ics"
    file.write_bytes(octets)
    command = ["cc", "-O2", "-o", str(program), str(SOURCE), "-lical"]
    try:
        subprocess.run(command, check=True, capture_output=True)
        said = subprocess.run([program, str(file)], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return float("nan")
    return float(said.stdout)


def by_icalendar(calendar: CalendarFeed) -> Calendar:
    """The same events as icalendar's objects."""
    written = Calendar()
    written.add("VERSION", "2.0")
    written.add("PRODID", "-//benchmark//EN")
    for entry in calendar.entries:
        written.add_component(_event(entry))
    return written


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", entry.stamp)
    event.add("SEQUENCE", entry.sequence)
    event.add("CREATED", entry.created)
    event.add("LAST-MODIFIED", entry.changed)
    event.add("DTSTART", _moment(entry.start, entry))
    event.add("DTEND", _moment(entry.end, entry))
    event.add("SUMMARY", entry.summary)
    event.add("STATUS", entry.status.value)
    event.add("DESCRIPTION", entry.description)
    event.add("LOCATION", entry.location)
    event.add("CATEGORIES", list(entry.categories))
    for uid in entry.depends_on:
        event.add("RELATED-TO", uid, {"RELTYPE": "DEPENDS-ON"})
    if entry.next_uid:
        event.add("RELATED-TO", entry.next_uid, {"RELTYPE": "NEXT"})
    return event


def _moment(value: date | datetime, entry: CalendarEntry) -> date | datetime:
    if isinstance(value, datetime) and entry.tzid:
        return value.replace(tzinfo=ZoneInfo(entry.tzid))
    return value


if __name__ == "__main__":
    main()

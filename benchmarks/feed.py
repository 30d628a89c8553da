"""A feed of 1,000 meetings, written by our writer and by icalendar, side by side.

Run it from the checkout: `.venv/bin/python -m benchmarks.feed [COUNT]`. Both write the same
properties; icalendar builds its objects within its time, as a writer by it would have to.
"""

import sys
from collections.abc import Callable
from time import process_time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from scheduler.exports.ical import event_block, feed
from scheduler.papers.calendar import CalendarEntry, CalendarFeed
from tests.exports.sample_calendar import many

REPEATS = 9


def main() -> None:
    """Print the best of several runs for each writer, and how they compare."""
    calendar = many(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    blocks = [event_block(entry) for entry in calendar.entries]
    ours = best(lambda: feed(calendar))
    theirs = best(lambda: by_icalendar(calendar))
    kept = best(lambda: b"".join(blocks))
    count = len(calendar.entries)
    print(f"{count} meetings, {len(feed(calendar)):,} octets ({len(by_icalendar(calendar)):,})")
    for name, seconds in (("ours", ours), ("icalendar", theirs), ("kept blocks", kept)):
        print(f"{name:12} {seconds * 1e3:9.2f} ms {seconds / count * 1e6:8.2f} µs a meeting")
    print(f"ours is {theirs / ours:.0f} times as fast as icalendar")


def best(work: Callable[[], bytes]) -> float:
    """The seconds of CPU of the fastest run, so that a busy machine says the same."""
    times = []
    for _ in range(REPEATS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def by_icalendar(calendar: CalendarFeed) -> bytes:
    """The same events through icalendar's objects, without time zones on its side."""
    written = Calendar()
    written.add("VERSION", "2.0")
    written.add("PRODID", "-//benchmark//EN")
    for entry in calendar.entries:
        written.add_component(_event(entry))
    octets: bytes = written.to_ical()
    return octets


def _event(entry: CalendarEntry) -> Event:
    zone = ZoneInfo(entry.tzid or "UTC")
    event = Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", entry.stamp)
    event.add("SEQUENCE", entry.sequence)
    event.add("CREATED", entry.created)
    event.add("LAST-MODIFIED", entry.changed)
    event.add("DTSTART", entry.start.replace(tzinfo=zone))  # type: ignore[call-arg]  # all timed
    event.add("DTEND", entry.end.replace(tzinfo=zone))  # type: ignore[call-arg]  # all timed
    event.add("SUMMARY", entry.summary)
    event.add("STATUS", entry.status.value)
    event.add("DESCRIPTION", entry.description)
    event.add("LOCATION", entry.location)
    event.add("CATEGORIES", list(entry.categories))
    event.add("URL", entry.url)
    for uid in entry.related:
        event.add("RELATED-TO", uid, {"RELTYPE": "SIBLING"})
    return event


if __name__ == "__main__":
    main()

"""Calendar entries for tests: one of each kind, with texts that try to break out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus

CREATED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
CHANGED = datetime(2026, 2, 6, 9, 30, 15, tzinfo=UTC)

CONFIRMED = CalendarEntry(
    uid="som-12@eu-iom",
    sequence=2,
    stamp=CHANGED,
    created=CREATED,
    changed=CHANGED,
    status=EntryStatus.CONFIRMED,
    summary="12th Senior Officials Meeting, EU\N{EN DASH}IOM",
    start=datetime(2026, 5, 8, 9, 30),  # noqa: DTZ001 -- wall time
    end=datetime(2026, 5, 8, 17, 0),  # noqa: DTZ001 -- wall time
    tzid="Europe/Brussels",
    description="Moved from 1 May 2026: Labour Day\nHost: DG HOME; chairs: EU, IOM",
    location="Rue du Luxembourg 46, Brussels",
    categories=("EU-IOM", "Senior Officials Meeting, yearly"),
    url="https://example.org/meetings/som-12",
    related=("hou-2026-1@eu-iom", "hou-2026-2@eu-iom"),
)
VIRTUAL = replace(
    CONFIRMED,
    uid="hou-2026-1@eu-iom",
    sequence=0,
    status=EntryStatus.TENTATIVE,
    summary="Heads of Unit",
    start=datetime(2026, 3, 10, 10, 0),  # noqa: DTZ001 -- wall time
    end=datetime(2026, 3, 10, 13, 0),  # noqa: DTZ001 -- wall time
    tzid="Europe/Zurich",
    description="",
    location="",
    categories=(),
    url="",
    conference="https://video.example.org/j/1?pwd=a,b;c",
    related=(),
)
CANCELLED = replace(
    VIRTUAL,
    uid="hou-2026-2@eu-iom",
    sequence=3,
    status=EntryStatus.CANCELLED,
    start=datetime(2026, 10, 13, 10, 0),  # noqa: DTZ001 -- wall time
    end=datetime(2026, 10, 13, 13, 0),  # noqa: DTZ001 -- wall time
    conference="",
)
DAY_ALONE = replace(
    VIRTUAL,
    uid="som-2@eu-iom",
    status=EntryStatus.CONFIRMED,
    summary="2nd Senior Officials Meeting",
    start=date(2014, 10, 1),
    end=date(2014, 10, 2),
    tzid=None,
    conference="",
)
HOSTILE_TEXT = (
    "C:\\New \\n \\N; a, b: \"c\" ^n 'd'\r\nBEGIN:VEVENT\rUID:x\nEND:VCALENDAR"
    "\u2028ATTENDEE:mailto:x\x00\x07\ud800 Ünïcödé 日本語のとても長い会議の名前です \ufeff"
) + "😀" * 30
HOSTILE = replace(
    CONFIRMED,
    uid="x\r\nUID:y; z",
    summary=HOSTILE_TEXT,
    description=HOSTILE_TEXT,
    location=HOSTILE_TEXT,
    categories=(HOSTILE_TEXT, "b"),
    related=(HOSTILE_TEXT,),
)
PARTNERSHIP = CalendarFeed(
    slug="eu-iom",
    name="EU\N{EN DASH}IOM Strategic Partnership",
    description="Meetings, as planned and held",
    entries=(DAY_ALONE, VIRTUAL, CONFIRMED, CANCELLED),
)


def many(count: int) -> CalendarFeed:
    """A feed of so many meetings, one a day, with texts of the usual length."""
    agenda = "Agenda: " + "an item with its lead of each party, " * 6
    entries = tuple(
        replace(
            CONFIRMED,
            uid=f"meeting-{number}@eu-iom",
            start=datetime(2026, 1, 1, 9, 30) + timedelta(days=number),  # noqa: DTZ001 -- wall time
            end=datetime(2026, 1, 1, 17, 0) + timedelta(days=number),  # noqa: DTZ001 -- wall time
            description=f"{agenda}\n{number}",
        )
        for number in range(count)
    )
    return replace(PARTNERSHIP, entries=entries)

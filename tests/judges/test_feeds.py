"""Feeds before programs that nobody here wrote: libical, calcurse and the `ical` package.

A judge that is missing is skipped with its name, or fails where REQUIRE_JUDGES=1 is set.
"""

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarParseError

from scheduler.exports.ical import feed
from scheduler.papers.calendar import CalendarFeed
from scheduler.tzdb import zone_names
from tests.exports.calendar_check import problems_of
from tests.exports.pinned_zone import pinned
from tests.exports.sample_calendar import CONFIRMED, HOSTILE, PARTNERSHIP, VIRTUAL, many
from tests.judges.programs import missing, program

pytestmark = pytest.mark.judge

SOURCE = Path(__file__).with_name("libical_check.c")
ZONE_JUDGE = Path(__file__).with_name("zone_judge.mjs")
PACKAGES = Path(__file__).parents[2] / "var" / "judges"
NOON = datetime(2026, 1, 16, 12)  # noqa: DTZ001 -- wall time
FEEDS = {
    "partnership": PARTNERSHIP,
    "empty": replace(PARTNERSHIP, entries=()),
    "hostile": replace(PARTNERSHIP, entries=(HOSTILE,)),
    "thousand": many(1000),
    "related": replace(
        PARTNERSHIP,
        entries=(replace(CONFIRMED, depends_on=("a@b", "c@d"), next_uid="e@f"), VIRTUAL),
        source="https://feeds.example/eu-iom.ics",
    ),
}
# What is planted, by replacing a text of the sample feed, and which judges report it.
DEFECTS = {
    "no version": ("VERSION:2.0\r\n", "", {"libical", "calcurse"}),
    "attendee in public": (
        "CALSCALE:GREGORIAN\r\n",
        "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
        {"libical"},
    ),
    "impossible start": (
        "DTSTART;TZID=Europe/Brussels:20260508T093000",
        "DTSTART;TZID=Europe/Brussels:20261508T093000",
        {"ical", "calcurse"},
    ),
    "end before start": (
        "DTEND;TZID=Europe/Brussels:20260508T170000",
        "DTEND;TZID=Europe/Brussels:20260508T070000",
        {"calcurse"},
    ),
    "start is a day, end is not": (
        "DTSTART;VALUE=DATE:20141001",
        "DTSTART:20141001T090000Z",
        {"ical", "calcurse"},
    ),
    "unknown status": ("STATUS:TENTATIVE", "STATUS:PERHAPS", {"ical"}),
}


@pytest.fixture(scope="module")
def libical(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little program around libical, compiled here."""
    program = tmp_path_factory.mktemp("libical") / "libical_check"
    if shutil.which("cc") is None:
        missing("libical (no C compiler)")
    built = subprocess.run(
        ["cc", "-O1", "-o", program, SOURCE, "-lical"], capture_output=True, check=False
    )
    if built.returncode:
        missing("libical (libical-dev)")
    return program


@pytest.fixture
def calcurse(tmp_path: Path) -> list[str]:
    program = shutil.which("calcurse")
    if program is None:
        missing("calcurse")
    return [str(program), "-D", str(tmp_path / "calcurse"), "-i"]


def asked(command: list[str], octets: bytes, folder: Path) -> str:
    """What the judge prints about a file of these octets."""
    file = folder / "judged.ics"
    file.write_bytes(octets)
    answer = subprocess.run(
        [*command, str(file)],
        env={**os.environ, "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return f"{answer.stdout}{answer.stderr}"


def libical_complaints(program: Path, octets: bytes, folder: Path) -> list[str]:
    answer = asked([str(program)], octets, folder).splitlines()
    return [line for line in answer if line.startswith("error ")]


def calcurse_complaints(command: list[str], octets: bytes, folder: Path) -> list[str]:
    """Everything but a report that nothing was skipped, and that all events came in."""
    (folder / "calcurse").mkdir(exist_ok=True)
    lines = asked(command, octets, folder).splitlines()
    return [
        line
        for line in lines
        if not line.startswith("Import process report") and not line.endswith(" / 0 skipped")
    ]


def ical_complaints(octets: bytes) -> list[str]:
    try:
        IcsCalendarStream.calendar_from_ics(octets.decode())
    except CalendarParseError as complaint:
        return [str(complaint)]
    return []


@pytest.mark.parametrize("calendar", FEEDS.values(), ids=FEEDS)
def test_libical_has_no_complaint(calendar: CalendarFeed, libical: Path, tmp_path: Path) -> None:
    assert libical_complaints(libical, feed(calendar), tmp_path) == []


@pytest.mark.parametrize("calendar", FEEDS.values(), ids=FEEDS)
def test_calcurse_has_no_complaint(
    calendar: CalendarFeed, calcurse: list[str], tmp_path: Path
) -> None:
    assert calcurse_complaints(calcurse, feed(calendar), tmp_path) == []


@pytest.mark.parametrize("calendar", FEEDS.values(), ids=FEEDS)
def test_the_ical_package_has_no_complaint(calendar: CalendarFeed) -> None:
    assert ical_complaints(feed(calendar)) == []


def test_the_ical_package_reads_what_was_written() -> None:
    events = IcsCalendarStream.calendar_from_ics(feed(PARTNERSHIP).decode()).events

    assert [(event.uid, event.sequence, event.status) for event in events] == [
        (entry.uid, entry.sequence, entry.status.value) for entry in PARTNERSHIP.entries
    ]
    assert events[2].start == CONFIRMED.start.replace(tzinfo=pinned("Europe/Brussels"))  # type: ignore[call-arg]  # a timed entry
    assert events[2].description == CONFIRMED.description


@pytest.mark.parametrize(("old", "new", "expected"), DEFECTS.values(), ids=DEFECTS)
def test_the_judges_report_a_planted_defect(  # noqa: PLR0917 -- three judges and a defect
    old: str, new: str, expected: set[str], libical: Path, calcurse: list[str], tmp_path: Path
) -> None:
    good = feed(PARTNERSHIP).decode()
    assert good.count(old) == 1
    broken = good.replace(old, new)
    if "METHOD" in new:
        broken = broken.replace("END:VEVENT", "ATTENDEE:mailto:a@example.org\r\nEND:VEVENT", 1)

    octets = broken.encode()
    complaints = {
        "libical": libical_complaints(libical, octets, tmp_path),
        "calcurse": calcurse_complaints(calcurse, octets, tmp_path),
        "ical": ical_complaints(octets),
    }

    assert {judge for judge, said in complaints.items() if said} == expected


@pytest.fixture(scope="module")
def seasons() -> tuple[CalendarFeed, dict[str, str]]:
    """Noons of four seasons in every zone, in the years of a plan and in 2045; where they are."""
    meetings = {
        f"{tzid}/{year}/{season}": (tzid, NOON.replace(year=year) + timedelta(days=91 * season))
        for tzid in sorted(zone_names())
        for year in (2026, 2027, 2045)
        for season in range(4)
    }
    entries = tuple(
        replace(CONFIRMED, uid=uid, start=start, end=start + timedelta(hours=1), tzid=tzid)
        for uid, (tzid, start) in meetings.items()
    )
    expected = {
        uid: str(int(start.replace(tzinfo=pinned(tzid)).timestamp()))
        for uid, (tzid, start) in meetings.items()
    }
    return replace(PARTNERSHIP, entries=entries), expected


def test_libical_places_every_zone_where_zoneinfo_does(
    seasons: tuple[CalendarFeed, dict[str, str]], libical: Path, tmp_path: Path
) -> None:
    calendar, expected = seasons

    answer = asked([str(libical)], feed(calendar), tmp_path)

    assert dict(line.split()[1:] for line in answer.splitlines()) == expected


def test_ical_js_places_every_zone_where_zoneinfo_does(
    seasons: tuple[CalendarFeed, dict[str, str]], tmp_path: Path
) -> None:
    calendar, expected = seasons
    node = program("node", "nodejs")
    if not (PACKAGES / "node_modules" / "ical.js").is_dir():
        missing("ical.js (npm)")

    answer = asked([node, str(ZONE_JUDGE), str(PACKAGES)], feed(calendar), tmp_path)

    assert dict(line.split() for line in answer.splitlines()) == expected


def test_libical_reads_the_zone_from_the_file(libical: Path, tmp_path: Path) -> None:
    """Else the test above would judge libical's own zones."""
    calendar = replace(PARTNERSHIP, entries=(CONFIRMED,))
    moved = feed(calendar).replace(b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0500")

    said = [asked([str(libical)], octets, tmp_path).split() for octets in (feed(calendar), moved)]

    assert int(said[0][2]) - int(said[1][2]) == 3 * 3600


@pytest.mark.parametrize("calendar", FEEDS.values(), ids=FEEDS)
def test_our_own_judge_has_no_complaint(calendar: CalendarFeed) -> None:
    assert problems_of(feed(calendar)) == []

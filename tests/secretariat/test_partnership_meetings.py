from importlib.metadata import version

import pytest

from scheduler.errors import Finding, InvalidFile, Severity
from scheduler.imports.partnership_file import PartnershipFile
from scheduler.secretariat.three_way import Side
from scheduler.store.session import Database
from tests.secretariat.small_partnership import LATER, dump, edit, load, small

CONFIRMED, FUTURE = 'state = "confirmed"', "day = 2027-05-07"


def refusals(database: Database, file: PartnershipFile, wins: Side | None = None) -> list[str]:
    before = dump(database)
    with pytest.raises(InvalidFile) as caught:
        load(database, file, LATER, wins)
    assert dump(database) == before
    start = "with what the record holds, "
    assert all(one.message.startswith(start) for one in caught.value.problems)
    return [one.message.removeprefix(start) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("pairs", "refusal"),
    [
        pytest.param(
            ('state = "held"', 'state = "planned"'),
            "meeting SOM-1: state: it is held and cannot be planned; "
            "it may become: nothing further",
            id="held goes back",
        ),
        pytest.param(
            (CONFIRMED, 'state = "proposed"'),
            "meeting SOM-2: state: it is confirmed and cannot be proposed; "
            "it may become: held, postponed, cancelled",
            id="confirmed goes back",
        ),
        pytest.param(
            (CONFIRMED, 'state = "held"'),
            "meeting SOM-2: day: expected a day that has come, since it is 'held', got 2027-05-07",
            id="held before its day",
        ),
        pytest.param(
            ("day = 2013-05-03", "day = 2027-05-03"),
            "meeting SOM-1: day: expected a day that has come, since it is 'held', got 2027-05-03",
            id="held moved to a day to come",
        ),
    ],
)
def test_load_follows_the_life_of_a_meeting(
    database: Database, pairs: tuple[str, ...], refusal: str
) -> None:
    load(database, small())
    assert refusals(database, small(*pairs)) == [refusal]
    assert refusals(database, small(*pairs), Side.FILE) == [refusal]


@pytest.mark.parametrize(
    "pairs",
    [
        (CONFIRMED, 'state = "cancelled"'),
        (CONFIRMED, 'state = "held"', FUTURE, "day = 2026-11-25"),
        (CONFIRMED, 'state = "held"\ndate_certainty = "month"'),
        (
            CONFIRMED,
            'state = "held"\ndate_certainty = "unknown"',
            f"{FUTURE}\nstart",
            "#start",
            "end_time = 17:00:00\nplace",
            "place",
        ),
    ],
    ids=["cancelled", "held today", "held in some month", "held on an unknown day"],
)
def test_load_takes_the_steps_that_a_meeting_has(
    sqlite_database: Database, pairs: tuple[str, ...]
) -> None:
    load(sqlite_database, small())
    file = small(*pairs)
    load(sqlite_database, file, LATER)
    assert dump(sqlite_database) == file


def test_first_load_refuses_a_meeting_held_before_its_day(sqlite_database: Database) -> None:
    with pytest.raises(InvalidFile, match="meeting SOM-2: day: expected a day that has come"):
        load(sqlite_database, small(CONFIRMED, 'state = "held"'))


def test_load_leaves_a_meeting_alone_that_an_officer_held(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    edit(sqlite_database, "SOM-1", remarks="New")
    assert load(sqlite_database, small(FUTURE, "day = 2027-05-06"), LATER).changed == 1


CALENDARS = 'window = "15 April to 15 June"\nclosure_calendars = ["belgium"]\nmin_gap_months = 9'


@pytest.mark.parametrize(
    ("day", "findings"),
    [
        ("2027-05-06", [f"closed: Belgium, holidays {version('holidays')}: Ascension Day"]),
        ("2027-05-08", ["closed: weekend: Saturday"]),
        ("2027-07-01", ["outside the window 15 April to 15 June"]),
        ("2026-05-12", ["the new day has passed: Tuesday 12 May 2026"]),
    ],
)
def test_load_says_what_the_rules_have_against_a_new_day(
    sqlite_database: Database, day: str, findings: list[str]
) -> None:
    calendars = ('window = "15 April to 15 June"', CALENDARS)
    load(sqlite_database, small(*calendars))
    report = load(sqlite_database, small(*calendars, FUTURE, f"day = {day}"), LATER)
    assert list(report.findings) == [
        Finding(Severity.WARNING, finding, "SOM-2") for finding in findings
    ]
    again = load(sqlite_database, small(*calendars, FUTURE, f"day = {day}"), LATER)
    assert again.findings == ()

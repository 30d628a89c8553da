from datetime import datetime

import pytest

from scheduler.model.series import RuleVersion
from scheduler.store.session import Database
from tests import factories
from tests.cli.conftest import Call
from tests.clock import NOW


@pytest.fixture(autouse=True)
def _yearly(record: Database) -> None:
    """ANNUAL has a rule."""
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        annual = factories.series(session, "ANNUAL")
        annual.rules.append(
            RuleVersion(
                ordinal=1,
                rule="FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
                starts=datetime.fromisoformat("2013-05-03 09:30"),
                made_at=NOW,
            )
        )


def test_list_tells_the_rhythm_and_the_next_meeting(call: Call) -> None:
    said = call("series", "list")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Series\tName\tRhythm\tWindow\tNext meeting\tCadence",
        (
            "ANNUAL\tAnnual Meeting\tevery year on the first Friday of May at 9:30\t\t"
            "ANNUAL-2, Friday 7 May 2027\tunknown"
        ),
        "PREP\tPreparatory Meeting\tad hoc\t\tPREP-2027-1, Tuesday 9 March 2027\tunknown",
    ]


def test_show_tells_the_rule_and_every_exception(call: Call) -> None:
    moved = call("meeting", "move", "ANNUAL-2", "2027-05-14", "--reason", "the chair travels")
    assert moved.code == 0

    said = call("series", "show", "annual")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "code               ANNUAL",
        "name               Annual Meeting",
        "level              senior-officials",
        "rhythm             every year on the first Friday of May at 9:30",
        "rule               FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
        "rule version       1",
        "hours              09:30 to 17:00 (Europe/Brussels)",
        "spacing            no rule",
        "cadence            one meeting, on 8 May 2026; no gap is promised",
        "next slots         Friday 7 May 2027: no meeting",
        "next slots         Friday 5 May 2028: no meeting",
        "next slots         Friday 4 May 2029: no meeting",
        "next slots         Friday 3 May 2030: no meeting",
        (
            "exceptions         ANNUAL-2 moved from Friday 7 May 2027 to Friday 14 May 2027: "
            "the chair travels"
        ),
        "version            1",
    ]


def test_show_gives_the_same_as_json(call: Call) -> None:
    said = call("series", "show", "PREP", "--json")

    assert said.value == {
        "code": "PREP",
        "name": "Preparatory Meeting",
        "level": "heads-of-unit",
        "rhythm": "ad hoc",
        "rule": "",
        "rule_version": None,
        "hours": "10:00 to 13:00 (Europe/Brussels)",
        "promise": "",
        "window": "",
        "weekdays": "",
        "spacing": "no rule",
        "length": "",
        "closure_calendars": [],
        "attendees_required": [],
        "attendees": [],
        "rotations": [],
        "margins": "",
        "weights": "",
        "until": "",
        "cadence": "no meeting with a known day",
        "next_slots": [],
        "exceptions": [],
        "remarks": "",
        "version": 1,
    }


def test_show_of_a_series_that_is_not_there_is_refused(call: Call) -> None:
    said = call("series", "show", "WEEKLY")

    assert (said.code, said.err) == (
        2,
        "scheduler: there is no series 'WEEKLY'; there are: ANNUAL, PREP\n",
    )

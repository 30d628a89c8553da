import pytest

from tests.cli.conftest import Call


@pytest.fixture
def sqlite_location(real_sqlite_location: str) -> str:
    return real_sqlite_location


def test_policy_without_a_change_says_what_the_days_keep_to(call: Call) -> None:
    said = call("series", "policy", "SOM")

    assert said.out.splitlines() == [
        "window             15 April to 15 June",
        "hours              09:30 to 17:00 (Europe/Brussels)",
        "spacing            9 to 18 months",
        "closure calendars  eu-institutions-brussels",
        "closure calendars  belgium",
        "closure calendars  geneva",
    ]


def test_policy_is_changed_only_when_asked_and_leaves_a_trail(call: Call) -> None:
    words = ("series", "policy", "HOU", "--weekdays", "Tuesday, Thursday", "--promise", "2 a year")
    difference = [
        "  promise              nothing  ->  2 a year",
        "  weekdays             nothing  ->  Tuesday, Thursday",
    ]

    shown = call(*words)
    stored = call(*words, "--apply")

    assert shown.out.splitlines() == [
        *difference,
        "Nothing is stored yet; give the same with --apply.",
    ]
    assert stored.out.splitlines() == [
        *difference,
        "Changed the policy of HOU. Meetings that stand stay as they are.",
        "See which no longer keep to it: scheduler plan review",
    ]
    assert call("series", "show", "HOU", "--json").value["weekdays"] == "Tuesday, Thursday"
    assert call(*words).out == "Nothing to change: the policy of HOU already is so.\n"


def test_policy_is_the_same_as_json(call: Call) -> None:
    said = call("series", "policy", "HOU", "--margins", "the day after SOM", "--json")

    assert said.value["changes"] == [
        {"part": "margins", "before": "", "after": "the day after SOM"}
    ]
    assert (said.value["stored"], said.value["policy"]["margins"]) == (False, "the day after SOM")


def test_margin_of_meetings_far_from_the_window_is_refused(call: Call) -> None:
    said = call("series", "policy", "SOM", "--margins", "the day after HOU")

    assert said.code == 2
    assert said.err.startswith("scheduler: the margin of SOM 'the day after HOU' cannot be used: ")


def test_contradictory_policy_is_one_clear_error(call: Call) -> None:
    said = call("series", "policy", "SOM", "--window", "4 May to 5 May", "--days", "3", "--apply")

    assert (said.code, said.err) == (
        2,
        (
            "scheduler: the window of SOM '4 May to 5 May' cannot be used: "
            "expected at least the 3 days that a meeting takes\n"
        ),
    )


def test_attendees_without_a_busy_calendar_are_warned_of(call: Call) -> None:
    said = call("series", "policy", "SOM", "--required", "Nobody", "--attendees", "Ada", "--apply")

    findings = [
        "warning: SOM: nothing is known of when Nobody is busy; import it: scheduler busy import",
        "warning: SOM: nothing is known of when Ada is busy; import it: scheduler busy import",
    ]
    assert (said.code, said.err.splitlines()) == (0, findings)
    assert call("series", "policy", "SOM", "--weekdays", "Monday").err == ""


def test_explain_does_not_say_that_an_unknown_attendee_is_free(call: Call) -> None:
    call("series", "policy", "SOM", "--required", "Nobody", "--apply")

    said = call("plan", "explain", "SOM-2028-1")

    assert [line for line in said.out.splitlines() if "Nobody" in line] == [
        "  not known whether it keeps the presence of Nobody"
    ]
    assert said.err == (
        "warning: SOM: nothing is known of when Nobody is busy; import it: scheduler busy import\n"
    )
    value = call("plan", "explain", "SOM-2028-1", "--json").value
    assert (value["not_known"], len(value["findings"])) == (["the presence of Nobody"], 1)

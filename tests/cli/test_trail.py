import pytest

from tests.cli.conftest import Call

pytestmark = pytest.mark.usefixtures("record")


def test_the_trail_is_told_in_the_zone_of_the_meeting(call: Call) -> None:
    call("note", "set", "ANNUAL-2", "background", "One\n\nTwo")

    said = call("db", "trail", "ANNUAL-2")

    assert said.out.endswith(
        "Tue 24 Nov 2026, 10:00 (Europe/Brussels)  Ada: note set: "
        "added briefing section background of ANNUAL-2027\n"
        "    party: NORTH\n"
        "    reach: party\n"
        "    section: background\n"
        "    state: draft\n"
        "    text: One\n"
        "\n"
        "      Two\n"
    )


def test_a_change_is_told_from_what_to_what(call: Call) -> None:
    call("meeting", "move", "ANNUAL-2", "2027-05-14", "--reason", "The chair travels")

    lines = call("db", "trail", "ANNUAL-2").out.splitlines()

    assert lines[lines.index("    day: 2027-05-07 -> 2027-05-14") - 1] == (
        "Tue 24 Nov 2026, 10:00 (Europe/Brussels)  Ada: meeting move: edited meeting ANNUAL-2027"
    )


def test_the_newest_entries_speak_json(call: Call) -> None:
    call("note", "set", "ANNUAL-2", "background", "One")

    [entry] = call("db", "trail", "--last", "1", "--json").value

    assert (entry["at"], entry["officer"], entry["verb"], entry["action"], entry["what"]) == (
        *("2026-11-24T09:00:00+00:00", "Ada", "note set", "added"),
        "briefing section background of ANNUAL-2027",
    )
    assert entry["changes"][-1] == {"name": "text", "before": "", "after": "One"}
    assert entry["erased"] is False

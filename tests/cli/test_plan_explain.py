from pathlib import Path

import pytest
from holidays.version import __version__ as holidays_version

from tests.cli.conftest import Call

HOLIDAYS = f"holidays {holidays_version}: Ascension Day"


@pytest.fixture
def sqlite_location(real_sqlite_location: str) -> str:
    return real_sqlite_location


def test_explain_says_why_not_another_day(call: Call) -> None:
    said = call("plan", "explain", "SOM-2028-1", "--date", "2028-05-25")

    assert (said.code, said.out.splitlines()) == (
        0,
        [
            "SOM on Thursday 25 May 2028: breaks 3 rules more than Friday 5 May 2028",
            "  keeps the window 15 April to 15 June",
            "  keeps off the weekend",
            (
                "  falls on the closed days of EU institutions (Brussels): "
                "EU institutions (Brussels), rule 2028, provisional: Ascension Day"
            ),
            f"  falls on the closed days of Belgium: Belgium, {HOLIDAYS}",
            f"  falls on the closed days of Geneva: Geneva, {HOLIDAYS}",
            "  keeps at least 9 months",
            "  keeps HOU at least 6 weeks before SOM",
            "  keeps at most 18 months",
            "  20 points: 20 days after Friday 5 May 2028",
            "  50 points: a Thursday, not a Friday",
            "  EU institutions (Brussels), rule 2028, provisional: Ascension Day",
            f"  Belgium, {HOLIDAYS}",
            f"  Geneva, {HOLIDAYS}",
            "  72 days after HOU on Tuesday 14 March 2028",
            "  138 days before HOU on Tuesday 10 October 2028",
            "  391 days after SOM on Friday 30 April 2027",
            (
                "  or Fri 5 May 2028 (+0), Fri 28 Apr 2028 (+7), "
                "Fri 12 May 2028 (+7), Fri 19 May 2028 (+14)"
            ),
        ],
    )


def test_explain_is_the_same_as_json(call: Call) -> None:
    said = call("plan", "explain", "SOM-2028-1", "--json")

    explanation = said.value["explanation"]
    assert (said.value["name"], explanation["day"], explanation["rank"]) == (
        "SOM-2028-1",
        "2028-05-05",
        1,
    )
    assert explanation["calendars"][0] == {
        "calendar": "EU institutions (Brussels)",
        "edition": "rule 2028",
        "is_provisional": True,
        "hardness": "block",
        "closes": [],
    }


def test_explain_of_a_day_without_a_meeting_says_how_to_ask(call: Call) -> None:
    said = call("plan", "explain", "2027-05-12")

    assert (said.code, said.err) == (
        2,
        (
            "scheduler: the day without a meeting '2027-05-12' cannot be used: expected which "
            "meeting is meant, as in: scheduler plan explain next:SOM --date 2027-05-12\n"
        ),
    )


EXAMPLE = """\
format = 1
[partnership]
code = "example"
name = "Example Dialogue"
[[parties]]
code = "A"
name = "Side A"
[[parties]]
code = "B"
name = "Side B"
[[series]]
code = "ANNUAL"
name = "Annual Meeting"
level = "senior-officials"
zone = "Europe/Brussels"
start_time = 10:00:00
end_time = 16:00:00
rule = "FREQ=YEARLY;BYMONTH=6;BYDAY=1TH"
starts = 2027-06-03T10:00:00
"""


@pytest.fixture
def two(call: Call, tmp_path: Path) -> Call:
    """Calls the program on a record of two partnerships."""
    for name, code in (("example", "ANNUAL"), ("third", "SOM")):
        text = EXAMPLE.replace('"example"', f'"{name}"').replace("ANNUAL", code)
        (tmp_path / "p.toml").write_text(text, encoding="utf-8")
        assert call("partnership", "load", str(tmp_path / "p.toml")).code == 0
    return call


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("SOM-2027-1",), "SOM-2027-1"),
        (("HOU-2029-1",), "HOU-2029-1"),
        (("eu-iom/HOU-2029-1",), "HOU-2029-1"),
        (("eu-iom/next:SOM",), "SOM-2027-1"),
        (("eu-iom/SOM-2029-1",), "SOM-2029-1"),
        (("SOM-2029-1", "--partnership", "third"), "SOM-2029-1"),
        (("example/next:ANNUAL",), "ANNUAL-2027-1"),
        (("annual-2028-1",), "ANNUAL-2028-1"),
    ],
)
def test_explain_finds_the_partnership_of_a_name(
    two: Call, words: tuple[str, ...], name: str
) -> None:
    said = two("plan", "explain", *words, "--json")

    assert (said.code, said.err, said.value["name"]) == (0, "", name)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("plan", "explain", "SOM-2029-1"),
            "'SOM' names more than one series: eu-iom/SOM, third/SOM; give one of these",
        ),
        (
            ("plan",),
            (
                "the partnership 'none' cannot be used: "
                "expected --partnership CODE with one of: eu-iom, example, third"
            ),
        ),
    ],
)
def test_a_partnership_that_is_not_plain_is_asked_for(
    two: Call, words: tuple[str, ...], said: str
) -> None:
    answer = two(*words)

    assert (answer.code, answer.err) == (2, f"scheduler: {said}\n")


def test_explain_says_which_weights_are_not_the_usual_ones(call: Call) -> None:
    before = call("plan", "explain", "SOM-2028-1", "--date", "2028-05-12").out
    changed = call("series", "policy", "SOM", "--weights", "day 3, weekday 10", "--apply")
    after = call("plan", "explain", "SOM-2028-1", "--date", "2028-05-12")
    value = call("plan", "explain", "SOM-2028-1", "--date", "2028-05-12", "--json").value

    weighed = "  weighed otherwise than usual: day 3, usually 1; weekday 10, usually 50"
    assert changed.out.splitlines()[0] == "  weights              nothing  ->  day 3, weekday 10"
    assert "  7 points: 7 days after Friday 5 May 2028" in before.splitlines()
    assert "weighed" not in before
    lines = after.out.splitlines()
    assert lines[lines.index("  21 points: 7 days after Friday 5 May 2028") + 1] == weighed
    assert value["explanation"]["weights"] == {
        "day": 3,
        "weekday": 10,
        "warn": 40,
        "note": 5,
        "busy": 15,
    }

import pytest
from holidays.version import __version__ as holidays_version

from tests.cli.conftest import Call

HOLIDAYS = f"holidays {holidays_version}: Ascension Day"


@pytest.fixture
def sqlite_location(real_sqlite_location: str) -> str:
    return real_sqlite_location


def test_explain_says_why_not_another_day(call: Call) -> None:
    said = call("plan", "explain", "SOM-2028-1", "--day", "2028-05-25")

    assert (said.code, said.out.splitlines()) == (
        0,
        [
            "SOM on Thursday 25 May 2028: breaks 3 rules more than Friday 5 May 2028",
            "  keeps the window 15 April to 15 June",
            "  keeps the weekend",
            (
                "  breaks the closed days of EU institutions (Brussels): "
                "EU institutions (Brussels), rule 2028, provisional: Ascension Day"
            ),
            f"  breaks the closed days of Belgium: Belgium, {HOLIDAYS}",
            f"  breaks the closed days of Geneva: Geneva, {HOLIDAYS}",
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

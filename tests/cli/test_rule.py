"""`scheduler rule suggest` and `rule words`: rules made from dates and from words."""

from tests.cli.conftest import Call


def test_suggest_tells_rules_with_what_follows(say: Call) -> None:
    said = say("rule", "suggest", "2024-03-12", "2024-10-08", "2025-03-11", "2025-10-14")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "1. every year on the second Tuesday of March and October",
        "   FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU",
        "   gives all 4 dates",
        "   next: Tue 10 Mar 2026, Tue 13 Oct 2026, Tue 9 Mar 2027",
    ]


def test_suggest_tells_times_in_a_zone(say: Call) -> None:
    said = say(
        *("rule", "suggest", "2025-04-04T09:30", "2026-04-03T09:30"),
        *("--zone", "Europe/Brussels", "--most", "1", "--json"),
    )

    assert said.value == [
        {
            "rule": "FREQ=YEARLY;BYMONTH=4;BYDAY=1FR",
            "start": "2025-04-04T09:30:00+02:00",
            "words": "every year on the first Friday of April at 9:30",
            "is_exact": True,
            "reason": "gives both dates",
            "excluded": [],
            "dates": [],
            "predicted": [
                "2027-04-02T09:30:00+02:00",
                "2028-04-07T09:30:00+02:00",
                "2029-04-06T09:30:00+02:00",
            ],
            "bits": 9.4,
        }
    ]


def test_suggest_says_so_where_no_rule_is_simple(say: Call) -> None:
    held = ("2013-05-03", "2014-10-01", "2018-04-04", "2020-10-13", "2022-10-07", "2025-04-04")

    said = say("rule", "suggest", *held)

    assert (said.code, said.out) == (0, "No rule is simpler than the list of these dates.\n")


def test_words_become_a_rule_and_are_said_again(say: Call) -> None:
    said = say("rule", "words", "first Tuesday of June every year")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU",
        "every year on the first Tuesday of June",
    ]


def test_words_need_no_quotes_and_may_be_french(say: Call) -> None:
    french = ("chaque", "mois", "le", "dernier", "jour", "ouvré")

    said = say("rule", "words", *french, "--language", "fr", "--json")

    assert said.value == {
        "rule": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "words": "chaque mois, le dernier jour ouvré",
    }


def test_words_with_an_hour_that_is_the_start_s_leave_it_out(say: Call) -> None:
    asked = "rule words every week on Tuesday at 9:00 --start 2027-06-01T09:00 --zone Europe/Paris"

    said = say(*asked.split())

    assert said.out.splitlines() == ["FREQ=WEEKLY;BYDAY=TU", "every week on Tuesday at 9:00"]


def test_words_that_are_not_understood_say_how_far(say: Call) -> None:
    said = say("rule", "words", "every year on the first Tuesday of Brumaire")

    assert (said.code, said.out) == (2, "")
    assert "every year on the first Tuesday of" in said.err

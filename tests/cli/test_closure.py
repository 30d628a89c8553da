from datetime import datetime
from pathlib import Path

import pytest

from scheduler.model.milestone import MilestoneRule
from scheduler.model.series import RuleVersion
from scheduler.secretariat.milestones import plan_milestones
from scheduler.store.session import Database
from tests import factories
from tests.cli.conftest import Call
from tests.clock import NOW

KEY = "eu-institutions-brussels"
LIST = """\
date;name
01/01/2027;New Year's Day
24/12/2027;Christmas Eve
"""


@pytest.fixture(autouse=True)
def _bound(record: Database) -> None:
    """Three calendars bind ANNUAL; of one no day is known."""
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.series(session, "ANNUAL").closure_calendars = ["belgium", KEY, "un-geneva"]


@pytest.fixture
def listed(tmp_path: Path) -> str:
    path = tmp_path / "eu.csv"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def test_list_tells_edition_and_whom_each_calendar_binds(call: Call) -> None:
    said = call("closure", "list", "--year", "2027")

    lines = said.out.splitlines()
    assert (said.code, said.err, len(lines)) == (0, "", 21)
    assert [line for line in lines if line.endswith(("Binds", "ANNUAL"))] == [
        "Calendar\tKind\tPlace\tHardness\tYear\tDays\tEdition\tIn use\tBinds",
        "belgium\tpublic holidays\tBelgium\tblock\t2027\t12\tholidays 0.109\t\tANNUAL",
        (
            f"{KEY}\tinstitution holidays\tBrussels\tblock\t2027\t16\trule 2027, provisional\t\t"
            "ANNUAL"
        ),
        ("un-geneva\tinstitution holidays\tGeneva\tblock\t2027\t0\tunknown: import it\t\tANNUAL"),
    ]


def test_list_tells_which_editions_dates_were_computed_with(call: Call, record: Database) -> None:
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        annual = factories.series(session, "ANNUAL")
        rule = MilestoneRule(series=annual, key="pack", name="Pack", offset="2 days before")
        session.add(rule)
        meeting = factories.meeting(session, "ANNUAL-2027")
        meeting.closure_editions = ["belgium holidays 0.109", f"{KEY} OJ of 2025"]
        plan_milestones(session, [meeting], now=NOW)

    said = call("closure", "list", "--year", "2027")
    rows = {row["key"]: row["in_use"] for row in call("closure", "list", "--json").value}

    of_brussels = [line for line in said.out.splitlines() if line.startswith(KEY)]
    assert [line.split("\t")[6:8] for line in of_brussels] == [
        ["rule 2027, provisional", "1 milestone"],
        ["OJ of 2025", "1 meeting"],
    ]
    assert (rows["belgium"], rows["geneva"]) == (
        [
            {
                "edition": "holidays 0.109",
                "meetings": ["ANNUAL-2027"],
                "milestones": ["ANNUAL-2027 pack"],
            }
        ],
        [],
    )


def test_show_draws_the_year_with_a_legend(call: Call) -> None:
    said = call("closure", "show", "2027", "--calendar", KEY, "--calendar", "unga")

    assert (said.code, said.err) == (0, "")
    assert (
        said.out
        == """\
2027 MTWTFSS MTWTFSS MTWTFSS MTWTFSS MTWTFSS MT
Jan      A   ·····   ·····   ·····   ·····
Feb  ·····   ·····   ·····   ·····
Mar  ·····   ·····   ·····   ···AA   A··
Apr     ··   ·····   ·····   ·····   ·····
May          ···AA   ·····   A····   ·····   ·
Jun   ····   ·····   ·····   ·····   ···
Jul     ··   ·····   ·····   ··A··   ·····
Aug          ·····   ·····   ·····   ·····   ··
Sep    ···   ·····   ·····   ·bbbbb  b···
Oct      ·   ·····   ·····   ·····   ·····
Nov  AA···   ·····   ·····   ·····   ··
Dec    ···   ·····   ·····   ····A   AAAAA

A  EU institutions (Brussels): closed; rule 2027, provisional; 16 working days
     Fri 1 Jan  New Year's Day
     Thu 25 Mar  Maundy Thursday
     Fri 26 Mar  Good Friday
     Mon 29 Mar  Easter Monday
     Thu 6 May  Ascension Day
     Fri 7 May  Friday after Ascension
     Mon 17 May  Whit Monday
     Wed 21 Jul  Belgian National Day
     Mon 1 Nov  All Saints' Day
     Tue 2 Nov  All Souls' Day
     Fri 24 Dec to Fri 31 Dec  end-of-year days
b  UN General Assembly, high-level week: avoid; rule 2027, provisional; 5 working days
     Tue 21 Sep to Mon 27 Sep  general debate

capital letter: closed; small letter: to avoid, or only to know; #, +: several of these; \
blank: weekend
"""
    )


def test_show_tells_the_calendars_in_use_as_json(call: Call) -> None:
    said = call("closure", "show", "2027", "--json")

    assert [
        (one["key"], one["edition"], one["is_provisional"], len(one["days"]))
        for one in said.value["calendars"]
    ] == [
        ("belgium", "holidays 0.109", False, 12),
        (KEY, "rule 2027", True, 16),
        ("un-geneva", None, False, 0),
    ]


def test_a_day_that_several_calendars_close_has_a_sign_of_its_own(call: Call) -> None:
    said = call("closure", "show", "2027", "--calendar", "belgium", "--calendar", KEY)

    assert said.out.splitlines()[11] == "Nov  #B···   ···A·   ·····   ·····   ··"


def test_an_import_is_shown_first_then_stored_confirmed_and_kept(call: Call, listed: str) -> None:
    words = ("closure", "import", listed, "--calendar", KEY, "--edition", "OJ C 1")

    shown = call(*words, "--dry-run")
    assert shown.out.splitlines()[:2] == [
        (f"{KEY} 2027: 2 days; until now EU institutions (Brussels), rule 2027, provisional"),
        "- Thu 25 Mar 2027  Maundy Thursday",
    ]
    assert shown.out.splitlines()[-1] == "Nothing was stored."

    stored = call(*words)
    assert stored.out.splitlines()[-1] == (
        "Stored as 'OJ C 1', provisional. "
        f"Once it is official: scheduler closure confirm {KEY} 2027"
    )
    assert call(*words).out == f"{KEY} 2027: 2 days, as in OJ C 1: nothing to change.\n"

    confirmed = call("closure", "confirm", KEY, "2027", "--source", "OJ C 1 of 2026")
    assert confirmed.out == "EU institutions (Brussels), OJ C 1 is official for 2027: 2 days.\n"
    again = call("closure", "confirm", KEY, "2027")
    assert (again.code, again.err) == (
        1,
        (
            f"scheduler: confirming {KEY} for 2027 is not possible: EU institutions (Brussels), "
            "OJ C 1 is official already; import a newer list to replace it\n"
        ),
    )


def test_a_move_onto_a_day_that_an_import_closed_is_warned_of(
    call: Call, record: Database, tmp_path: Path
) -> None:
    with record.writing(verb="t", now=NOW, officer="Ada") as session:
        annual = factories.series(session, "ANNUAL")
        starts = datetime.fromisoformat("2013-05-03 09:30")
        annual.rules.append(RuleVersion(ordinal=1, rule="FREQ=YEARLY", starts=starts, made_at=NOW))
    path = tmp_path / "un.csv"
    path.write_text("date;name\n2027-06-09;a UN holiday\n", encoding="utf-8")
    assert call("closure", "import", str(path), "--calendar", "un-geneva").code == 0

    said = call("meeting", "move", "ANNUAL-2", "2027-06-09", "--reason", "the chair travels")

    assert said.code == 0
    assert [line for line in said.err.splitlines() if "closed" in line] == [
        (
            "warning: ANNUAL-2: closed: United Nations (Geneva), un.csv of 2026-11-24, "
            "provisional: a UN holiday"
        )
    ]


def test_check_leaves_with_three_where_a_year_is_unknown(call: Call) -> None:
    said = call("closure", "check")

    assert (said.code, said.out) == (3, "3 calendars in use, 2026 to 2028: 6 findings.\n")
    assert [line.partition(";")[0] for line in said.err.splitlines()] == [
        f"warning: {KEY}: 2026 is provisional (rule 2026)",
        f"warning: {KEY}: 2027 is provisional (rule 2027)",
        f"warning: {KEY}: 2028 is provisional (rule 2028)",
        "error: un-geneva: 2026 is unknown: no edition speaks for it",
        "error: un-geneva: 2027 is unknown: no edition speaks for it",
        "warning: un-geneva: 2028 is unknown: no edition speaks for it",
    ]


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (LIST, ("--calendar", "nato"), "scheduler: there is no closure calendar 'nato'; there are"),
        (
            LIST + "2027-05-01;May\n",
            ("--calendar", KEY),
            (
                "scheduler: eu.csv was not loaded; it has 1 problem:\n"
                "  line 4: '2027-05-01' is written yyyy-mm-dd, but line 2 has '01/01/2027', "
                "written dd/mm/yyyy or mm/dd/yyyy: expected one way in the whole "
                "file, such as 2027-05-07\n"
            ),
        ),
        (
            "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nEND:VEVENT\n" * 3_000 + "END:VCALENDAR\n",
            ("--calendar", KEY),
            (
                "scheduler: eu.csv was not loaded; it has 1 problem:\n"
                "  it has 3,000 events: expected a list of closed days, at most 2,000\n"
            ),
        ),
        (
            LIST * 40_000,
            ("--calendar", KEY),
            "scheduler: the file '{path}' cannot be used: expected no more than 1,000,000 bytes\n",
        ),
        (
            LIST,
            ("--calendar", KEY, "--year", "2028"),
            "scheduler: eu.csv was not loaded; it has 1 problem:\n  it lists no day of 2028\n",
        ),
    ],
    ids=["unknown calendar", "mixed formats", "too many events", "too large", "another year"],
)
def test_a_list_that_cannot_be_taken_gets_one_clear_answer(
    call: Call, listed: str, content: str, words: tuple[str, ...], said: str
) -> None:
    Path(listed).write_text(content, encoding="utf-8")

    answer = call("closure", "import", listed, *words)

    expected = said.replace("{path}", listed)
    assert (answer.code, answer.out, answer.err[: len(expected)]) == (2, "", expected)
    assert call("closure", "check").out == "3 calendars in use, 2026 to 2028: 6 findings.\n"


def test_confirming_a_list_that_lacks_most_days_of_the_rule_is_warned_of(
    call: Call, listed: str
) -> None:
    call("closure", "import", listed, "--calendar", KEY, "--edition", "OJ C 1")

    said = call("closure", "confirm", KEY, "2027")

    assert (said.code, said.err) == (
        0,
        f"warning: {KEY} 2027: 14 days of the rule are not in it: is the list whole?\n",
    )
    assert call("closure", "confirm", KEY, "2028").err == ""

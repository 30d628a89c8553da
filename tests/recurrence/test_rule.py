"""Rules as values: equal, hashable, checked, and written in one way."""

import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, cast

import pytest
from hypothesis import given

from scheduler.errors import InvalidRule, InvalidValue
from scheduler.recurrence import Frequency, Rule, Weekday, WeekdayNum
from scheduler.recurrence.parts import Skip
from scheduler.recurrence.rule_parts import RuleParts
from tests.recurrence.any_rule import any_rule

DOC = str(Rule.__doc__)
FLOATING = datetime(2027, 12, 31, 9)  # noqa: DTZ001 -- UNTIL beside a floating start


@given(any_rule())
def test_rule_survives_its_text(rule: Rule) -> None:
    read = Rule.parse(str(rule))

    assert (read, hash(read), str(read)) == (rule, hash(rule), str(rule))


@pytest.mark.parametrize(
    ("given_text", "written"),
    [
        ("byday=1tu;bymonth=6;freq=yearly", "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU"),
        ("WKST=MO;INTERVAL=01;FREQ=MONTHLY", "FREQ=MONTHLY"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,15,+1,15,-3", "FREQ=MONTHLY;BYMONTHDAY=1,15,-3,-1"),
        ("FREQ=MONTHLY;BYDAY=-1FR,+2TU,1WE,SU,MO", "FREQ=MONTHLY;BYDAY=MO,SU,1WE,2TU,-1FR"),
        (
            "COUNT=3;WKST=SU;BYSETPOS=-1;BYDAY=FR,MO;INTERVAL=2;FREQ=MONTHLY",
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,FR;BYSETPOS=-1;COUNT=3;WKST=SU",
        ),
        ("UNTIL=20271231T080060Z;FREQ=YEARLY", "FREQ=YEARLY;UNTIL=20271231T080059Z"),
        ("FREQ=YEARLY;UNTIL=00990203", "FREQ=YEARLY;UNTIL=00990203"),
        ("FREQ=SECONDLY;BYSECOND=60,59,00,0", "FREQ=SECONDLY;BYSECOND=0,59"),
        ("RSCALE=Gregorian;FREQ=DAILY;SKIP=OMIT", "FREQ=DAILY"),
        (
            "RSCALE=JAPANESE;SKIP=BACKWARD;FREQ=MONTHLY",
            "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD",
        ),
        (
            "BYSETPOS=-1;BYSECOND=0;BYMINUTE=30;BYHOUR=9;BYYEARDAY=100;BYWEEKNO=15;FREQ=YEARLY",
            "FREQ=YEARLY;BYWEEKNO=15;BYYEARDAY=100;BYHOUR=9;BYMINUTE=30;BYSECOND=0;BYSETPOS=-1",
        ),
    ],
)
def test_rule_is_written_in_its_shortest_form(given_text: str, written: str) -> None:
    assert str(Rule.parse(given_text)) == written


def test_rule_has_its_parts_as_fields() -> None:
    rule = Rule.parse(
        "FREQ=MONTHLY;INTERVAL=2;BYMONTH=6;BYMONTHDAY=1;BYDAY=-1MO;BYSETPOS=1;COUNT=5;WKST=SU"
    )

    assert rule == Rule(
        Frequency.MONTHLY,
        interval=2,
        by_month=(6,),
        by_month_day=(1,),
        by_day=(WeekdayNum(Weekday.MO, -1),),
        by_set_pos=(1,),
        count=5,
        wkst=Weekday.SU,
    )


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("20271231", date(2027, 12, 31)),
        ("20271231T090000", FLOATING),
        ("20271231T080000Z", datetime(2027, 12, 31, 8, tzinfo=UTC)),
    ],
)
def test_until_has_the_kind_that_is_written(text: str, until: date) -> None:
    assert Rule.parse(f"FREQ=YEARLY;UNTIL={text}") == Rule(Frequency.YEARLY, until=until)


def test_rules_that_differ_in_order_alone_are_one_in_a_set() -> None:
    texts = ("FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU", "BYDAY=2TU;BYMONTH=10,3;FREQ=YEARLY")

    assert len({Rule.parse(text) for text in texts}) == 1


def test_rule_built_in_code_is_checked_as_its_text_is() -> None:
    with pytest.raises(InvalidRule) as refusal:
        Rule(Frequency.YEARLY, interval=0, by_month=(13,), by_set_pos=(0,))

    assert str(refusal.value) == (
        "the recurrence rule 'FREQ=YEARLY;INTERVAL=0;BYMONTH=13;BYSETPOS=0' is not valid: "
        "INTERVAL=0: expected a whole number from 1 to 1000000000000000, such as INTERVAL=2; "
        "BYMONTH=13: expected numbers from 1 to 12, such as BYMONTH=6; "
        "BYSETPOS=0: expected numbers from 1 to 366 or from -366 to -1, such as BYSETPOS=-1"
    )


def test_rule_built_in_code_is_kept_as_its_text_would_be() -> None:
    built = Rule(
        Frequency.MONTHLY,
        by_day=(WeekdayNum(Weekday.FR, -1), WeekdayNum(Weekday.TU), WeekdayNum(Weekday.TU)),
        by_second=(60,),
        rscale="GREGORIAN",
    )

    assert str(built) == "FREQ=MONTHLY;BYDAY=TU,-1FR;BYSECOND=59"
    assert built == Rule.parse(str(built))
    assert built.rscale is None


WRONG_TYPES: dict[str, dict[str, Any]] = {
    "FREQ='YEARLY'": {"freq": "YEARLY"},
    "INTERVAL=2.0": {"interval": 2.0},
    "COUNT=True": {"count": True},
    "BYMONTH='6'": {"by_month": "6"},
    "BYMONTH='6','7'": {"by_month": ("6", "7")},
    "BYDAY='MO'": {"by_day": ("MO",)},
    "BYDAY=3.5": {"by_day": 3.5},
    "UNTIL='20271231'": {"until": "20271231"},
    "SKIP=FORWARD": {"skip": Skip.FORWARD},
    "BYMONTH=None": {"by_month": None},
    "INTERVAL=None": {"interval": None},
    r"BYDAY=WeekdayNum\(weekday=<Weekday.MO: 0>, ordinal='1'\)": {
        "by_day": (WeekdayNum(Weekday.MO, cast("int", "1")),)
    },
    r"BYDAY=WeekdayNum\(weekday=0, ordinal=1\)": {"by_day": (WeekdayNum(cast("Weekday", 0), 1),)},
}


@pytest.mark.parametrize(("shown", "parts"), WRONG_TYPES.items(), ids=WRONG_TYPES)
def test_value_of_a_wrong_type_is_refused_as_python_shows_it(
    shown: str, parts: dict[str, Any]
) -> None:
    with pytest.raises(InvalidRule, match=f"is not valid: {shown}: expected "):
        Rule(**{"freq": Frequency.YEARLY} | parts)


def test_weekday_numbered_by_a_text_is_refused_for_that_alone() -> None:
    numbered = WeekdayNum(Weekday.MO, cast("int", "1"))

    with pytest.raises(InvalidRule) as refusal:
        Rule(Frequency.WEEKLY, by_day=[numbered])

    assert [fault.expected[:8] for fault in refusal.value.faults] == ["weekdays"]


def test_rule_takes_one_value_or_any_list_and_plain_weekdays() -> None:
    rules = [
        Rule(Frequency.WEEKLY, by_day=[Weekday.MO]),
        Rule(Frequency.WEEKLY, by_day=Weekday.MO, by_month=()),
        Rule(Frequency.MONTHLY, by_day=WeekdayNum(Weekday.MO, 1), by_month=[]),
        Rule(Frequency.YEARLY, by_month=6),
        Rule(Frequency.YEARLY, by_month=range(1, 4)),
        Rule(Frequency.YEARLY, by_month=(month for month in (3, 1, 2))),
    ]

    assert list(map(str, rules)) == [
        "FREQ=WEEKLY;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=1MO",
        "FREQ=YEARLY;BYMONTH=6",
        "FREQ=YEARLY;BYMONTH=1,2,3",
        "FREQ=YEARLY;BYMONTH=1,2,3",
    ]


@pytest.mark.parametrize("text", [None, b"FREQ=DAILY", 5])
def test_what_is_no_text_is_refused(text: Any) -> None:  # noqa: ANN401 -- a wrong type
    for read in (
        lambda: Rule.parse(text),
        lambda: Rule.parse(text, tolerant=True),
        lambda: Rule.from_words(text),
    ):
        with pytest.raises(InvalidValue, match="cannot be used: expected a str such as "):
            read()


def test_rule_tells_its_parts_to_whom_asks_for_help() -> None:
    assert [name for name in RuleParts.__annotations__ if f"`{name}`" not in DOC] == []


def test_rule_shows_how_it_is_made() -> None:
    rule = Rule(Frequency.MONTHLY, by_day=(WeekdayNum(Weekday.FR, -1),))

    assert repr(rule) == "Rule.parse('FREQ=MONTHLY;BYDAY=-1FR')"


def test_rule_cannot_be_changed() -> None:
    rule = Rule.parse("FREQ=YEARLY")

    with pytest.raises(AttributeError):
        rule.count = 3


def test_rule_survives_copies() -> None:
    rule = Rule.parse("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3")

    assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301 -- our own bytes
    assert copy.copy(rule) == rule
    assert rule.with_parts(count=5) == Rule.parse("FREQ=MONTHLY;BYDAY=-1FR;COUNT=5")


@pytest.mark.parametrize(
    "until",
    [
        FLOATING.replace(microsecond=5),
        FLOATING.replace(tzinfo=timezone(timedelta(hours=2))),
    ],
    ids=["microseconds", "not UTC"],
)
def test_until_that_text_cannot_hold_is_refused(until: datetime) -> None:
    with pytest.raises(InvalidRule, match="or a time of whole seconds without a zone or in UTC"):
        Rule(Frequency.YEARLY, until=until)


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=4"),
        ("FREQ=YEARLY;BYMONTH=3,9", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=4"),
        ("FREQ=MONTHLY;BYMONTH=3", "FREQ=MONTHLY;BYMONTH=3;BYMONTHDAY=4"),
        ("FREQ=YEARLY;BYMONTHDAY=13", "FREQ=YEARLY;BYMONTHDAY=13"),
        ("FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYDAY=20MO"),
    ],
)
def test_rule_is_completed_from_its_start(text: str, completed: str) -> None:
    assert Rule.parse(text).completed(date(2024, 6, 4)) == Rule.parse(completed)

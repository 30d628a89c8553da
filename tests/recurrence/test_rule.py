"""Rules as values: equal, hashable, checked, and written in one way."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given

from scheduler.errors import InvalidRule, UnsupportedRule
from scheduler.recurrence import Frequency, Rule, Weekday, WeekdayNum
from tests.recurrence.random_rules import rules

FLOATING = datetime(2027, 12, 31, 9)  # noqa: DTZ001 -- UNTIL beside a floating start


@given(rules())
def test_rule_survives_its_text(rule: Rule) -> None:
    assert Rule.parse(str(rule)) == rule


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
        "INTERVAL=0: expected a whole number from 1 to 999999999999999; "
        "BYMONTH=13: expected numbers from 1 to 12; "
        "BYSETPOS=0: expected numbers from 1 to 366 or from -366 to -1"
    )


def test_rule_built_in_code_with_an_unsupported_part_is_declined() -> None:
    with pytest.raises(UnsupportedRule, match="BYHOUR=9 is valid but not supported here"):
        Rule(Frequency.YEARLY, by_hour=(9,))


@pytest.mark.parametrize(
    "until",
    [
        FLOATING.replace(microsecond=5),
        FLOATING.replace(tzinfo=timezone(timedelta(hours=2))),
    ],
    ids=["microseconds", "not UTC"],
)
def test_until_that_text_cannot_hold_is_refused(until: datetime) -> None:
    with pytest.raises(InvalidRule, match="expected a date or a time such as 20271231"):
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

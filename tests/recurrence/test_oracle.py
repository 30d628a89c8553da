"""The oracle itself, before published lists and before python-dateutil."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.recurrence import oracle
from tests.recurrence.dateutil_judge import LATE, MANY, asked_of_dateutil
from tests.recurrence.examples import Example, expected, load, moment
from tests.recurrence.random_rules import chance_of, random_case

EXAMPLES = [
    example
    for name in ("rfc5545_examples.json", "rfc7529_examples.json", "edge_cases.json")
    for example in load(name)
    if example["expected"] is not None
    and ("RSCALE" not in example["rule"] or "RSCALE=GREGORIAN" in example["rule"])
]
# An hour on each side of every instance; years of seconds would take the oracle minutes.
SPARSE = "FREQ=SECONDLY;BYMONTH=1;BYMONTHDAY=1;BYHOUR=0;BYMINUTE=0;BYSECOND=0"


def instant(each: date) -> date:
    return each.astimezone(UTC) if isinstance(each, datetime) and each.tzinfo else each


@pytest.mark.parametrize(
    "example",
    [example for example in EXAMPLES if example["rule"] != SPARSE],
    ids=lambda example: example.get("title") or example["case"],
)
def test_oracle_gives_the_published_list(example: Example) -> None:
    start = moment(example, example["dtstart"]["value"])
    listed = expected(example)
    step = timedelta(seconds=1) if isinstance(start, datetime) else timedelta(days=1)
    end = listed[-1] + step if listed else start + 5000 * step

    given = oracle.instances(example["rule"], start, start, end)

    assert list(map(instant, given)) == list(map(instant, listed))


def test_oracle_gives_the_published_list_of_a_rare_second() -> None:
    example = next(example for example in EXAMPLES if example["rule"] == SPARSE)
    start, hour = moment(example, example["dtstart"]["value"]), timedelta(hours=1)
    for each in expected(example):
        assert oracle.instances(SPARSE, start, each - hour, each + hour) == [each]


@pytest.mark.parametrize("seed", range(4))
def test_oracle_equals_dateutil(seed: int) -> None:
    chance = chance_of(seed)
    for _ in range(150):
        case = random_case(chance, ("floating",), *LATE)
        ours = oracle.instances(case.text, case.start, case.start, case.high)[:MANY]

        theirs = asked_of_dateutil(case, ours)

        assert theirs in (None, ours), case

"""The examples of RFC 7529 4.3, and more of SKIP as libical with ICU computes it."""

import re

import pytest

from scheduler.errors import UnsupportedRule
from scheduler.recurrence import Rule
from tests.recurrence.examples import Example, expected, given, load

EXAMPLES = load("rfc7529_examples.json")


def _calendar(example: Example) -> str:
    return str(example["rule"]).split("RSCALE=")[1].split(";")[0]


GREGORIAN = [example for example in EXAMPLES if _calendar(example) == "GREGORIAN"]
OTHERS = [example for example in EXAMPLES if _calendar(example) != "GREGORIAN"]


@pytest.mark.parametrize("example", GREGORIAN, ids=lambda example: example["title"])
def test_rfc7529_example_gives_its_list(example: Example) -> None:
    assert given(example) == expected(example)


@pytest.mark.parametrize("example", OTHERS, ids=lambda example: example["title"])
def test_rfc7529_example_of_another_calendar_is_declined_by_name(example: Example) -> None:
    """Never expanded as Gregorian."""
    with pytest.raises(UnsupportedRule, match=re.escape(f"RSCALE={_calendar(example)} is valid")):
        Rule.parse(example["rule"])


def test_rfc7529_examples_are_all_there() -> None:
    assert (len(GREGORIAN), len(OTHERS)) == (12, 7)

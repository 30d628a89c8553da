"""The examples of RFC 5545 3.8.5.3 and 3.3.10, under their captions."""

import pytest

from tests.recurrence.examples import (
    Example,
    expected,
    given,
    is_supported,
    load,
    require_declined,
)

EXAMPLES = load("rfc5545_examples.json")
SUPPORTED = [example for example in EXAMPLES if is_supported(example["rule"])]
DECLINED = [example for example in EXAMPLES if not is_supported(example["rule"])]


@pytest.mark.parametrize("example", SUPPORTED, ids=lambda example: example["title"])
def test_rfc5545_example_gives_its_list(example: Example) -> None:
    assert given(example) == expected(example)


@pytest.mark.parametrize("example", DECLINED, ids=lambda example: example["title"])
def test_rfc5545_example_of_a_later_issue_is_declined(example: Example) -> None:
    require_declined(example["rule"])


def test_rfc5545_examples_are_all_there() -> None:
    assert (len(SUPPORTED), len(DECLINED)) == (21, 23)

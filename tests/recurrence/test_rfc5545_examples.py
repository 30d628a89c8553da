"""The examples of RFC 5545 3.8.5.3 and 3.3.10, under their captions."""

import pytest

from tests.recurrence.examples import Example, expected, given, load

EXAMPLES = load("rfc5545_examples.json")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_rfc5545_example_gives_its_list(example: Example) -> None:
    assert given(example) == expected(example)


def test_rfc5545_examples_are_all_there() -> None:
    assert len(EXAMPLES) == 44

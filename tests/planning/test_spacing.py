import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.planning.spacing import Distance, Relation, Spacing
from scheduler.planning.spans import Span, Unit

NINE, EIGHTEEN = Span(9, Unit.MONTHS), Span(18, Unit.MONTHS)
SIX_WEEKS = Span(6, Unit.WEEKS)


@pytest.mark.parametrize(
    ("text", "spacing", "words"),
    [
        ("9 to 18 months", Spacing(NINE, EIGHTEEN), "9 to 18 months"),
        ("at least 9 months", Spacing(min_gap=NINE), "at least 9 months"),
        ("At most 18 months", Spacing(max_gap=EIGHTEEN), "at most 18 months"),
        (
            "at least 6 weeks; at most 18 months",
            Spacing(SIX_WEEKS, EIGHTEEN),
            "at least 6 weeks; at most 18 months",
        ),
        (
            "at least 9 months;  at least 6 weeks  before SOM; at least 9 months apart from HOU",
            Spacing(
                NINE,
                distances=(
                    Distance(SIX_WEEKS, Relation.BEFORE, "SOM"),
                    Distance(NINE, Relation.APART, "HOU"),
                ),
            ),
            "at least 9 months; at least 6 weeks before SOM; at least 9 months apart from HOU",
        ),
        ("no rule", Spacing(), "no rule"),
    ],
)
def test_spacing_is_read_from_words_and_printed(text: str, spacing: Spacing, words: str) -> None:
    assert Spacing.parse(text) == spacing
    assert str(spacing) == words


@pytest.mark.parametrize("clause", ["", "9 months", "at least 9 moons", "at least 6 weeks after"])
def test_spacing_refuses_other_clauses(clause: str) -> None:
    with pytest.raises(InvalidValue) as error:
        Spacing.parse(f"at most 18 months; {clause}")
    assert str(error.value) == (
        f"the spacing rule {clause!r} cannot be used: "
        'expected "9 to 18 months", "at least 9 months", "at most 18 months", '
        '"at least 6 weeks before SOM" or "at least 4 months apart from SOM"'
    )


def test_spacing_refuses_a_least_gap_over_the_greatest() -> None:
    with pytest.raises(InvalidValue) as error:
        Spacing.parse("at least 2 years; at most 18 months")
    assert str(error.value) == (
        "the spacing 'at least 2 years; at most 18 months' cannot be used: "
        "expected a least gap no longer than the greatest"
    )


def test_spacing_refuses_a_gap_given_twice() -> None:
    with pytest.raises(InvalidValue, match="expected each gap once"):
        Spacing.parse("9 to 18 months; at most 2 years")


spans = st.builds(Span, st.integers(1, 999), st.sampled_from(Unit))
distances = st.builds(
    Distance,
    spans,
    st.sampled_from(Relation),
    st.from_regex(r"[A-Z][A-Z0-9-]{0,8}", fullmatch=True),
)


@given(spans, st.lists(distances, max_size=3))
def test_spacing_in_words_reads_back(least: Span, others: list[Distance]) -> None:
    most = Span(least.count + 1, least.unit)

    for spacing in (
        Spacing(least, None, tuple(others)),
        Spacing(None, most, tuple(others)),
        Spacing(least, most, tuple(others)),
        Spacing(None, None, tuple(others)),
    ):
        assert Spacing.parse(str(spacing)) == spacing

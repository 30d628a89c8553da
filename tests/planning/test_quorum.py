from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.planning.quorum import Availability, Quorum, Tally, Voice, ranked

YES, IF_NEED_BE, NO = Availability.YES, Availability.IF_NEED_BE, Availability.NO
SAID = st.sampled_from((YES, IF_NEED_BE, NO, None))
VOICES = st.lists(st.builds(Voice, st.sampled_from("ABCD"), SAID, st.booleans()), max_size=5)
DAY = date(2027, 5, 7)


def voices(**said: Availability | None) -> list[Voice]:
    """The delegations by name; those in capitals speak for a co-chair."""
    return [Voice(name, says, name.isupper()) for name, says in said.items()]


@pytest.mark.parametrize(
    ("rule", "said", "missing"),
    [
        ("both co-chairs yes", {"EU": YES, "IOM": YES, "echo": NO}, ()),
        ("both co-chairs yes", {"EU": YES, "IOM": IF_NEED_BE}, ("IOM says if need be",)),
        ("both co-chairs yes or if need be", {"EU": YES, "IOM": IF_NEED_BE}, ()),
        ("all yes", {"EU": YES, "echo": NO, "x": None}, ("echo says no", "x has not said")),
        ("nobody no", {"EU": YES, "IOM": NO}, ("IOM says no",)),
        ("2 yes", {"EU": YES, "IOM": IF_NEED_BE}, ("1 of 2 yes",)),
        ("2 yes or if need be", {"EU": YES, "IOM": IF_NEED_BE}, ()),
        (
            "both co-chairs yes and nobody no",
            {"EU": YES, "IOM": NO, "echo": NO},
            ("IOM says no", "echo says no"),
        ),
    ],
)
def test_missing_says_who_stands_against_a_candidate(
    rule: str, said: dict[str, Availability | None], missing: tuple[str, ...]
) -> None:
    assert Quorum.parse(rule).missing(voices(**said), is_over=True) == missing


def test_silence_is_consent_only_once_the_deadline_is_over() -> None:
    asked = voices(EU=YES, IOM=None)

    assert Quorum.parse("nobody no").missing(asked, is_over=False) == ("IOM has not said",)
    assert Quorum.parse("nobody no").missing(asked, is_over=True) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes",
        "all",
        "all no",
        "0 yes",
        "100 yes",
        "nobody yes",
        "all yes and",
        "two yes",
        "-1 yes",
    ],
)
def test_parse_refuses_what_is_no_rule(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Quorum.parse(text)

    assert str(refused.value) == (
        f'the quorum {text!r} cannot be used: expected "both co-chairs yes", "all yes", '
        '"nobody no", a number such as "2 yes", each yes also as "yes or if need be", '
        'or several joined by "and"'
    )


def test_parse_takes_any_case_and_blanks() -> None:
    assert str(Quorum.parse(" Both  CO-CHAIRS yes AND 3 yes or if need be ")) == (
        "both co-chairs yes and 3 yes or if need be"
    )


def holds(who: str, word: str, asked: list[Voice]) -> bool:
    """Whether one condition holds after the deadline, said another way."""
    wide = word == "yes or if need be"
    good = [v.says is YES or (wide and v.says is IF_NEED_BE) for v in asked]
    if who == "nobody":
        return not any(voice.says is NO for voice in asked)
    if who == "all":
        return all(good)
    if who == "both co-chairs":
        return all(ok for ok, voice in zip(good, asked, strict=True) if voice.is_chair)
    return sum(good) >= int(who)


CONDITIONS = st.one_of(
    st.just(("nobody", "no")),
    st.tuples(
        st.sampled_from(["all", "both co-chairs", "1", "2", "3"]),
        st.sampled_from(["yes", "yes or if need be"]),
    ),
)


class TestQuorum:
    """A candidate meets the quorum when it meets every condition of it, and lacks nothing."""

    @given(conditions=st.lists(CONDITIONS, min_size=1, max_size=3), asked=VOICES)
    def test_is_met_when_every_condition_holds(
        self, conditions: list[tuple[str, str]], asked: list[Voice]
    ) -> None:
        quorum = Quorum.parse(" and ".join(" ".join(condition) for condition in conditions))

        is_met = not quorum.missing(asked, is_over=True)

        assert is_met is all(holds(who, word, asked) for who, word in conditions)
        assert Quorum.parse(str(quorum)) == quorum

    @given(asked=VOICES, conditions=st.lists(CONDITIONS, min_size=1, max_size=2))
    def test_lacks_no_less_before_the_deadline(
        self, asked: list[Voice], conditions: list[tuple[str, str]]
    ) -> None:
        quorum = Quorum.parse(" and ".join(" ".join(condition) for condition in conditions))

        before, after = (set(quorum.missing(asked, is_over=over)) for over in (False, True))

        assert after <= before


def test_tally_counts_each_word() -> None:
    tally = Tally.of(DAY, voices(a=YES, b=YES, c=IF_NEED_BE, d=NO, e=None))

    assert tally == Tally(DAY, yes=2, if_need_be=1, no=1, unsaid=1)
    assert str(tally) == "Friday 7 May 2027: 2 yes, 1 if need be, 1 no"


def test_ranked_puts_most_yes_first_then_fewest_if_need_be_then_the_earliest() -> None:
    best = Tally(date(2027, 5, 21), 3, 1, 0, 0)
    second = Tally(date(2027, 5, 7), 2, 0, 1, 1)
    third = Tally(date(2027, 5, 14), 2, 0, 2, 0)
    last = Tally(date(2027, 5, 3), 2, 2, 0, 0)

    for order in permutations([best, second, third, last]):
        assert ranked(order) == [best, second, third, last]

import pytest

from scheduler.papers.word_difference import word_difference

LONG = "word " * 5000


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("by 15 June", "by 30 June", "by [15 -> 30] June"),
        ("a b c d e f g h i", "a b c d e f g h j", "… e f g h [i -> j]"),
        ("a b c", "a new b c", "a [added: new] b c"),
        ("a b c", "a c", "a [gone: b] c"),
        (
            "x a b c d e f g h i j y",
            "X a b c d e f g h i j Y",
            "[x -> X] a b c d … g h i j [y -> Y]",
        ),
        ("a  b", "a b", "only blanks and line breaks"),
        ("", "a", "[added: a]"),
        (LONG, LONG + "end", "a text of 5000 words -> a text of 5001 words"),
    ],
)
def test_the_words_that_changed_are_told(before: str, after: str, told: str) -> None:
    assert word_difference(before, after) == told

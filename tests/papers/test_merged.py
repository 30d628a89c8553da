import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.papers.merged import merged

LINES = st.lists(st.sampled_from("abcdefgh"), max_size=6).map("\n".join)


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "both"),
    [
        ("a\nb", "a\nb", "a\nB", "a\nB"),
        ("a\nb", "A\nb", "a\nb", "A\nb"),
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a", "a\ntheirs", "a\nours", "a\ntheirs\nours"),
        ("", "theirs", "ours", "theirs\nours"),
        ("a\nb", "a\nsame", "a\nsame", "a\nsame"),
        ("a\nb\nc", "a\nc", "a\nB\nc", "a\nB\nc"),
        ("a\nb\nc", "b\nc", "a\nb", "b"),
        ("a\nb", "one\nb", "two\nb", "one\ntwo\nb"),
        ("a", "a\nmore", "A", "A\nmore"),
        ("a\nb", "a\nmore\nb", "a\nB", "a\nmore\nB"),
    ],
)
def test_what_both_wrote_is_there(base: str, theirs: str, ours: str, both: str) -> None:
    assert merged(base, theirs, ours) == both


@given(LINES, LINES, LINES)
def test_no_line_that_either_wrote_is_lost(base: str, theirs: str, ours: str) -> None:
    made = merged(base, theirs, ours).split("\n")

    for side in (theirs, ours):
        new = set(side.split("\n")) - set(base.split("\n"))
        assert new <= set(made)


@given(LINES, LINES)
def test_a_side_that_changed_nothing_has_no_say(base: str, changed: str) -> None:
    assert merged(base, changed, base) == merged(base, base, changed) == changed

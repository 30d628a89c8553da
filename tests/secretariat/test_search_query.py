"""The words of a search: what they mean, and the one clear answer where they mean nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.secretariat.search_query import Query, parse_query
from scheduler.secretariat.search_snippets import snippet
from scheduler.store.search_match import Phrase

RETURN = Phrase(("return",))
MEANT = {
    ("return",): Query(wanted=[RETURN]),
    ("Rückkehr", "-return"): Query(wanted=[Phrase(("ruckkehr",))], unwanted=[RETURN]),
    ("migr*",): Query(wanted=[Phrase(("migr",), is_begun=True)]),
    ("field list",): Query(wanted=[Phrase(("field", "list"))]),
    ('"field list" is:open',): Query(wanted=[Phrase(("field", "list"))], states=["open"]),
    ("is:open return",): Query(wanted=[RETURN], states=["open"]),
    ("SOM-11/C4",): Query(wanted=[Phrase(("som", "11", "c4"))]),
    ("https://a.eu",): Query(wanted=[Phrase(("https", "a", "eu"))]),
    ('"is:open"',): Query(wanted=[Phrase(("is", "open"))]),
    ("since:2018", "until:2024-02"): Query(since=date(2018, 1, 1), until=date(2024, 2, 29)),
    ("until:2018", "IS:Held"): Query(until=date(2018, 12, 31), states=["held"]),
    ("in:notes", "in:minutes", "kind:decision"): Query(
        places=["notes", "minutes"], kinds=["decision"]
    ),
    ("body:ECHO", "series:SOM"): Query(bodies=["ECHO"], series=["SOM"]),
}
REFUSED = {
    (): "the search ''",
    ("-return",): "the search '-return'",
    ("is:",): "the filter 'is:'",
    ("body:",): "expected a code, such as body:ECHO",
    ("is:lat",): "expected is:open, is:late, is:closed",
    ("colour:red",): "the filter 'colour:red'",
    ("-is:open",): "the filter '-is:open'",
    ("since:18",): "expected a year, a month or a day, such as 2018, 2018-04 or 2018-04-05",
    ("since:2018-13",): "the filter 'since:2018-13'",
    ("until:2018-02-30",): "the filter 'until:2018-02-30'",
    ("!!!",): "expected one with a letter or a digit in it",
    ("m*",): "expected at least two letters before the *",
    ("word " * 33 + '"x"',): "expected at most 32",
}


@pytest.mark.parametrize("words", MEANT, ids=" ".join)
def test_query_means_what_it_says(words: tuple[str, ...]) -> None:
    assert parse_query(words) == MEANT[words]


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_query_that_means_nothing_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_query(words)
    assert REFUSED[words] in str(refused.value)


@given(st.lists(st.text(max_size=20), max_size=5))
def test_words_of_a_query_are_letters_and_digits_alone(words: list[str]) -> None:
    try:
        query = parse_query(words)
    except InvalidValue:
        return
    said = [word for phrase in (*query.wanted, *query.unwanted) for word in phrase.words]
    assert all(word.isalnum() for word in said)


@pytest.mark.parametrize(
    ("text", "phrase", "shown"),
    [
        ("Return, and return", RETURN, "**Return**, and **return**"),
        ("Éducation", Phrase(("educ",), is_begun=True), "**Éducation**"),
        ("a field-list", Phrase(("field", "list")), "a **field-list**"),
        ("nothing\n\nhere", RETURN, "nothing here"),
    ],
)
def test_snippet_marks_what_was_looked_for(text: str, phrase: Phrase, shown: str) -> None:
    assert snippet(text, [phrase]) == shown


def test_snippet_of_a_long_text_begins_near_the_word() -> None:
    shown = snippet(f"{'before ' * 50}return {'after ' * 50}", [RETURN])

    assert "**return**" in shown
    assert (shown[:2], shown[-2:]) == ("… ", " …")
    assert len(shown) < 180

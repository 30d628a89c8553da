import pytest

from scheduler.papers.plain_words import markdown_words, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Infor-\nmation", ["information"]),
        ("infor\x02\r\nmation", ["information"]),
        ("infor\ufffemation", ["information"]),
        ("soft\u00adhyphens and zero\u200bwidth", ["softhyphens", "and", "zerowidth"]),
        ("co-operation, co\u2011operation", ["cooperation", "cooperation"]),
        ("\ufb01nal o\ufb03ce", ["final", "office"]),
        ("e\u0301te\u0301, ÉTÉ", ["été", "été"]),
        ("\u201cdon\u2019t\u201d", ["dont"]),
        ("a\u00a0b\u2009c\u3000d\te", ["a", "b", "c", "d", "e"]),
        ("SOM-11/C4", ["som11", "c4"]),
        ("ana.lind@example.org", ["ana", "lind", "example", "org"]),
        ("- a point\n- another", ["a", "point", "another"]),
        ("移民合作 Straße", ["移", "民", "合", "作", "strasse"]),
        ("\u202bسلام\u202c", ["سلام"]),
    ],
)
def test_words_are_what_is_left_of_a_text_however_it_was_set(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_markdown_is_words_without_its_signs_then_the_address_of_each_link() -> None:
    text = (
        "**Ask** for a _date_[^1], see [the page](https://example.org/a).\n\n| A | B |\n| - | - |"
    )

    assert markdown_words(text) == [
        ["ask", "for", "a", "date", "see", "the", "page", "a", "b"],
        ["https", "example", "org", "a"],
    ]

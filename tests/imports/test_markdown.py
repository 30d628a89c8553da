"""Officers' Markdown: what is kept of it, and that nothing hostile comes through."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.imports.markdown import LARGEST_TEXT, clean_text, parse_markdown
from scheduler.imports.markdown_findings import findings_in
from scheduler.papers.blocks import (
    Alignment,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    RichText,
    Span,
    Table,
    text_of,
)


def paragraph(*spans: Span) -> RichText:
    return (Paragraph(spans),)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        ("One line\nand its end.", paragraph(Span("One line and its end."))),
        ("One line\\\nand a break.", paragraph(Span("One line\nand a break."))),
        ("A & B <c> {{ d }}", paragraph(Span("A & B <c> {{ d }}"))),
        (
            "a **b** *c* ***d*** `e`",
            paragraph(
                Span("a "),
                Span("b", bold=True),
                Span(" "),
                Span("c", italic=True),
                Span(" "),
                Span("d", bold=True, italic=True),
                Span(" "),
                Span("e", code=True),
            ),
        ),
        ("# One", (Heading(1, (Span("One"),)),)),
        ("##### Five", (Heading(3, (Span("Five"),)),)),
        ("> said", (Quote(paragraph(Span("said"))),)),
        ("```\na\n  b\n```", paragraph(Span("a\n  b", code=True))),
        ("---", ()),
        (
            "- a\n  - b\n- c",
            (
                ListBlock(
                    (
                        (*paragraph(Span("a")), ListBlock((paragraph(Span("b")),))),
                        paragraph(Span("c")),
                    )
                ),
            ),
        ),
        ("3. a\n4. b", (ListBlock((paragraph(Span("a")), paragraph(Span("b"))), start=3),)),
        (
            "| a | b |\n|---|---|\n| c |\n| d | e | f |",
            (
                Table(
                    ((Span("a"),), (Span("b"),)),
                    (((Span("c"),), ()), ((Span("d"),), (Span("e"),))),
                ),
            ),
        ),
        (
            "| a | b | c |\n|:--|:-:|--:|\n",
            (
                Table(
                    ((Span("a"),), (Span("b"),), (Span("c"),)),
                    (),
                    (Alignment.START, Alignment.CENTRE, Alignment.END),
                ),
            ),
        ),
        ("~~a~~ ~b~ [x]", paragraph(Span("a", struck=True), Span(" ~b~ [x]"))),
    ],
    ids=[
        "nothing", "soft-break", "hard-break", "literal", "manners", "heading", "deep-heading",
        "quote", "fence", "rule", "nested-list", "ordered-list", "table", "aligned", "struck",
    ],
)  # fmt: skip
def test_markdown_becomes_blocks(text: str, blocks: RichText) -> None:
    assert parse_markdown(text) == blocks


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("[a](https://iom.int/x)", (Span("a", link="https://iom.int/x"),)),
        ("[a](HTTP://iom.int)", (Span("a", link="HTTP://iom.int"),)),
        ("<som@iom.int>", (Span("som@iom.int", link="mailto:som@iom.int"),)),
        ("[a](javascript:alert(1)) b", (Span("a b"),)),
        ("[**a**](file:///etc/passwd) b", (Span("a", bold=True), Span(" b"))),
        ("[a](data:text/html,x)", (Span("a"),)),
        ("[a](//iom.int)", (Span("a"),)),
        ("[a](https:)", (Span("a"),)),
        ("![the *map*](https://iom.int/m.png)!", (Span("the map!"),)),
        ("[![alt](http://a.int/b)](http://a.int/c)", (Span("alt", link="http://a.int/c"),)),
    ],
)
def test_link_is_kept_only_where_a_reader_may_follow_it(text: str, spans: tuple[Span, ...]) -> None:
    assert parse_markdown(text) == paragraph(*spans)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>x</b> &amp; &copy; &#x202e;",
        "[Note]: important",
        "{% raw %}{{ 7*7 }}",
        '</w:t> #read("x") $x$',
        "_ # - + literal",
    ],
)
def test_words_that_only_look_like_markup_stay(text: str) -> None:
    assert text_of(parse_markdown(text)) == text


def test_indented_text_is_a_paragraph() -> None:
    assert parse_markdown("    pasted *text*") == paragraph(
        Span("pasted "), Span("text", italic=True)
    )


def test_text_nested_too_deep_keeps_every_word() -> None:
    deep = "> " * 200 + "the end"
    assert parse_markdown(deep) == paragraph(Span(deep))


@pytest.mark.parametrize(
    "sign",
    ["> ", "- ", "1. ", "[", "![", "*a", "`", "<", "|", "\\", "a\n", "[^a]", "[^a]: b\n", "[^"],
)
def test_repeated_sign_does_not_hurt(sign: str) -> None:
    text_of(parse_markdown(sign * 4000))


def test_a_text_of_brackets_takes_no_time_and_keeps_every_word() -> None:
    text = "![" * 49_000
    assert parse_markdown(text) == paragraph(Span(text))


def test_a_footnote_stands_where_it_is_referred_to() -> None:
    text = "Firm[^a]; a[^b] and [^a].\n\n[^a]: As *agreed*\n  in May.\n[^c]: Loose."

    assert parse_markdown(text) == (
        Paragraph(
            (
                Span("Firm"),
                Span(
                    "",
                    footnote=(Span("As "), Span("agreed", italic=True), Span(" in May.")),
                ),
                Span("; a[^b] and [^a]."),
            )
        ),
        Paragraph((Span("[^c]: "), Span("Loose."))),
    )
    assert text_of(parse_markdown("| a[^1] |\n|---|\n\n[^1]: One.")) == "a\nOne."


@pytest.mark.parametrize("sign", ["[^a]", "x[^a] [^b]", "[^"])
def test_a_footnote_referred_to_without_end_is_set_once(sign: str) -> None:
    bomb = sign * 3000 + "\n\n[^a]: " + "b" * 30_000 + "[^a]" * 1000

    assert len(text_of(parse_markdown(bomb))) < 2 * len(bomb)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("All *well*[^1].\n\n[^1]: So it is.", []),
        ("![map](m.png)", ["the image 'm.png' is set as its words alone"]),
        ("a <b>", ["the HTML '<b>' is set as typed"]),
        ("a\n\n---\n\nb", ["a line of dashes or stars is left out"]),
        ("[a](javascript:x)", ["the link to 'javascript:x' is set as its words alone"]),
        ("a[^1]", ["[^1] is set as typed: no footnote of that name is left for it"]),
        ("[^1]: a", ["nothing refers to the footnote [^1]"]),
        (
            "> " * 50 + "a",
            ["the text is nested so deep that it is set as one paragraph, as typed"],
        ),
        (
            "[" * 5001,
            ["the text has so many brackets that it is set as one paragraph, as typed"],
        ),
    ],
)
def test_what_is_not_set_as_meant_is_found(text: str, messages: list[str]) -> None:
    assert [finding.message for finding in findings_in(text)] == messages


def test_at_most_ten_findings_are_told() -> None:
    assert len(findings_in(" ".join(f"<x{n}>" for n in range(50)))) == 10


def test_text_above_the_cap_is_refused() -> None:
    assert parse_markdown("é" * (LARGEST_TEXT // 2))
    with pytest.raises(InvalidValue, match="is 100002 cannot be used: expected at most 100000"):
        parse_markdown("é" * (LARGEST_TEXT // 2 + 1))


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\r\nb\rc\x0bd\x85e\u2028f", "a\nb\nc\nd\ne\nf"),
        ("tab\tstays", "tab\tstays"),
        ("nul\x00 bell\x07 esc\x1b del\x7f c1\x9f", "nul bell esc del c1"),
        ("lone \ud800\udfff ends", "lone  ends"),
        ("non \ufffe\uffff\ufdd0\U0001ffff characters", "non  characters"),
        ("user\u202etxt.exe", "usertxt.exe"),
        ("marks \u200f stay", "marks \u200f stay"),
        ("e\u0301", "é"),
        ("e\x00\u0301", "é"),
    ],
)
def test_clean_text(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


MARKDOWN = st.lists(
    st.sampled_from(
        ["# ", "- ", "1. ", "> ", "\n", "    ", "|", "|-|-|\n", "**", "*", "_", "`", "```\n",
         "[", "](", ")", "![", "<", ">", "http://a.int", "javascript:", "&#0;", "\\", "\t", "---\n",
         "\x00", "\ud800", "\u202e", "\r", "é", "e\u0301", "ع", "text"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@example("|a|\n|-|\n" + "|b|" * 50)
@given(MARKDOWN | st.text(st.characters(), max_size=200))
def test_any_text_gives_clean_blocks(text: str) -> None:
    words = text_of(parse_markdown(text))
    bad = {c for c in words if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}
    assert bad == set()


@given(st.text(st.characters(), max_size=100))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)

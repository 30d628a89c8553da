"""Officers' Markdown as blocks (papers.blocks): the only way in for text with a form.

CommonMark with tables, ~~struck~~ words and footnotes. Raw HTML, indented code, entities and link
definitions are not read: they stay the words they are. Hostile input stops here: whatever comes,
blocks of clean text come out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scheduler.errors import InvalidValue
from scheduler.imports.markdown_footnotes import FOOTNOTE, read_footnotes, unreferred
from scheduler.papers.blocks import (
    Alignment,
    Block,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    RichText,
    Span,
    Spans,
    Table,
)
from scheduler.papers.clean import clean_text, is_followable

__all__ = ["LARGEST_TEXT", "clean_text", "parse_markdown"]

LARGEST_TEXT = 100_000
_DEEPEST = 40
_DEEPEST_HEADING = 3
_MOST_BRACKETS = 5_000


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the name is markdown-it's
        """True for all: a link that is not kept shall still give its words alone."""
        return isinstance(url, str)


def parser() -> MarkdownIt:
    """A parser of the Markdown that is read here."""
    made = _Parser("commonmark", {"html": False, "maxNesting": _DEEPEST})
    made.enable(["table", "strikethrough"])
    read_footnotes(made)
    return made.disable(["code", "entity", "html_block", "reference"])


_PARSER = parser()


def parse_markdown(text: str) -> RichText:
    """The text as blocks, in order.

    Text nested too deep, or with more brackets than can be meant, comes back unformatted. Raises
    InvalidValue for a text above 100 kB in UTF-8, and for nothing else.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST_TEXT:
        what = "a text whose length in bytes is"
        expected = f"at most {LARGEST_TEXT} bytes; shorten the text or attach it as a document"
        raise InvalidValue(what, size, expected)
    clean = clean_text(text)
    found: dict[str, Any] = {}
    tokens = [] if has_too_many_brackets(clean) else _PARSER.parse(clean, found)
    if has_too_many_brackets(clean) or is_too_deep(tokens):
        return (Paragraph((Span(clean),)),)
    loose = (
        Paragraph((Span(f"[^{label}]: "), *_inline(said))) for label, said in unreferred(found)
    )
    return (*_blocks(iter(tokens), until=""), *loose)


def has_too_many_brackets(text: str) -> bool:
    """True for more links than are meant: each bracket is looked for through the whole text."""
    return text.count("[") > _MOST_BRACKETS


def is_too_deep(tokens: Sequence[Token]) -> bool:
    """True for text nested too deep to be meant."""
    return any(token.level >= _DEEPEST - 1 for token in tokens)


def _inline(text: str) -> Spans:
    """The runs of a text without blocks, in which no footnote is read."""
    return _spans(_PARSER.parseInline(text)[0])


def _blocks(tokens: Iterator[Token], until: str) -> Iterator[Block]:
    """The blocks up to the closing token, which is consumed with them."""
    for token in tokens:
        match token.type:
            case kind if kind == until:
                return
            case "inline":
                yield from _filled(Paragraph(_spans(token)))
            case "heading_open":
                level = min(int(token.tag[1:]), _DEEPEST_HEADING)
                yield from _filled(Heading(level, _spans(next(tokens))))
            case "bullet_list_open":
                yield ListBlock(tuple(_items(tokens, "bullet_list_close")))
            case "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                yield ListBlock(tuple(_items(tokens, "ordered_list_close")), start)
            case "blockquote_open":
                yield Quote(tuple(_blocks(tokens, "blockquote_close")))
            case "table_open":
                yield _table(tokens)
            case "fence":
                yield from _filled(Paragraph(_listing(token.content)))


def _filled(block: Paragraph | Heading) -> tuple[Block, ...]:
    return (block,) if block.spans else ()


def _listing(content: str) -> Spans:
    text = content.rstrip("\n")
    return (Span(text, code=True),) if text else ()


def _items(tokens: Iterator[Token], until: str) -> Iterator[tuple[Block, ...]]:
    for token in tokens:
        if token.type == until:
            return
        yield tuple(_blocks(tokens, "list_item_close"))


_ALIGNMENTS = {"text-align:center": Alignment.CENTRE, "text-align:right": Alignment.END}


def _table(tokens: Iterator[Token]) -> Table:
    rows: list[list[Spans]] = []
    alignments: list[Alignment] = []
    for token in tokens:
        match token.type:
            case "table_close":
                break
            case "tr_open":
                rows.append([])
            case "th_open":
                style = str(token.attrs.get("style", ""))
                alignments.append(_ALIGNMENTS.get(style, Alignment.START))
            case "inline":
                rows[-1].append(_spans(token))
    header, *body = (tuple(row) for row in rows)
    is_said = any(alignment is not Alignment.START for alignment in alignments)
    return Table(header, tuple(body), tuple(alignments) if is_said else ())


def _spans(inline: Token) -> Spans:
    """The runs of one inline token; runs of one manner that touch are one run."""
    joined: list[Span] = []
    for span in _runs(inline.children or ()):
        if joined and not span.footnote and replace(joined[-1], text="") == replace(span, text=""):
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        elif span.text or span.footnote:
            joined.append(span)
    return tuple(joined)


def _runs(tokens: Sequence[Token]) -> Iterator[Span]:
    strong = emphasis = struck = 0
    link = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "s_open" | "s_close":
                struck += token.nesting
            case "link_open":
                address = str(token.attrs.get("href", ""))
                link = address if is_followable(address) else ""
            case "link_close":
                link = ""
            case kind if kind == FOOTNOTE:
                yield Span("", footnote=_inline(token.content))
            case kind:
                code = kind == "code_inline"
                yield Span(_words(token), strong > 0, emphasis > 0, code, link, struck > 0)


def _words(token: Token) -> str:
    match token.type:
        case "hardbreak":
            return "\n"
        case "softbreak":
            return " "
        case "image":
            return "".join(_words(child) for child in token.children or ())
        case _:
            return token.content

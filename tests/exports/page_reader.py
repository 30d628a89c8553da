"""Reads a finished HTML page as a browser would: a tree with balanced tags, or a failure."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "img"}
BLOCKS = {
    "p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "br", "tr",
}  # fmt: skip


@dataclass
class Page(HTMLParser):
    """Every tag with its attributes in order, and the visible text; each heading 2 opens a part."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    parts: list[str] = field(default_factory=lambda: [""])
    open_tags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "h2":
            self.parts.append("")
        if tag in BLOCKS:
            self.parts[-1] += " "
        if tag not in VOID:
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag
        if tag in BLOCKS or tag == "span":
            self.parts[-1] += " "

    def handle_data(self, data: str) -> None:
        if "style" not in self.open_tags and "head" not in self.open_tags:
            self.parts[-1] += data

    @property
    def text(self) -> str:
        """The visible words, a space between any two."""
        return " ".join(" ".join(self.parts).split())


def read_page(content: bytes) -> Page:
    """The page; fails where a tag is closed in the wrong order or stays open."""
    page = Page()
    page.feed(content.decode("utf-8"))
    page.close()
    assert page.open_tags == []
    return page

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, title

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
INDEX = ROOT / "docs" / "index.md"


def links(page: Path) -> list[str]:
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    return [link for link in _LINK.findall(text) if "://" not in link]


def anchors(page: Path) -> set[str]:
    headings = _HEADING.findall(_CODE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.is_file() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_index_leads_to_every_page_of_the_folder() -> None:
    linked = {(INDEX.parent / link).resolve() for link in links(INDEX)}
    pages = {page for page in PAGES if page.is_relative_to(INDEX.parent) and page != INDEX}
    assert pages - linked == set()


@pytest.mark.parametrize("name", ["pack.png", "meetings.png"])
def test_picture_is_small_enough_to_load(name: str) -> None:
    picture = ROOT / "docs" / "pictures" / name
    assert f"docs/pictures/{name}" in links(ROOT / "README.md")
    assert picture.stat().st_size < 200_000


def test_reason_that_the_code_refers_to_is_there() -> None:
    assert "durability-by-sqlite-version" in anchors(ROOT / "docs" / "design.md")

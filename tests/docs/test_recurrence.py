"""The pages on the recurrence engine: their examples, their laws, and the files that they name."""

import doctest
import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT
from tests.recurrence.known_disagreements import DATEUTIL, ICAL_JS, LIBICAL, RRULE_JS, Sign

PAGE = ROOT / "docs" / "recurrence.md"
GUIDE = ROOT / "docs" / "how-to" / "use-the-engine-alone.md"
PICTURE = ROOT / "docs" / "pictures" / "recurrence.svg"
ENGINE, TESTS = ROOT / "scheduler" / "recurrence", ROOT / "tests" / "recurrence"
LAWS = [f"L{number}" for number in range(1, 52)]
SIGNS: dict[str, Sign] = {**DATEUTIL, **RRULE_JS, **LIBICAL, **ICAL_JS}

_EXAMPLES = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| ([LD][0-9]+) \|", re.MULTILINE)
_CITED = re.compile(r"\b[LD][0-9]{1,2}\b")
_RANGE = re.compile(r"\b([LD])([0-9]{1,2}) to [LD]([0-9]{1,2})\b")
_FILE = re.compile(r"`([\w/]+\.\w+)`")
_DRAWN = re.compile(r"[\w*/]+\.py|\w+/(?=[<: ])")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def rows() -> list[str]:
    """The laws and disagreements in the first columns of the page's tables."""
    return _ROW.findall(text_of(PAGE))


def cited(text: str) -> set[str]:
    """The laws and disagreements that a text names, one by one or from one to another."""
    ranges = (
        f"{kind}{number}"
        for kind, first, last in _RANGE.findall(text)
        for number in range(int(first), int(last) + 1)
    )
    return {*_CITED.findall(text), *ranges}


def test_examples_give_what_the_guide_shows() -> None:
    examples = "\n".join(_EXAMPLES.findall(text_of(GUIDE)))
    session = doctest.DocTestParser().get_doctest(examples, {}, GUIDE.name, None, 0)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(session, out=told.append)
    assert "".join(told) == ""


def test_laws_are_told_in_order() -> None:
    assert [row for row in rows() if row.startswith("L")] == LAWS


def test_disagreements_are_numbered_in_order() -> None:
    numbers = [row for row in rows() if row.startswith("D")]
    assert numbers == [f"D{number}" for number in range(1, len(numbers) + 1)]


def test_every_law_and_disagreement_that_is_cited_is_told() -> None:
    known = set(rows())
    files = [PAGE, *ENGINE.rglob("*.py"), *TESTS.rglob("*.py")]
    assert {
        file.name: cited(text_of(file)) - known for file in files if cited(text_of(file)) - known
    } == {}


@pytest.mark.parametrize("name", SIGNS)
def test_every_known_disagreement_is_told(name: str) -> None:
    """Each sign by which a judge may differ names its law and its row of the table."""
    assert {kind[0] for kind in cited(str(SIGNS[name].__doc__)) & set(rows())} == {"D", "L"}


def test_files_that_the_page_names_are_there() -> None:
    named = _FILE.findall(text_of(PAGE))
    assert [name for name in named if not any((at / name).is_file() for at in (ENGINE, ROOT))] == []


def test_files_that_the_picture_names_are_there() -> None:
    named = _DRAWN.findall(text_of(PICTURE))
    assert [name for name in named if not any(ENGINE.glob(name))] == []

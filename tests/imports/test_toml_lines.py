import tomllib
from datetime import date, datetime, time
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from scheduler.imports.toml_lines import Path, TomlLines

DOCUMENT = '''\
# A comment with [brackets] and "quotes" = 1
title = "one" # not = this

[partnership]
name = """
[not.a.table]
key = 1
"""
raw = \'\'\'it's
[neither]\'\'\'
quotes = """ends in quotes"""""
dotted.key.here = 1
"quoted \\u0041.key" = 2
days = [
    2013-05-03, # the first
    2014-10-01,

    [1, 2],
]

[[series]]
code = "SOM"
spacing = { before = "X", weeks = 6 }

[[series.spacings]]
before = "A"

[[series.spacings]]
before = "B"
[series.spacings.more]
deep = 1

[[ series ]]
"code" = "HOU"
[[series.spacings]]
before = "C"

[[meetings]]
agenda = [
    { title = "a" },
    { title = "b", leads = [
        { party = "EU" },
    ] },
]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("title",), 2),
        (("partnership",), 4),
        (("partnership", "name"), 5),
        (("partnership", "raw"), 9),
        (("partnership", "quotes"), 11),
        (("partnership", "dotted", "key"), 12),
        (("partnership", "quoted A.key"), 13),
        (("partnership", "days"), 14),
        (("partnership", "days", 0), 15),
        (("partnership", "days", 1), 16),
        (("partnership", "days", 2, 1), 18),
        (("series",), 21),
        (("series", 0), 21),
        (("series", 0, "spacing", "weeks"), 23),
        (("series", 0, "spacings"), 25),
        (("series", 0, "spacings", 0, "before"), 26),
        (("series", 0, "spacings", 1), 28),
        (("series", 0, "spacings", 1, "more", "deep"), 31),
        (("series", 1), 33),
        (("series", 1, "code"), 34),
        (("series", 1, "spacings", 0, "before"), 36),
        (("meetings", 0, "agenda", 1), 41),
        (("meetings", 0, "agenda", 1, "leads", 0, "party"), 42),
        (("series", 1, "zone"), 33),
        (("nowhere", 0, "at_all"), 1),
    ],
)
def test_line_of_a_path_is_where_a_reader_finds_it(path: Path, line: int) -> None:
    tomllib.loads(DOCUMENT)
    assert TomlLines(DOCUMENT).line_of(path) == line


def test_line_of_a_path_counts_windows_line_ends_once() -> None:
    lines = TomlLines(DOCUMENT.replace("\n", "\r\n"))
    assert lines.line_of(("series", 1, "code")) == 34


KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)
LEAVES = (
    st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)
    | st.dates(min_value=date(1000, 1, 1))
    | st.datetimes(min_value=datetime(1000, 1, 1))  # noqa: DTZ001 -- TOML's local date-time
    | st.times()
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.lists(st.dictionaries(KEYS, inner, max_size=3), max_size=3)
    ),
    max_leaves=12,
)


def leaves(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:  # noqa: ANN401 -- any TOML
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [leaf for i, inner in enumerate(value) for leaf in leaves(inner, (*path, i))]
    return [(path, value)]


def shown(value: bool | int | str | date | time) -> str:  # noqa: FBT001 -- a value of a document
    """How tomli_w writes a value that takes one line."""
    return tomli_w.dumps({"k": value}).removeprefix("k = ").rstrip("\n")


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans())
def test_line_of_every_leaf_holds_its_value(document: dict[str, Any], multiline: bool) -> None:  # noqa: FBT001 -- given
    text = tomli_w.dumps(document, multiline_strings=multiline)
    found = TomlLines(text)
    lines = text.split("\n")
    for path, value in leaves(document):
        line = lines[found.line_of(path) - 1]
        if isinstance(value, str) and "\n" in value and multiline:
            assert '"""' in line
        else:
            assert shown(value) in line
        if isinstance(path[-1], str):
            assert shown_key(path[-1]) in line


def shown_key(key: str) -> str:
    return tomli_w.dumps({key: 1}).removesuffix(" = 1\n")


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_lines_of_a_document_grow_with_its_leaves(document: dict[str, Any]) -> None:
    text = tomli_w.dumps(document)
    found = TomlLines(text)
    in_order = [found.line_of(path) for path, _ in leaves(tomllib.loads(text))]
    assert in_order == sorted(in_order)

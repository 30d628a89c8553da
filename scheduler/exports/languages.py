"""The catalogues of the papers' fixed words, one TOML file a language; names of days by CLDR."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from scheduler.errors import InvalidFile, NotFound, Problem
from scheduler.papers.language import ENGLISH, Language
from scheduler.planning.words import MONTHS, WEEKDAYS
from scheduler.resources import resource

_Data = dict[str, Any]
_THREE = 3  # letters of a short name in English
_LIST, _LAST = "{0}, {1}", "{0} and {1}"
_ENGLISH_LISTS = {"start": _LIST, "middle": _LIST, "end": _LAST, "2": _LAST}


def english() -> Language:
    """The language of the record itself."""
    return find_language(ENGLISH)


@cache
def find_language(code: str, own: Path | None = None) -> Language:
    """The language of that code: of an own folder of templates first, what it lacks as shipped.

    What no catalogue of the language has is said in English. Raises NotFound for a language without
    a catalogue, InvalidFile for a catalogue that cannot be read.
    """
    files = [file for folder in _folders(own) if (file := folder / f"{code}.toml").is_file()]
    if not files:
        raise NotFound("language of papers", code, known_languages(own))
    found = _read(resource("templates") / "languages" / f"{ENGLISH}.toml")
    for file in reversed(files):
        found = _over(found, _read(file))
    return Language(
        code,
        words=found["words"],
        pieces=found["pieces"],
        terms=found.get("terms", {}),
        **_names(code),
    )


def known_languages(own: Path | None = None) -> list[str]:
    """The languages that have a catalogue, by their codes."""
    return sorted({file.stem for folder in _folders(own) for file in folder.glob("*.toml")})


def missing_words(code: str, own: Path | None = None) -> list[str]:
    """The keys that no catalogue of a language has."""
    ours = _read(resource("templates") / "languages" / f"{ENGLISH}.toml")
    files = [file for folder in _folders(own) if (file := folder / f"{code}.toml").is_file()]
    theirs = [_read(file) for file in files]
    return [
        key
        for group in ("words", "pieces")
        for key in ours[group]
        if not any(key in one.get(group, {}) for one in theirs)
    ]


def _folders(own: Path | None) -> Sequence[Path]:
    return [root / "languages" for root in (own, resource("templates")) if root is not None]


def _read(file: Path) -> _Data:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidFile(str(file), [Problem(None, str(error))]) from error


def _over(below: _Data, above: _Data) -> _Data:
    """The tables of one catalogue over those of another."""
    merged = dict(below)
    for key, value in above.items():
        is_table = isinstance(value, dict)
        merged[key] = _over(below.get(key, {}), value) if is_table else str(value)
    return merged


def _names(code: str) -> _Data:
    if code == ENGLISH:
        return {
            "weekdays": WEEKDAYS,
            "months": MONTHS,
            "short_weekdays": [name[:_THREE] for name in WEEKDAYS],
            "short_months": [name[:_THREE] for name in MONTHS],
            "lists": _ENGLISH_LISTS,
        }
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 -- slow, and English needs none

    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as error:
        raise NotFound("language of papers", code, known_languages()) from error
    days, months = locale.days["format"], locale.months["format"]
    return {
        "weekdays": [days["wide"][number] for number in range(7)],
        "months": [months["wide"][number] for number in range(1, 13)],
        "short_weekdays": [days["abbreviated"][number] for number in range(7)],
        "short_months": [months["abbreviated"][number] for number in range(1, 13)],
        "lists": dict(locale.list_patterns["standard"]),
    }

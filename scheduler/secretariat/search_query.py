"""What an officer asks of the search: words, phrases, and filters such as is:open or since:2018."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from scheduler.errors import InvalidValue
from scheduler.model.vocabulary import ItemKind, MeetingKind, MeetingState, OutcomeKind
from scheduler.papers.index_words import index_words
from scheduler.papers.words import listed
from scheduler.store.search_match import Phrase

LATE = "late"
OWED = ("open", LATE, "closed", "superseded")
STATES = (*OWED, *MeetingState)
KINDS = tuple(dict.fromkeys((*OutcomeKind, *ItemKind, *MeetingKind)))
PLACES = (
    *("meetings", "items", "minutes", "documents", "notes", "contributions", "outcomes"),
    *("commitments", "reports", "instruments"),
)
_TOKEN = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')
_FILTER = re.compile(r"(?P<name>[a-z]+):(?P<value>(?!//).*)", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MOST_WORDS = 32
_SHORTEST_BEGINNING = 2
_YEARS = range(1900, 3000)


@dataclass
class Query:
    """What is asked. Of one filter given twice either may hold; `until` is the last day."""

    wanted: list[Phrase] = field(default_factory=list)
    unwanted: list[Phrase] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    since: date | None = None
    until: date | None = None


def parse_query(arguments: Sequence[str]) -> Query:
    """The query in the words of a command line; one argument with blanks in it is a phrase.

    Raises InvalidValue for a filter or word that means nothing, and where nothing is asked.
    """
    query = Query()
    for minus, text, is_phrase in _tokens(arguments):
        found = None if is_phrase else _FILTER.fullmatch(text)
        if found is None:
            (query.unwanted if minus else query.wanted).append(_phrase(text))
        elif minus:
            expected = f"a word after the minus; give the filter without it, or in quotes: {text!r}"
            raise InvalidValue("the filter", f"-{text}", expected)
        else:
            _add(query, found["name"].casefold(), found["value"], text)
    words = sum(len(one.words) for one in (*query.wanted, *query.unwanted))
    if words > _MOST_WORDS:
        raise InvalidValue("a search of words", words, f"at most {_MOST_WORDS}")
    if not any(getattr(query, one.name) for one in fields(query) if one.name != "unwanted"):
        given = " ".join(arguments)
        raise InvalidValue("the search", given, "a word to look for, or a filter such as is:open")
    return query


def _tokens(arguments: Sequence[str]) -> Iterator[tuple[bool, str, bool]]:
    """Each word, phrase or filter: whether a minus is before it, its text, whether it is quoted."""
    for argument in arguments:
        has_blanks = len(argument.split()) > 1
        is_query = '"' in argument or any(_FILTER.fullmatch(one) for one in argument.split())
        if has_blanks and not is_query:
            bare = argument.removeprefix("-")
            yield bare != argument, bare, True
            continue
        for found in _TOKEN.finditer(argument):
            is_phrase = found["word"] is None
            yield bool(found["minus"]), found["phrase" if is_phrase else "word"], is_phrase


def _phrase(text: str) -> Phrase:
    words = tuple(index_words(text))
    is_begun = text.endswith("*")
    if not words:
        raise InvalidValue("the word", text, "one with a letter or a digit in it")
    if is_begun and len(words[-1]) < _SHORTEST_BEGINNING:
        raise InvalidValue("the beginning", text, "at least two letters before the *")
    return Phrase(words, is_begun)


def _add(query: Query, name: str, value: str, text: str) -> None:
    if name in ("since", "until"):
        setattr(query, name, _day(text, value, is_last=name == "until"))
        return
    known = {
        "is": (query.states, STATES),
        "kind": (query.kinds, KINDS),
        "in": (query.places, PLACES),
        "body": (query.bodies, ()),
        "series": (query.series, ()),
    }
    if name not in known:
        names = listed([f"{one}:" for one in (*known, "since", "until")], "or")
        expected = f"{names}; to look for it as words, put it in quotes: '\"{text}\"'"
        raise InvalidValue("the filter", text, expected)
    values, possible = known[name]
    said = value.casefold() if possible else value
    if not said or (possible and said not in possible):
        expected = listed([f"{name}:{one}" for one in possible], "or")
        raise InvalidValue("the filter", text, expected or f"a code, such as {name}:ECHO")
    values.append(said)


def _day(text: str, value: str, *, is_last: bool) -> date:
    """The first day of the year or month, or the last one; or the day itself."""
    expected = "a year, a month or a day, such as 2018, 2018-04 or 2018-04-05"
    found = _MOMENT.fullmatch(value)
    if found is None or int(found[1]) not in _YEARS:
        raise InvalidValue("the filter", text, expected)
    year, month = int(found[1]), int(found[2] or (12 if is_last else 1))
    try:
        last = monthrange(year, month)[1]
        return date(year, month, int(found[3] or (last if is_last else 1)))
    except ValueError:
        raise InvalidValue("the filter", text, expected) from None

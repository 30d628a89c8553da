"""A sentence read as a rule: all that `in_words` writes, and the common ways of saying it.

A sentence is read as phrases in any order, each part of a rule said once. Where it tells no
frequency, the days it names tell it: "the first Tuesday of June" comes every year.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from scheduler.errors import InvalidRule, InvalidValue, NotUnderstood
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.words.assembly import assemble
from scheduler.recurrence.words.canonical import SUB_DAILY, SUPPLIED
from scheduler.recurrence.words.hearing import Hearing
from scheduler.recurrence.words.language import Language
from scheduler.recurrence.words.languages import LANGUAGES
from scheduler.recurrence.words.text import Text

Said = dict[str, Any]
R = TypeVar("R", bound=RuleParts)

_MOST_LETTERS = 20_000
_MOST_EXPECTED = 6
# Of a list, the longest and those without its last items, which may belong to what follows.
_MOST_WAYS = 4
_GAP = re.compile(r" ?[,;] ?| |$")
_CAUSE = re.compile(r" \([^()]*\)$")


def read_words(
    text: str,
    make: Callable[..., R],
    start: date | None = None,
    languages: Iterable[Language] = LANGUAGES.values(),
) -> R:
    """The rule that a sentence means in one of the languages, as `make` makes it of its parts.

    Raises NotUnderstood, in the language that understood most of it, or InvalidValue for what is
    no text or too long.
    """
    _require_text(text)
    tried = []
    for language in languages:
        heard = Text(_without_never(text, language))
        said = next(_readings(heard, language, 0, {}, set()), None)
        if said is not None:
            return _made(said, make, start, Hearing(heard.shown, language))
        tried.append((heard, language))
    raise _refusal(*max(tried, key=lambda each: (each[0].reached, each[1].usual_in(each[0]))))


def _require_text(text: object) -> None:
    if not isinstance(text, str):
        raise InvalidValue(
            "the words", text, "a str such as 'every year on the first Tuesday of June'"
        )
    if len(text) > _MOST_LETTERS:
        raise InvalidValue("the words", f"{text[:40]}...", f"at most {_MOST_LETTERS} letters")


def _made(said: Said, make: Callable[..., R], start: date | None, heard: Hearing) -> R:
    try:
        return make(**vars(assemble(said, start, heard)))
    except InvalidRule:
        raise heard.refusal("no_rule") from None


def _refusal(heard: Text, language: Language) -> NotUnderstood:
    """Why the text means nothing: what it is instead, or how far it was understood."""
    hearing = Hearing(heard.shown, language)
    if language.is_day(heard):
        return hearing.refusal("single_day")
    unclear = language.unclear_word(heard)
    if unclear is not None:
        return hearing.refusal(unclear)
    understood, rest = heard.shown[: heard.reached], heard.shown[heard.reached :]
    return NotUnderstood(understood, rest, heard.expected[:_MOST_EXPECTED], language.words)


def _readings(
    text: Text, language: Language, at: int, said: Said, seen: set[object]
) -> Iterator[Said]:
    """What the text may say from this place on, beside what was said; long phrases first."""
    state = at, frozenset(said.items())
    if state in seen:
        return
    seen.add(state)
    if at == len(text.shown):
        if _is_whole(said):
            yield said
        text.sum_up(language.words["phrase"], at)
        return
    for meaning, end in sorted(_phrases(text, language, at), key=itemgetter(1), reverse=True):
        more = _with(said, meaning)
        if more is not None:
            yield from _readings(text, language, end, more, seen)
    text.sum_up(language.words["phrase"], at)


def _phrases(text: Text, language: Language, at: int) -> Iterator[tuple[Said, int]]:
    """The phrases that may begin at this place, with the place where the next one would."""
    for template, meaning in language.readable:
        for fields, end in islice(template.read(text, at), _MOST_WAYS):
            gap = _GAP.match(text.lowered, end)
            if gap is not None:
                yield {**fields, **meaning}, gap.end()


def _with(said: Said, more: Mapping[str, Any]) -> Said | None:
    """Both together, or None where they say one part in two ways, or nothing new."""
    known = dict(more)
    if "often" in known:
        known["freq"], known["interval"] = known.pop("often")
    if "dates" in known:
        known["by_month"], known["by_month_day"] = known.pop("dates")
    if any(said.get(name, value) != value for name, value in known.items()):
        return None
    return said | known if known.keys() - said.keys() else None


def _is_whole(said: Said) -> bool:
    """True if the phrases go together: times of day only where days repeat, and said once."""
    once = said.get("freq") not in SUB_DAILY and not SUPPLIED.keys() & said.keys()
    return bool(said) and ("clocks" not in said or once)


def _without_never(text: str, language: Language) -> str:
    """The sentence within "never: ... (reason)", or the reason where that is all there is."""
    whole = " ".join(text.split()).rstrip(".!")
    for name in ("never_because", "never"):
        opening = language.words[name].partition("{")[0]
        if whole.lower().startswith(opening):
            rest = whole[len(opening) :]
            return _CAUSE.sub("", rest) if name == "never_because" else rest.removesuffix(")")
    return text

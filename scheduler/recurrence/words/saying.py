"""A rule as a sentence, with what its start supplies said too."""

from datetime import date

from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.words.canonical import canonical
from scheduler.recurrence.words.day_phrases import day_phrase
from scheduler.recurrence.words.language import Language
from scheduler.recurrence.words.languages import language_of
from scheduler.recurrence.words.never import contradiction, is_empty
from scheduler.recurrence.words.phrases import fields, phrases

_DATE = ["by_month", "by_month_day"]


def in_words(rule: RuleParts, language: str = "en", start: date | None = None) -> str:
    """The rule as a sentence: "every year on the first Tuesday of June at 9:00".

    Every part is said, and what the start supplies; two rules that are not the same once that is
    written out (`canonical`) have two sentences. A rule without instances is "never", with the
    parts that contradict each other. Raises InvalidValue for an UNTIL of another kind than the
    start, or a language that there is not.
    """
    spoken, said = language_of(language), canonical(rule, start)
    sentence = spoken.sentence(phrases(said, start), fields(said, start))
    if start is None or not is_empty(said, start):
        return sentence
    if said == canonical(_one_date(said), start) and _is_one_date(said):
        return spoken.words["never"].format(reason=spoken.phrase("no_date", vars(said)))
    reason = _reason(said, start, spoken)
    return spoken.words["never_because"].format(sentence=sentence, reason=reason)


def _reason(said: RuleParts, start: date, spoken: Language) -> str:
    """What contradicts what: "no day is the 6th Saturday of October"."""
    least, parts = contradiction(said, start)
    if parts == ["until"]:
        return spoken.words["ended"]
    if parts == _DATE and _is_one_date(least):
        return spoken.phrase("no_date", vars(least))
    days, named = day_phrase(least)
    if days is not None and named == frozenset(parts):
        words = spoken.phrase(days, fields(least, start)).removeprefix(spoken.words["on"])
        return spoken.words["no_day"].format(days=words)
    listed = spoken.listed([spoken.words[part] for part in parts])
    return spoken.words["never_meet"].format(parts=listed)


def _one_date(said: RuleParts) -> RuleParts:
    return RuleParts(Frequency.YEARLY, by_month=said.by_month, by_month_day=said.by_month_day)


def _is_one_date(said: RuleParts) -> bool:
    return day_phrase(said)[0] == "on_month_days_of_month"

"""What is said is read back: so no part goes unsaid, and no two rules have one sentence."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings

from scheduler.recurrence import Rule
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.words.canonical import canonical
from scheduler.recurrence.words.languages import LANGUAGES, language_of
from scheduler.recurrence.words.phrases import phrases
from scheduler.recurrence.words.reading import read_words
from scheduler.recurrence.words.saying import in_words
from tests.counts import times
from tests.recurrence.random_rules import Case, cases, random_case

KINDS = ("date", "floating", "zoned")
MANY = times(80, 10_000)


def _canonical(rule: RuleParts, start: date | None) -> RuleParts:
    return canonical(Rule(**vars(rule)), start)


def _read_back(rule: Rule, code: str, start: date | None) -> RuleParts:
    sentence = in_words(rule, code, start)
    return _canonical(read_words(sentence, Rule, start, [language_of(code)]), start)


@pytest.mark.counted
@pytest.mark.parametrize("code", LANGUAGES)
@given(case=cases(*KINDS, skip=True))
@settings(max_examples=MANY)
def test_sentence_is_read_back_as_the_rule(code: str, case: Case) -> None:
    rule = Rule.parse(case.text)

    assert _read_back(rule, code, case.start) == canonical(rule, case.start)


@pytest.mark.parametrize("code", LANGUAGES)
@given(case=cases(*KINDS, skip=True))
def test_sentence_without_a_start_is_read_back_as_the_rule(code: str, case: Case) -> None:
    rule = Rule.parse(case.text)

    assert _read_back(rule, code, None) == canonical(rule, None)


@pytest.mark.counted
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", ["date", "floating"])
def test_two_rules_with_one_start_never_have_one_sentence(code: str, kind: str) -> None:
    chance = Random(5545)  # noqa: S311 -- rules, not secrets
    start = random_case(chance, (kind,)).start
    rules = {
        canonical(Rule.parse(random_case(chance, (kind,), skip=True).text), start)
        for _ in range(2 * MANY)
    }

    assert len({in_words(rule, code, start) for rule in rules}) == len(rules) > MANY / 2


@given(case=cases(*KINDS, skip=True))
def test_every_part_is_a_field_of_a_phrase(case: Case) -> None:
    said = canonical(Rule.parse(case.text), case.start)
    fields = {
        field for name in phrases(said, case.start) for field in language_of("en").fields(name)
    }
    told = {"often": ("freq", "interval"), "clocks": ("by_hour", "by_minute", "by_second")}
    told |= {"until_day": ("until",), "anchor": ("by_minute", "by_second")}
    parts = fields | {part for field in fields for part in told.get(field, ())}
    held = {name for name, value in vars(said).items() if value != getattr(RuleParts, name, None)}

    assert held - {"rscale"} - parts - {"by_second"} == set()

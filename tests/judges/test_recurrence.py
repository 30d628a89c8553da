"""Recurrence rules before engines that nobody here wrote: libical, rrule.js and ical.js.

Random floating rules of every shape. A judge may differ where a sign of known_disagreements says
so, and nowhere else. Rules are asked in their shortest form, and from their first instance: some
judges keep the order of the values given, read second 60 as the next minute, or add a DTSTART that
does not match (docs/recurrence.md).
"""

import subprocess
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import pytest

from scheduler.recurrence import RecurrenceSet, Rule
from tests.judges.programs import missing, program
from tests.recurrence.known_disagreements import ICAL_JS, LIBICAL, RRULE_JS, Sign, known
from tests.recurrence.random_rules import Case, chance_of, random_case

pytestmark = pytest.mark.judge

HERE = Path(__file__).parent
# Where install.sh puts what npm gives it.
PACKAGES = HERE.parent.parent / "var" / "judges"
RULES = 3000
MANY = 10


@pytest.fixture(scope="module")
def asked_rules() -> list[tuple[Case, str]]:
    """Rules from their first instances, and what ours gives."""
    chance, found = chance_of(0), list[tuple[Case, str]]()
    while len(found) < RULES:
        case = random_case(chance, ("floating",))
        case = case._replace(text=str(Rule.parse(case.text)))
        first = RecurrenceSet(case.start, (Rule.parse(case.text),)).first
        if first is None or first >= case.high:
            continue
        case = case._replace(start=first)
        ours = RecurrenceSet(first, (Rule.parse(case.text),)).between(first, case.high)
        listed = list(islice(ours, MANY))
        if listed[:1] == [first]:
            found.append((case, ",".join(each.isoformat() for each in listed)))
    return found


@pytest.fixture(scope="module")
def libical(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    judge = tmp_path_factory.mktemp("libical") / "libical_rules"
    built = subprocess.run(
        [program("cc"), "-O1", "-o", judge, HERE / "libical_rules.c", "-lical"],
        capture_output=True,
        check=False,
    )
    if built.returncode:
        missing("libical (libical-dev)")
    return [str(judge)]


def javascript(package: str) -> list[str]:
    node = program("node", "nodejs")
    if not (PACKAGES / "node_modules" / package).is_dir():
        missing(f"{package} (npm)")
    return [node, str(HERE / "recurrence_judge.mjs"), str(PACKAGES), package]


def answers(command: list[str], rules: list[tuple[Case, str]]) -> list[str]:
    """One line for each rule: as many instances as ours has."""
    lines = (
        f"{case.text}\t{case.start.isoformat()}\t{ours.count(',') + 1}" for case, ours in rules
    )
    done = subprocess.run(
        command, input="\n".join(lines), capture_output=True, text=True, check=True, timeout=240
    )
    return done.stdout.splitlines()


def compare(
    command: list[str], rules: list[tuple[Case, str]], signs: Mapping[str, Sign]
) -> tuple[list[str], set[str]]:
    """The differences that no sign explains, and the signs that explain one."""
    unexplained, needed = [], set[str]()
    theirs = answers(command, rules)
    assert len(theirs) == len(rules)
    for (case, ours), answer in zip(rules, theirs, strict=True):
        if answer == ours:
            continue
        names = known(signs, case.text, case.start)
        if not names:
            unexplained.append(f"{case.text} from {case.start}: ours {ours}, theirs {answer}")
        needed.update(names)
    return unexplained, needed


def test_rules_equal_those_of_libical(
    libical: list[str], asked_rules: list[tuple[Case, str]]
) -> None:
    unexplained, needed = compare(libical, asked_rules, LIBICAL)

    assert unexplained == []
    assert needed == set(LIBICAL)


def test_rules_equal_those_of_rrule_js(asked_rules: list[tuple[Case, str]]) -> None:
    unexplained, needed = compare(javascript("rrule"), asked_rules, RRULE_JS)

    assert unexplained == []
    assert needed == set(RRULE_JS)


def test_rules_equal_those_of_ical_js(asked_rules: list[tuple[Case, str]]) -> None:
    unexplained, needed = compare(javascript("ical.js"), asked_rules, ICAL_JS)

    assert unexplained == []
    assert needed == set(ICAL_JS)

import json
import re
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest

from scheduler.errors import InvalidFile
from scheduler.imports.partnership_file import (
    LARGEST,
    PartnershipFile,
    partnership_schema,
    read_partnership,
)
from scheduler.model.vocabulary import Certainty, NumberCertainty
from scheduler.resources import resource

DATA = Path(__file__).parent / "data"
GOOD = (DATA / "good_partnership.toml").read_text("utf-8")


class Case(NamedTuple):
    """A wrong file: its text, and its problems as they must be listed."""

    text: str
    problems: list[str]


def cases() -> dict[str, Case]:
    """The blocks of wrong_partnerships.txt: lines that stand in the good file, what stands there
    instead, and the problems of the file that this makes.
    """
    blocks = (DATA / "wrong_partnerships.txt").read_text("utf-8").split("== ")
    return dict(map(case, blocks[1:]))


def case(block: str) -> tuple[str, Case]:
    name, *lines = block.rstrip("\n").split("\n")
    text = GOOD
    for mark, group in groupby(lines, key=lambda line: line[:1]):
        body = "".join(f"{line[2:]}\n" for line in group)
        if mark == "-":
            assert text.count(body) == 1, body
            old = body
        elif mark == "+":
            text = text.replace(old, body)
    return name, Case(text, [line[2:] for line in lines if line.startswith(">")])


def problems(text: str) -> list[str]:
    with pytest.raises(InvalidFile) as caught:
        read_partnership(text, "x.toml")
    return [str(problem) for problem in caught.value.problems]


def test_good_file_is_read_whole() -> None:
    file = read_partnership(GOOD, "x.toml")
    assert [body.code for body in file.bodies] == ["DEVCO", "INTPA", "IOM"]
    assert [meeting.number_certainty for meeting in file.meetings] == [
        NumberCertainty.CERTAIN,
        NumberCertainty.PROVISIONAL,
    ]


def test_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    text = "\N{ZERO WIDTH NO-BREAK SPACE}" + GOOD.replace("\n", "\r\n")
    assert read_partnership(text, "x.toml") == read_partnership(GOOD, "x.toml")


CASES = cases()


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_wrong_file_is_refused_with_every_problem_by_line(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


WHOLE = {
    "an empty file": Case(
        "",
        [
            "line 1: format is missing: expected it in the file",
            "line 1: parties is missing: expected it in the file",
            "line 1: partnership is missing: expected it in the file",
        ],
    ),
    "no party at all": Case(
        'format = 1\nparties = []\n[partnership]\ncode = "x"\nname = "X"\n',
        ["line 2: parties: expected at least 1 of them, got an empty list"],
    ),
    "a text that never ends": Case(
        'format = 1\nx = """so\non\n',
        ["line 3: it is not TOML from here on: Unterminated string"],
    ),
    "brackets without end": Case(
        f"format = {'[' * 5000}",
        ["it is nested too deeply: expected lists and tables as the schema has them"],
    ),
    "a key of very many parts": Case(
        f'format = 1\n{"a." * 100}"b" . {"c." * 400_000}d = 1',
        ["line 2: a key of more than 60 parts: expected the keys that the schema has"],
    ),
    "a number of 5,000 digits": Case(
        f"format = {'9' * 5000}",
        ["it holds a number of thousands of digits: expected one that means something"],
    ),
    "too many bytes": Case(
        "#" * (LARGEST + 1), ["it has 1,000,001 bytes: expected at most 1,000,000"]
    ),
}


@pytest.mark.parametrize(("text", "expected"), WHOLE.values(), ids=WHOLE)
def test_file_wrong_as_a_whole_is_refused(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_line_of_a_problem_names_its_key_or_opens_its_table(case: Case) -> None:
    lines = ["", *case.text.split("\n")]
    for problem in case.problems:
        if found := re.match(r"line (\d+): (\w+)(?:: | is not a key)", problem):
            line = lines[int(found[1])]
            assert found[2] in line or line.startswith("[[")


def test_refusal_names_the_file_and_counts_its_problems() -> None:
    with pytest.raises(InvalidFile, match=re.escape("x.toml was not loaded; it has 3 problems:")):
        read_partnership("", "x.toml")


def shipped() -> PartnershipFile:
    text = (resource("calendars") / "eu-iom.toml").read_text("utf-8")
    return read_partnership(text, "eu-iom.toml")


def test_shipped_partnership_says_what_is_known_of_each_meeting() -> None:
    assert [
        (meeting.code, meeting.number, str(meeting.day or ""), str(meeting.date_certainty))
        for meeting in shipped().meetings
    ] == [
        ("SOM-1", 1, "2013-05-03", "exact"),
        ("SOM-2", 2, "2014-10-01", "exact"),
        ("SOM-2016", 3, "2016-02-16", "exact"),
        ("SOM-4", None, "", "unknown"),
        ("SOM-5", 5, "2018-04-04", "exact"),
        ("SOM-6", 6, "", "disputed"),
        ("SOM-7", 7, "2020-10-13", "exact"),
        ("SOM-8", 8, "", "unknown"),
        ("SOM-9", 9, "2022-10-07", "exact"),
        ("SOM-10", 10, "", "unknown"),
        ("SOM-11", 11, "2025-04-04", "exact"),
    ]


def test_shipped_partnership_invents_no_hour_and_gives_a_source_for_each_meeting() -> None:
    meetings = shipped().meetings
    assert [meeting.code for meeting in meetings if meeting.start_time is not None] == []
    assert [meeting.code for meeting in meetings if meeting.source is None] == []
    in_doubt = [one for one in meetings if one.date_certainty is not Certainty.EXACT]
    assert [one.code for one in in_doubt if not one.date_words] == []


def test_shipped_partnership_announces_seven_officials_for_the_first_meeting() -> None:
    first = shipped().meetings[0]
    assert [(one.party, one.person) for one in first.attendees if one.is_announced] == [
        ("EU", "manservisi"),
        ("EU", "sorensen"),
        ("EU", "fink-hooijer"),
        ("EU", "rudischhauser"),
        ("EU", "osullivan"),
        ("IOM", "swing"),
        ("IOM", "thompson"),
    ]
    assert len(first.agenda) == 5
    assert [one.person for one in first.attendees if one.is_head] == []


def test_shipped_schema_is_the_one_made_from_the_code() -> None:
    text = (resource("calendars") / "partnership.schema.json").read_text("utf-8")
    assert json.loads(text) == partnership_schema()


def test_shipped_partnership_points_editors_to_the_schema() -> None:
    text = (resource("calendars") / "eu-iom.toml").read_text("utf-8")
    assert text.splitlines()[0] == "#:schema partnership.schema.json"

"""Each documented command exists, with its options; each command of the program is documented."""

from pathlib import Path

import click
import pytest

from docs.make_reference import TARGET, commands, options_of, reference
from scheduler.cli.main import YEAR, scheduler
from tests.docs.pages import PAGES, mentions, title, whole_commands

WRITTEN_BY_HAND = [page for page in PAGES if page != TARGET]


def faults(words: list[str], *, is_whole: bool) -> list[str]:
    """What a call has that the program does not; a whole one also lacks nothing."""
    command: click.Command = scheduler
    context = click.Context(command, info_name="scheduler")
    while isinstance(command, click.Group):
        own, words = _split(command, words)
        found = set(own) - options_of(command)
        if found or not words:
            return sorted(found) or (["no verb"] if is_whole and not own else [])
        inner = command.get_command(context, words[0])
        if inner is None:
            return [f"no {words[0]} in {context.command_path}"]
        command, context, words = inner, click.Context(inner, context, words[0]), words[1:]
    if not is_whole:
        return sorted({word for word in words if word.startswith("--")} - options_of(command))
    return _parsed(command, context, words)


def _split(group: click.Group, words: list[str]) -> tuple[list[str], list[str]]:
    """The options at the front of a call of a group, and the rest from the noun or verb on."""
    takes_value = {
        name
        for param in group.params
        if isinstance(param, click.Option) and not param.is_flag
        for name in param.opts
    }
    own: list[str] = []
    rest = list(words)
    while rest and rest[0].startswith("-"):
        own.append(rest.pop(0))
        if own[-1] in takes_value:
            rest.pop(0)
    return own, rest


def _parsed(command: click.Command, context: click.Context, words: list[str]) -> list[str]:
    try:
        given, left, _ = command.make_parser(context).parse_args(args=list(words))
    except click.UsageError as error:
        return [error.format_message()]
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    missing = [
        f"no {param.name}"
        for param in arguments
        if param.required and not isinstance(given.get(param.name or ""), str | tuple)
    ]
    return [*left, *missing]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("meeting list --since 2026-01-01", []),
        ("--database a.db db check", []),
        ("meeting lost", ["no lost in scheduler meeting"]),
        ("meeting", ["no verb"]),
        ("--verbose meeting list", ["--verbose"]),
        ("meeting list -q", ["No such option '-q'."]),
        ("meeting confirm", ["no meeting"]),
        ("meeting confirm SOM-1 SOM-2", ["SOM-2"]),
    ],
)
def test_faults_of_a_whole_command(line: str, expected: list[str]) -> None:
    assert faults(line.split(), is_whole=True) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("db restore", []),
        ("db", []),
        ("db restore --sure", ["--sure"]),
        ("room book", ["no room in scheduler"]),
    ],
)
def test_faults_of_a_mention(line: str, expected: list[str]) -> None:
    assert faults(line.split(), is_whole=False) == expected


@pytest.mark.parametrize("page", WRITTEN_BY_HAND, ids=title)
def test_commands_to_type_are_whole_and_exist(page: Path) -> None:
    found = {" ".join(words): faults(words, is_whole=True) for words in whole_commands(page)}
    assert {line: wrong for line, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("page", WRITTEN_BY_HAND, ids=title)
def test_commands_named_in_passing_exist(page: Path) -> None:
    found = {" ".join(words): faults(words, is_whole=False) for words in mentions(page)}
    assert {line: wrong for line, wrong in found.items() if wrong} == {}


def test_reference_is_what_the_commands_say() -> None:
    assert TARGET.read_text(encoding="utf-8") == reference(), "run: make docs"


def test_reference_has_every_noun_and_verb() -> None:
    nouns = [noun for _, season in YEAR for noun, _ in season]
    headed = [line.lstrip("# ") for line in reference().splitlines() if line.startswith("##")]
    assert headed == [path for path, _, _ in commands()]
    assert [path.split()[1] for path in headed if path.count(" ") == 1] == nouns


@pytest.mark.parametrize("path", [path for path, _, _ in commands()])
def test_command_says_what_it_does(path: str) -> None:
    command = next(command for name, command, _ in commands() if name == path)
    silent = [
        param.opts[0]
        for param in command.params
        if isinstance(param, click.Option) and not param.help
    ]
    assert command.help
    assert silent == []


@pytest.mark.parametrize("path", [path for path, _, _ in commands()])
def test_a_list_of_commands_shows_the_whole_sentence(path: str) -> None:
    command = next(command for name, command, _ in commands() if name == path)
    assert not command.get_short_help_str(limit=60).endswith("...")

"""Writes the reference of the command line from its commands: `python docs/make_reference.py`."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from scheduler.cli.main import YEAR, scheduler
from scheduler.settings import DATABASE, NOW, OFFICER, TEMPLATES

TARGET = Path(__file__).parent / "reference" / "cli.md"
_SAID_ONCE = ("--json", "--help")
_HEAD = f"""\
# Reference of the command line

This page is written from the program's own commands (`make docs`), so it says what `--help` says.

Every verb takes `--help`, and `--json` for an answer that other programs can read. Results go to
the screen, warnings and errors to the error stream. On a terminal tables are drawn; in a pipe or a
file they are lines whose cells are parted by tabs.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | the state of the record, the database or the disk forbids it |
| 2 | what was given cannot be used |
| 3 | a check found errors |

| variable | meaning |
| --- | --- |
| `{DATABASE}` | the database, where `--database` does not say |
| `{OFFICER}` | who acts, where `--officer` does not say; else the login name |
| `{TEMPLATES}` | your own templates, where `--templates` does not say |
| `{NOW}` | the clock for rehearsals, such as `2026-11-24T09:00:00+00:00` |
"""


def commands() -> Iterator[tuple[str, click.Command, click.Context]]:
    """The root, every noun and every verb: its words, the command, and a context to ask it in."""
    root = click.Context(scheduler, info_name="scheduler")
    yield "scheduler", scheduler, root
    for _, nouns in YEAR:
        for noun, _ in nouns:
            command = scheduler.get_command(root, noun)
            assert command is not None  # noqa: S101 -- YEAR names what there is
            yield from _with_verbs(command, click.Context(command, root, info_name=noun))


def _with_verbs(
    command: click.Command, context: click.Context
) -> Iterator[tuple[str, click.Command, click.Context]]:
    yield context.command_path, command, context
    if isinstance(command, click.Group):
        for verb in command.list_commands(context):
            found = command.commands[verb]
            inside = click.Context(found, context, info_name=verb)
            yield inside.command_path, found, inside


def options_of(command: click.Command) -> set[str]:
    """Every spelling of every option that a command takes, `--help` among them."""
    spelled = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
    return {name for name in spelled if name.startswith("-")} | {"--help", "-h"}


def reference() -> str:
    """The whole page."""
    entries = (_entry(*command) for command in commands())
    return "\n\n".join((_HEAD.strip(), *entries)) + "\n"


def _entry(path: str, command: click.Command, context: click.Context) -> str:
    level = "##" if isinstance(command, click.Group) or path.count(" ") == 1 else "###"
    usage = " ".join((path, *command.collect_usage_pieces(context)))
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    options = "\n".join(f"- `{name}`: {said}" for name, said in _options(command, context))
    return "\n\n".join(part for part in (f"{level} {path}", f"`{usage}`", text, options) if part)


def _options(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    """What a command takes: the words that an argument may be, then the options."""
    for param in command.params:
        if isinstance(param.type, click.Choice) and isinstance(param, click.Argument):
            allowed = (param.type.normalize_choice(one, context) for one in param.type.choices)
            yield param.human_readable_name, f"One of {', '.join(allowed)}."
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record and not any(name in param.opts for name in _SAID_ONCE):
            yield record


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(reference(), encoding="utf-8", newline="\n")

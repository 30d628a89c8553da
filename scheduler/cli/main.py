"""The root command: its options, its verbs in the order of the officer's year, its exit codes.

Exit codes: 0 done; 1 the state forbids it; 2 bad input; 3 a check has findings.
Each noun's module is imported only when it is called, so that `--help` answers at once.
"""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from scheduler import __version__
from scheduler.cli.app import App
from scheduler.errors import InvalidValue, SchedulerError

STATE_FORBIDS, BAD_INPUT = 1, 2

# The noun, what it is for; its module is scheduler.cli.<noun>, with the noun as its command, both
# with _ for a hyphen.
YEAR = (
    (
        "Set up",
        (
            ("init", "Make a database for real work, with the partnership in it."),
            ("demo", "Make a demonstration: database, feeds, pack and minutes."),
            ("partnership", "Load the partnership from its file, or write it back."),
            ("body", "See the bodies, by their names of any day."),
            ("post", "See who holds each post, on any day, and make posts."),
            ("mandate", "Say who holds a post, from which day to which."),
            ("person", "See people with their posts, and keep their biographies."),
            ("db", "Check, upgrade, back up or restore the database."),
            ("archive", "Keep the whole record as text that anybody can read."),
            ("audit", "Prove that nobody changed the record behind the program."),
        ),
    ),
    (
        "Plan the year",
        (
            ("series", "See the rhythms of meetings and their policies."),
            ("rule", "Read, check and find recurrence rules."),
            ("busy", "Keep when people are taken, from their calendars."),
            ("closure", "Keep the calendars of closed days, and see a year."),
            ("plan", "Make the meetings to come from the rules, with reasons."),
            ("consult", "Ask the delegations about candidate dates."),
            ("meeting", "List, add, confirm, move, cancel or postpone meetings."),
        ),
    ),
    (
        "Prepare a meeting",
        (
            ("attendee", "Say who comes, who answered, who was there."),
            ("invite", "Prepare invitations, changes and cancellations."),
            ("outbox", "See what waits to be sent, and send it."),
            ("reply", "Read the answers that come back by mail."),
            ("agenda", "Build the agenda, with the leads of both parties."),
            ("thread", "Follow one topic across meetings."),
            ("document", "Keep the papers of agenda items in the record."),
            ("contribution", "Ask the services for their part, and take in what comes."),
            ("note", "Write briefing notes, and print one alone."),
            ("gap", "See what a briefing still lacks."),
            ("milestone", "Follow the back-plan of each meeting."),
            ("pack", "Print the briefing pack of a meeting."),
            ("template", "Restyle papers: list, copy, check and preview templates."),
        ),
    ),
    (
        "Record and follow up",
        (
            ("desk", "Run a meeting from the full screen of the terminal."),
            ("outcome", "Record conclusions, decisions and commitments."),
            ("minutes", "Print the minutes of a meeting, and agree them."),
            ("conclusions", "Agree the operational conclusions, a joint text."),
            ("commitment", "Follow who owes what by when."),
            ("follow-up", "Remind bodies of what they owe, and read what they say."),
            ("report", "See what was kept: completion, age, cadence, attendance."),
            ("theme", "See which themes were taken up over the years."),
            ("search", "Find words in the record, with filters."),
            ("history", "Tell who changed what, when, and what it was before."),
            ("disclosure", "Find what is held, for a request for access."),
        ),
    ),
    (
        "Publish",
        (
            ("feed", "Write the calendar feeds, and give access to them."),
            ("serve", "Serve the feeds over HTTP."),
        ),
    ),
)


class OfficersYear(click.Group):
    """A group whose commands are known by name and imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The nouns, in the order of the officer's year."""
        del ctx
        return [noun for _, nouns in YEAR for noun, _ in nouns]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a noun; None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        module = import_module(f"scheduler.cli.{name}")
        command: click.Command = getattr(module, name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of a noun; one that is mistyped is told which come near."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            nouns = self.list_commands(ctx)
            raise click.exceptions.NoSuchCommand(
                error.command_name, possibilities=nouns, ctx=ctx
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the nouns by season, without importing any of them."""
        del ctx
        for season, nouns in YEAR:
            with formatter.section(season):
                formatter.write_dl(list(nouns), col_max=14)


@click.group(cls=OfficersYear, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database", metavar="PATH|URL", help="The SQLite file or PostgreSQL URL.")
@click.option("--officer", metavar="NAME", help="Who acts, for the audit trail.")
@click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Your own templates, looked into first.",
)
@click.option("--json", "as_json", is_flag=True, help="Print results as JSON.")
@click.version_option(__version__, prog_name="scheduler")
@click.pass_context
def scheduler(
    ctx: click.Context,
    database: str | None,
    officer: str | None,
    templates: Path | None,
    *,
    as_json: bool,
) -> None:
    """Run a standing dialogue between institutions.

    Plan its meetings, publish their calendars, print the briefing packs, record what came of them.

    A meeting is named as people name it: SOM-12, HOU-2027-1, next:SOM, last:SOM, or a date.
    Begin with `scheduler demo`, or with `scheduler init` for real work.
    """
    from scheduler.tzdb import pin_tzdata  # noqa: PLC0415 -- not needed to print help

    pin_tzdata()
    ctx.obj = App(database, officer, as_json=as_json, given_templates=templates)


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code, and says on stderr what went wrong."""
    _speak_utf8()
    as_json = "--json" in arguments
    try:
        _require_text(arguments)
        outcome = scheduler.main(args=list(arguments), prog_name="scheduler", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_asked:
        click.echo(help_asked.format_message())
        return BAD_INPUT
    except click.ClickException as error:
        _complain(type(error).__name__, _sentence(error), as_json=as_json)
        return BAD_INPUT
    except click.Abort:
        message = "stopped before it was done; what was not confirmed may not be in the record"
        _complain("Abort", message, as_json=as_json)
        return STATE_FORBIDS
    except SchedulerError as error:
        _complain(type(error).__name__, str(error), as_json=as_json)
        return BAD_INPUT if isinstance(error, InvalidValue) else STATE_FORBIDS
    except OSError as error:
        # No rule is kept in a record.
        message = _unprinted(error, may_be_saved=_noun(arguments) != "rule")
        _complain(type(error).__name__, message, as_json=as_json)
        _give_up_stdout()
        return STATE_FORBIDS
    return outcome if isinstance(outcome, int) else 0


def _require_text(arguments: Sequence[str]) -> None:
    # What is not UTF-8 arrives as lone surrogates, which no database and no file can hold.
    for argument in arguments:
        if any("\ud800" <= character <= "\udfff" for character in argument):
            raise InvalidValue("the argument", argument, "text in UTF-8")


def _give_up_stdout() -> None:
    # Python tries once more to print what is left when it ends, and would leave with 120.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unprinted(error: OSError, *, may_be_saved: bool) -> str:
    what = error.filename or "the result"
    message = f"{what} could not be read or written ({error.strerror or error})"
    if not may_be_saved:
        return message
    advice = "a change may be saved all the same: look at the record before you repeat it"
    return f"{message}; {advice}"


def _noun(arguments: Sequence[str]) -> str | None:
    """The first word that is no option: the noun, unless a root option has a value before it."""
    return next((each for each in arguments if not each.startswith("-")), None)


def _sentence(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split()).rstrip(".") + _remedy(error)
    context = getattr(error, "ctx", None)
    hint = f"; see: {context.command_path} --help" if context else ""
    return f"{message[:1].lower()}{message[1:]}{hint}"


def _remedy(error: click.ClickException) -> str:
    """What to do where an option is only in the wrong place, or is a text and no option."""
    if not isinstance(error, click.NoSuchOption):
        return ""
    if error.option_name in {name for option in scheduler.params for name in option.opts}:
        return f"; give it first: scheduler {error.option_name} ..."
    if not error.option_name.startswith("--"):
        return "; a text that begins with a dash is given after --, or with --file"
    return ""


def _complain(name: str, message: str, *, as_json: bool) -> None:
    text = json.dumps({"error": name, "message": message}) if as_json else f"scheduler: {message}"
    click.echo(text, err=True)


def _speak_utf8() -> None:
    # A console of another encoding must not stop on a name in another script.
    if sys.stdout is None:  # it was closed: what would be printed is lost, the work is done
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- for good
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")

"""What all verbs share: the `--json` flag after any command, and the kinds of value they take."""

from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click

from scheduler.cli.app import App
from scheduler.cli.typed import Typed

E = TypeVar("E", bound=StrEnum)
F = TypeVar("F", bound=Callable[..., Any])
_YEARS = range(1900, 3000)  # as in a partnership's file


class Verb(click.Command):
    """A command that takes `--json` at its end as well as at the root."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- click's own
        super().__init__(*args, **kwargs)
        self.params.append(
            click.Option(
                ["--json"],
                is_flag=True,
                expose_value=False,
                callback=_ask_for_json,
                help="Print the result as JSON.",
            )
        )


class Noun(click.Group):
    """A noun with its verbs."""

    command_class = Verb


class NounAndVerb(Noun, Verb):
    """A noun that does something by itself where no verb follows."""


def _ask_for_json(ctx: click.Context, option: click.Parameter, value: bool) -> None:  # noqa: FBT001 -- click's own order
    del option
    if value:
        ctx.ensure_object(App).as_json = True


class Day(Typed[date]):
    """A day such as 2027-05-07."""

    name = "day"

    def read(self, text: str) -> date:
        """The day; fails with what came and what is expected."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is not a day; expected one such as 2027-05-07")
        if day.year not in _YEARS:
            expected = f"expected one from {_YEARS.start} to {_YEARS.stop - 1}"
            self.fail(f"{text!r} is not a day that is meant; {expected}")
        return day


class Since(Day):
    """A day such as 2018-05-07, or a year, which begins on its first day."""

    name = "day|year"

    def read(self, text: str) -> date:
        """The day; fails with what came and what is expected."""
        is_year = len(text) == len("2018") and text.isdecimal()
        return super().read(f"{text}-01-01" if is_year else text)


class Hours(Typed[tuple[time, time]]):
    """The hours of a meeting, such as 09:30-17:00."""

    name = "hours"

    def read(self, text: str) -> tuple[time, time]:
        """Begin and end, wall time; fails unless the end comes after the begin."""
        begin, _, end = text.partition("-")
        try:
            hours = time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
        except ValueError:
            self.fail(f"{text!r} are not hours; expected such as 09:30-17:00")
        if any(hour.second or hour.microsecond for hour in hours):
            self.fail(f"{text!r} names seconds; expected hours and minutes")
        if hours[0].tzinfo or hours[1].tzinfo:
            self.fail(f"{text!r} names a zone; give it with --zone")
        if hours[0] >= hours[1]:
            self.fail(f"{text!r} ends before it begins")
        return hours


class Words(click.Choice[E]):
    """One word of an enumeration of the record."""

    def __init__(self, kind: type[E]) -> None:
        super().__init__(list(kind), case_sensitive=False)

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        """The word as it is typed and printed, whatever its case."""
        del ctx
        return str(choice).casefold()


def words(kind: type[E]) -> Words[E]:
    """An option's type that takes one word of the enumeration."""
    return Words(kind)


def file_option(says: str) -> Callable[[F], F]:
    """The option `-o FILE` of a verb that draws or writes one file, whose help says which kinds."""
    return click.option(
        "-o",
        "--output",
        "path",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help=says,
    )


DAY = Day()
SINCE = Since()
HOURS = Hours()
meeting_argument = click.argument("meeting", metavar="MEETING")
version_option = click.option(
    "--version",
    "version",
    type=click.IntRange(min=1),
    help="The version you read; the edit is refused if the record has moved on.",
)

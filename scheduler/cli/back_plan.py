"""What a change of a meeting did to its milestones, printed below the change."""

from collections.abc import Sequence

import click

from scheduler.cli.app import App
from scheduler.cli.output import answer, plain, warn
from scheduler.secretariat.lifecycle import Changed
from scheduler.secretariat.meetings import MeetingRow
from scheduler.secretariat.milestones import MilestoneChange


def confirm_meeting(app: App, row: MeetingRow, sentence: str, changed: Changed) -> None:
    """Say what was changed of a meeting, and which of its milestones moved with it."""
    value = {**plain(row), "milestones": changed.milestones}
    answer(app, value, lambda: _say(sentence, changed.milestones))
    warn(changed.findings)


def say_milestones(changes: Sequence[MilestoneChange]) -> None:
    """A line for each milestone that changed."""
    for change in changes:
        click.echo(f"  {change}")


def _say(sentence: str, changes: Sequence[MilestoneChange]) -> None:
    click.echo(sentence)
    say_milestones(changes)

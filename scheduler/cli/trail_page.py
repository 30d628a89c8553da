"""Entries of the audit trail as a person reads them."""

from collections.abc import Sequence
from textwrap import indent
from zoneinfo import ZoneInfo

import click

from scheduler.papers.words import hour, short_day
from scheduler.secretariat.trail import FieldChange, TrailEntry


def say_trail(entries: Sequence[TrailEntry], zone: ZoneInfo | None) -> None:
    """A line for each entry, with times in the zone, else in the reader's own; then its changes."""
    for entry in entries:
        at = entry.at.astimezone(zone)
        click.echo(
            f"{short_day(at.date())}, {hour(at)} ({zone or at.tzname()})  {entry.officer}: "
            f"{entry.verb}: {entry.action} {entry.what}" + ", what it said is erased" * entry.erased
        )
        for change in entry.changes:
            said = f"{change.name}: {_from_to(change)}"
            click.echo(indent(said, "      ").replace("  ", "", 1))


def _from_to(change: FieldChange) -> str:
    return f"{change.before} -> {change.after or 'nothing'}" if change.before else change.after

"""Briefing notes as a person reads them: as a table, or section by section."""

from collections.abc import Sequence

import click

from scheduler.cli.output import table
from scheduler.secretariat.notes import NoteRow


def say_list(rows: Sequence[NoteRow]) -> None:
    """A row for each section, without its text."""
    columns = ("Item", "Section", "Author", "State", "Audience", "Marking", "Version")
    cells = (
        (
            row.item or "",
            row.section.heading,
            row.author,
            str(row.state),
            row.audience,
            row.marking,
            str(row.version),
        )
        for row in rows
    )
    table(columns, cells)


def say_notes(title: str, rows: Sequence[NoteRow]) -> None:
    """Each section with its text, and what is known of it."""
    click.echo(title)
    if not rows:
        click.echo("There are no notes.")
    for row in rows:
        on = f"item {row.item}, {row.title}: " if row.item else ""
        click.echo(f"\n{on}{row.section.heading} [{', '.join(_facts(row))}]")
        click.echo(row.text)
        if row.source:
            click.echo(f"Source: {row.source}")


def _facts(row: NoteRow) -> list[str]:
    by = f"by {row.author}" if row.author else ""
    cleared = f"cleared by {row.cleared}" if row.cleared else str(row.state)
    facts = (row.audience, row.marking, by, cleared, f"version {row.version}")
    return [fact for fact in facts if fact]

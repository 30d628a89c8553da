"""Contributions as a person reads them."""

from collections.abc import Sequence

import click

from scheduler.cli.output import table
from scheduler.papers.parts import Section
from scheduler.papers.words import listed, short_day
from scheduler.secretariat.contribution_forms import Received
from scheduler.secretariat.contributions import ContributionRow


def say_status(rows: Sequence[ContributionRow]) -> None:
    """A row for each contribution."""
    columns = ("Item", "Title", "Body", "Deadline", "State", "Received", "Author")
    cells = (
        (
            row.item,
            row.title,
            row.body,
            short_day(row.deadline),
            str(row.standing),
            short_day(row.received_on) if row.received_on else "",
            row.author,
        )
        for row in rows
    )
    table(columns, cells)


def say_texts(name: str, row: ContributionRow) -> None:
    """What a body sent, section by section."""
    by = f", by {row.author}" if row.author else ""
    click.echo(f"{row.body} on item {row.item}, {row.title}, of {name}: {row.standing}{by}")
    if not row.texts:
        click.echo("Nothing has come.")
    for name_of_section, text in row.texts.items():
        click.echo(f"\n{Section(name_of_section).heading}\n{text}")


def say_received(received: Sequence[Received]) -> None:
    """A line for each form that was taken."""
    for one in received:
        if one.is_refused:
            continue
        sections = listed(one.sections) or "nothing new"
        late = ", late" if one.standing == "late" else ""
        click.echo(f"{one.file}: {one.body} on item {one.item} of {one.meeting}{late}: {sections}")
    taken = sum(not one.is_refused for one in received)
    click.echo(f"Took in {taken} of {len(received)} forms.")

"""`scheduler agenda template`: list, show, save, apply."""

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.output import answer, confirm_change, fields, table
from scheduler.cli.verbs import Noun, meeting_argument
from scheduler.papers.words import counted
from scheduler.secretariat import agenda_templates
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.naming import find_meeting, find_partnership, find_series

partnership_option = click.option(
    "--partnership", metavar="CODE", help="The partnership; may be left out if there is only one."
)
key_argument = click.argument("key", metavar="KEY")


@click.group(cls=Noun)
def template() -> None:
    """Begin agendas with the standing items of a level or series.

    They stand in the partnership's file, under agenda_templates, too.
    """


@template.command("list")
@partnership_option
@pass_app
def list_(app: App, partnership: str | None) -> None:
    """List the templates."""
    with app.reading() as session:
        found = agenda_templates.list_templates(session, find_partnership(session, partnership))
        rows = [agenda_templates.row_of(one) for one in found]
    answer(
        app,
        rows,
        lambda: table(
            ("Template", "Name", "For", "Items"),
            [(row.key, row.name, row.used_for, str(len(row.items))) for row in rows],
        ),
    )


@template.command()
@key_argument
@partnership_option
@pass_app
def show(app: App, key: str, partnership: str | None) -> None:
    """Show the items of a template."""
    with app.reading() as session:
        found = find_partnership(session, partnership)
        row = agenda_templates.row_of(agenda_templates.find_template(session, found, key))
    answer(app, row, lambda: fields(row))


@template.command()
@meeting_argument
@key_argument
@click.option("--name", required=True, help="What it is called.")
@click.option("--series", metavar="SERIES", help="For this series; for its level, if not said.")
@pass_app
def save(app: App, meeting: str, key: str, name: str, series: str | None) -> None:
    """Keep the agenda of MEETING as the template KEY.

    One of that key is replaced. Own items stay out.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        of = find_series(session, series) if series else None
        saved = agenda_templates.save_template(session, found, key, name, for_series=of)
        row = agenda_templates.row_of(saved)
        items = counted(len(row.items), "item")
        source = named_with_date(found)
        sentence = f"Saved {items} of {source} as the template {row.key}, for {row.used_for}."
    confirm_change(app, row, sentence)


@template.command()
@meeting_argument
@click.argument("key", metavar="KEY", required=False)
@pass_app
def apply(app: App, meeting: str, key: str | None) -> None:
    """Put the standing items on the agenda of MEETING.

    Those of KEY; of its series, else of its level, if not said. What is there already is left, and
    comes before any other business.
    """
    with app.writing() as session:
        found = find_meeting(session, meeting, today=app.today)
        chosen = agenda_templates.find_template(session, found.partnership, key) if key else None
        applied = agenda_templates.apply_template(session, found, chosen)
        items = counted(len(applied.added), "item")
        on = f"the agenda of {named_with_date(found)}"
        sentence = f"Put {items} of the template {applied.template} on {on}."
    confirm_change(app, applied, sentence, applied.findings)

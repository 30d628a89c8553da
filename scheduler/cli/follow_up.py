"""`scheduler follow-up`: due; `remind`, `report` and `read` have files of their own."""

from collections.abc import Sequence

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.follow_up_options import body_option, partnership_option, within_option
from scheduler.cli.follow_up_remind import remind
from scheduler.cli.follow_up_sheets import read, report
from scheduler.cli.output import answer, table
from scheduler.cli.verbs import Noun
from scheduler.papers.audience import Reader
from scheduler.papers.follow_up import BodyOwes
from scheduler.papers.words import counted
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.follow_up import owed_by_bodies
from scheduler.secretariat.naming import find_body, find_partnership


@click.group("follow-up", cls=Noun)
def follow_up() -> None:
    """Remind bodies of what they owe, and read what they say."""


follow_up.add_command(remind)
follow_up.add_command(report)
follow_up.add_command(read)


@follow_up.command()
@within_option
@body_option
@partnership_option
@pass_app
def due(app: App, within: int, body: str | None, partnership: str | None) -> None:
    """Show what each body owes that is late or due soon.

    For the home party, with what is its own.
    """
    with app.reading() as session:
        framework = find_partnership(session, partnership)
        owing = owed_by_bodies(
            session,
            framework,
            Reader(home_party(framework).code),
            within=within,
            body=find_body(session, body) if body else None,
            today=app.today,
        )
    answer(app, owing, lambda: _say(owing, within))


def _say(owing: Sequence[BodyOwes], within: int) -> None:
    columns = ("Body", "Reference", "Text", "Due", "Standing", "Since", "Decided")
    table(
        columns,
        [
            (
                body.name,
                one.reference,
                one.text,
                one.due,
                one.standing,
                "; ".join(one.since),
                one.decided,
            )
            for body in owing
            for one in body.owed
        ],
    )
    count = counted(sum(len(body.owed) for body in owing), "commitment")
    late = sum(body.late for body in owing)
    click.echo(f"{count} late or due within {counted(within, 'day')}, {late} late.")

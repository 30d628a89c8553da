"""`scheduler conclusions`: the operational conclusions, a joint text of their own."""

import click

from scheduler.cli.agreeing import add_agreeing
from scheduler.cli.text_papers import build
from scheduler.cli.verbs import Noun


@click.group(cls=Noun)
def conclusions() -> None:
    """Print the operational conclusions, and agree them."""


add_agreeing(conclusions)
conclusions.add_command(build)

"""What the verbs of `scheduler follow-up` share."""

import click

from scheduler.secretariat.follow_up import SOON

MOST_DAYS = 3650
within_option = click.option(
    "--within",
    type=click.IntRange(0, MOST_DAYS),
    default=SOON,
    show_default=True,
    metavar="DAYS",
    help="What is due within so many days, too.",
)
body_option = click.option("--body", metavar="CODE", help="Only what this body owes.")
partnership_option = click.option(
    "--partnership", metavar="CODE", help="Which, if there are several."
)

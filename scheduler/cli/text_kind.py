"""Which text a noun of the command line is about, and which language both parties read it in."""

import click

from scheduler.cli.app import App
from scheduler.exports.languages import find_language
from scheduler.model.partnership import Partnership
from scheduler.papers.audience import Reader
from scheduler.papers.language import ENGLISH, Language
from scheduler.papers.minutes import TextKind
from scheduler.secretariat.looks import look_of
from scheduler.secretariat.minutes_adoption import Speak


def kind_of(ctx: click.Context) -> TextKind:
    """The text, by the noun that was called."""
    noun = ctx.parent
    return TextKind(noun.info_name if noun and noun.info_name else "")


def spoken_by(app: App, partnership: Partnership) -> Language:
    """The language of the partnership, in which a text goes round."""
    _, code = look_of(partnership, Reader(None))
    return speak(app)(code or ENGLISH)


def speak(app: App) -> Speak:
    """Finds a language, in the officer's own templates first."""
    return lambda code: find_language(code, app.settings.templates)

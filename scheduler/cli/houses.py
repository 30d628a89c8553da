"""In which house style a paper is set: the reader's, from the officer's own templates first."""

from scheduler.cli.app import App
from scheduler.exports.house import House, find_house
from scheduler.model.partnership import Partnership
from scheduler.papers.audience import Reader
from scheduler.secretariat.looks import look_of


def house_for(app: App, partnership: Partnership, reader: Reader) -> House:
    """The house of the papers for this reader; NotFound where its style is in no folder."""
    style, language = look_of(partnership, reader)
    return find_house(app.settings.templates, style, language)

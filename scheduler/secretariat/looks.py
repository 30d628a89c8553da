"""How the papers of a reader look, and which language their headings speak."""

from scheduler.model.partnership import Partnership
from scheduler.papers.audience import Reader
from scheduler.secretariat.naming import find_party


def look_of(partnership: Partnership, reader: Reader) -> tuple[str, str]:
    """The style and the language of papers for this reader, each empty where none is chosen.

    A party has its own, or that of the partnership; the public has that of the partnership.
    """
    if reader.party is None:
        return partnership.style, partnership.language
    party = find_party(partnership, reader.party)
    return party.style or partnership.style, party.language or partnership.language

"""The markings that the papers of a partnership may bear: a list of its own, the lowest first."""

from collections.abc import Iterable

from scheduler.errors import InvalidValue
from scheduler.model.partnership import Partnership
from scheduler.papers.parts import ItemNote
from scheduler.secretariat.texts import folded, one_line


def find_marking(partnership: Partnership, said: str) -> str:
    """The marking of the partnership that an officer means, whatever its case; "" for none.

    Raises InvalidValue for one that is not on its list, and for those of EU classified information.
    """
    if not said.strip():
        return ""
    line = one_line("--marking", said)
    known = _known(partnership)
    found = next((one for one in known if folded(one) == folded(line)), None)
    if found is None:
        listed = ", ".join(known) or "none"
        add = "add it to markings in the partnership file"
        raise InvalidValue("--marking", line, f"one of the partnership: {listed}; or {add}")
    return found


def highest_marking(partnership: Partnership, markings: Iterable[str]) -> str:
    """What a paper bears whose pieces have these: never less than the partnership's own.

    One that has left the list since counts as higher than all that are on it.
    """
    known = _known(partnership)
    places = {marking: place for place, marking in enumerate(known)}
    borne = [one for one in (partnership.marking, *markings) if one]
    return max(borne, key=lambda one: (places.get(one, len(known)), one), default="")


def marking_of(partnership: Partnership, notes: Iterable[ItemNote]) -> str:
    """The highest of the partnership's own marking and of those that the notes bear."""
    return highest_marking(partnership, (one.marking for note in notes for one in note.sections))


def _known(partnership: Partnership) -> list[str]:
    alone = [partnership.marking] if partnership.marking else []
    return partnership.markings or alone

"""Days and times in full, as sentences about single ones name them; in English."""

from datetime import date, datetime

from scheduler.recurrence.parts import Weekday
from scheduler.recurrence.words.english import ENGLISH


def at(moment: date) -> str:
    """A day or time in full: "Monday 1 March 2027, 9:00"."""
    own = f"{weekday(moment)} {ENGLISH.written('moment', moment)}"
    return f"{own} (the second time)" if is_second(moment) else own


def weekday(moment: date) -> str:
    """The name of its day of the week."""
    return ENGLISH.written("wkst", Weekday(moment.weekday()))


def is_second(moment: date) -> bool:
    """True if it is the second of two equal wall times."""
    if not isinstance(moment, datetime) or not moment.fold:
        return False
    return moment.utcoffset() != moment.replace(fold=0).utcoffset()

"""The languages that rules are put into words in; one more is one more file and a line here."""

from scheduler.errors import InvalidValue
from scheduler.recurrence.words.english import ENGLISH
from scheduler.recurrence.words.french import FRENCH
from scheduler.recurrence.words.language import Language

LANGUAGES = {"en": ENGLISH, "fr": FRENCH}


def language_of(code: str) -> Language:
    """The language of a code such as "en".

    Raises InvalidValue for one that there is not.
    """
    if code not in LANGUAGES:
        raise InvalidValue("the language", code, f"one of {', '.join(LANGUAGES)}")
    return LANGUAGES[code]

"""The words by which a text names somebody, and the text without them."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from email import message_from_string, policy
from email.errors import MessageError
from typing import Any

from scheduler.errors import RenderFailed
from scheduler.exports.mail import read_attachments

ERASED = "[erased]"
# A line of a calendar or a header may be folded in the middle of a word, and so may its JSON.
_FOLD = r"(?:(?:\r?\n|(?:\\r)?\\n)[ \t])?"
# What stands for one another in names.
_ALIKE = ("'\u2019\u02bc", "-\u2010\u2011\u2013")
_BLANK = r"(?:\s|\\n|\\r)+"


class Naming:
    """The forms by which one person is named, and the `key` by which files and feeds know them.

    A form is found in any case, with or without accents, with its last word first, and over the
    end of a line; a key only where it stands for itself, since it may be a word of the language.
    """

    def __init__(self, forms: Iterable[str], key: str) -> None:
        self.forms = tuple(dict.fromkeys(form for form in forms if form.strip()))
        every = list(dict.fromkeys(other for form in self.forms for other in _orders(form)))
        written = "|".join(_pattern(form) for form in sorted(every, key=len, reverse=True))
        self._named = re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE)
        alone = rf"""(?:(?<=["'])|(?<=person-)|^){re.escape(key)}(?=["'\\.]|$)"""
        joined = rf"(?<![\w-]){re.escape(key)}(?![\w-])"
        self._key = re.compile(joined if "-" in key else alone)
        surname = next((form.split()[-1] for form in self.forms if " " in form), "")
        self._surname = re.compile(rf"(?<!\w){re.escape(surname)}(?!\w)") if surname else None

    def may_be_in(self, text: str) -> bool:
        """True if a text without the name still has its last word."""
        return bool(self._surname and self._surname.search(text))

    def is_in(self, text: str) -> bool:
        """True if the text names them."""
        return bool(self._named.search(text) or self._key.search(text))

    def is_in_mail(self, text: str) -> bool:
        """True if the message names them, in whatever way it is encoded."""
        return self.is_in(text) or any(map(self.is_in, _decoded(text)))

    def taken_out(self, value: Any, key: str) -> Any:  # noqa: ANN401 -- a value of JSON
        """The value without them, `key` in the place of theirs."""
        if isinstance(value, str):
            return self._key.sub(key, self._named.sub(ERASED, value))
        if isinstance(value, list):
            return [self.taken_out(one, key) for one in value]
        if isinstance(value, dict):
            return {
                self.taken_out(name, key): self.taken_out(one, key) for name, one in value.items()
            }
        return value


def _orders(form: str) -> Iterator[str]:
    """A name as it is, and with its last word first, as in "LIND Ana" and "Lind, Ana"."""
    yield form
    words = form.split()
    if len(words) > 1 and "@" not in form:
        rest = " ".join(words[:-1])
        yield f"{words[-1]} {rest}"
        yield f"{words[-1]}, {rest}"


def _pattern(form: str) -> str:
    words = form.split()
    return _BLANK.join(_FOLD.join(map(_letter, word)) for word in words)


def _letter(letter: str) -> str:
    """The letter as texts, programs and JSON write it: with an accent, in two signs, or without."""
    alike = next((signs for signs in _ALIKE if letter in signs), letter)
    apart = unicodedata.normalize("NFKD", letter)
    forms = {*alike, apart, _letters(letter)} - {""}
    forms |= {json.dumps(form)[1:-1] for form in forms}
    if len(forms) == 1:
        return re.escape(letter)
    return f"(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})"


def _letters(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(one for one in apart if not unicodedata.combining(one))


def _decoded(text: str) -> Iterator[str]:
    """The headers, texts and Word files of a message as its reader sees them."""
    from scheduler.exports.finished.texts import finished_text  # noqa: PLC0415 -- slow import

    try:
        message = message_from_string(text, policy=policy.default)
        yield from (str(value) for value in message.values())
        for part in message.walk():
            if part.get_content_maintype() == "text":
                yield str(part.get_content())
        for one in read_attachments(text):
            yield from (found.text for found in finished_text(one.name, one.content))
    except (MessageError, LookupError, ValueError, KeyError, RenderFailed):
        # What cannot be read is not trusted to be without them.
        yield text

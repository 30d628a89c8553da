"""A sentence that was understood, and why it still means no rule."""

from dataclasses import dataclass

from scheduler.errors import NotUnderstood
from scheduler.recurrence.words.language import Language


@dataclass(frozen=True)
class Hearing:
    """A sentence in its language; what it refuses, it refuses in that language."""

    text: str
    language: Language

    def refusal(self, reason: str, **values: object) -> NotUnderstood:
        """The whole sentence refused, with what would do instead."""
        return self._error("", self.text, reason, values)

    def question(self, reason: str, **values: object) -> NotUnderstood:
        """What the sentence leaves open asked for."""
        return self._error(self.text, "", reason, values)

    def _error(
        self, understood: str, rest: str, reason: str, values: dict[str, object]
    ) -> NotUnderstood:
        words = self.language.words
        return NotUnderstood(understood, rest, [words[reason].format(**values)], words)

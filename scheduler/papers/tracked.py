"""What somebody wants otherwise in a text that was sent to them."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """A remark, or words that were put in or taken out.

    `quote` is the paragraph as it was sent, `item` the number of the item it stands under; of a
    Word file, `author` and `written_at` (an instant) are what it says.
    """

    kind: str
    text: str
    quote: str = ""
    author: str = ""
    written_at: datetime | None = None
    item: str = ""

    def without_item(self) -> "TrackedChange":
        """The same, of the text as a whole."""
        return replace(self, item="")


@dataclass(frozen=True, slots=True)
class ReturnedText:
    """A text that came back: what was changed in it, and its paragraphs without those changes."""

    changes: tuple[TrackedChange, ...]
    paragraphs: tuple[str, ...]

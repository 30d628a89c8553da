"""Whose turn it is: to lead, to host, or which mode comes next. Three rules apart from another."""

from dataclasses import dataclass
from enum import StrEnum

from scheduler.errors import InvalidValue


class RotationKind(StrEnum):
    """What passes from one to the next."""

    LEAD = "lead"
    PLACE = "place"
    MODE = "mode"


@dataclass(frozen=True, slots=True)
class Rotation:
    """Values that take turns, slot by slot of the rule; a slot that is cancelled uses its turn up.

    The first value has the first slot of the year `since`; without one, the first slot of all.
    """

    kind: RotationKind
    values: tuple[str, ...]
    since: int | None = None

    def __post_init__(self) -> None:
        if not self.values:
            raise InvalidValue(f"the rotation by {self.kind}", "", "at least one value")

    def __str__(self) -> str:
        since = f" since {self.since}" if self.since is not None else ""
        return f"{self.kind}: {', '.join(self.values)}{since}"

    def turn(self, place: int) -> str:
        """Whose turn the slot at a place is; the first slot since is at place 0, before it less."""
        return self.values[place % len(self.values)]


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn a slot is, by one rotation."""

    kind: RotationKind
    value: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"

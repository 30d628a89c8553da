"""Values that do not change, without what importing `dataclasses` takes."""

from __future__ import annotations

from scheduler.recurrence.quick_typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, ClassVar, NoReturn, Self


class Frozen:
    """Equal to another of its class whose fields are equal, and hashable; its fields stay.

    A subclass names its fields, and fills `vars(self)` when it is made. Empty values and usual ones
    are not shown.
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    _usual: ClassVar[dict[str, object]] = {}

    def with_fields(self, **fields: Any) -> Self:  # noqa: ANN401 -- whatever the fields hold
        """The same with some fields changed."""
        return type(self)(**{**dict(zip(self._fields, self._values(), strict=True)), **fields})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Frozen) or type(other) is not type(self):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def __repr__(self) -> str:
        told = zip(self._fields, self._values(), strict=True)
        usual = self._usual
        fields = ", ".join(
            f"{name}={value!r}" for name, value in told if value and value != usual.get(name)
        )
        return f"{type(self).__name__}({fields})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"{name} does not change: make another with {name}={value!r}"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> NoReturn:
        message = f"{name} does not go away"
        raise AttributeError(message)

    def _compared(self) -> tuple[object, ...]:
        """What is the same in equal ones."""
        return self._values()

    def _values(self) -> tuple[object, ...]:
        return tuple(map(vars(self).__getitem__, self._fields))

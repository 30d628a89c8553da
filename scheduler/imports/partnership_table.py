"""What every table of a partnership file has in common."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

Fault = tuple[str, str]


class Table(BaseModel):
    """One table of the file. Its fields bear the names of the record's attributes.

    `noun` is what a person calls it; `identified_by` are the fields that tell it from the others
    of its list.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    noun: ClassVar[str]
    identified_by: ClassVar[tuple[str, ...]]

    @classmethod
    def identity(cls, fields: Mapping[str, Any]) -> tuple[str, ...]:
        """What tells a table with these fields from the others; absent ones count as empty."""
        return tuple(_plain(fields.get(name)) for name in cls.identified_by)

    @classmethod
    def may_repeat(cls, fields: Mapping[str, Any]) -> bool:
        """Whether another table of the list may have the same identity."""
        del fields
        return False

    @classmethod
    def defaults(cls, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Values of absent fields that follow from those present."""
        del fields
        return {}

    def faults(self) -> Iterator[Fault]:
        """What is wrong between the fields of this table: field and sentence."""
        return iter(())

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, fields: Any) -> Any:  # noqa: ANN401 -- pydantic gives what the file holds
        return {**cls.defaults(fields), **fields} if isinstance(fields, dict) else fields

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if found := list(self.faults()):
            raise PydanticCustomError("faults", "faults", {"faults": found})
        return self


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def ends_after(field: str, start: Any, end: Any) -> Iterator[Fault]:  # noqa: ANN401 -- days, hours or months
    """A fault where an end does not come after its start; what is not known is never one."""
    if start is not None and end is not None and end <= start:
        yield field, f"{end} is too early: expected one after {start}"

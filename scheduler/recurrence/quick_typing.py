"""The names of `typing` that do something when a program runs, without the import of it.

That import takes longer than all that `Rule` and `RecurrenceSet` are. So the modules which they
are made of take these names from here, and keep what only a type checker reads, imports for
annotations too, behind TYPE_CHECKING: type checkers take that name for true wherever it stands.
"""

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Generic, TypeVar, cast, overload
else:
    from types import GenericAlias

    class Generic:
        """A base of classes that take types in brackets, as those of the library do."""

        __class_getitem__ = classmethod(GenericAlias)

    def TypeVar(name: str, **_: object) -> str:  # noqa: N802 -- named as in `typing`
        """The name of a type variable, which is all that brackets need."""
        return name

    def cast(_kind: object, value: object) -> object:
        """The value."""
        return value

    def overload(function: object) -> object:
        """The function, until the next of its name replaces it."""
        return function


__all__ = ["TYPE_CHECKING", "Generic", "TypeVar", "cast", "overload"]

"""Properties and values of classes that are worked out when first asked for, and kept."""

from __future__ import annotations

from scheduler.recurrence.quick_typing import TYPE_CHECKING, Generic, TypeVar, cast, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Self

Value = TypeVar("Value", covariant=True)  # noqa: PLC0105 -- a property gives, and takes nothing


class once(Generic[Value]):  # noqa: N801 -- written as a decorator, as `property` is
    """What `functools.cached_property` is, without the lock that Python 3.11 takes in it.

    The lock costs more than most of what is kept here; two threads may work out one value twice.
    """

    def __init__(self, work: Callable[[Any], Value]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, owner: None, of: type) -> Self: ...

    @overload
    def __get__(self, owner: object, of: type) -> Value: ...

    def __get__(self, owner: object | None, of: type) -> Self | Value:
        if owner is None:
            return self
        value = vars(owner)[self._name] = self._work(owner)
        return value


def once_for_all(find: Callable[[], Value]) -> Value:
    """A value that a class has for all of its kind, found when first asked for."""
    return cast("Value", _OnceForAll(find))


class _OnceForAll(Generic[Value]):
    """Stands in the class until the value takes its place there."""

    def __init__(self, find: Callable[[], Value]) -> None:
        self._find = find

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, owner: object, of: type) -> Value:
        value = self._find()
        setattr(self._owner, self._name, value)
        return value

"""What the kinds of value that are typed have in common."""

from abc import abstractmethod
from typing import Any, TypeVar

import click

T = TypeVar("T")


class Typed(click.ParamType[T]):
    """A kind of value that is read from a text; a default that is one already stays as it is."""

    def convert(
        self,
        value: Any,  # noqa: ANN401 -- click's own
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> T:
        """What click asks for; it adds the option's name to what a reader says."""
        del param, ctx
        return self.read(value) if isinstance(value, str) else value

    @abstractmethod
    def read(self, text: str) -> T:
        """The value; fails with what came and what is expected."""

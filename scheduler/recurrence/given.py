"""What a set is made of, refused where it is of a type that no set holds."""

from __future__ import annotations

from datetime import date

from scheduler.recurrence.quick_typing import TYPE_CHECKING
from scheduler.recurrence.rule_parts import RuleParts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeVar

    from scheduler.errors import InvalidValue

    T = TypeVar("T")

_RULES = "a list of rules, such as [Rule.parse('FREQ=DAILY')]"
_UNMATCHED = ("omit", "include", "refuse")


def refused(what: str, given: object, expected: str) -> InvalidValue:
    """The error of a value that cannot be used; errors are imported with the first one."""
    from scheduler.errors import InvalidValue

    return InvalidValue(what, given, expected)


def require_start(start: object) -> None:
    """Refuse a start that is no time."""
    if not isinstance(start, date):
        raise refused("the start", start, "a date or a datetime, such as date(2027, 1, 1)")


def require_start_or_none(start: object) -> None:
    """Refuse a start that is given and no time."""
    if start is not None:
        require_start(start)


def rules_in(rules: Iterable[T]) -> tuple[T, ...]:
    """The rules of a list."""
    held = all_in("the rules", rules, _RULES)
    for rule in held:
        if not isinstance(rule, RuleParts):
            raise refused("a rule", rule, "a Rule, such as Rule.parse('FREQ=DAILY')")
    return held


def all_in(what: str, given: Iterable[T], expected: str) -> tuple[T, ...]:
    """What a list holds."""
    if type(given) is tuple:  # as in most sets, of which there may be many
        return given
    require_list(what, given, expected)
    return tuple(given)


def require_list(what: str, given: object, expected: str) -> None:
    """Refuse what holds nothing, and a text, which holds letters."""
    if isinstance(given, str) or not hasattr(given, "__iter__"):
        raise refused(what, given, expected)


def require_choice(unmatched_start: object) -> None:
    """Refuse what is no way to treat a start that no rule gives."""
    if unmatched_start not in _UNMATCHED:
        expected = "'omit', 'include' or 'refuse'"
        raise refused("unmatched_start", unmatched_start, expected)


def require_text(what: str, text: object, example: str) -> None:
    """Refuse what is no text at all."""
    if not isinstance(text, str):
        raise refused(what, text, f"a str such as {example!r}")

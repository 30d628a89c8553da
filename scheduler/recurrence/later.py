"""Modules that are imported when something of them is first asked for.

An import inside a function does the same, at over a microsecond a call: here that is much.
"""


class Later:
    """Stands for a module. What was asked of it is kept, and found as quickly as in a module."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> object:
        from importlib import import_module

        value = vars(self)[name] = getattr(import_module(self._module), name)
        return value

"""What is to be said of the files of a calendar: the first few things, and how many more."""

from scheduler.errors import Finding, Severity
from scheduler.imports.busy.components import Component
from scheduler.imports.busy.lines import Line

MOST_SHOWN = 20


class Findings:
    """The findings of all files together, and how many events were left out."""

    def __init__(self) -> None:
        self._shown: list[Finding] = []
        self._more = 0
        self.left_out = 0

    def say(
        self,
        component: Component,
        message: str,
        line: Line | None = None,
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Say something of a component, with the line in question."""
        if len(self._shown) == MOST_SHOWN:
            self._more += 1
            return
        text = component.file.text
        where = f"{text.name}, line {text.number_of(line or component.begin)}"
        self._shown.append(Finding(severity, message, where))

    def leave_out(self, component: Component, reason: str, line: Line | None = None) -> None:
        """Say that a component is left out, and why."""
        self.left_out += 1
        self.say(component, f"the event was left out: {reason}", line)

    def all(self) -> tuple[Finding, ...]:
        """The findings; a last one says how many more there were."""
        more = Finding(Severity.WARNING, f"and {self._more} more like these")
        return (*self._shown, more) if self._more else tuple(self._shown)

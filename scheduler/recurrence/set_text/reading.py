"""What is wrong with the text of a set while it is read: refused, or forgiven and said."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from scheduler.errors import Finding, InvalidRecurrenceSet, InvalidValue, Problem, Severity

_MOST_PROBLEMS = 100


class Reading:
    """The problems and the findings of one text, each with its line."""

    def __init__(self, *, tolerant: bool) -> None:
        self.tolerant = tolerant
        self._errors: list[tuple[int | None, InvalidValue]] = []
        self._findings: list[Finding] = []

    def forgive(self, line: int, finding: str, refusal: InvalidValue) -> None:
        """Say what was forgiven in a line; a strict reading refuses it instead."""
        if not self.tolerant:
            raise refusal
        self.note(line, finding)

    def note(self, line: int, finding: str, severity: Severity = Severity.WARNING) -> None:
        """Say something of a line, which a strict reading does not."""
        if self.tolerant:
            self._findings.append(Finding(severity, finding, where=f"line {line}"))

    def refuse(self, line: int | None, error: InvalidValue) -> None:
        """Remember why a line is refused; with too many of them the text is refused at once."""
        self._errors.append((line, error))
        if len(self._errors) == _MOST_PROBLEMS:
            self.raise_errors()

    @contextmanager
    def line(self, number: int) -> Iterator[None]:
        """Remember what is raised for this line, and go on with the next one."""
        try:
            yield
        except InvalidRecurrenceSet:
            raise
        except InvalidValue as error:
            self.refuse(number, error)

    @property
    def has_errors(self) -> bool:
        """True if anything was refused."""
        return bool(self._errors)

    def raise_errors(self) -> NoReturn:
        """Raise what was refused: several together, one as it is."""
        if len(self._errors) == 1:
            raise self._errors[0][1]
        raise InvalidRecurrenceSet([Problem(line, str(error)) for line, error in self._errors])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was forgiven, each thing once."""
        return tuple(dict.fromkeys(self._findings))

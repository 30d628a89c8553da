"""Every error the product raises on purpose.

Each class takes fields and builds its own sentence: what came, what was expected, what to do.
The doors translate a class to an exit code or an HTTP status, once each; the classes know neither.

    SchedulerError
    ├─ InvalidValue (also ValueError)   bad input: the caller must change what was given
    │  ├─ InvalidRule                   RFC 5545 3.3.10
    │  ├─ InvalidRecurrenceSet          several faults of one text, by line: RFC 5545 3.8.5
    │  ├─ UnsupportedRule               valid text that this engine declines
    │  ├─ NotUnderstood                 words that mean no rule, with how far they were understood
    │  ├─ UnansweredQuestion            a question to which a recurrence set has no answer
    │  ├─ UnknownTimeZone               RFC 5545 3.2.19
    │  ├─ InvalidFile                   all problems of one file, by line
    │  ├─ NotFound
    │  └─ AmbiguousName
    ├─ ProcedureError                   the state forbids it: the record must change first
    │  ├─ IllegalTransition
    │  ├─ AlreadyExists
    │  ├─ NotAllowed                    with the reason, and what to do first
    │  ├─ RecordIncomplete              all that the record of a meeting lacks
    │  ├─ TooEarly                      the day has not come
    │  ├─ StaleEdit                     somebody else's edit came first
    │  ├─ LoadConflict                  edited in the record and in the file alike
    │  ├─ DumpRefused                   a record that no file can hold
    │  └─ AudienceLeak                  a piece that its reader may not see
    └─ StoreError                       the database, the disk or a server cannot do it now
       ├─ DatabaseUnavailable
       ├─ SchemaMismatch
       ├─ WriteFailed
       ├─ RenderFailed
       └─ MailServerUnavailable
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class SchedulerError(Exception):
    """The root of everything raised on purpose; its text is one sentence for a person."""


class InvalidValue(SchedulerError, ValueError):
    """A value that was given cannot be used."""

    def __init__(self, what: str, given: object, expected: str) -> None:
        self.what, self.given, self.expected = what, given, expected
        super().__init__(f"{what} {given!r} cannot be used: expected {expected}")


class RuleFault(NamedTuple):
    """One fault of a recurrence rule: the part, what it held, what it may hold, a right example."""

    part: str
    value: str
    expected: str
    example: str = ""

    def __str__(self) -> str:
        held = f"{self.part}={self.value}" if self.value else self.part
        example = f", such as {self.example}" if self.example else ""
        return f"{held}: expected {self.expected}{example}"


_FAULTS_SHOWN = 20


class InvalidRule(InvalidValue):
    """A recurrence rule that RFC 5545 3.3.10 does not allow, with every fault of its text."""

    def __init__(self, text: str, faults: Sequence[RuleFault]) -> None:
        self.text, self.faults = text, tuple(faults)
        listed = "; ".join(str(fault) for fault in self.faults[:_FAULTS_SHOWN])
        if (more := len(self.faults) - _FAULTS_SHOWN) > 0:
            listed += f"; and {more} more"
        SchedulerError.__init__(self, f"the recurrence rule {text!r} is not valid: {listed}")


class UnsupportedRule(InvalidValue):
    """Valid rule text that this engine declines, with what it does support."""

    def __init__(self, part: str, value: str, supported: str) -> None:
        self.part, self.value, self.supported = part, value, supported
        SchedulerError.__init__(
            self, f"{part}={value} is valid but not supported here; supported: {supported}"
        )


_SHOWN_OF_WORDS = 60
_ENGLISH_FRAME = {
    "after": "after {understood!r}, ",
    "not_understood": "{rest!r} is not understood",
    "more_needed": "more is needed",
    "expected": ": expected {expected}",
    "or": "or",
}


class NotUnderstood(InvalidValue):
    """Words that mean no recurrence rule: what was understood, what was not, what could follow.

    The sentence is in the language of the words, whose parts of it are in `frame`.
    """

    def __init__(
        self,
        understood: str,
        rest: str,
        expected: Sequence[str],
        frame: Mapping[str, str] = _ENGLISH_FRAME,
    ) -> None:
        self.understood, self.rest = understood.strip(), rest.strip()
        self.expected = f" {frame['or']} ".join(expected)
        shown = self.rest[:_SHOWN_OF_WORDS] + "..." * (len(self.rest) > _SHOWN_OF_WORDS)
        after = frame["after"] if self.understood else ""
        missing = frame["not_understood"] if shown else frame["more_needed"]
        SchedulerError.__init__(
            self,
            (after + missing + frame["expected"]).format(
                understood=self.understood, rest=shown, expected=self.expected
            ),
        )


class UnansweredQuestion(InvalidValue, TypeError):
    """A question to which a recurrence set has no answer: the length of an endless one.

    A TypeError too, so that `list(endless)` asks the length in vain and goes on.
    """

    def __init__(self, question: str, reason: str) -> None:
        self.question, self.reason = question, reason
        SchedulerError.__init__(self, f"{question} cannot be told: {reason}")


class UnknownTimeZone(InvalidValue):
    """A zone name that the IANA database does not hold."""

    def __init__(self, tzid: str, suggestions: Sequence[str] = ()) -> None:
        self.tzid, self.suggestions = tzid, tuple(suggestions)
        near = f" (did you mean {' or '.join(self.suggestions)}?)" if self.suggestions else ""
        SchedulerError.__init__(
            self,
            f"the time zone {tzid!r} is not known: "
            f"expected an IANA name such as Europe/Brussels{near}",
        )


class Problem(NamedTuple):
    """One problem of a file: its line (from 1; None where no line can be told) and a sentence."""

    line: int | None
    message: str

    def __str__(self) -> str:
        return self.message if self.line is None else f"line {self.line}: {self.message}"


class InvalidFile(InvalidValue):
    """A file refused whole, with every problem found in it, in the order of its lines."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.name, self.problems = name, tuple(problems)
        many = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        SchedulerError.__init__(self, f"{name} was not loaded; it has {many}:{lines}")


class InvalidRecurrenceSet(InvalidValue):
    """The text of a recurrence set with several faults, in the order of its lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        many = f"{len(self.problems)} problems"
        SchedulerError.__init__(self, f"the recurrence set is not valid; it has {many}:{lines}")


class NotFound(InvalidValue):
    """A name that means nothing in the record."""

    def __init__(self, noun: str, key: str, known: Sequence[str] = ()) -> None:
        self.noun, self.key, self.known = noun, key, tuple(known)
        there = f"; there are: {', '.join(self.known)}" if self.known else ""
        SchedulerError.__init__(self, f"there is no {noun} {key!r}{there}")


class AmbiguousName(InvalidValue):
    """A name that means several things, with the candidates."""

    def __init__(self, noun: str, key: str, candidates: Sequence[str]) -> None:
        self.noun, self.key, self.candidates = noun, key, tuple(candidates)
        SchedulerError.__init__(
            self,
            f"{key!r} names more than one {noun}: {', '.join(self.candidates)}; give one of these",
        )


class ProcedureError(SchedulerError):
    """The state of the record forbids what was asked."""


class IllegalTransition(ProcedureError):
    """A change of state that the life of the thing does not have."""

    def __init__(self, what: str, current: str, wanted: str, allowed: Sequence[str]) -> None:
        self.what, self.current, self.wanted, self.allowed = what, current, wanted, tuple(allowed)
        may = ", ".join(self.allowed) if self.allowed else "nothing further"
        super().__init__(f"{what} is {current} and cannot be {wanted}; it may become: {may}")


class AlreadyExists(ProcedureError):
    """A name that is taken."""

    def __init__(self, noun: str, key: str, remedy: str) -> None:
        self.noun, self.key, self.remedy = noun, key, remedy
        super().__init__(f"the {noun} {key} already exists; {remedy}")


class NotAllowed(ProcedureError):
    """A change that the state of the record forbids, with the reason and what to do instead."""

    def __init__(self, act: str, reason: str, remedy: str) -> None:
        self.act, self.reason, self.remedy = act, reason, remedy
        super().__init__(f"{act} is not possible: {reason}; {remedy}")


class RecordIncomplete(ProcedureError):
    """The record of a meeting that lacks something, with everything that it lacks by its code."""

    def __init__(self, meeting: str, lacks: Sequence[str]) -> None:
        self.meeting, self.lacks = meeting, tuple(lacks)
        lines = "".join(f"\n  {lack}" for lack in self.lacks)
        many = "1 thing" if len(self.lacks) == 1 else f"{len(self.lacks)} things"
        super().__init__(
            f"the record of {meeting} was not closed; it lacks {many}:{lines}\n"
            'put it right, or give a reason for each: --accept CODE="REASON"'
        )


class TooEarly(ProcedureError):
    """What can only be recorded once the day has come."""

    def __init__(self, act: str, day: str) -> None:
        self.act, self.day = act, day
        super().__init__(f"{act} is not possible before the day has come: it is {day}")


class StaleEdit(ProcedureError):
    """An edit of a version that somebody else has replaced meanwhile; both texts are kept here."""

    def __init__(self, what: str, expected: int, found: int, theirs: str, yours: str) -> None:
        self.what, self.expected, self.found = what, expected, found
        self.theirs, self.yours = theirs, yours
        super().__init__(
            f"{what} was changed by somebody else: you edited version {expected}, "
            f"the record now holds version {found}, and nothing was saved\n"
            f"{_side_by_side(theirs, yours)}\n"
            f"read it again, then repeat your edit with --version {found}"
        )


def _side_by_side(theirs: str, yours: str) -> str:
    """Both texts; of two that have several lines, those lines in which they differ."""
    if "\n" not in theirs + yours:
        return f"  in the record: {theirs}\n  yours:         {yours}"
    from difflib import unified_diff  # noqa: PLC0415 -- slow import

    lines = list(unified_diff(theirs.splitlines(), yours.splitlines(), n=1, lineterm=""))
    changed = [f"  {line}" for line in lines[2:] if not line.startswith("@@")]
    return "\n".join(["  (-) in the record, (+) yours:", *changed])


class Conflict(NamedTuple):
    """One value that officers changed and that a file, which does not know of it, has otherwise."""

    what: str
    record: str
    file: str

    def __str__(self) -> str:
        return f"{self.what}: the record has {self.record}, the file has {self.file}"


class LoadConflict(ProcedureError):
    """A file that would overwrite what officers edited meanwhile, with every such value."""

    def __init__(self, name: str, conflicts: Sequence[Conflict]) -> None:
        self.name, self.conflicts = name, tuple(conflicts)
        lines = "".join(f"\n  {conflict}" for conflict in self.conflicts)
        super().__init__(
            f"{name} was not loaded: it does not know what officers changed here meanwhile, "
            f"and says otherwise:{lines}\n"
            "load it again with --keep-record or with --take-file to say which of the two holds"
        )


class DumpRefused(ProcedureError):
    """A record that the format of partnership files cannot hold, with every reason."""

    def __init__(self, partnership: str, problems: Sequence[str]) -> None:
        self.partnership, self.problems = partnership, tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(f"{partnership} cannot be dumped until this is put right:{lines}")


class AudienceLeak(ProcedureError):
    """Pieces of a paper, or words in a finished file, that its reader may not see.

    Nothing was written.
    """

    def __init__(self, paper: str, reader: str, pieces: Sequence[str], remedy: str = "") -> None:
        self.paper, self.reader, self.pieces = paper, reader, tuple(pieces)
        super().__init__(
            f"{paper} for {reader} was refused: it holds {', '.join(self.pieces)}, "
            f"which {reader} may not read" + (f"; {remedy}" if remedy else "")
        )


class StoreError(SchedulerError):
    """The database, the disk or a server cannot do it now."""


class DatabaseUnavailable(StoreError):
    """A database that cannot be opened, read or written, with the reason and the remedy."""

    def __init__(self, where: str, reason: str, remedy: str) -> None:
        self.where, self.reason, self.remedy = where, reason, remedy
        super().__init__(f"the database {where} {reason}; {remedy}")


class SchemaMismatch(StoreError):
    """A database whose schema is not the one this program works with."""

    def __init__(self, where: str, found: str, needed: str, remedy: str) -> None:
        self.where, self.found, self.needed, self.remedy = where, found, needed, remedy
        super().__init__(
            f"the database {where} has schema {found}, this program needs {needed}; {remedy}"
        )


class WriteFailed(StoreError):
    """A file that could not be written; what stood there before still stands."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} could not be written: {reason}; nothing was changed there")


class RenderFailed(StoreError):
    """A paper that could not be printed, with the reason and what to do."""

    def __init__(self, paper: str, reason: str, remedy: str) -> None:
        self.paper, self.reason, self.remedy = paper, reason, remedy
        super().__init__(f"{paper} could not be made: {reason}; {remedy}")


class MailServerUnavailable(StoreError):
    """A mail server that cannot be spoken to, with the reason and what to do; it got nothing."""

    def __init__(self, server: str, reason: str, remedy: str) -> None:
        self.server, self.reason, self.remedy = server, reason, remedy
        super().__init__(f"the mail server {server} {reason}; {remedy}")


class Severity(StrEnum):
    """How much a finding matters: `error` makes a check fail with exit code 3."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(NamedTuple):
    """Something a person should look at. Not an error: a check returns a list of these."""

    severity: Severity
    message: str
    where: str = ""

    def __str__(self) -> str:
        at = f"{self.where}: " if self.where else ""
        return f"{self.severity}: {at}{self.message}"

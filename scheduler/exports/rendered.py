"""What a renderer hands back."""

from dataclasses import dataclass

from scheduler.errors import Finding


@dataclass(frozen=True, slots=True)
class Rendered:
    """The finished file, and what a person should look at before handing it out."""

    content: bytes
    findings: tuple[Finding, ...] = ()

"""What a renderer hands back."""

from dataclasses import dataclass

from scheduler.errors import Finding


@dataclass(frozen=True, slots=True)
class Rendered:
    """The finished file, and what a person should look at before handing it out.

    Of the PDF of a pack, `places` are its labels with their pages, and `pages` is how many it has.
    """

    content: bytes
    findings: tuple[Finding, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    pages: int = 0

"""Name plates and badges: each person with their party, and how large a name fits on its plate."""

from collections.abc import Iterator
from typing import Any

from scheduler.exports.pictures.measured import fitting

Data = dict[str, Any]

# One face of an A4 sheet folded along its length, less its margins, in points.
_ROOM = 740.0
_NAME_HEIGHT, _POST_HEIGHT = 150.0, 62.0
_NAME_SIZES = (88, 80, 72, 64, 56, 48, 42, 36, 32, 28, 24, 20, 17, 14)
_POST_SIZES = (22, 20, 18, 16, 14, 12, 11, 10, 9, 8, 7)


def people_of(paper: Data) -> Iterator[Data]:
    """Everybody of a paper with the party they come for, counted from 1."""
    people = [
        (delegation["party"], person)
        for delegation in paper["delegations"]
        for person in delegation["participants"]
    ]
    for number, (party, person) in enumerate(people, start=1):
        role = "head" * person["is_head"] or "alternate" * person["is_alternate"]
        yield {**person, "number": number, "party": party, "role": role}


def plate(person: Data) -> Data:
    """What stands on a plate: the name, or the post alone, each as large as it fits; never cut."""
    name = person["name"] or person["post"]
    post = person["post"] if person["name"] else ""
    about = ", ".join(part for part in (post, person["body"]) if part)
    return {
        "name": name,
        "name_size": fitting(name, _ROOM, _NAME_HEIGHT, _NAME_SIZES, is_bold=True),
        "about": about,
        "about_size": fitting(about, _ROOM, _POST_HEIGHT, _POST_SIZES),
        "party": person["party"],
        "party_size": fitting(person["party"], _ROOM, _POST_HEIGHT / 2, _POST_SIZES[3:]),
    }

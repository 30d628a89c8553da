"""What the demonstration adds to a partnership: an agenda, a briefing, a rehearsed outcome."""

import tomllib

from pydantic import BaseModel, ConfigDict

from scheduler.model.vocabulary import ItemKind
from scheduler.papers.parts import Section


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DemoDocument(_Table):
    """A document of an agenda item."""

    title: str
    address: str


class DemoItem(_Table):
    """An agenda item; `leads` holds a body's code for each party's."""

    title: str
    kind: ItemKind
    minutes: int
    leads: dict[str, str]
    documents: tuple[DemoDocument, ...] = ()


class DemoAttendee(_Table):
    """A post without a name, in a delegation."""

    party: str
    body: str
    post: str
    head: bool = False


class DemoNote(_Table):
    """A section of the home party's briefing; without an item it is on the whole meeting."""

    section: Section
    text: str
    item: int | None = None


class Rehearsal(_Table):
    """An outcome recorded for practice on a meeting of the past."""

    meeting: str
    item: int
    record: str
    conclusion: str
    commitment: str
    owner: str


class Demo(_Table):
    """The whole demonstration."""

    marking: str
    item: tuple[DemoItem, ...]
    attendee: tuple[DemoAttendee, ...]
    note: tuple[DemoNote, ...]
    rehearsal: Rehearsal


def read_demo(text: str) -> Demo:
    """The demonstration that ships with the product; its file is ours, so a fault is a bug."""
    return Demo.model_validate(tomllib.loads(text))

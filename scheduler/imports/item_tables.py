"""The tables of an agenda: items with their sub-items, and who leads and speaks on each."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from scheduler.imports import partnership_values as v
from scheduler.imports.partnership_table import Fault, Table
from scheduler.model.vocabulary import ItemKind, ItemState
from scheduler.papers.audience import Reach


class LeadTable(Table):
    """Who leads on an item for one party."""

    noun = "lead"
    identified_by = ("party",)

    party: v.Code = v.refers_to("party")
    body: v.Code = v.refers_to("body")


class SpeakerTable(Table):
    """Who speaks on an item for one party beside its lead: a body, or a person by name."""

    noun = "speaker"
    identified_by = ("party", "person", "body")

    party: v.Code = v.refers_to("party")
    person: v.Code | None = v.refers_to("person", default=None)
    body: v.Code | None = v.refers_to("body", default=None)

    def faults(self) -> Iterator[Fault]:
        """A speaker who is nobody, or two at once."""
        if (self.person is None) is (self.body is None):
            yield "party", "expected a 'person' or a 'body' who speaks for it, and only one of them"


class SubItemTable(Table):
    """An item under another one; it goes no further than that."""

    noun = "sub-item"
    identified_by = ("title",)

    title: v.Title
    kind: v.ItemKindWord = ItemKind.DISCUSSION
    state: v.ItemStateWord | None = Field(
        default=None, description="Absent: 'discussed' where the meeting was held, else 'open'."
    )
    minutes_planned: Annotated[int, Field(ge=1, le=1440)] | None = None
    reach: v.OpenReach = Reach.JOINT
    leads: tuple[LeadTable, ...] = Field(default=(), strict=False)
    speakers: tuple[SpeakerTable, ...] = Field(default=(), strict=False)

    @classmethod
    def may_repeat(cls, fields: Mapping[str, Any]) -> bool:
        """Two items may bear one title."""
        del fields
        return True

    @classmethod
    def defaults(cls, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing became of it yet; `told` goes first."""
        del fields
        return {"state": ItemState.OPEN}


class AgendaTable(SubItemTable):
    """An agenda item that both parties, or all, may read; a party's own items are never here."""

    noun = "agenda item"

    section: v.Line = Field(default="", description="Items in a row of one section stand together.")
    sub_items: tuple[SubItemTable, ...] = Field(default=(), strict=False)

    def faults(self) -> Iterator[Fault]:
        """Sub-items that reach further than the item, and breaks among them."""
        if self.reach is Reach.JOINT and any(one.reach is Reach.PUBLIC for one in self.sub_items):
            yield "sub_items", "expected 'joint' ones only, as the item around them is"
        kinds = [self.kind, *(one.kind for one in self.sub_items)]
        if self.sub_items and ItemKind.BREAK in kinds:
            yield "sub_items", "expected a 'break' to have none and to be none"


def told(agenda: Any) -> Any:  # noqa: ANN401 -- pydantic gives what the file holds
    """The items of a meeting that was held: what is told of the past was not left behind."""
    if not isinstance(agenda, list | tuple):
        return agenda
    return [_told(item) if isinstance(item, dict) else item for item in agenda]


def _told(item: Mapping[str, Any]) -> Mapping[str, Any]:
    inside = {"sub_items": told(item["sub_items"])} if "sub_items" in item else {}
    return {"state": ItemState.DISCUSSED, **item, **inside}

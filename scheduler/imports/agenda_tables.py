"""The tables of agenda templates: what the agendas of a level, or of a series, begin with."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from scheduler.imports import partnership_values as v
from scheduler.imports.file_faults import FileFault
from scheduler.imports.partnership_table import Fault, Table
from scheduler.model.vocabulary import ItemKind
from scheduler.papers.audience import Reach


class TemplateItemTable(Table):
    """A standing item; `{previous}` in its title is the last meeting that was held before."""

    noun = "template item"
    identified_by = ("title",)

    title: v.Title
    kind: v.ItemKindWord = ItemKind.STANDING
    minutes_planned: Annotated[int, Field(ge=1, le=1440)] | None = None
    section: v.Line = ""
    is_sub_item: bool = Field(default=False, description="Whether it belongs to the one before.")
    reach: v.OpenReach = Reach.JOINT


class AgendaTemplateTable(Table):
    """What the agenda of each meeting of a level begins with; that of a series goes first."""

    noun = "agenda template"
    identified_by = ("key",)

    key: v.Code
    name: v.Title
    level: v.LevelWord | None = None
    series: v.Code | None = v.refers_to("series", default=None)
    remarks: v.Prose = ""
    items: tuple[TemplateItemTable, ...] = Field(default=(), strict=False)

    def faults(self) -> Iterator[Fault]:
        """A template for nothing, or for two things; a sub-item of nothing."""
        if (self.level is None) is (self.series is None):
            yield "level", "expected a 'level' or a 'series', and only one of them"
        if self.items and self.items[0].is_sub_item:
            yield "items", "expected no sub-item as the first one"


def template_faults(templates: Sequence[AgendaTemplateTable]) -> Iterator[FileFault]:
    """Two templates for one level, or for one series."""
    first: dict[tuple[str, str], str] = {}
    for at, one in enumerate(templates):
        field = "level" if one.level else "series"
        holder = first.setdefault((field, str(one.level or one.series)), one.key)
        if holder != one.key:
            sentence = f"{field}: {one.level or one.series} has the template {holder} already"
            yield FileFault(("agenda_templates", at, field), sentence)

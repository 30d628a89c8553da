"""Which row each table of a partnership file becomes, and what its values are called there."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from scheduler.errors import InvalidValue
from scheduler.imports.agenda_tables import AgendaTemplateTable, TemplateItemTable
from scheduler.imports.body_tables import (
    BodyNameTable,
    BodyTable,
    InstrumentTable,
    MandateTable,
    PartyTable,
    PersonTable,
    PostTable,
    SourceTable,
)
from scheduler.imports.item_tables import AgendaTable, LeadTable, SpeakerTable, SubItemTable
from scheduler.imports.meeting_tables import AttendeeTable, ChairTable, MeetingTable
from scheduler.imports.milestone_tables import MilestoneTable
from scheduler.imports.partnership_table import Table
from scheduler.imports.series_tables import RotationTable, SeriesTable, SpacingTable
from scheduler.imports.table_links import references_of
from scheduler.model.agenda import AgendaItem, Lead, Speaker
from scheduler.model.agenda_template import AgendaTemplate, TemplateItem
from scheduler.model.base import Base
from scheduler.model.body import Body, BodyName, Mandate, Person, Post
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.milestone import MilestoneRule
from scheduler.model.partnership import Instrument, Party, Source
from scheduler.model.series import Rotation, RuleVersion, Series, Spacing
from scheduler.planning.windows import MonthDay, SeriesWindow
from scheduler.secretariat.partnership_entities import Fields

ROWS: Mapping[type[Table], type[Base]] = {
    SourceTable: Source,
    InstrumentTable: Instrument,
    PartyTable: Party,
    BodyTable: Body,
    BodyNameTable: BodyName,
    PersonTable: Person,
    PostTable: Post,
    MandateTable: Mandate,
    SeriesTable: Series,
    SpacingTable: Spacing,
    RotationTable: Rotation,
    MilestoneTable: MilestoneRule,
    AgendaTemplateTable: AgendaTemplate,
    TemplateItemTable: TemplateItem,
    MeetingTable: Meeting,
    ChairTable: Chair,
    AttendeeTable: Attendance,
    AgendaTable: AgendaItem,
    SubItemTable: AgendaItem,
    LeadTable: Lead,
    SpeakerTable: Speaker,
}
# The attribute by which a row refers to the row around it.
HOLDERS = {
    "names": "body",
    "mandates": "post",
    "spacings": "series",
    "rotations": "series",
    "milestones": "series",
    "items": "template",
    "chairs": "meeting",
    "agenda": "meeting",
    "sub_items": "parent",
    "leads": "item",
    "speakers": "item",
}
# References of a table to its own kind: set once every row of the kind is there.
OWN_KIND = {(BodyTable, "parent"), (BodyTable, "successor"), (MeetingTable, "parent")}


def set_values(row: Base, model: type[Table], fields: Fields) -> None:
    """Set the values of a row that are its own, leaving its references."""
    references = references_of(model)
    for name, value in fields.items():
        if name not in references:
            for attribute, column in _columns(model, name, value):
                setattr(row, attribute, column)


def add_rule(series: Series, fields: Fields, *, now: datetime, reason: str) -> None:
    """One more version of the rule; the older ones stay with the slots they made."""
    last = series.current_rule
    rule = fields.get("rule", last.rule if last else None)
    starts = fields.get("starts", last.starts if last else None)
    if rule is None or starts is None:
        expected = "a rule; to end a series give its rule an UNTIL, as FREQ=YEARLY;UNTIL=20271231"
        raise InvalidValue(f"the rule of series {series.code}", "", expected)
    series.rules.append(
        RuleVersion(
            ordinal=last.ordinal + 1 if last else 1,
            rule=rule,
            starts=starts,
            made_at=now,
            reason=reason,
        )
    )


def _columns(model: type[Table], name: str, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 -- any value of a file
    """The attributes that hold a value, where they do not just bear its name."""
    match model, name:
        case _ if model is SeriesTable and name in ("rule", "starts"):
            return
        case _ if model is SeriesTable and name == "window":
            window = SeriesWindow.parse(value) if value else None
            yield "window_start", window and _month_day(window.first)
            yield "window_end", window and _month_day(window.last)
        case _ if isinstance(value, tuple):
            yield name, list(value)
        case _ if model is MeetingTable and name == "zone" and value is None:
            return
        case _:
            yield name, value


def _month_day(day: MonthDay) -> str:
    return f"{day.month:02}-{day.day:02}"

"""The table of a step in a series' back-plan."""

from collections.abc import Iterator

from pydantic import Field

from scheduler.errors import InvalidValue
from scheduler.imports import partnership_values as v
from scheduler.imports.partnership_table import Fault, Table
from scheduler.planning.milestones import Offset


class MilestoneTable(Table):
    """What is due so long before or after each meeting of the series, and from which body."""

    noun = "milestone"
    identified_by = ("key",)

    key: v.Code
    name: v.Title
    offset: v.Line = Field(
        description='For example "8 weeks before", "2 days before" or "5 working days after".'
    )
    body: v.Code | None = v.refers_to(
        "body",
        default=None,
        description="Who must act; its working days count. Absent: the secretariat.",
    )
    remarks: v.Prose = ""

    def faults(self) -> Iterator[Fault]:
        """An offset that says nothing."""
        try:
            Offset.parse(self.offset)
        except InvalidValue as error:
            yield "offset", str(error)

"""The warning where more slots bind one another than can be weighed together."""

from dataclasses import replace
from datetime import date

from scheduler.errors import Severity
from scheduler.planning.closures import Closures
from scheduler.planning.slots import propose
from scheduler.planning.spacing import Spacing
from tests.planning.partnership import SOM

START = "more slots bind one another than could be weighed together: "


def test_too_many_series_in_one_window_are_planned_with_a_warning() -> None:
    codes = [f"BOARD{number}" for number in range(6)]
    boards = [
        replace(
            SOM,
            code=code,
            spacing=Spacing.parse(
                "; ".join(f"at least 2 weeks apart from {one}" for one in codes[:at])
            )
            if at
            else Spacing(),
            closure_calendars=(),
        )
        for at, code in enumerate(codes)
    ]
    plan = propose(boards, (), Closures(), today=date(2027, 1, 1), until=date(2027, 12, 31))
    warnings = [
        finding.message
        for slot in plan
        for finding in slot.findings
        if finding.severity is Severity.WARNING
    ]

    assert warnings == [
        START + "the plan is not proved best, and a better one would break at most 1 rule fewer",
        *[START + "other days than those shown may be as good"] * 5,
    ]

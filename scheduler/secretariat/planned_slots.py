"""Finds slots that the plan shows and no meeting stands for yet, by the names it gives them."""

import re
from datetime import date

from sqlalchemy.orm import Session

from scheduler.errors import AmbiguousName, InvalidValue, NotAllowed
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.secretariat.naming import find_meeting, find_series
from scheduler.secretariat.plans import HORIZON_YEARS, PlannedSlot, make_plan

_OF_YEAR = re.compile(r"(?P<series>\S+)-(?P<year>[12]\d{3})-\d+", re.ASCII)
_NEXT = re.compile(r"next:(?P<series>\S+)", re.IGNORECASE)
_YEARS_AHEAD = 3


def find_slot(
    session: Session, name: str, *, today: date
) -> tuple[Partnership, PlannedSlot] | None:
    """The slot to come that the plan of a partnership calls so; None where there is none.

    "next:SOM" is the first of its series. Raises NotFound for an unknown series, AmbiguousName for
    one that several partnerships have: "EU-IOM/SOM-2029-1" tells which.
    """
    scope, slash, bare = name.strip().rpartition("/")
    found = _OF_YEAR.fullmatch(bare) or _NEXT.fullmatch(bare)
    if found is None:
        return None
    is_next = found.re is _NEXT
    year = today.year + _YEARS_AHEAD if is_next else int(found["year"])
    if not today.year <= year <= today.year + HORIZON_YEARS:
        return None
    series = find_series(session, f"{scope}{slash}{found['series']}")
    plan = make_plan(session, series.partnership, until=date(year, 12, 31), today=today)
    for slot in plan.new:
        if slot.series == series.code and (is_next or slot.name.casefold() == bare.casefold()):
            return series.partnership, slot
    return None


def find_stored_meeting(session: Session, name: str, act: str, *, today: date) -> Meeting:
    """The meeting of that name; NotAllowed where the plan has it, but it is not stored yet."""
    try:
        return find_meeting(session, name, today=today)
    except AmbiguousName:
        raise
    except InvalidValue:
        if (found := find_slot(session, name, today=today)) is None:
            raise
    partnership, slot = found
    until = max(slot.nominal.date(), slot.last_day or slot.day)
    scope = f" --partnership {partnership.code}" if "/" in name else ""
    remedy = f"store it first: scheduler plan{scope} --until {until} --apply"
    raise NotAllowed(f"{act} {slot.name}", "it is planned, and not stored yet", remedy)

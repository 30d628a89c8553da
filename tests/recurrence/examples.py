"""Published rules with the instances they must give, read from data/."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.recurrence import RecurrenceSet, Rule

_DATA = Path(__file__).parent / "data"

Example = Mapping[str, Any]


def load(name: str) -> list[Example]:
    examples: list[Example] = json.loads((_DATA / name).read_text(encoding="utf-8"))
    return examples


def moment(example: Example, text: str) -> date:
    start = example["dtstart"]
    if start.get("date"):
        return date.fromisoformat(text)
    value = datetime.fromisoformat(text)
    if value.tzinfo is not None:
        return value
    return value.replace(tzinfo=ZoneInfo(start["tzid"]) if start["tzid"] else None)


def given(example: Example) -> list[date]:
    """As many instances as the example lists, and one more unless the rule goes on."""
    start = moment(example, example["dtstart"]["value"])
    excluded = tuple(moment(example, text) for text in example.get("exdate", ()))
    instances = RecurrenceSet(start, (Rule.parse(example["rule"]),), excluded=excluded)
    goes_on = example.get("infinite", not instances.is_finite)
    return list(islice(instances, len(example["expected"]) + (not goes_on)))


def expected(example: Example) -> list[date]:
    return [moment(example, text) for text in example["expected"]]

"""What the record holds: one file per aggregate. Importing this package maps every table."""

from scheduler.model import (
    agenda,
    audit,
    body,
    briefing,
    busy,
    closure,
    consultation,
    delegation,
    feed,
    meeting,
    milestone,
    outbox,
    outcome,
    partnership,
    reply,
    series,
)
from scheduler.model.base import Base

__all__ = [
    "Base",
    "agenda",
    "audit",
    "body",
    "briefing",
    "busy",
    "closure",
    "consultation",
    "delegation",
    "feed",
    "meeting",
    "milestone",
    "outbox",
    "outcome",
    "partnership",
    "reply",
    "series",
]

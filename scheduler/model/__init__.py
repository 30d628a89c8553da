"""What the record holds: one file per aggregate. Importing this package maps every table."""

from scheduler.model import (
    agenda,
    audit,
    biography,
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
    "biography",
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

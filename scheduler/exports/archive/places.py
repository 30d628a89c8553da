"""Where in an archive the rows of each table stand.

A row stands with the row that owns it: the answers of a consultation in the folder of its meeting.
A table that is not named here stands with what it cannot be without, in a file of its own name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import MetaData, Table

from scheduler.papers.archive import DOCUMENTS


@dataclass(frozen=True, slots=True)
class Root:
    """A table whose every row has a folder, named by these columns."""

    folder: str
    named_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The file of a table's rows, and the column and table by which each finds its folder."""

    file: str
    column: str = ""
    owner: str = ""


ROOTS = {
    "series": Root("series", ("code",)),
    "body": Root("bodies", ("code",)),
    "person": Root("people", ("key",)),
    "closure_edition": Root("closures", ("calendar", "label")),
    "meeting": Root("meetings", ("code",)),
}

# Rows that stand in the folder of another row.
PLACES = {
    "series": Place("series"),
    "rotation": Place("series", "series_id", "series"),
    "spacing": Place("series", "series_id", "series"),
    "milestone_rule": Place("series", "series_id", "series"),
    "rule_version": Place("plan", "series_id", "series"),
    "agenda_proposal": Place("proposals", "series_id", "series"),
    "body": Place("body"),
    "body_name": Place("body", "body_id", "body"),
    "post": Place("body", "body_id", "body"),
    "person": Place("person"),
    "mandate": Place("person", "person_id", "person"),
    "biography": Place("person", "person_id", "person"),
    "closure_edition": Place("edition"),
    "meeting": Place("meeting"),
    "chair": Place("meeting", "meeting_id", "meeting"),
    "date_change": Place("meeting", "meeting_id", "meeting"),
    "delegation": Place("delegations", "meeting_id", "meeting"),
    "attendance": Place("delegations", "delegation_id", "delegation"),
    "agenda_item": Place("agenda", "meeting_id", "meeting"),
    "lead": Place("agenda", "item_id", "agenda_item"),
    "speaker": Place("agenda", "item_id", "agenda_item"),
    "document": Place("agenda", "item_id", "agenda_item"),
    "agenda_version": Place("agenda-versions", "meeting_id", "meeting"),
    "briefing_section": Place("briefing", "meeting_id", "meeting"),
    "contribution": Place("contributions", "meeting_id", "meeting"),
    "outcome": Place("outcomes", "meeting_id", "meeting"),
    "commitment": Place("outcomes", "outcome_id", "outcome"),
    "contributor": Place("outcomes", "commitment_id", "commitment"),
    "commitment_link": Place("outcomes", "commitment_id", "commitment"),
    "consultation": Place("consultation", "meeting_id", "meeting"),
    "candidate": Place("consultation", "consultation_id", "consultation"),
    "consulted": Place("consultation", "consultation_id", "consultation"),
    "answer": Place("consultation", "consulted_id", "consulted"),
    "answer_day": Place("consultation", "answer_id", "answer"),
    "milestone": Place("milestones", "meeting_id", "meeting"),
    "minutes_version": Place("minutes", "meeting_id", "meeting"),
    "minutes_piece": Place("minutes", "minutes_version_id", "minutes_version"),
    "minutes_comment": Place("minutes", "minutes_version_id", "minutes_version"),
    "public_line": Place("minutes", "meeting_id", "meeting"),
    "pack_edition": Place("packs", "meeting_id", "meeting"),
    "pack_file": Place("packs", "edition_id", "pack_edition"),
    "message": Place("messages", "meeting_id", "meeting"),
    "calendar_reply": Place("replies", "meeting_id", "meeting"),
    "reply_address": Place("replies", "meeting_id", "meeting"),
}

# Rows of no folder of their own, and those whose owner is not said.
TOPS = {
    "partnership": "partnership/partnership",
    "party": "partnership/partnership",
    "instrument": "partnership/partnership",
    "source": "partnership/sources",
    "thread": "partnership/threads",
    "agenda_template": "partnership/agenda-templates",
    "template_item": "partnership/agenda-templates",
    "loaded_file": "partnership/loaded-files",
    "busy_calendar": "busy/calendars",
    "busy_times": "busy/calendars",
    "feed_token": "feeds/tokens",
    "message": "messages/messages",
    "calendar_reply": "replies/replies",
    "audit_head": "trail/head",
}
OTHERS = "other"

# Written line by line: what only grows, and what the program keeps to be quick.
STREAMS = {
    "audit_entry": "trail",
    "kept_calendar": "kept",
    "kept_block": "kept",
    "kept_feed": "kept",
}
# With the entries, whose line it shares; and with the documents.
ELSEWHERE = {"audit_payload": "trail", "stored_file": DOCUMENTS}

# What tells a person which row an id means; of the last, only beside rows of the same folder.
LABELS = {
    "partnership": "code",
    "party": "code",
    "series": "code",
    "body": "code",
    "post": "title",
    "person": "key",
    "meeting": "code",
    "source": "key",
    "thread": "key",
    "instrument": "key",
}
LOCAL_LABELS = {"agenda_item": "title", "outcome": "reference"}

# What the name of a text's file says of its row beside the number of it.
TEXTS_NAMED_BY = {"briefing_section": "section", "biography": "reach"}
# How that name ends, where the text is not Markdown.
SUFFIXES = {"loaded_file.content": ".toml", "message.mail": ".eml", "busy_times.text": ".ics"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which tables stand in the folders of which root, and which in files at the top.

    Of an owned table, the way to its root: columns, each of the table that the one before leads to.
    """

    owned: Mapping[str, Mapping[str, tuple[str, ...]]]
    places: Mapping[str, Place]
    tops: Mapping[str, str]


def layout_of(metadata: MetaData) -> Layout:
    """Where every table stands, those that nobody placed too."""
    places, tops = dict(PLACES), dict(TOPS)
    elsewhere = {*STREAMS, *ELSEWHERE}
    for table in metadata.sorted_tables:
        if table.name not in {*places, *tops, *elsewhere}:
            if place := _beside_its_owner(table, places):
                places[table.name] = place
            else:
                tops[table.name] = f"{OTHERS}/{table.name}"
    owned: dict[str, dict[str, tuple[str, ...]]] = {root: {} for root in ROOTS}
    for name in places:
        root, way = _way(name, places)
        owned[root][name] = way
    return Layout(owned, places, tops)


def _beside_its_owner(table: Table, places: Mapping[str, Place]) -> Place | None:
    for constraint in sorted(table.foreign_key_constraints, key=lambda one: str(one.name)):
        column = next(iter(constraint.columns))
        if len(constraint.columns) == 1 and not column.nullable:
            owner = constraint.referred_table.name
            if owner in places and owner != table.name:
                return Place(table.name.replace("_", "-"), column.name, owner)
    return None


def _way(name: str, places: Mapping[str, Place]) -> tuple[str, tuple[str, ...]]:
    place, way = places[name], []
    while place.owner:
        way.append(place.column)
        name, place = place.owner, places[place.owner]
    return name, tuple(way)

"""What a row of the record hangs on, and what it is called by, where the trail is told."""

# The column by which a row hangs on another.
PARENTS = {
    "date_change": "meeting_id",
    "chair": "meeting_id",
    "delegation": "meeting_id",
    "attendance": "delegation_id",
    "agenda_item": "meeting_id",
    "lead": "item_id",
    "speaker": "item_id",
    "document": "item_id",
    "agenda_version": "meeting_id",
    "briefing_section": "meeting_id",
    "contribution": "meeting_id",
    "outcome": "meeting_id",
    "commitment": "outcome_id",
    "commitment_link": "commitment_id",
    "contributor": "commitment_id",
    "matter_arising": "meeting_id",
    "minutes_version": "meeting_id",
    "minutes_piece": "minutes_version_id",
    "minutes_comment": "minutes_version_id",
    "public_line": "meeting_id",
    "consultation": "meeting_id",
    "candidate": "consultation_id",
    "consulted": "consultation_id",
    "answer": "consulted_id",
    "answer_day": "answer_id",
    "milestone": "meeting_id",
    "message": "meeting_id",
    "pack_edition": "meeting_id",
    "pack_file": "edition_id",
    "body_name": "body_id",
    "post": "body_id",
    "mandate": "post_id",
    "biography": "person_id",
}
# What is named beside what a row hangs on at last.
ABOVE = {
    "item_id": "agenda_item",
    "commitment_id": "commitment",
    "edition_id": "pack_edition",
}
# What a row is called by: the first of these columns that says something.
NAMES = (
    *("reference", "code", "title", "name", "short", "section", "person_id", "post_title"),
    *("kind", "body_id", "outcome_id", "commitment_id", "party_id", "meeting_id", "series_id"),
    *("consulted_id", "day"),
)
# The clock's and the machine's own columns, of which no officer said anything.
SILENT = {
    *("id", "version", "uid", "at", "officer", "position", "starts_at", "ends_at", "items"),
    *("proposed_at", "created_at", "changed_at", "edited_at", "recorded_at", "deadline_at"),
    *("prepared_at", "claimed_at", "next_attempt_at", "cleared_at", "closed_at", "asked_at"),
    *("received_at", "mail", "message_id", "facts", "attempts", "pieces", "pages", "digest"),
    *("token_hash", "sequence"),
}

"""The words that columns may hold. They are the words of the command line and the papers too."""

from enum import StrEnum


class Certainty(StrEnum):
    """How well the day of a meeting, or of a document, is known."""

    EXACT = "exact"
    MONTH = "month"
    YEAR = "year"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class NumberCertainty(StrEnum):
    """How well the ordinal of a meeting is known; unique in its series only where certain."""

    CERTAIN = "certain"
    PROVISIONAL = "provisional"
    UNKNOWN = "unknown"


class MeetingState(StrEnum):
    """Where a meeting stands in its life."""

    PLANNED = "planned"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    HELD = "held"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class MeetingKind(StrEnum):
    """Whether a meeting belongs to the rhythm, stands outside it, or beside another."""

    REGULAR = "regular"
    EXTRAORDINARY = "extraordinary"
    SIDE = "side"


class Mode(StrEnum):
    """How the delegations come together."""

    IN_PERSON = "in-person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """The level at which a series meets."""

    SENIOR_OFFICIALS = "senior-officials"
    HEADS_OF_UNIT = "heads-of-unit"
    EXPERTS = "experts"
    PRINCIPALS = "principals"


class Reply(StrEnum):
    """What an invited person answered."""

    NONE = "none"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


class Presence(StrEnum):
    """Whether somebody was in the room."""

    UNKNOWN = "unknown"
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    REPLACED = "replaced"


class ItemKind(StrEnum):
    """What an agenda item is for."""

    OPENING = "opening"
    DISCUSSION = "discussion"
    INFORMATION = "information"
    DECISION = "decision"
    STANDING = "standing"
    BREAK = "break"
    OTHER_BUSINESS = "other-business"


class ItemState(StrEnum):
    """What became of an agenda item. One left open or postponed is carried to the next meeting."""

    OPEN = "open"
    DISCUSSED = "discussed"
    DECIDED = "decided"
    POSTPONED = "postponed"
    DROPPED = "dropped"


class Passage(StrEnum):
    """How an item came from another meeting: its own series, the lower level, the higher one."""

    CARRIED = "carried"
    ESCALATED = "escalated"
    CASCADED = "cascaded"


class AgendaState(StrEnum):
    """How far a version of an agenda goes: within the house, to both parties, agreed by both."""

    INTERNAL = "internal"
    SHARED = "shared"
    AGREED = "agreed"


class ProposalState(StrEnum):
    """What became of a proposal for an agenda."""

    OPEN = "open"
    TAKEN = "taken"
    DROPPED = "dropped"


class FileKind(StrEnum):
    """What a stored file is, by what it holds."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    PNG = "png"
    JPEG = "jpeg"
    TEXT = "text"


class NoteState(StrEnum):
    """Whether a section of a briefing note may be relied on; an edit makes it a draft again."""

    DRAFT = "draft"
    CLEARED = "cleared"


class ContributionState(StrEnum):
    """How far a contribution has come."""

    ASKED = "asked"
    RECEIVED = "received"
    CLEARED = "cleared"


class OutcomeKind(StrEnum):
    """What came of an item; one kind may become another."""

    NOTE = "note"
    CONCLUSION = "conclusion"
    DECISION = "decision"
    COMMITMENT = "commitment"


class CommitmentState(StrEnum):
    """Whether a commitment is still owed; withdrawn is one whose outcome has another kind now."""

    OPEN = "open"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class LinkKind(StrEnum):
    """One step in the chain of a commitment."""

    DECIDED = "decided"
    REPORTED = "reported"
    AMENDED = "amended"
    CARRIED = "carried"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    RETYPED = "retyped"


class MilestoneState(StrEnum):
    """Whether a milestone is still to be met; a waived one is not needed this time."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"


class ChangeKind(StrEnum):
    """What happened to the date or the state of a meeting, or to its record.

    A gap in the record is accepted for a reason, before the meeting is closed.
    """

    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    HELD = "held"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    REOPENED = "reopened"


class Adoption(StrEnum):
    """How a text was adopted: both parties said so, nobody commented in time, or at a meeting."""

    PARTIES = "parties"
    SILENCE = "silence"
    MEETING = "meeting"


class CommentKind(StrEnum):
    """What a party says of a text: a remark, or words that it puts in or takes out."""

    REMARK = "remark"
    INSERTION = "insertion"
    DELETION = "deletion"


class CommentState(StrEnum):
    """What became of a comment; an open one keeps the text from being adopted."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

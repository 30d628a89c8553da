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
    OTHER_BUSINESS = "other-business"


class OutcomeKind(StrEnum):
    """What came of an item."""

    CONCLUSION = "conclusion"
    DECISION = "decision"
    COMMITMENT = "commitment"


class CommitmentState(StrEnum):
    """Whether a commitment is still owed."""

    OPEN = "open"
    CLOSED = "closed"
    SUPERSEDED = "superseded"


class LinkKind(StrEnum):
    """One step in the chain of a commitment."""

    DECIDED = "decided"
    REPORTED = "reported"
    AMENDED = "amended"
    CARRIED = "carried"
    CLOSED = "closed"
    SUPERSEDED = "superseded"


class MilestoneState(StrEnum):
    """Whether a milestone is still to be met; a waived one is not needed this time."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"


class ChangeKind(StrEnum):
    """What happened to the date or the state of a meeting."""

    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    HELD = "held"

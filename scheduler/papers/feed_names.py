"""What tells one published calendar from another: whose it is, who may read it, in which style."""

from dataclasses import dataclass
from enum import StrEnum

from scheduler.papers.audience import Reach


class FeedKind(StrEnum):
    """What a feed shows."""

    PARTNERSHIP = "partnership"
    SERIES = "series"
    BODY = "body"
    PERSON = "person"
    MILESTONES = "milestones"
    CLOSURES = "closures"
    HOLDS = "holds"


class FeedStyle(StrEnum):
    """How a feed shows the slots to come: each by itself, or by the rule of their series."""

    SINGLE = "single"
    RECURRING = "recurring"


@dataclass(frozen=True, slots=True)
class FeedName:
    """One feed of the deployment, by its slug; a joint one shows what both parties may see."""

    slug: str
    reach: Reach = Reach.PUBLIC
    style: FeedStyle = FeedStyle.SINGLE


@dataclass(frozen=True, slots=True)
class FeedListing:
    """A feed that there is, with what people call it."""

    name: FeedName
    kind: FeedKind
    title: str

"""What tells one published calendar from another: whose it is, who may read it, in which style."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from scheduler.papers.audience import Reach


class FeedKind(StrEnum):
    """What a feed shows."""

    PARTNERSHIP = "partnership"
    SERIES = "series"
    BODY = "body"
    PERSON = "person"
    MILESTONES = "milestones"
    COMMITMENTS = "commitments"
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

    @property
    def stem(self) -> str:
        """What its file is called before `.ics`, whatever its reach; a slug has no dots."""
        return self.slug if self.style is FeedStyle.SINGLE else f"{self.slug}.{self.style}"

    @property
    def file(self) -> str:
        """The name of its file, which ends its address too."""
        return f"{self.stem}.ics"

    def published_at(self, address: str) -> str:
        """Its address below the server's; empty where that is not known, or it is not public."""
        if not address or self.reach is not Reach.PUBLIC:
            return ""
        return f"{address}/feeds/{quote(self.file)}"


@dataclass(frozen=True, slots=True)
class FeedReaders:
    """For whom a joint feed is: these parties by their ids, or one person alone."""

    parties: frozenset[int]
    person: int | None = None

    def include(self, party: int, person: int | None) -> bool:
        """True for somebody of the party, or for the party and its bodies where it is nobody."""
        if self.person is not None:
            return person == self.person
        return party in self.parties


@dataclass(frozen=True, slots=True)
class FeedListing:
    """A feed that there is, with what people call it, and who may read it where it is joint."""

    name: FeedName
    kind: FeedKind
    title: str
    readers: FeedReaders

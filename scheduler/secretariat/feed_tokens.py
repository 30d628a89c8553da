"""Tokens of feeds: given once, seen once, rotated and revoked one by one.

A token is told only to whoever makes it. The record, its audit trail and the logs never hold it.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import NotAllowed, NotFound
from scheduler.model.body import Body, Person
from scheduler.model.feed_token import FeedToken
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedListing
from scheduler.secretariat.feed_access import (
    Holder,
    hash_of,
    holder_of,
    name_of,
    require_readable,
)
from scheduler.secretariat.feed_catalogue import list_feeds
from scheduler.secretariat.texts import one_line

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token as it is told once: its secret, and the files of the feeds that it opens."""

    number: int
    holder: str
    secret: str
    files: Sequence[str]

    @property
    def paths(self) -> list[str]:
        """Where its feeds are, below the address of the server."""
        return [f"/feeds/{self.secret}/{quote(file)}" for file in self.files]


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token in a list; nothing of its secret."""

    number: int
    kind: str
    holder: str
    feeds: Sequence[str]
    label: str
    created_at: datetime
    rotated_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


def add_token(
    session: Session,
    holder: Holder,
    stems: Sequence[str],
    *,
    label: str = "",
    now: datetime,
    today: date,
) -> NewToken:
    """A new token for a person, a body or a party, which opens these joint feeds.

    Raises NotFound for a feed that there is not, NotAllowed for one that is not for the holder.
    """
    feeds = joint_feeds(session, stems)
    for feed in feeds:
        require_readable(session, holder, feed, today=today)
    secret = secrets.token_urlsafe(_TOKEN_BYTES)
    token = FeedToken(
        feeds=[feed.name.stem for feed in feeds],
        label=one_line("the label", label) if label else "",
        token_hash=hash_of(secret),
        created_at=now,
    )
    if isinstance(holder, Person):
        token.person = holder
    elif isinstance(holder, Body):
        token.body = holder
    else:
        token.party = holder
    session.add(token)
    session.flush()
    return _told(token, secret)


def rotate_token(token: FeedToken, *, now: datetime) -> NewToken:
    """Another secret for the same feeds; the one before opens nothing any more.

    Raises NotAllowed for a token that is revoked.
    """
    _require_live(token, "rotating")
    secret = secrets.token_urlsafe(_TOKEN_BYTES)
    token.token_hash, token.rotated_at = hash_of(secret), now
    return _told(token, secret)


def revoke_token(token: FeedToken, *, now: datetime) -> None:
    """From now on the token opens nothing. Raises NotAllowed for one that is revoked already."""
    _require_live(token, "revoking")
    token.revoked_at = now


def find_token(session: Session, number: int) -> FeedToken:
    """The token of that number."""
    found = session.get(FeedToken, number)
    if found is None:
        known = session.scalars(select(FeedToken.id).order_by(FeedToken.id))
        raise NotFound("feed token", str(number), [str(one) for one in known])
    return found


def list_tokens(session: Session) -> list[TokenRow]:
    """Every token, the revoked ones too, as they were made."""
    tokens = session.scalars(
        select(FeedToken)
        .options(
            joinedload(FeedToken.person), joinedload(FeedToken.body), joinedload(FeedToken.party)
        )
        .order_by(FeedToken.id)
    )
    return [row_of(token) for token in tokens]


def row_of(token: FeedToken) -> TokenRow:
    """The token as a list has it."""
    holder = holder_of(token)
    return TokenRow(
        number=token.id,
        kind=type(holder).__name__.lower(),
        holder=name_of(holder),
        feeds=tuple(token.feeds),
        label=token.label,
        created_at=token.created_at,
        rotated_at=token.rotated_at,
        revoked_at=token.revoked_at,
        last_used_at=token.last_used_at,
    )


def note_uses(session: Session, uses: Mapping[int, datetime]) -> None:
    """Keep when tokens were last used; no audit entry, so that no kept feed grows stale by it."""
    for number, at in uses.items():
        session.execute(
            update(FeedToken).where(FeedToken.id == number).values(last_used_at=at),
            execution_options={"synchronize_session": False},
        )


def joint_feeds(session: Session, stems: Sequence[str]) -> list[FeedListing]:
    """The feeds of these stems as the parties read them. Raises NotFound, with those there are."""
    listed = list_feeds(session)
    known = {one.name.stem: one for one in listed if one.name.reach is Reach.JOINT}
    missing = [stem for stem in stems if stem not in known]
    if missing:
        raise NotFound("feed", missing[0], list(known))
    return [known[stem] for stem in dict.fromkeys(stems)]


def _told(token: FeedToken, secret: str) -> NewToken:
    files = [f"{stem}.ics" for stem in token.feeds]
    return NewToken(token.id, name_of(holder_of(token)), secret, files)


def _require_live(token: FeedToken, act: str) -> None:
    if token.revoked_at is not None:
        remedy = "make a new one: scheduler feed token add"
        raise NotAllowed(f"{act} token {token.id}", "it is revoked", remedy)

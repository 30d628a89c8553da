"""Feeds to be served: their bytes, and what tells a client whether its copy is still good.

A door that serves asks `feed_revision` first, in a reading session. Where it says None, the record
has changed since: `renew_feed`, in a writing session, compares and keeps. Then `feed_bytes` and
`feed_revision` of one session belong together. What is kept leaves no entry in the audit trail.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from scheduler.errors import NotFound
from scheduler.exports.ical import WRITER
from scheduler.model.audit import AuditHead
from scheduler.model.feed import KeptFeed
from scheduler.papers.feed_names import FeedName
from scheduler.secretariat.feed_catalogue import find_recipe

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Revision:
    """A feed as its readers can tell it from others: a strong entity tag, and the last change.

    `etag` has its quotes; `last_modified` is a whole second in UTC that never runs backwards.
    """

    etag: str
    last_modified: datetime


def feed_revision(session: Session, name: FeedName, *, source: str = "") -> Revision | None:
    """The feed as it is kept; None where the record has changed since, or it was never made.

    One row by its index. `source` is the address under which a public feed is published.
    """
    return _kept(session, *_named(name), KeptFeed.seen == _seen(source))


def feed_bytes(session: Session, name: FeedName) -> bytes:
    """The feed as it is kept. Raises NotFound for one that was never made."""
    content = session.scalar(select(KeptFeed.content).where(*_named(name)))
    if content is None:
        raise NotFound("feed", name.slug)
    return content


def renew_feed(session: Session, name: FeedName, *, source: str = "", now: datetime) -> Revision:
    """Write the feed from the record and keep it; its revision rises only if its bytes differ.

    Raises NotFound where there is no such feed, or no longer.
    """
    recipe = find_recipe(session, name)
    content = recipe.write(source)
    digest, before = sha256(content).hexdigest(), _kept(session, *_named(name))
    if before and before.etag == _etag(digest):
        session.execute(update(KeptFeed).where(*_named(name)).values(seen=_seen(source)))
        return before
    changed = now.astimezone(UTC).replace(microsecond=0)
    if before:
        changed = max(changed, before.last_modified + _SECOND)
    values = {
        "seen": _seen(source),
        "changed_at": changed,
        "digest": digest,
        "content": content,
        "person_id": recipe.listing.readers.person,
    }
    if before:
        values["revision"] = KeptFeed.revision + 1
        session.execute(update(KeptFeed).where(*_named(name)).values(**values))
    else:
        names = {"slug": name.slug, "reach": name.reach, "style": name.style, "revision": 1}
        session.execute(insert(KeptFeed).values(**names, **values))
    return Revision(_etag(digest), changed)


def current_feed(
    session: Session, name: FeedName, *, source: str = "", now: datetime
) -> tuple[Revision, bytes]:
    """The feed as the record stands now, in a writing session: renewed where it is not so kept.

    Raises NotFound where there is no such feed, or no longer.
    """
    kept = feed_revision(session, name, source=source)
    revision = kept or renew_feed(session, name, source=source, now=now)
    return revision, feed_bytes(session, name)


def _kept(session: Session, *conditions: ColumnElement[bool]) -> Revision | None:
    row = session.execute(select(KeptFeed.digest, KeptFeed.changed_at).where(*conditions)).first()
    return Revision(_etag(row.digest), row.changed_at) if row else None


def _named(name: FeedName) -> tuple[ColumnElement[bool], ...]:
    return (
        KeptFeed.slug == name.slug,
        KeptFeed.reach == name.reach,
        KeptFeed.style == name.style,
    )


def _seen(source: str) -> ColumnElement[str]:
    """What a kept feed was made of: the record as it stands, the writer, where it is published."""
    head = select(AuditHead.entry_hash).scalar_subquery()
    return head.concat(f" {WRITER} {source}")


def _etag(digest: str) -> str:
    return f'"{digest[:32]}"'

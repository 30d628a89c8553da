"""The address of a feed, as people and their programs take it."""

from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed, NotFound
from scheduler.papers.audience import Reach
from scheduler.papers.clean import LONGEST_ADDRESS, clean_text, is_followable
from scheduler.secretariat.feed_catalogue import list_feeds

_HTTPS, _WEBCAL = "https://", "webcal://"


@dataclass(frozen=True, slots=True)
class FeedLink:
    """An address, and the same for programs that subscribe when it is opened.

    The latter is https by another name, so that there is none for http.
    """

    address: str
    webcal: str


def public_link(session: Session, name: str, *, base: str) -> FeedLink:
    """The link of a public feed, by its file's name without `.ics`; `base` is where feeds lie.

    Raises NotAllowed for a joint feed, whose address nobody knows but who was given its token.
    """
    stem = name.removesuffix(".ics")
    listed = [one.name for one in list_feeds(session) if one.name.stem == stem]
    if not listed:
        known = [one.name.stem for one in list_feeds(session) if one.name.reach is Reach.PUBLIC]
        raise NotFound("feed", stem, known)
    public = next((one for one in listed if one.reach is Reach.PUBLIC), None)
    if public is None:
        remedy = "give the address that `feed token add` told, on stdin: scheduler feed link -"
        raise NotAllowed(f"the link of {stem}", "it is not public", remedy)
    return link_to(f"{base.rstrip('/')}/{quote(public.file)}")


def link_to(address: str) -> FeedLink:
    """The link to an address that somebody was given. Raises InvalidValue for none of the web."""
    said = address.strip()
    if said.lower().startswith(_WEBCAL):
        said = f"{_HTTPS}{said[len(_WEBCAL) :]}"
    is_web = said.lower().startswith((_HTTPS, "http://")) and is_followable(said)
    if not is_web or said != clean_text(said) or len(said) > LONGEST_ADDRESS:
        # It may hold a secret: no part of it is told.
        expected = f"one that begins with https://, of at most {LONGEST_ADDRESS} characters"
        raise InvalidValue("the address", f"of {len(said)} characters", expected)
    is_safe = said.lower().startswith(_HTTPS)
    return FeedLink(said, f"{_WEBCAL}{said[len(_HTTPS) :]}" if is_safe else "")

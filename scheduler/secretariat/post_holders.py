"""Posts by name, and who held one on a day: holders, acting ones, vacancies, what is not known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.errors import AmbiguousName, NotFound
from scheduler.model.body import Body, Mandate, Post
from scheduler.model.partnership import Partnership, Party
from scheduler.papers.words import short_day
from scheduler.secretariat.people import is_held_on
from scheduler.secretariat.texts import folded

NOT_KNOWN = "no holder on record"


@dataclass(frozen=True, slots=True)
class Tenure:
    """A time for which a post was held, or was vacant: then `person` is empty.

    `until` is the first day on which it no longer held; a source may show but one day of it.
    """

    post: str
    body: str
    person: str
    is_acting: bool
    since: date | None
    until: date | None
    shown_on: date | None
    source: str

    def __str__(self) -> str:
        return f"{self.holder}, {self.period}"

    @property
    def holder(self) -> str:
        """The person, with a word where they only act; "vacant" where there is none."""
        return f"{self.person or 'vacant'}{' (acting)' * self.is_acting}"

    @property
    def period(self) -> str:
        """The days in words, both of them inside."""
        since = f"from {short_day(self.since)}" if self.since else ""
        until = f"to {short_day(self.until - timedelta(days=1))}" if self.until else ""
        shown = f"shown on {short_day(self.shown_on)}" if self.shown_on else ""
        return " ".join(part for part in (since, until, shown) if part) or "on days not known"


def post_name(post: Post) -> str:
    """How files and commands name a post, for example "HOME/Director General"."""
    return f"{post.body.code}/{post.title}"


def posts_of(session: Session, partnership: Partnership | None = None) -> Sequence[Post]:
    """The posts by party, body and rank, with all that is asked of them here."""
    chosen = (
        select(Post)
        .join(Post.body)
        .join(Body.party)
        .options(
            joinedload(Post.body).joinedload(Body.party),
            joinedload(Post.body).selectinload(Body.names),
            selectinload(Post.mandates).joinedload(Mandate.person),
            selectinload(Post.mandates).joinedload(Mandate.source),
        )
        .order_by(Body.party_id, Body.precedence, Body.code, Post.precedence, Post.id)
    )
    if partnership is not None:
        chosen = chosen.where(Party.partnership_id == partnership.id)
    return session.scalars(chosen).all()


def find_post(session: Session, name: str) -> Post:
    """The post of that name, "HOME/Director General" or the title alone where one body has it.

    Raises NotFound with all posts, or AmbiguousName with the candidates.
    """
    posts = posts_of(session)
    wanted = folded(name).removeprefix("dg ")
    found = [post for post in posts if wanted in _names_of(post)]
    names = [post_name(post) for post in found or posts]
    if not found:
        raise NotFound("post", name, list(dict.fromkeys(names)))
    if len(found) > 1:
        scopes = [f"{one.body.party.partnership.code}/{post_name(one)}" for one in found]
        raise AmbiguousName("post", name, names if len(set(names)) == len(names) else scopes)
    return found[0]


def holders_on(post: Post, day: date) -> list[Mandate]:
    """The mandates that hold on a day: who acts first, who came last first, unknown days last."""
    held = [one for one in post.mandates if is_held_on(one, day) and not post.is_gone(day)]
    return sorted(held, key=_first_asked)


def vacant_since(post: Post, day: date) -> date | None:
    """The day from which a post without a holder is known to be vacant; None if that is unknown.

    What fell away is not vacant.
    """
    if holders_on(post, day) or post.is_gone(day):
        return None
    ended = [one.valid_until for one in post.mandates if one.valid_until and one.valid_until <= day]
    shown = [one.attested_on for one in post.mandates if one.attested_on and one.attested_on < day]
    since = max(ended, default=None)
    return since if since and since > max(shown, default=date.min) else None


def words_on(post: Post, day: date) -> str:
    """Who held it on a day, with their days; else since when it is vacant, or who was last seen."""
    if post.ended_on and post.is_gone(day):
        return f"fell away after {short_day(post.ended_on)}"
    if held := holders_on(post, day):
        return "; ".join(str(tenure_of(one, day)) for one in held)
    if since := vacant_since(post, day):
        later = [one for one in post.mandates if one.valid_from and one.valid_from > day]
        following = min(later, key=lambda one: one.valid_from or date.max, default=None)
        named = f"; then {tenure_of(following, day)}" if following else ""
        return f"vacant since {short_day(since)}{named}"
    shown = [one for one in post.mandates if one.attested_on]
    if not shown:
        return NOT_KNOWN
    nearest = min(shown, key=lambda one: abs((one.attested_on or day) - day))
    return f"{NOT_KNOWN} for that day; {tenure_of(nearest, day)}"


def tenure_of(mandate: Mandate, day: date) -> Tenure:
    """A mandate as a list shows it, the body by its name on a day."""
    return Tenure(
        post=mandate.post.title,
        body=mandate.post.body.short_name_on(day),
        person=mandate.person.full_name,
        is_acting=mandate.is_acting,
        since=mandate.valid_from,
        until=mandate.valid_until,
        shown_on=mandate.attested_on,
        source=mandate.source.title if mandate.source else "",
    )


def history_of(post: Post) -> Iterator[Tenure]:
    """Everybody who held it, the earliest first, with the vacancies whose two ends are known."""
    mandates = sorted(post.mandates, key=_begins)
    for mandate in mandates:
        yield tenure_of(mandate, _begins(mandate))
        if (until := mandate.valid_until) and (after := _next_begin(mandates, until)):
            body = post.body.short_name_on(until)
            yield Tenure(post.title, body, "", False, until, after, None, "")  # noqa: FBT003 -- nobody acts


def _next_begin(mandates: Sequence[Mandate], until: date) -> date | None:
    """The day on which the next holder began, if nobody held the post in between."""
    starts = [one.valid_from for one in mandates if one.valid_from and one.valid_from >= until]
    begins = min(starts, default=None)
    is_bridged = any(
        (one.valid_from is None or one.valid_from < until)
        and (one.valid_until is None or one.valid_until > until)
        for one in mandates
        if one.valid_from or one.valid_until
    )
    return begins if begins and begins > until and not is_bridged else None


def _begins(mandate: Mandate) -> date:
    return mandate.valid_from or mandate.attested_on or mandate.valid_until or date.max


def _first_asked(mandate: Mandate) -> tuple[bool, bool, int, str]:
    is_undated = not (mandate.valid_from or mandate.valid_until or mandate.attested_on)
    begun = mandate.valid_from or mandate.attested_on or date.min
    return is_undated, not mandate.is_acting, -begun.toordinal(), folded(mandate.person.name)


def _names_of(post: Post) -> set[str]:
    full = post_name(post)
    short = {f"{name.short}/{post.title}" for name in post.body.names}
    scoped = f"{post.body.party.partnership.code}/{full}"
    return {folded(name).removeprefix("dg ") for name in (full, scoped, post.title, *short)}

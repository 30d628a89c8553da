"""The posts that take part at a level, as they stand on the day of a meeting: who holds each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue, NotAllowed, Severity
from scheduler.model.body import Body, Mandate, Post
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.model.series import Series
from scheduler.papers.words import short_day
from scheduler.secretariat.post_holders import holders_on, post_name, posts_of, vacant_since
from scheduler.secretariat.texts import folded


@dataclass(frozen=True, slots=True)
class Seat:
    """A post that takes part, with the mandate that holds on the day; None if nobody is known."""

    post: Post
    day: date
    is_alternate: bool
    mandate: Mandate | None

    @property
    def title(self) -> str:
        """The post as papers of the day name it."""
        is_acting = self.mandate is not None and self.mandate.is_acting
        return f"Acting {self.post.title}" if is_acting else self.post.title

    @property
    def since(self) -> date | None:
        """From when it has been held by who holds it."""
        return self.mandate.valid_from if self.mandate else None

    @property
    def named(self) -> str:
        """The post and its body, by the names of the day."""
        return f"{self.title}, {self.post.body.short_name_on(self.day)}"

    @property
    def state(self) -> str:
        """Who holds it, or since when it is vacant, in words."""
        if self.mandate:
            return self.mandate.person.full_name
        since = vacant_since(self.post, self.day)
        return f"vacant since {short_day(since)}" if since else "no holder on record"

    def rank(self) -> tuple[int, bool, int, int, str, date, str]:
        """Within a party the order of precedence: post, body, day of the mandate, name.

        Alternates come last.
        """
        name = folded(self.mandate.person.name) if self.mandate else ""
        body = self.post.body
        since = self.since or date.max
        place = (self.post.precedence, body.precedence, body.code)
        return body.party_id, self.is_alternate, *place, since, name


def seats_of(
    session: Session, meeting: Meeting, parties: Sequence[Party]
) -> tuple[list[Seat], list[Finding]]:
    """The posts that these parties send, in order of precedence, and what deserves a look.

    Raises NotAllowed for a meeting without series or day, or whose series says no posts.
    """
    series, day = _required(meeting)
    known = {post_name(post): post for post in posts_of(session, meeting.partnership)}
    seats, findings = [], []
    for name in (*series.delegation, *series.alternates):
        post = known.get(name)
        if post is None:
            expected = f"a post of {meeting.partnership.code}: {series.code} names it"
            raise InvalidValue("the post", name, expected)
        if post.body.party not in parties:
            continue
        if not _takes_part(post.body, day):
            findings.append(_out_of_it(post, day, meeting))
            continue
        if post.is_gone(day):
            findings.append(_fallen_away(post, meeting))
            continue
        held = holders_on(post, day)
        seat = Seat(post, day, name in series.alternates, held[0] if held else None)
        seats.append(seat)
        findings += _doubts(seat, held, meeting)
    return sorted(seats, key=Seat.rank), findings


def heads(series: Series, seats: Sequence[Seat]) -> dict[int, Seat]:
    """The seat that heads each party, by the party's id: the first of the list with a holder."""
    found: dict[int, Seat] = {}
    by_name = {post_name(seat.post): seat for seat in seats}
    for name in series.delegation:
        seat = by_name.get(name)
        if seat is not None and seat.mandate is not None:
            found.setdefault(seat.post.body.party_id, seat)
    return found


def doubtful_days(seat: Seat, meeting: Meeting, asked_on: date) -> Iterator[Finding]:
    """A warning where the holder of the day of asking is not that of the meeting's day."""
    today = holders_on(seat.post, asked_on)
    before = today[0] if today else None
    now = seat.mandate
    if before and before.valid_until and before.valid_until <= seat.day and asked_on < seat.day:
        last = short_day(before.valid_until)
        sentence = f"{before.person.full_name} leaves {seat.named} on {last}, before the meeting"
        yield Finding(Severity.WARNING, f"{sentence}; then: {seat.state}", meeting.name)
    elif now and now.valid_from and now.valid_from > asked_on:
        sentence = f"{seat.state} takes up {seat.named} on {short_day(now.valid_from)}"
        after = f"after the invitation ({short_day(asked_on)})"
        yield Finding(Severity.WARNING, f"{sentence}, {after}", meeting.name)


def _required(meeting: Meeting) -> tuple[Series, date]:
    act = f"proposing the delegations to {meeting.name}"
    if meeting.series is None:
        raise NotAllowed(act, "it belongs to no series", "add them with: scheduler attendee add")
    if meeting.day is None:
        remedy = "give it a day first: scheduler meeting confirm, or move"
        raise NotAllowed(act, "it has no day, and mandates hold on days", remedy)
    if not meeting.series.delegation:
        remedy = (
            f"name them under series {meeting.series.code} in the partnership's file, as "
            'delegation = ["HOME/Head of Unit"], and load it'
        )
        raise NotAllowed(act, f"{meeting.series.code} does not say which posts take part", remedy)
    return meeting.series, meeting.day


def _takes_part(body: Body, day: date) -> bool:
    begun = body.member_from is None or body.member_from <= day
    return begun and (body.member_until is None or day < body.member_until)


def _out_of_it(post: Post, day: date, meeting: Meeting) -> Finding:
    sentence = f"{post_name(post)} is left out: {post.body.short_name_on(day)} does not take part"
    return Finding(Severity.NOTE, f"{sentence} on {short_day(day)}", meeting.name)


def _fallen_away(post: Post, meeting: Meeting) -> Finding:
    last = short_day(post.ended_on) if post.ended_on else ""
    sentence = f"{post_name(post)} is left out: the post fell away after {last}"
    return Finding(Severity.NOTE, sentence, meeting.name)


def _doubts(seat: Seat, held: Sequence[Mandate], meeting: Meeting) -> Iterator[Finding]:
    if len(held) > 1:
        others = ", ".join(one.person.full_name for one in held[1:])
        sentence = f"{seat.named} is held by {others} too; {seat.state} is taken"
        yield Finding(Severity.NOTE, sentence, meeting.name)
    one = seat.mandate
    if one and not (one.valid_from or one.valid_until or one.attested_on):
        sentence = f"it is not known when {seat.state} held {seat.named}: check it"
        yield Finding(Severity.NOTE, sentence, meeting.name)

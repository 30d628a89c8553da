"""Who and what a body, a post or a person was on a day: "who led for INTPA on 4 April 2025?"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.body import Body, Mandate, Person, Post
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.series import Series
from scheduler.papers.words import day_in_words, short_day
from scheduler.secretariat.attendance import members_of
from scheduler.secretariat.biographies import biographies_of
from scheduler.secretariat.dates import when
from scheduler.secretariat.meetings import chairs_of
from scheduler.secretariat.people import is_held_on
from scheduler.secretariat.post_holders import (
    Tenure,
    history_of,
    post_name,
    posts_of,
    tenure_of,
    words_on,
)


@dataclass(frozen=True, slots=True)
class BodySheet:
    """A body on a day, ready to print. `posts` say who holds them; `meetings` who led for it."""

    code: str
    party: str
    on: str
    name: str
    takes_part: str
    parent: str
    before: str
    after: str
    mailbox: str
    posts: tuple[str, ...]
    meetings: tuple[str, ...]
    remarks: str


@dataclass(frozen=True, slots=True)
class PostSheet:
    """A post on a day: who holds it, and everybody who did."""

    post: str
    body: str
    on: str
    holder: str
    series: tuple[str, ...]
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """A person: the posts of a day and of other days, meetings, and the days of biographies."""

    key: str
    name: str
    party: str
    email: str
    on: str
    posts: tuple[str, ...]
    other_days: tuple[str, ...]
    meetings: tuple[str, ...]
    biographies: tuple[str, ...]


def body_on(session: Session, body: Body, day: date) -> BodySheet:
    """What a body was on a day, who held its posts, and who led for it where parties met."""
    name = body.name_on(day)
    before = session.scalars(select(Body).where(Body.successor_id == body.id)).all()
    posts = [post for post in posts_of(session, body.party.partnership) if post.body is body]
    return BodySheet(
        code=body.code,
        party=body.party.code,
        on=day_in_words(day),
        name=f"{name.short}: {name.name}" if name else body.code,
        takes_part=membership(body, day),
        parent=body.parent.short_name_on(day) if body.parent else "",
        before=", ".join(one.code for one in before),
        after=body.successor.code if body.successor else "",
        mailbox=body.mailbox,
        posts=tuple(f"{post.title}: {words_on(post, day)}" for post in posts),
        meetings=tuple(
            _leading(session, body, meeting) for meeting in _meetings(session, body, day)
        ),
        remarks=body.remarks,
    )


def post_on(session: Session, post: Post, day: date) -> PostSheet:
    """Who held a post on a day, and everybody who did, vacancies included."""
    return PostSheet(
        post=post_name(post),
        body=post.body.short_name_on(day),
        on=day_in_words(day),
        holder=words_on(post, day),
        series=series_of_post(session, post),
        history=tuple(_with_source(one) for one in history_of(post)),
    )


def person_on(session: Session, person: Person, day: date) -> PersonSheet:
    """The posts a person held on a day, those of other days, and where they came."""
    mandates = _mandates(session, person)
    held = [one for one in mandates if is_held_on(one, day)]
    others = [one for one in mandates if one not in held]
    return PersonSheet(
        key=person.key,
        name=person.full_name,
        party=person.party.code,
        email=person.email,
        on=day_in_words(day),
        posts=tuple(_as_post(one, day) for one in held),
        other_days=tuple(_as_post(one, _day_in(one, day)) for one in others),
        meetings=tuple(_came(session, person)),
        biographies=tuple(
            f"{short_day(one.dated)} ({one.audience})" for one in biographies_of(session, person)
        ),
    )


def membership(body: Body, day: date) -> str:
    """Whether a body took part on a day; if not, from or since when."""
    if body.member_from and day < body.member_from:
        return f"not yet: from {short_day(body.member_from)}"
    if body.member_until and day >= body.member_until:
        return f"no longer: since {short_day(body.member_until)}"
    return "yes"


def _meetings(session: Session, body: Body, day: date) -> Sequence[Meeting]:
    last = func.coalesce(Meeting.last_day, Meeting.day)
    return session.scalars(
        select(Meeting)
        .where(Meeting.partnership_id == body.party.partnership_id, Meeting.day <= day, last >= day)
        .order_by(Meeting.start_time, Meeting.code)
    ).all()


def _leading(session: Session, body: Body, meeting: Meeting) -> str:
    """Who came first for a body at a meeting, by the delegations, else by the chairs."""
    short = body.short_name_on(meeting.day or date.min)
    of_body = [one for one in members_of(session, meeting) if one.body is body]
    if of_body:
        one = of_body[0]
        title = f", {one.post_title}" if one.person else ""
        as_head = f", head of the {body.party.code} delegation" * one.is_head
        return f"{meeting.name}: {one.label}{title} led for {short}{as_head} ({one.standing})"
    chairs = [
        line
        for line, chair in zip(chairs_of(meeting), meeting.chairs, strict=True)
        if chair.body is body
    ]
    chaired = f"; chair: {', '.join(chairs)}" if chairs else ""
    return f"{meeting.name}: nobody of {short} is listed{chaired}"


def series_of_post(session: Session, post: Post) -> tuple[str, ...]:
    """The series in whose delegations a post takes part."""
    name = post_name(post)
    of_partnership = Series.partnership_id == post.body.party.partnership_id
    found = session.scalars(select(Series).where(of_partnership).order_by(Series.code))
    return tuple(
        f"{one.code}{' (alternate)' * (name in one.alternates)}"
        for one in found
        if name in one.delegation or name in one.alternates
    )


def _with_source(tenure: Tenure) -> str:
    return f"{tenure} ({tenure.source})" if tenure.source else str(tenure)


def _mandates(session: Session, person: Person) -> list[Mandate]:
    chosen = (
        select(Mandate)
        .join(Mandate.post)
        .where(Mandate.person_id == person.id)
        .options(
            joinedload(Mandate.post).joinedload(Post.body).selectinload(Body.names),
            joinedload(Mandate.source),
        )
        .order_by(Post.precedence, Mandate.id)
    )
    return sorted(session.scalars(chosen), key=lambda one: _day_in(one, date.max), reverse=True)


def _day_in(mandate: Mandate, day: date) -> date:
    """A day on which the mandate held, for the names of that time."""
    return mandate.valid_from or mandate.attested_on or mandate.valid_until or day


def _as_post(mandate: Mandate, day: date) -> str:
    tenure = tenure_of(mandate, day)
    acting = "Acting " * tenure.is_acting
    return f"{acting}{tenure.post}, {tenure.body}, {tenure.period}"


def _came(session: Session, person: Person) -> list[str]:
    """The meetings with the person among the chairs or in a delegation, newest first."""
    listed = session.scalars(
        select(Attendance)
        .join(Attendance.delegation)
        .join(Delegation.meeting)
        .where(Attendance.person_id == person.id)
        .order_by(Meeting.day.desc().nulls_last(), Meeting.code)
    ).all()
    lines = [
        f"{one.delegation.meeting.name}, {when(one.delegation.meeting)}: {one.standing}"
        + ", head" * one.is_head
        for one in listed
    ]
    known = {one.delegation.meeting_id for one in listed}
    chaired = session.scalars(
        select(Meeting)
        .join(Chair, Chair.meeting_id == Meeting.id)
        .where(Chair.person_id == person.id, Meeting.id.not_in(known))
        .order_by(Meeting.day.desc().nulls_last(), Meeting.code)
    )
    return lines + [f"{one.name}, {when(one)}: chair" for one in chaired]

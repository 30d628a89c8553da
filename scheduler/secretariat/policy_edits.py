"""Changes the policy of a series, from an officer's words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue, NotFound
from scheduler.imports.closure_files import known_calendars
from scheduler.model.body import Body
from scheduler.model.partnership import Instrument, Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import Mode
from scheduler.planning.contradictions import refuse_contradictions
from scheduler.planning.margins import Margin
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.promises import Promise
from scheduler.planning.rotations import Rotation, RotationKind
from scheduler.planning.score import Weights
from scheduler.planning.spacing import NO_SPACING, Spacing
from scheduler.planning.windows import SeriesWindow
from scheduler.planning.words import WEEKDAYS
from scheduler.secretariat.busy_names import attendees_not_known, calendars_named
from scheduler.secretariat.edits import require_version
from scheduler.secretariat.policies import in_order, policy_of, series_of
from scheduler.secretariat.policy_rows import require_storable, write_policy
from scheduler.secretariat.policy_words import PolicySheet, policy_sheet
from scheduler.secretariat.texts import one_line

_TURNS = re.compile(r"(lead|place|mode): *(.+?)(?: since (\d{4}))?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class PolicyEdit:
    """What an officer says of a policy; None leaves it as it is, an empty text takes it away.

    Lists are texts whose parts are parted by commas; a rotation is like "lead: ECHO, HOME since
    2027", and all of them are said together, in texts of their own or parted by semicolons.
    """

    promise: str | None = None
    window: str | None = None
    hours: tuple[time, time] | None = None
    weekdays: str | None = None
    spacing: str | None = None
    days: int | None = None
    stages: str | None = None
    attendees: str | None = None
    attendees_required: str | None = None
    rotations: tuple[str, ...] | None = None
    margin: str | None = None
    weights: str | None = None
    until_expiry_of: str | None = None
    closure_calendars: str | None = None

    @property
    def says_nothing(self) -> bool:
        """True where everything is left as it is."""
        return all(getattr(self, one.name) is None for one in fields(self))


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One part of a policy that an edit changes, in words; empty where it was or is nothing."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EditedPolicy:
    """A policy as it would be, what differs from the one that stands, and what deserves a look."""

    series: Series
    policy: SeriesPolicy
    instrument: Instrument | None
    sheet: PolicySheet
    changes: tuple[PolicyChange, ...]
    findings: tuple[Finding, ...]


def edit_policy(session: Session, series: Series, edit: PolicyEdit) -> EditedPolicy:
    """The policy that an edit would make; nothing is stored.

    Raises InvalidValue for words that mean nothing and for parts that contradict each other, and
    NotFound for what they name in vain.
    """
    instrument = series.until_expiry_of
    if edit.until_expiry_of is not None:
        instrument = _instrument(session, series, edit.until_expiry_of)
    old = policy_of(series)
    new = replace(
        old,
        **dict(_said(session, series, edit)),
        expires=instrument.expires_on if instrument else None,
    )
    others = (one for one in series_of(session, series.partnership) if one is not series)
    refuse_contradictions([new, *map(policy_of, others)])
    before, after = policy_sheet(old, series.until_expiry_of), policy_sheet(new, instrument)
    changes = tuple(_differences(before, after))
    return EditedPolicy(series, new, instrument, after, changes, _findings(session, edit, new))


def store_policy(session: Session, edited: EditedPolicy, *, version: int | None = None) -> None:
    """Make the policy the one of its series; meetings that stand are not touched.

    Raises InvalidValue where that changes nothing.
    """
    series = edited.series
    theirs = "; ".join(f"{one.part}: {one.before}" for one in edited.changes)
    yours = "; ".join(f"{one.part}: {one.after}" for one in edited.changes)
    require_version(f"the policy of {series.code}", series, version, theirs=theirs, yours=yours)
    if not edited.changes:
        raise InvalidValue("the policy of", series.code, "at least one thing to change")
    write_policy(session, series, edited.policy)
    series.until_expiry_of = edited.instrument
    session.flush()


def _findings(session: Session, edit: PolicyEdit, policy: SeriesPolicy) -> tuple[Finding, ...]:
    """A warning of attendees without a busy calendar, where the edit speaks of attendees."""
    if edit.attendees is None and edit.attendees_required is None:
        return ()
    attendees = (*policy.attendees_required, *policy.attendees)
    return tuple(attendees_not_known(policy, calendars_named(session, attendees)))


def _said(session: Session, series: Series, edit: PolicyEdit) -> Iterator[tuple[str, Any]]:
    """The parts of the policy that the edit speaks of."""
    readings: dict[str, Callable[[str], Any]] = {
        "promise": lambda text: Promise.parse(text) if text else None,
        "window": lambda text: SeriesWindow.parse(text) if text else None,
        "weekdays": lambda text: tuple(map(_weekday, _parts(text))),
        "spacing": lambda text: _spacing(session, series, text),
        "attendees": _parts,
        "attendees_required": _parts,
        "weights": Weights.parse,
        "margin": lambda text: _margin(session, series, text),
        "closure_calendars": lambda text: tuple(map(_calendar, _parts(text))),
    }
    for name, read in readings.items():
        if (text := getattr(edit, name)) is not None:
            yield name, read(text)
    if edit.hours is not None:
        yield "start_time", edit.hours[0]
        yield "end_time", edit.hours[1]
    if edit.rotations is not None:
        yield "rotations", _rotations(session, series.partnership, edit.rotations)
    yield from _said_of_days(edit)


def _said_of_days(edit: PolicyEdit) -> Iterator[tuple[str, Any]]:
    """As many days as there are stages; one stage is none."""
    stages = None if edit.stages is None else _parts(edit.stages)
    if stages is not None:
        yield "stages", stages
    elif edit.days is not None:
        yield "stages", ()
    if edit.days is not None or stages:
        yield "days", edit.days if edit.days is not None else len(stages or ())


def _parts(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(one_line("the list", part) for part in text.split(",") if part.strip())
    )


def _weekday(text: str) -> int:
    found = [at for at, name in enumerate(WEEKDAYS) if name.lower().startswith(text.lower())]
    if len(found) != 1:
        raise InvalidValue("the weekday", text, "the name of one, such as Tuesday")
    return found[0]


def _spacing(session: Session, series: Series, text: str) -> Spacing:
    if not text:
        return NO_SPACING
    gaps = Spacing.parse(text)
    codes = [one.code for one in series_of(session, series.partnership)]
    for distance in gaps.distances:
        if distance.series == series.code:
            expected = f'"at least {distance.span}" alone, which keeps its own meetings apart'
            raise InvalidValue("the spacing", str(distance), expected)
        if distance.series not in codes:
            raise NotFound("series", distance.series, codes)
    require_storable(gaps)
    if len({(one.series, one.relation) for one in gaps.distances}) < len(gaps.distances):
        raise InvalidValue("the spacing", text, "each distance to a series once")
    return replace(gaps, distances=in_order(gaps.distances))


def _margin(session: Session, series: Series, text: str) -> Margin | None:
    margin = Margin.parse(text) if text else None
    codes = [one.code for one in series_of(session, series.partnership)]
    if margin and margin.event not in (*codes, *known_calendars()):
        raise NotFound("series or calendar", margin.event, (*codes, *known_calendars()))
    return margin


def _rotations(
    session: Session, partnership: Partnership, said: Sequence[str]
) -> tuple[Rotation, ...]:
    texts = [part.strip() for text in said for part in text.split(";") if part.strip()]
    found = {one.kind: one for one in map(_rotation, texts)}
    if len(found) < len(texts):
        raise InvalidValue("the rotations", "; ".join(texts), "each of lead, place and mode once")
    if lead := found.get(RotationKind.LEAD):
        _require_leads(session, partnership, lead)
    return tuple(found[kind] for kind in sorted(found))


def _rotation(text: str) -> Rotation:
    found = _TURNS.fullmatch(text)
    turns = _parts(found[2]) if found and ":" not in found[2] else ()
    if found is None or len(turns) < 2:  # noqa: PLR2004 -- what takes turns is two or more
        expected = 'two or more turns, as "lead: ECHO, HOME; place: Brussels, Geneva"'
        raise InvalidValue("the rotation", text, expected)
    kind = RotationKind(found[1].lower())
    if kind is RotationKind.MODE and (wrong := set(turns) - set(Mode)):
        raise InvalidValue("the rotation by mode", wrong.pop(), f"one of {', '.join(Mode)}")
    return Rotation(kind, turns, int(found[3]) if found[3] else None)


def _require_leads(session: Session, partnership: Partnership, lead: Rotation) -> None:
    """Raise NotFound for a turn that names neither a body nor a party."""
    parties = {one.id: one.code for one in partnership.parties}
    bodies = select(Body.code).where(Body.party_id.in_(parties)).order_by(Body.code)
    codes = dict.fromkeys((*parties.values(), *session.scalars(bodies)))
    known = {code.casefold() for code in codes}
    for turn in lead.values:
        if turn.casefold().removeprefix("dg ").strip() not in known:
            raise NotFound("body or party", turn, list(codes))


def _calendar(key: str) -> str:
    if key not in known_calendars():
        raise NotFound("closure calendar", key, known_calendars())
    return key


def _instrument(session: Session, series: Series, key: str) -> Instrument | None:
    if not key:
        return None
    here = Instrument.partnership_id == series.partnership_id
    every = session.scalars(select(Instrument).where(here).order_by(Instrument.id)).all()
    found = next((one for one in every if one.key.casefold() == key.casefold()), None)
    if found is None:
        raise NotFound("instrument", key, [one.key for one in every])
    if found.expires_on is None:
        expected = "one whose day of expiry is on record; set 'expires_on' in the partnership file"
        raise InvalidValue("the instrument", key, expected)
    return found


def _differences(before: PolicySheet, after: PolicySheet) -> Iterator[PolicyChange]:
    for one in fields(before):
        old, new = (_in_words(getattr(sheet, one.name)) for sheet in (before, after))
        if old != new:
            yield PolicyChange(one.name.replace("_", " "), old, new)


def _in_words(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)

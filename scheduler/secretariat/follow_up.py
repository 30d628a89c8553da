"""What is owed and by when, body by body, as one reader may see it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import CommitmentState
from scheduler.papers.audience import Reader
from scheduler.papers.follow_up import BodyOwes, Owed
from scheduler.secretariat.commitment_lines import line_of, shown_to
from scheduler.secretariat.dues import Dues, is_due_before
from scheduler.secretariat.register import with_everything

SOON = 30


def owed_by_bodies(
    session: Session,
    partnership: Partnership,
    reader: Reader | None = None,
    *,
    within: int | None = None,
    body: Body | None = None,
    today: date,
) -> list[BodyOwes]:
    """What each body owes: all that is open, or what is late or due `within` so many days.

    As `reader` may see it; without one, each body as its own party may.
    """
    chosen = open_ones(partnership)
    if within is not None:
        chosen = chosen.where(is_due_before(today + timedelta(days=within + 1)))
    if body is not None:
        chosen = chosen.where(Commitment.owner_id == body.id)
    found = session.scalars(chosen.options(joinedload(Commitment.owner).joinedload(Body.party)))
    by_body: dict[Body | None, list[Commitment]] = {}
    for one in found:
        by_body.setdefault(one.owner, []).append(one)
    dues = Dues(session)
    owing = (
        _of_body(owner, by_body[owner], reader, dues, today=today)
        for owner in sorted(by_body, key=_in_order)
    )
    return [one for one in owing if one.owed]


def open_ones(partnership: Partnership) -> Select[Commitment]:
    """The commitments of a partnership that are still owed."""
    return with_everything().where(
        Meeting.partnership_id == partnership.id, Commitment.state == CommitmentState.OPEN
    )


def _of_body(
    owner: Body | None,
    commitments: Sequence[Commitment],
    reader: Reader | None,
    dues: Dues,
    *,
    today: date,
) -> BodyOwes:
    reader = reader or Reader(owner.party.code if owner else None)
    owed = owed_of(commitments, reader, dues, today=today)
    return BodyOwes(
        code=owner.code if owner else "",
        name=owner.short_name_on(today) if owner else "nobody yet",
        party=owner.party.code if owner else "",
        mailbox=owner.mailbox if owner else "",
        owed=tuple(sorted(owed, key=lambda one: one.due_on or date.max)),
    )


def owed_of(
    commitments: Iterable[Commitment], reader: Reader, dues: Dues, *, today: date
) -> Iterator[Owed]:
    """Those that the reader may see, without the steps of their chains that they may not."""
    for one in commitments:
        line = line_of(one, today=today, dues=dues)
        if not reader.may_read(line.audience):
            continue
        shown, on = shown_to(reader, line), dues.of(one).on
        yield Owed(
            reference=shown.reference,
            text=shown.text,
            decided=shown.decided,
            due=shown.due,
            due_on=on,
            days_late=(today - on).days if on and shown.late else 0,
            contributors=shown.contributors,
            since=tuple(step.text for step in shown.history),
            audience=shown.audience,
        )


def _in_order(body: Body | None) -> tuple[bool, bool, int, str]:
    if body is None:
        return True, False, 0, ""
    return False, not body.party.is_home, body.precedence, body.code

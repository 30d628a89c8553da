"""Outcomes that become of another kind: a note a conclusion, a conclusion a commitment, and back.

The reference, the item and the audience stay. A commitment that is one no longer keeps its chain,
and goes on with it if it becomes one again.
"""

from datetime import datetime

from scheduler.errors import InvalidValue, NotAllowed
from scheduler.model.outcome import Commitment, CommitmentLink, Outcome
from scheduler.model.vocabulary import CommitmentState, LinkKind, OutcomeKind
from scheduler.secretariat.dues import give_due, settled
from scheduler.secretariat.edits import require_record_open, require_version
from scheduler.secretariat.outcomes import Promise, make_commitment


def retype(
    outcome: Outcome,
    kind: OutcomeKind,
    *,
    promise: Promise | None = None,
    version: int | None = None,
    now: datetime,
    officer: str,
) -> Outcome:
    """Make the outcome one of another kind; what is to be owed needs its promise.

    Whether it was carried, reported on or amended does not matter. Raises NotAllowed for a
    commitment that has ended: what is done cannot be taken for never promised.
    """
    reference, before = outcome.reference, outcome.kind
    require_version(
        reference, outcome, version, theirs=f"{before}: {outcome.text}", yours=str(kind)
    )
    require_record_open(outcome.meeting, f"making {reference} a {kind}")
    if kind is before:
        raise InvalidValue("the kind", str(kind), f"another than {reference} has")
    if promise is not None and kind is not OutcomeKind.COMMITMENT:
        raise InvalidValue("--owner", str(kind), "none: only a commitment is owed")
    if outcome.owed is not None:
        _withdraw(outcome.owed, kind, now=now, officer=officer)
    outcome.kind = kind
    if kind is OutcomeKind.COMMITMENT:
        _promise(outcome, before, promise, now=now, officer=officer)
    return outcome


def _withdraw(owed: Commitment, kind: OutcomeKind, *, now: datetime, officer: str) -> None:
    reference, meeting = owed.outcome.reference, owed.outcome.meeting
    if owed.state is not CommitmentState.OPEN:
        raise NotAllowed(
            f"making {reference} a {kind}",
            f"it is {owed.state}, and how it ended is on record",
            f"record what holds now beside it: scheduler outcome add {meeting.code} ...",
        )
    owed.state = CommitmentState.WITHDRAWN
    _note(owed, f"it is a {kind} now", now=now, officer=officer)


def _promise(
    outcome: Outcome,
    before: OutcomeKind,
    promise: Promise | None,
    *,
    now: datetime,
    officer: str,
) -> None:
    owed = outcome.commitment
    if owed is not None:
        owed.state = CommitmentState.OPEN
        if promise is not None:
            owed.owner = promise.owner
            give_due(owed, settled(promise.due, outcome.meeting))
        _note(owed, f"it is a commitment again; it was a {before}", now=now, officer=officer)
    elif promise is None:
        raise InvalidValue("a commitment with", "nobody", "--owner and --due: who owes it, by when")
    else:
        make_commitment(outcome, promise, now=now, officer=officer)


def _note(owed: Commitment, text: str, *, now: datetime, officer: str) -> None:
    owed.version += 1
    owed.chain.append(
        CommitmentLink(
            at=now,
            officer=officer,
            kind=LinkKind.RETYPED,
            text=text,
            reach=owed.outcome.reach,
            party=owed.outcome.party,
        )
    )

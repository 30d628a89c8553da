"""Who would get what, and why: from what somebody has in their calendar and what holds now."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduler.model.outbox import Message, MessageState
from scheduler.papers.mail import Method, is_mailbox
from scheduler.papers.words import listed

# What a message says of a meeting, and what that is called where it has changed.
FACT_WORDS = {
    "when": "date or hours",
    "status": "status",
    "place": "place",
    "link": "link",
    "title": "title",
    "details": "details",
    "name": "their name",
    "role": "their role",
    "organiser": "who invites",
}
PART_ENDS = "part"


class Act(StrEnum):
    """What is done for one person."""

    INVITE = "invite"
    UPDATE = "update"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
    NOTHING = "nothing"

    @property
    def method(self) -> Method | None:
        """The method of the message it writes; None where it writes none."""
        return _METHODS.get(self)


_METHODS = {Act.INVITE: Method.REQUEST, Act.UPDATE: Method.REQUEST, Act.CANCEL: Method.CANCEL}


@dataclass(frozen=True, slots=True)
class Case:
    """One person and one meeting: what holds now, the last that they have, what waits for them.

    `off` says in a word that the meeting does not take place, or is empty; `reason_against` why
    this person is not to be invited, or is empty. `facts` is what a message would say now; `tried`
    the highest SEQUENCE that a mail server was ever offered for them, else -1.
    """

    off: str
    reason_against: str
    is_member: bool
    address: str
    facts: Mapping[str, str]
    last: Message | None
    waiting: Message | None
    tried: int = -1


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done and why; `kept` is the message that waits already and says just that."""

    act: Act
    why: str
    kept: Message | None = None


def decide(case: Case) -> Decision:
    """What is done for one person, what waits for them included."""
    wanted = _for_calendar(case)
    waiting = case.waiting
    if waiting is None:
        return wanted
    if wanted.act is Act.NOTHING:
        return Decision(Act.WITHDRAW, wanted.why)
    if waiting.method == wanted.act.method and says_what_holds(waiting, case):
        return Decision(Act.NOTHING, f"waits already as message {waiting.id}", waiting)
    return wanted


def says_what_holds(message: Message, case: Case) -> bool:
    """True for a message that says, to the right address, what would be said now."""
    is_wanted = case.is_member and not case.off
    if message.method == Method.CANCEL:
        return not is_wanted and message.facts.get("ends") == (case.off or PART_ENDS)
    if not is_wanted or case.reason_against:
        return False
    return message.address == case.address and message.facts == case.facts


def ended(facts: Mapping[str, str], off: str) -> dict[str, str]:
    """What the message says that ends an invitation: of the meeting, or one person's part."""
    return {**facts, "ends": off or PART_ENDS}


def _for_calendar(case: Case) -> Decision:
    has_it = case.last is not None and case.last.method == Method.REQUEST
    if case.off:
        if has_it:
            return Decision(Act.CANCEL, f"the meeting is {case.off}")
        return Decision(Act.NOTHING, f"the meeting is {case.off}, and they have no invitation")
    if not case.is_member:
        if has_it:
            return Decision(Act.CANCEL, "no longer in the delegation")
        return Decision(Act.NOTHING, "no longer in the delegation")
    if why := case.reason_against or _no_address(case.address):
        return Decision(Act.NOTHING, why)
    return _for_member(case)


def _for_member(case: Case) -> Decision:
    last = case.last
    if last is None:
        return Decision(Act.INVITE, "not invited yet")
    if last.method == Method.CANCEL:
        return Decision(Act.INVITE, f"invited again: message {last.id} ended their invitation")
    if last.address != case.address:
        return Decision(Act.UPDATE, f"a new address; the invitation went to {last.address}")
    if changed := _changed(last.facts, case.facts):
        return Decision(Act.UPDATE, f"changed since message {last.id}: {listed(changed)}")
    if last.state is MessageState.SENT:
        return Decision(Act.NOTHING, f"has it all from message {last.id}")
    return Decision(Act.NOTHING, f"whether message {last.id} arrived is not known")


def _no_address(address: str) -> str:
    if not address:
        return "no address is known"
    return "" if is_mailbox(address) else f"mail cannot be sent to {address!r}"


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [word for name, word in FACT_WORDS.items() if before.get(name) != now.get(name)]

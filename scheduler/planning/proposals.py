"""What the planner answers for a slot: a day, what it costs, others, and the reasons."""

from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.errors import Finding
from scheduler.planning.policy import KnownMeeting
from scheduler.planning.rotations import Turn
from scheduler.planning.score import IDEAL, Score

OTHERS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another day for a slot: its own score, and the points of the best whole plan that has it.

    `more` is what that plan costs beyond the best one.
    """

    day: date
    score: Score
    plan_points: int
    more: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A slot and the day proposed for it.

    `nominal` is the wall time the rule gives; it names the slot for life. `reasons` say why the day
    is not the nominal one. `kept` is the meeting that already stands for the slot: then nothing is
    proposed, and `day` repeats that meeting's day (the nominal one while it has none). `day` is the
    first of `days`. `plan_points` are those of the whole plan; the alternatives come best first.
    """

    series: str
    nominal: datetime
    day: date
    start: time
    end: time
    zone: str
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    kept: KnownMeeting | None = None
    score: Score = IDEAL
    plan_points: int = 0
    alternatives: tuple[Alternative, ...] = ()
    turns: tuple[Turn, ...] = ()
    days: int = 1

    @property
    def is_moved(self) -> bool:
        """Whether the day is another than the rule gave."""
        return self.day != self.nominal.date()

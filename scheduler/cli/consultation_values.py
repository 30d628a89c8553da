"""The kinds of value that `scheduler consult` takes: several days, a deadline, a quorum."""

from datetime import date, datetime, time, timedelta

from scheduler.cli.typed import Typed
from scheduler.cli.verbs import DAY
from scheduler.planning.quorum import Quorum


class Days(Typed[tuple[date, ...]]):
    """Days such as 2027-05-07,2027-05-14."""

    name = "days"

    def read(self, text: str) -> tuple[date, ...]:
        """The days in the order given; fails with what came and what is expected."""
        return tuple(DAY.read(part.strip()) for part in text.split(","))


class Deadline(Typed[datetime]):
    """A day such as 2027-02-01, which is in time to its end, or a time of it."""

    name = "deadline"

    def read(self, text: str) -> datetime:
        """The first moment that is too late, wall time; fails for what is none."""
        day, _, clock = text.partition("T")
        last = DAY.read(day)
        if not clock:
            return datetime.combine(last + timedelta(days=1), time.min)
        try:
            moment = time.fromisoformat(clock)
        except ValueError:
            moment = time(second=1)
        if moment.second or moment.microsecond or moment.tzinfo:
            self.fail(f"{text!r} is no deadline; expected such as 2027-02-01T17:00")
        return datetime.combine(last, moment)


class Rule(Typed[Quorum]):
    """A quorum such as "both co-chairs yes"."""

    name = "rule"

    def read(self, text: str) -> Quorum:
        """The rule; InvalidValue for a text that is none."""
        return Quorum.parse(text)


DAYS = Days()
DEADLINE = Deadline()
QUORUM = Rule()

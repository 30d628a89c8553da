"""The kinds of value that `scheduler consult` takes: several days, a deadline, a quorum."""

from datetime import date, datetime, time, timedelta
from typing import Any

import click

from scheduler.cli.verbs import DAY
from scheduler.planning.quorum import Quorum


class Days(click.ParamType[tuple[date, ...]]):
    """Days such as 2027-05-07,2027-05-14."""

    name = "days"

    def convert(
        self,
        value: Any,  # noqa: ANN401 -- click's own
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[date, ...]:
        """The days in the order given; fails with what came and what is expected."""
        if isinstance(value, tuple):
            return value
        parts = [part.strip() for part in value.split(",")]
        return tuple(DAY.convert(part, param, ctx) for part in parts)


class Deadline(click.ParamType[datetime]):
    """A day such as 2027-02-01, which is in time to its end, or a time of it."""

    name = "deadline"

    def convert(
        self,
        value: Any,  # noqa: ANN401 -- click's own
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime:
        """The first moment that is too late, wall time; fails for what is none."""
        if isinstance(value, datetime):
            return value
        day, _, clock = value.partition("T")
        last = DAY.convert(day, param, ctx)
        if not clock:
            return datetime.combine(last + timedelta(days=1), time.min)
        try:
            moment = time.fromisoformat(clock)
        except ValueError:
            moment = time(second=1)
        if moment.second or moment.microsecond or moment.tzinfo:
            self.fail(f"{value!r} is no deadline; expected such as 2027-02-01T17:00", param, ctx)
        return datetime.combine(last, moment)


class Rule(click.ParamType[Quorum]):
    """A quorum such as "both co-chairs yes"."""

    name = "rule"

    def convert(
        self,
        value: Any,  # noqa: ANN401 -- click's own
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Quorum:
        """The rule; InvalidValue for a text that is none."""
        del param, ctx
        return value if isinstance(value, Quorum) else Quorum.parse(value)


DAYS = Days()
DEADLINE = Deadline()
QUORUM = Rule()

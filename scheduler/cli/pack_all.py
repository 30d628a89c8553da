"""`scheduler pack build --all`: the packs of many meetings, as many at once as there are cores."""

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from typing import Any

import click

from scheduler.cli.app import App
from scheduler.cli.output import answer, exit_with_findings, warn
from scheduler.cli.pack_making import Built, Order, build_pack
from scheduler.errors import Finding, InvalidValue, SchedulerError, Severity
from scheduler.secretariat.naming import find_series
from scheduler.secretariat.packs import meetings_to_pack
from scheduler.settings import Settings
from scheduler.tzdb import pin_tzdata

# Each process takes some 250 MB.
_MOST_PROCESSES = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which meetings: of a series, in a window of days with both ends; from today if not said.

    `processes` is how many work at once.
    """

    series: str | None = None
    since: date | None = None
    until: date | None = None
    processes: int | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    settings: Settings
    meeting: str
    order: Order


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A pack that was built, or why it was not."""

    meeting: str
    built: Built | None
    error: str = ""

    @property
    def findings(self) -> Iterator[Finding]:
        """What to look at, each with the meeting."""
        if self.built is None:
            yield Finding(Severity.ERROR, self.error, self.meeting)
            return
        for one in self.built.written.findings:
            where = one.where if one.where in ("", self.meeting) else f"{self.meeting}, {one.where}"
            yield one._replace(where=where or self.meeting)

    def value(self) -> dict[str, Any]:
        """As JSON has it."""
        built = self.built.value() | {"findings": [*self.findings]} if self.built else {}
        return {"meeting": self.meeting, "error": self.error, **built}


@dataclass(slots=True)
class _Progress:
    """Says on stderr which packs are done."""

    total: int
    done: list[_Outcome] = field(default_factory=list)

    def add(self, outcome: _Outcome) -> None:
        self.done.append(outcome)
        number = outcome.built.bound.number if outcome.built else None
        state = f"edition {number}" if number else "not built"
        click.echo(f"{len(self.done)} of {self.total}: {outcome.meeting}, {state}", err=True)


def build_all(app: App, order: Order, wanted: Wanted) -> None:
    """Build the packs, each with all its files or none; exit code 3 where one cannot be built."""
    meetings = _meetings(app, wanted)
    progress = _Progress(len(meetings))
    jobs = [_Job(app.settings, meeting, order) for meeting in meetings]
    processes = min(wanted.processes or os.cpu_count() or 1, _MOST_PROCESSES, len(jobs))
    for outcome in _outcomes(jobs, processes):
        progress.add(outcome)
    outcomes = sorted(progress.done, key=lambda one: meetings.index(one.meeting))
    answer(app, [one.value() for one in outcomes], lambda: _say(outcomes))
    findings = [finding for one in outcomes for finding in one.findings]
    warn(findings)
    exit_with_findings(findings)


def _meetings(app: App, wanted: Wanted) -> list[str]:
    """The names of the meetings, which the names of the files begin with."""
    since = wanted.since or (None if wanted.until else app.today)
    with app.reading() as session:
        series = find_series(session, wanted.series) if wanted.series else None
        found = meetings_to_pack(session, series=series, since=since, until=wanted.until)
        names = [meeting.name for meeting in found]
    if doubled := [name for name in names if names.count(name) > 1]:
        expected = f"--series of one partnership: two have a meeting called {doubled[0]}"
        raise InvalidValue("--all", wanted.series or "every series", expected)
    if not names:
        expected = "--series, --since and --until with meetings that have a day"
        raise InvalidValue("--all", wanted.series or "every series", expected)
    return names


def _outcomes(jobs: Sequence[_Job], processes: int) -> Iterator[_Outcome]:
    """Each as it is done. Whoever stops this waits for the packs that are being built."""
    if processes == 1:
        yield from map(_build, jobs)
        return
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin)
    try:
        waiting = {pool.submit(_build, job): job for job in jobs}
        for done in as_completed(waiting):
            yield _outcome(done, waiting[done].meeting)
    finally:
        pool.shutdown(cancel_futures=True)


def _outcome(done: Future[_Outcome], meeting: str) -> _Outcome:
    try:
        return done.result()
    except BrokenProcessPool:
        reason = "the system ended the process that built packs; build it again"
        return _Outcome(meeting, None, reason)


def _begin() -> None:
    """Begin a process: Ctrl-C is for the one that waits, so that each pack is whole."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    pin_tzdata()


def _build(job: _Job) -> _Outcome:
    app = App(None, None, as_json=False)
    app.settings = job.settings
    with click.Context(click.Command("build"), info_name="scheduler pack build"):
        try:
            return _Outcome(job.meeting, build_pack(app, job.meeting, job.order))
        except SchedulerError as error:
            return _Outcome(job.meeting, None, str(error))


def _say(outcomes: Sequence[_Outcome]) -> None:
    for one in outcomes:
        if one.built:
            one.built.written.say(one.built.sentence)

"""The harness tells a command that ended from one that was killed, and kills all of it."""

import sys
import time
from pathlib import Path
from random import Random

from tests.durability.kill_harness import Ran, moment, normal_duration, run_and_kill

WORK = """
import sys, time
for number in range(20):
    sys.stdout.write(f"{number}\\n"); sys.stdout.flush(); time.sleep(0.005)
"""

# A child of the command that would write a file if it were let live.
WITH_CHILD = """
import pathlib, subprocess, sys, time
child = "import pathlib, time; time.sleep(1.2); pathlib.Path('late').write_text('alive')"
subprocess.Popen([sys.executable, '-S', '-c', child])
print('started', flush=True)
time.sleep(60)
"""


def python(source: str) -> list[str]:
    return [sys.executable, "-S", "-c", source]


def test_command_that_ends_is_acknowledged() -> None:
    ran = run_and_kill(python("print('done')"), None)
    assert (ran.status, ran.output, ran.messages, ran.is_acknowledged) == (0, "done\n", "", True)


def test_command_that_fails_is_not_acknowledged() -> None:
    ran = run_and_kill(python("import sys; print('done'); sys.exit(2)"), None)
    assert (ran.status, ran.output, ran.is_acknowledged) == (2, "done\n", False)


def test_command_that_was_killed_is_not_acknowledged() -> None:
    ran = run_and_kill(python("import time; print('done', flush=True); time.sleep(60)"), 0.5)
    assert (ran.status != 0, ran.output, ran.is_acknowledged) == (True, "done\n", False)
    assert 0.5 <= ran.seconds < 30


def test_half_a_line_is_not_acknowledged() -> None:
    assert not Ran(0, 0.1, "the meeting was conf", "").is_acknowledged


def test_kill_takes_the_children_too(tmp_path: Path) -> None:
    assert run_and_kill(python(WITH_CHILD), 1.0, folder=tmp_path).output == "started\n"
    time.sleep(0.6)
    assert list(tmp_path.iterdir()) == []


def test_environment_is_added() -> None:
    source = "import os; print(os.environ['SCHEDULER_OFFICER'], 'PATH' in os.environ)"
    ran = run_and_kill(python(source), None, environment={"SCHEDULER_OFFICER": "ana"})
    assert ran.output == "ana True\n"


def test_moments_reach_every_part_of_a_run() -> None:
    duration = normal_duration([run_and_kill(python(WORK), None) for _ in range(3)])
    random = Random(1)  # noqa: S311 -- chance, not a secret
    ends = [run_and_kill(python(WORK), moment(random, duration)) for _ in range(30)]
    lines = {len(ran.output.splitlines()) for ran in ends}
    assert len(lines) > 6
    assert {ran.is_acknowledged for ran in ends} == {True, False}

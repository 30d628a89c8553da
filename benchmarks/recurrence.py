"""The recurrence engine beside its peers: `python benchmarks/recurrence.py [--quick] [--json]`.

Each figure stands beside its bar. Peers are timed in the same run, and nothing is timed whose
results were not compared; trust the ratios, since the figures move with the machine. Peers that
are not installed are left out: `pip install -e .[bench]` in an environment of its own brings them.
The exit code is 1 if results differ, else 0: a missed bar is for the reader.
"""

import argparse
import json
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict

from benchmarks.engine import (
    busy_figures,
    clock_changes,
    distance,
    expansion,
    hard_rules,
    texts,
    windows,
)
from benchmarks.engine.engines import Engine, dateutil, rust_binding
from benchmarks.engine.report import Part

SECTIONS = ("expansion", "windows", "distance", "hard", "texts", "clocks", "busy")


def main() -> int:
    """Run the sections asked for and print them; 1 if any result differs."""
    options = _options()
    done: list[Part] = []
    for part in _parts(set(options.section or SECTIONS), quick=options.quick):
        done.append(part)
        if not options.json:
            print(part, flush=True)
    if options.json:
        print(json.dumps([_as_values(part) for part in done], indent=1))
    return 1 if any(part.differences for part in done) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no slow peers")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("section", nargs="*", choices=[[], *SECTIONS], help="all, unless named")
    return parser.parse_args()


def _parts(sections: set[str], *, quick: bool) -> Iterator[Part]:
    peers: list[Engine] = [peer for peer in (dateutil(), rust_binding()) if peer]
    if "expansion" in sections:
        yield from expansion.parts(peers, quick=quick)
    if "windows" in sections:
        yield from windows.parts(peers, quick=quick)
    if "distance" in sections:
        yield from distance.parts(quick=quick)
    if "hard" in sections:
        yield from hard_rules.parts(quick=quick)
    if "texts" in sections:
        yield from texts.parts(quick=quick)
    if "clocks" in sections:
        yield clock_changes.part()
    if "busy" in sections:
        yield from busy_figures.parts(quick=quick)


def _as_values(part: Part) -> dict[str, object]:
    figures = [asdict(figure) | {"holds": figure.holds} for figure in part.figures]
    return asdict(part) | {"figures": figures}


if __name__ == "__main__":
    print(f"Python {platform.python_version()}", file=sys.stderr)
    sys.exit(main())

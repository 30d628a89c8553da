"""How long `feed write` takes for a thousand meetings. Run: python benchmarks/feed_write.py."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.feeds.many_meetings import filled

MEETINGS = 1000


def seconds(database: Path, folder: Path) -> float:
    """How long the command takes from its start to its end."""
    command = [sys.executable, "-m", "scheduler", "feed", "write", str(folder)]
    start = perf_counter()
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        env={**os.environ, "SCHEDULER_DATABASE": str(database)},
    )
    return perf_counter() - start


def main() -> None:
    """Print the seconds of the first writing, and of those after it that change nothing."""
    with tempfile.TemporaryDirectory() as name:
        database, folder = Path(name) / "record.db", Path(name) / "feeds"
        filled(database, MEETINGS).engine.dispose()
        first = seconds(database, folder)
        again = min(seconds(database, folder) for _ in range(3))
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1024
        print(
            f"feed write, {MEETINGS} meetings, {size:,.0f} kB: {first:.2f} s, again {again:.2f} s"
        )


if __name__ == "__main__":
    main()

"""Time an archive of 10,000 meetings, out and in: `python -m benchmarks.archive [COUNT]`.

Each part runs in a process of its own, whose most memory is told. The bar is 60 s each.
"""

import json
import resource
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.archives_of_meetings import recorded
from benchmarks.feeds.many_meetings import NOW
from scheduler.exports.archive.folder import new_archive
from scheduler.secretariat.archive_exports import export_archive
from scheduler.secretariat.archive_imports import import_archive, verify_archive
from scheduler.store.revisions import head_revision
from scheduler.store.session import open_database


def _out(folder: Path) -> None:
    database = open_database(str(folder / "record.db"))
    with database.reading() as session, new_archive(folder / "archive", replace=True) as archive:
        export_archive(session, archive, schema=head_revision(), tell=_untold)


def _in(folder: Path) -> None:
    engine = open_database(str(folder / "again.db")).engine
    import_archive(engine, folder / "archive", now=NOW, tell=_untold)


def _verify(folder: Path) -> None:
    count, findings = verify_archive(folder / "archive")
    print(f"{count} files, {len(findings)} findings", file=sys.stderr)


def _untold(done: int, total: int, noun: str) -> None:
    del done, total, noun


def _timed(part: Callable[[Path], None], folder: Path) -> dict[str, float]:
    """The seconds it took, those of the processor, and the most memory, in megabytes."""
    start, work = perf_counter(), process_time()
    part(folder)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": round(perf_counter() - start, 1),
        "processor": round(process_time() - work, 1),
        "megabytes": round(most),
    }


def main() -> None:
    """Print the seconds and megabytes of each part."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    told: dict[str, object] = {"meetings": count}
    with TemporaryDirectory() as name:
        folder = Path(name)
        recorded(folder / "record.db", count).engine.dispose()
        for part in (_out, _in, _verify):
            with get_context("spawn").Pool(1) as pool:
                told[part.__name__.strip("_")] = pool.apply(_timed, (part, folder))
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()

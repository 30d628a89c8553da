"""The last look at finished files, between their making and their writing."""

from collections.abc import Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

from scheduler.errors import AudienceLeak, Finding, Severity
from scheduler.exports.finished.texts import finished_text
from scheduler.exports.fixed_words import fixed_words
from scheduler.papers.wall import FoundText, Hit, Wall

_REMEDY = "if they may, open that text to them; else write one of the two in other words"


class LastLook:
    """The files of one paper; each is read while the next one is still being made."""

    def __init__(self, wall: Wall, pool: ThreadPoolExecutor) -> None:
        self._wall, self._pool = wall, pool
        self._read: list[Future[list[FoundText]]] = []
        self.findings: tuple[Finding, ...] = ()

    def at(self, name: str, content: bytes, annexed: Collection[int] = ()) -> None:
        """Look at a file; `annexed` are the pages of a PDF that were made by somebody else."""
        if self._wall.kept:  # else there is nothing that could be found
            self._read.append(self._pool.submit(_read, name, content, annexed))

    def hits(self) -> list[Hit]:
        """What was found in all of them."""
        texts = list(chain.from_iterable(one.result() for one in self._read))
        if not self._wall.hits(texts):
            return []
        # The program's own words can clear a find, and seldom have to be read for it.
        told = (*self._wall.told, *fixed_words())
        return replace(self._wall, told=told).hits(texts)


@contextmanager
def last_look(paper: str, wall: Wall) -> Iterator[LastLook]:
    """Raise AudienceLeak at the end where a file holds words that are kept from its reader.

    In an annex they are a finding alone: what our own note quotes from it is no secret.
    """
    with ThreadPoolExecutor(1, "last-look") as pool:
        look = LastLook(wall, pool)
        yield look
        hits = look.hits()
    if found := [str(hit) for hit in hits if not hit.is_annexed]:
        raise AudienceLeak(paper, str(wall.reader), found, _REMEDY)
    look.findings = tuple(_of_annex(hit, wall) for hit in hits)


def _read(name: str, content: bytes, annexed: Collection[int]) -> list[FoundText]:
    return list(finished_text(name, content, annexed))


def _of_annex(hit: Hit, wall: Wall) -> Finding:
    message = f"look at the annex before {wall.reader} gets it: it says {hit}"
    return Finding(Severity.WARNING, message)

"""The first wall has many places. Each is taken out here, alone, as a careless change would.

With it goes the check of a paper's pieces, which else would stop most of them.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import true

from scheduler.papers.audience import Reader
from scheduler.secretariat import (
    biographies,
    commitment_lines,
    conclusions,
    minutes,
    packs,
    paper_parts,
    people_papers,
    seating_plans,
)
from scheduler.secretariat.attendance import members_of

_PAPERS = (packs, conclusions, minutes, people_papers, seating_plans)
Way = Callable[[pytest.MonkeyPatch], None]


def take_out_check(patch: pytest.MonkeyPatch) -> None:
    """Papers are no longer judged by what is said of their pieces."""
    _everywhere(patch, "refuse_leaks", lambda *_: None)


def _everywhere(patch: pytest.MonkeyPatch, name: str, instead: object) -> None:
    for module in (*_PAPERS, paper_parts, biographies, commitment_lines):
        if hasattr(module, name):
            patch.setattr(module, name, instead)


def _reading(patch: pytest.MonkeyPatch) -> None:
    _everywhere(patch, "readable_by", lambda *_: true())


def _choosing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Reader, "may_read", lambda *_: True)


def _knowing(patch: pytest.MonkeyPatch) -> None:
    _everywhere(patch, "members_for", lambda session, meeting, _: members_of(session, meeting))


def _joining(patch: pytest.MonkeyPatch) -> None:
    true_facts = paper_parts.facts_of

    def facts(meeting: Any, *given: Any) -> Any:  # noqa: ANN401 -- whatever it is called with
        return replace(true_facts(meeting, *given), link=meeting.link)

    _everywhere(patch, "facts_of", facts)


def _signing(patch: pytest.MonkeyPatch) -> None:
    signed = paper_parts._note_section  # noqa: SLF001 -- the place that is taken out

    def section(one: Any, reader: Reader, *given: Any) -> Any:  # noqa: ANN401 -- as above
        del reader
        return signed(one, Reader(one.party.code), *given)

    patch.setattr(paper_parts, "_note_section", section)


PLACES: dict[str, Way] = {
    "what is read from the record": _reading,
    "what is chosen of an item": _choosing,
    "whom the reader knows of": _knowing,
    "where to join": _joining,
    "who wrote a note": _signing,
}

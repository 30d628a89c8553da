"""Which pages are replaced: those of changed parts, of what is drawn from them, and the first."""

from scheduler.papers.edition import HeldPiece
from scheduler.papers.replacement import PartPages, Replacement, replacements


def _held(part: str, sha256: str) -> HeldPiece:
    return HeldPiece(part, f"piece of {part}", "joint", sha256)


PAGES = {
    "Cover": PartPages("Cover", 1, 2),
    "Contents": PartPages("Contents", 3, 4),
    "Agenda": PartPages("Agenda", 5, 5),
    "Running order": PartPages("Running order", 6, 6),
    "Item 1: Ports": PartPages("Item 1: Ports", 7, 8),
    "Matters arising": PartPages("Matters arising", 9, 9),
    "Sources": PartPages("Sources", 9, 10),
}
BEFORE = [_held(part, "0") for part in ("Agenda", "Item 1: Ports", "Matters arising", "Sources")]


def _replaced(*changed: str) -> list[str]:
    after = [_held(one.part, "1" if one.part in changed else "0") for one in BEFORE]
    pages = list(PAGES.values())
    return [one.part for one in replacements(BEFORE, after, pages, pages)]


def test_what_changed_is_replaced_with_what_is_drawn_from_it() -> None:
    assert _replaced("Item 1: Ports") == ["Cover", "Contents", "Item 1: Ports"]
    assert _replaced("Agenda") == ["Cover", "Contents", "Agenda", "Running order"]


def test_parts_that_share_pages_are_replaced_together() -> None:
    assert _replaced("Sources") == ["Cover", "Contents", "Matters arising", "Sources"]


def test_where_nothing_changed_nothing_is_replaced() -> None:
    assert _replaced() == []


def test_a_part_that_is_new_is_put_in_and_one_that_is_gone_taken_out() -> None:
    new, gone = PartPages("Item 2: Fees", 9, 9), PAGES["Item 1: Ports"]
    pages = [one for one in PAGES.values() if one is not gone]
    after = [_held(one.part, "0") for one in BEFORE if one.part != gone.part]

    lines = replacements(
        BEFORE, [*after, _held(new.part, "1")], list(PAGES.values()), [*pages, new]
    )

    assert Replacement(new.part, None, new) in lines
    assert lines[-1] == Replacement(gone.part, gone, None)

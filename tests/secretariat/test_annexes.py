"""How much the annexes of one pack may have together."""

from scheduler.papers.audience import JOINT
from scheduler.papers.edition import Annex
from scheduler.secretariat.annexes import within


def _annex(title: str, *, pages: int, size: int = 10, fault: str = "") -> Annex:
    return Annex(title, "", "0", size, pages, JOINT, fault)


def test_an_annex_with_which_all_have_too_many_pages_stays_out_and_smaller_ones_go_in() -> None:
    annexes = (
        _annex("a", pages=3),
        _annex("broken", pages=9, fault="it is broken"),
        _annex("b", pages=3),
        _annex("c", pages=2),
    )

    faults = [one.fault for one in within(annexes, most_pages=5)]

    too_many = "with it the annexes would have more than 5 pages"
    assert faults == ["", "it is broken", too_many, ""]


def test_an_annex_with_which_all_have_too_many_bytes_stays_out() -> None:
    annexes = (_annex("a", pages=1, size=600_000), _annex("b", pages=1, size=1_500_000))

    faults = [one.fault for one in within(annexes, most_bytes=2_000_000)]

    assert faults == ["", "with it the annexes would have more than 2 MB"]

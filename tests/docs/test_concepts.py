import re

from scheduler.secretariat.lifecycle import NEXT_STATES
from tests.docs.pages import ROOT


def test_states_are_drawn_as_they_follow() -> None:
    page = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8")
    drawn = re.findall(r"^    (\w+) --> (\w+): \w+$", page, re.MULTILINE)
    follow = [(state, to) for state, allowed in NEXT_STATES.items() for to in allowed]
    assert sorted(drawn) == sorted(follow)

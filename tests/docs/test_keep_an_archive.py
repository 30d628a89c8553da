import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Call, call, staged_record
from tests.docs.pages import ROOT

__all__ = ["call", "staged_record"]

PAGE = (ROOT / "docs" / "how-to" / "keep-an-archive.md").read_text(encoding="utf-8")


def test_what_the_page_types_and_shows_is_so(
    call: Call, staged_record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del staged_record
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^scheduler (.+)$", PAGE, re.MULTILINE)
    said = {command: call(*shlex.split(command)) for command in commands}

    (shown,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    outcomes = Path("kept/archive/meetings/SOM-1/outcomes.toml").read_text(encoding="utf-8")
    assert len(commands) == 4
    assert {command: one.code for command, one in said.items() if one.code} == {}
    assert shown in outcomes

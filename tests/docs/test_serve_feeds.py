import os
import re
import shlex
from pathlib import Path

import pytest

from scheduler.cli.serve import serve
from tests.cli.conftest import Call, call, staged_record
from tests.docs.pages import ROOT

__all__ = ["call", "staged_record"]

PAGE = (ROOT / "docs" / "how-to" / "serve-feeds.md").read_text(encoding="utf-8")
SECRET = re.compile(r"/feeds/[A-Za-z0-9_-]{43}/")


def test_what_the_page_shows_is_what_is_said(
    call: Call, staged_record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del staged_record
    (address,) = re.findall(r"^export SCHEDULER_WEB_ADDRESS=(.+)$", PAGE, re.MULTILINE)
    monkeypatch.setenv("SCHEDULER_WEB_ADDRESS", address)
    told = "".join(re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))

    said = ""
    for line in re.findall(r"^\$ scheduler (.+)$", told, re.MULTILINE):
        answer = call(*shlex.split(line))
        assert (answer.code, answer.err) == (0, "")
        said += f"$ scheduler {line}\n" + SECRET.sub("/feeds/…/", answer.out)

    assert said == told


def test_the_unit_starts_the_server_as_it_can_be_started() -> None:
    (line,) = re.findall(r"^ExecStart=(.+)$", PAGE, re.MULTILINE)
    program, verb, *words = line.split()
    assert (os.path.basename(program), verb) == ("scheduler", "serve")  # noqa: PTH119 -- of Linux
    assert serve.make_context("serve", words).params == {
        "host": "127.0.0.1",
        "port": 8000,
        "workers": 1,
        "access_log": False,
    }


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/feeds/eu-iom.ics?x=1", {"public": "eu-iom.ics"}),
        ("/feeds/SECRET/eu-iom.ics?x=1", {"joint": "eu-iom.ics"}),
        ("/feeds/SECRET/", {}),
        ("/feeds/SECRET", {}),
        ("/SECRET", {}),
    ],
)
def test_the_log_of_the_proxy_has_no_token(path: str, shown: dict[str, str]) -> None:
    patterns = re.findall(r'"~(\^/feeds/.+?)"', PAGE)
    found = [re.match(pattern.replace("(?<", "(?P<"), path) for pattern in patterns]
    assert [one.groupdict() for one in found if one] == ([shown] if shown else [])

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.paper_words import everything_in, squashed


@pytest.fixture
def sqlite_location(real_sqlite_location: str) -> str:
    return real_sqlite_location


@pytest.mark.parametrize("name", ["html", "word"])
def test_pack_explains_the_date_where_that_is_asked(call: Call, tmp_path: Path, name: str) -> None:
    said = call(
        *("pack", "build", "SOM-2027-1", "--with-date-explained"),
        *("--format", name, "--output", str(tmp_path / "papers")),
    )

    assert (said.code, said.err) == (0, "")
    (path,) = (tmp_path / "papers").iterdir()
    against = squashed("more than 18 months after SOM on Friday 4 April 2025")
    assert against in everything_in(path.read_bytes(), path.suffix)


def test_pack_for_the_other_party_does_not_explain_the_date(call: Call, tmp_path: Path) -> None:
    said = call(
        *("pack", "build", "SOM-2027-1", "--with-date-explained", "--for", "IOM"),
        *("--output", str(tmp_path / "papers")),
    )

    assert (said.code, (tmp_path / "papers").exists()) == (1, False)
    assert said.err.startswith("scheduler: the briefing pack of SOM-2027-1 for IOM was refused")

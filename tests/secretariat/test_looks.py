"""Whose style and language a paper has, and how a partnership file says so."""

import pytest

from scheduler.errors import InvalidFile
from scheduler.imports.partnership_file import PartnershipFile, read_partnership
from scheduler.papers.audience import Reader
from scheduler.secretariat.looks import look_of
from scheduler.secretariat.naming import find_partnership
from scheduler.store.session import Database
from tests.secretariat.small_partnership import SMALL, load, marked_dump


def file_with(of_partnership: str, of_party: str) -> PartnershipFile:
    """The small file with more lines in its first table, and in its first party."""
    text = SMALL.replace("[partnership]\n", f"[partnership]\n{of_partnership}\n", 1)
    return read_partnership(
        text.replace("[[parties]]\n", f"[[parties]]\n{of_party}\n", 1), "a.toml"
    )


def test_a_party_has_its_own_look_or_that_of_the_partnership(database: Database) -> None:
    load(database, file_with('style = "sample-blue"\nlanguage = "fr"', 'language = "en"'))

    with database.reading() as session:
        partnership = find_partnership(session)
        first, second = (party.code for party in partnership.parties[:2])
        assert look_of(partnership, Reader(first)) == ("sample-blue", "en")
        assert look_of(partnership, Reader(second)) == ("sample-blue", "fr")
        assert look_of(partnership, Reader(None)) == ("sample-blue", "fr")


def test_styles_and_languages_go_back_into_the_file(database: Database) -> None:
    load(database, file_with('style = "ours"', 'language = "fr"'))

    dumped = marked_dump(database)

    assert (dumped.partnership.style, dumped.partnership.language) == ("ours", "")
    assert [party.language for party in dumped.parties][:2] == ["fr", ""]


@pytest.mark.parametrize("line", ['style = "../x"', 'language = "French!"'])
def test_a_style_or_language_of_other_signs_is_refused(line: str) -> None:
    with pytest.raises(InvalidFile, match=r"a\.toml was not loaded"):
        file_with(line, "")

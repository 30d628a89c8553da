import pytest

from scheduler.errors import InvalidFile, InvalidValue
from scheduler.model.partnership import Partnership
from scheduler.secretariat.markings import find_marking, highest_marking
from scheduler.store.session import Database
from tests.secretariat.small_partnership import dump, load, small

LIST = ["For the meeting", "Internal", "Sensitive"]


def _partnership(
    marking: str = "For the meeting", markings: list[str] | None = None
) -> Partnership:
    return Partnership(
        code="X", name="X", marking=marking, markings=LIST if markings is None else markings
    )


@pytest.mark.parametrize(
    ("borne", "highest"),
    [
        ([], "For the meeting"),
        (["", "Internal", ""], "Internal"),
        (["Sensitive", "Internal"], "Sensitive"),
        (["Of yesterday", "Sensitive"], "Of yesterday"),
    ],
)
def test_a_paper_bears_the_highest_marking(borne: list[str], highest: str) -> None:
    assert highest_marking(_partnership(), borne) == highest


def test_without_any_marking_a_paper_bears_none() -> None:
    assert highest_marking(_partnership("", []), [""]) == ""
    assert highest_marking(_partnership("", []), ["Internal"]) == "Internal"


def test_a_marking_is_found_whatever_its_case() -> None:
    assert find_marking(_partnership(), " SENSITIVE ") == "Sensitive"
    assert find_marking(_partnership("Alone", []), "alone") == "Alone"
    assert find_marking(_partnership(), " ") == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Secret", "expected one of the partnership: For the meeting, Internal, Sensitive; or add"),
        ("Restreint UE", "expected unclassified text: this system is not accredited"),
        ("EU-R", "expected unclassified text: this system is not accredited"),
    ],
)
def test_a_marking_that_is_not_on_the_list_is_refused(said: str, expected: str) -> None:
    with pytest.raises(InvalidValue, match=expected):
        find_marking(_partnership(), said)


def test_markings_stand_in_the_partnership_file_lowest_first(sqlite_database: Database) -> None:
    file = small('name = "X"\n', 'name = "X"\nmarking = "Low"\nmarkings = ["Low", "High"]\n')
    load(sqlite_database, file)
    assert dump(sqlite_database).partnership.markings == ("Low", "High")

    load(sqlite_database, small('name = "X"\n', 'name = "X"\nmarkings = ["High"]\n'))
    assert dump(sqlite_database).partnership.markings == ("High",)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('markings = ["A", "A"]', "A, A: expected each marking once"),
        ('marking = "B"\nmarkings = ["A"]', "'B': expected one of its markings: A"),
    ],
)
def test_a_list_of_markings_that_contradicts_itself_is_refused(lines: str, problem: str) -> None:
    with pytest.raises(InvalidFile, match=problem):
        small('name = "X"\n', f'name = "X"\n{lines}\n')


def test_a_list_that_holds_a_classified_marking_is_refused(sqlite_database: Database) -> None:
    with pytest.raises(InvalidFile, match="'Restreint UE' is marked Restreint UE"):
        load(sqlite_database, small('name = "X"\n', 'name = "X"\nmarkings = ["Restreint UE"]\n'))

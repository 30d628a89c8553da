from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import AmbiguousName, InvalidValue, NotFound
from scheduler.secretariat.naming import find_body, find_meeting, find_series
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW, TODAY


@pytest.fixture
def session(real_database: Database) -> Iterator[Session]:
    with real_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SOM-11", "SOM-11"),
        ("som-11", "SOM-11"),
        ("HOU-2027-1", "HOU-2027-1"),
        ("next:SOM", "SOM-2027-1"),
        ("NEXT:hou", "HOU-2027-1"),
        ("last:SOM", "SOM-11"),
        ("SOM-2027", "SOM-2027-1"),
        ("SOM-2025", "SOM-11"),
        ("SOM-2016", "SOM-2016"),
        ("2013-05-03", "SOM-1"),
        (" SOM-1 ", "SOM-1"),
    ],
)
def test_a_meeting_is_found_as_people_name_it(session: Session, name: str, code: str) -> None:
    assert find_meeting(session, name, today=TODAY).code == code


def test_an_ambiguous_name_lists_the_candidates(session: Session) -> None:
    with pytest.raises(AmbiguousName) as refused:
        find_meeting(session, "HOU-2027", today=TODAY)

    assert str(refused.value) == (
        "'HOU-2027' names more than one meeting: HOU-2027-1, HOU-2027-2; give one of these"
    )


def test_an_unknown_number_lists_the_meetings_of_its_series(session: Session) -> None:
    with pytest.raises(NotFound) as refused:
        find_meeting(session, "HOU-9", today=TODAY)

    assert str(refused.value) == (
        "there is no meeting 'HOU-9'; there are: HOU-2028-2, HOU-2028-1, HOU-2027-2, HOU-2027-1"
    )


def test_a_name_of_no_form_says_the_forms(session: Session) -> None:
    with pytest.raises(InvalidValue, match="SOM-12, HOU-2027-1, next:SOM, last:SOM or a date"):
        find_meeting(session, "the big one", today=TODAY)


def test_next_passes_over_what_is_past(session: Session) -> None:
    assert find_meeting(session, "next:SOM", today=date(2027, 5, 1)).code == "SOM-2028-1"


@pytest.mark.parametrize("code", ["ECHO", "echo", "DG ECHO"])
def test_a_body_is_found_by_its_code(session: Session, code: str) -> None:
    assert find_body(session, code).code == "ECHO"


def test_an_unknown_series_lists_the_known_ones(session: Session) -> None:
    with pytest.raises(NotFound) as refused:
        find_series(session, "SMO")

    assert str(refused.value) == "there is no series 'SMO'; there are: HOU, SOM"


def test_two_partnerships_are_told_apart_by_their_codes(session: Session) -> None:
    factories.add_partnership(session)
    twin = find_series(session, "PREP")
    session.flush()
    factories.add_meeting(session, "SOM-1", date(2013, 5, 3), of="PREP")
    twin.code = "SOM"
    session.flush()

    with pytest.raises(AmbiguousName) as refused:
        find_meeting(session, "SOM-1", today=TODAY)

    assert refused.value.candidates == ("eu-iom/SOM-1", "NORTH-SOUTH/SOM-1")
    assert find_meeting(session, "eu-iom/SOM-1", today=TODAY).partnership.code == "eu-iom"
    with pytest.raises(AmbiguousName, match="eu-iom/SOM, NORTH-SOUTH/SOM"):
        find_series(session, "SOM")

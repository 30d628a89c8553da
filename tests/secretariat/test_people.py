from datetime import UTC, date, datetime

import pytest

from scheduler.errors import AlreadyExists, AmbiguousName, InvalidValue, NotFound
from scheduler.secretariat.naming import find_person
from scheduler.secretariat.people import add_person, mandate_on, person_of
from scheduler.store.session import Database
from tests import factories

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_people_are_found_by_name_or_key_in_any_script_and_case(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        for key, name in (("elodie", "Élodie Ruiz"), ("eutychia", "Ευτυχία Δοκιμίου")):
            factories.add_person(session, "NORTH", name, key=key)

        def key_of(name: str) -> str:
            return find_person(session, name).key

        assert key_of("Élodie Ruiz") == "elodie"
        assert key_of("élodie RUIZ") == "elodie"
        assert key_of("ELODIE") == "elodie"
        assert key_of("ευτυχία δοκιμίου") == "eutychia"
        assert key_of("Ευτυχια Δοκιμιου") == "eutychia"
        assert key_of("elodie ruiz") == "elodie"


def test_two_people_of_one_name_are_told_by_their_keys(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        for key in ("lind-1", "lind-2"):
            factories.add_person(session, "NORTH", "Ana Lind", key=key)

        with pytest.raises(AmbiguousName) as ambiguous:
            find_person(session, "ana lind")

    assert ambiguous.value.candidates == ("lind-1", "lind-2")


def test_a_person_of_the_other_party_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        factories.add_person(session, "SOUTH", "Ana Lind")
        north = factories.party(session, "NORTH")

        with pytest.raises(InvalidValue) as refused:
            person_of(session, north, "Ana Lind")
        with pytest.raises(NotFound) as unknown:
            person_of(session, north, "Bo Ek")

    assert str(refused.value) == (
        "the person 'Ana Lind' cannot be used: expected somebody of NORTH; Ana Lind is of SOUTH"
    )
    assert str(unknown.value) == "there is no person 'Bo Ek'; there are: Ana Lind"


def test_a_new_person_gets_a_key_of_their_own(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        north = factories.party(session, "NORTH")

        names = ("Élodie  Ruiz", "Elodie Ruiz", "示例人", "例人")
        added = [add_person(session, north, name) for name in names]

        assert [(one.name, one.key) for one in added] == [
            ("Élodie Ruiz", "elodie-ruiz"),
            ("Elodie Ruiz", "elodie-ruiz-2"),
            ("示例人", "person"),
            ("例人", "person-2"),
        ]
        with pytest.raises(AlreadyExists, match="leave out --new-person"):
            add_person(session, north, "élodie ruiz")


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "attested_on", "is_held"),
    [
        (date(2027, 5, 7), None, None, True),
        (date(2027, 5, 8), None, None, False),
        (None, date(2027, 5, 8), None, True),
        (None, date(2027, 5, 7), None, False),
        (None, None, date(2027, 5, 7), True),
        (None, None, date(2027, 5, 6), False),
        (None, None, None, True),
    ],
)
def test_a_mandate_holds_inside_its_half_open_window(
    sqlite_database: Database,
    valid_from: date | None,
    valid_until: date | None,
    attested_on: date | None,
    *,
    is_held: bool,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        ana = factories.add_person(session, "NORTH", "Ana Lind")
        mandate = factories.add_mandate(session, ana, "Head of Unit", "TRADE")
        mandate.valid_from, mandate.valid_until = valid_from, valid_until
        mandate.attested_on = attested_on

        found = mandate_on(session, ana, date(2027, 5, 7))

        assert (found is mandate) is is_held
        assert mandate_on(session, ana, None) is None

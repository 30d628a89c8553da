"""What a picture of a year shows of the record."""

from datetime import date

import pytest

from scheduler.errors import NotFound
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Certainty, MeetingState
from scheduler.papers.year_view import Standing, YearEntry, YearView
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.year_views import view_year
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW, TODAY
from tests.secretariat.consulting import DAYS, add_planned, ask

BELGIUM = ("belgium",)


def _view(
    database: Database, year: int, *, keys: tuple[str, ...] = BELGIUM, has_proposals: bool = False
) -> YearView:
    with database.reading() as session:
        partnership = find_partnership(session)
        return view_year(
            session, partnership, year, keys=keys, has_proposals=has_proposals, today=TODAY
        )


def _told(view: YearView) -> list[tuple[str, str, date]]:
    return [(one.name, str(one.standing), one.first) for one in view.entries]


def test_meetings_with_a_day_in_the_year_stand_in_order(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        for code, day, state in (
            ("ANNUAL-2027", date(2027, 5, 7), MeetingState.CONFIRMED),
            ("ANNUAL-2026", date(2026, 5, 8), MeetingState.HELD),
            ("GONE-2027", date(2027, 3, 1), MeetingState.CANCELLED),
            ("LATER-2027", date(2027, 4, 1), MeetingState.POSTPONED),
        ):
            factories.add_meeting(session, code, day, state=state)
        over = factories.add_meeting(session, "NEW-YEAR", date(2026, 12, 31))
        over.last_day = date(2027, 1, 1)

    assert _told(_view(sqlite_database, 2027)) == [
        ("NEW-YEAR", "confirmed", date(2026, 12, 31)),
        ("GONE-2027", "cancelled", date(2027, 3, 1)),
        ("ANNUAL-2027", "confirmed", date(2027, 5, 7)),
    ]


def test_a_year_names_the_partnership_the_day_and_what_is_known_of_a_date(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        meeting: Meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7))
        meeting.date_certainty, meeting.date_words = Certainty.DISPUTED, "or 8 May"
    view = _view(sqlite_database, 2027)

    assert (view.title, view.as_of) == (
        "Partnership of Northland and Southmark: 2027",
        TODAY,
    )
    assert view.entries == (
        YearEntry(
            "ANNUAL-2027",
            Standing.CONFIRMED,
            date(2027, 5, 7),
            date(2027, 5, 7),
            "Friday 7 May 2027 (or 8 May), 09:30 to 17:00 (Europe/Brussels)",
        ),
    )


def test_holds_of_an_open_consultation_stand_beside_its_meeting(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        ask(session, add_planned(session))

    assert _told(_view(sqlite_database, 2027)) == [
        ("ANNUAL-2027", "proposed", DAYS[0]),
        *(("ANNUAL-2027", "hold", day) for day in DAYS),
    ]
    assert _view(sqlite_database, 2026).entries == ()


def test_the_calendars_in_use_come_first_then_those_to_avoid(real_database: Database) -> None:
    view = _view(real_database, 2027, keys=())
    force = [str(one.hardness) for one in view.calendars]
    keys = [one.key for one in view.calendars]

    assert keys[:3] == ["belgium", "eu-institutions-brussels", "geneva"]
    assert force == ["block"] * 3 + ["warn"] * (len(force) - 3)
    assert {"august-recess", "unga", "belgium-school-french"} <= set(keys)
    assert "european-parliament" not in keys  # nobody knows its days


def test_named_calendars_are_shown_alone_even_where_unknown(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
    view = _view(sqlite_database, 2027, keys=("unga", "un-geneva"))

    assert [(one.key, one.edition) for one in view.calendars] == [
        ("un-geneva", None),
        ("unga", "rule 2027"),
    ]
    with pytest.raises(NotFound):
        _view(sqlite_database, 2027, keys=("atlantis",))


def test_proposals_are_what_the_plan_would_add(real_database: Database) -> None:
    assert _view(real_database, 2030).entries == ()
    proposed = _view(real_database, 2030, has_proposals=True)

    assert [(one.name, one.standing) for one in proposed.entries] == [
        ("HOU-2030-1", Standing.PROPOSAL),
        ("SOM-2030-1", Standing.PROPOSAL),
        ("HOU-2030-2", Standing.PROPOSAL),
    ]
    assert _view(real_database, 2020, has_proposals=True) == _view(real_database, 2020)

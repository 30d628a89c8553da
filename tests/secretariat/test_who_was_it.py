from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import AmbiguousName, NotFound
from scheduler.model.body import BodyName, Mandate
from scheduler.model.meeting import Chair
from scheduler.secretariat.delegation_proposals import apply_proposal
from scheduler.secretariat.post_holders import find_post, post_name
from scheduler.secretariat.who_is_who import list_bodies, list_people, list_posts
from scheduler.secretariat.who_was_it import PersonSheet, body_on, person_on, post_on
from scheduler.store.session import Database
from tests import factories
from tests.secretariat.mandated import THE_DAY, a_meeting, hold, post

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SINCE = date(2025, 1, 1)


def _change_of_minister(session: Session) -> None:
    """Ana until the end of 2026, nobody in January and February, then Bo, acting."""
    hold(session, "TRADE/Minister", "Ana Lind", SINCE, date(2027, 1, 1))
    hold(session, "TRADE/Minister", "Bo Ek", date(2027, 3, 1), is_acting=True)


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        (date(2024, 1, 1), "no holder on record"),
        (date(2026, 12, 31), "Ana Lind, from Wed 1 Jan 2025 to Thu 31 Dec 2026"),
        (
            date(2027, 1, 1),
            "vacant since Fri 1 Jan 2027; then Bo Ek (acting), from Mon 1 Mar 2027",
        ),
        (THE_DAY, "Bo Ek (acting), from Mon 1 Mar 2027"),
    ],
    ids=["before", "last day", "vacant", "acting"],
)
def test_post_says_who_held_it_on_a_day(sqlite_database: Database, day: date, holder: str) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        a_meeting(session)
        _change_of_minister(session)

        sheet = post_on(session, find_post(session, "dg trade/minister"), day)

        assert sheet.holder == holder
        assert sheet.series == ("ANNUAL",)
        assert sheet.history == (
            "Ana Lind, from Wed 1 Jan 2025 to Thu 31 Dec 2026",
            "vacant, from Fri 1 Jan 2027 to Sun 28 Feb 2027",
            "Bo Ek (acting), from Mon 1 Mar 2027",
        )


def test_attested_day_says_nothing_of_other_days(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        a_meeting(session)
        minister = post(session, "TRADE/Minister")
        ana = factories.add_person(session, "NORTH", "Ana Lind")
        minister.mandates.append(Mandate(person=ana, attested_on=THE_DAY))
        session.flush()

        shown = "Ana Lind, shown on Fri 7 May 2027"
        assert post_on(session, minister, THE_DAY).holder == shown
        assert (
            post_on(session, minister, SINCE).holder == f"no holder on record for that day; {shown}"
        )


def test_body_says_who_led_for_it_by_its_name_of_the_day(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = a_meeting(session)
        hold(session, "TRADE/Director", "Cy Dahl", SINCE)
        hold(session, "WATER/Director", "Di Falk", SINCE)
        apply_proposal(session, meeting, today=NOW.date())
        trade, fish = factories.body(session, "TRADE"), factories.body(session, "FISH")
        trade.names[0].valid_until = SINCE
        trade.names.append(BodyName(short="DG SEAS", name="Seas", valid_from=SINCE))
        water = factories.body(session, "WATER")
        water.successor, water.member_until = trade, date(2027, 6, 1)
        harbour = factories.body(session, "HARBOUR")
        meeting.chairs.append(Chair(party=fish.party, body=harbour, post_title="Chair"))
        session.flush()

        sheet = body_on(session, trade, THE_DAY)

        assert (sheet.name, sheet.takes_part, sheet.before) == ("DG SEAS: Seas", "yes", "WATER")
        assert sheet.posts == (
            "Minister: no holder on record",
            "Director: Cy Dahl, from Wed 1 Jan 2025",
            "Adviser: no holder on record",
        )
        assert sheet.meetings == (
            "ANNUAL-2: Cy Dahl, Director led for DG SEAS, head of the NORTH delegation (proposed)",
        )
        assert (
            body_on(session, water, date(2027, 6, 1)).takes_part
            == "no longer: since Tue 1 Jun 2027"
        )
        assert body_on(session, harbour, THE_DAY).meetings == (
            "ANNUAL-2: nobody of DG HARBOUR is listed; chair: Chair, DG HARBOUR (SOUTH)",
        )
        assert body_on(session, trade, SINCE).meetings == ()


def test_person_shows_the_posts_of_the_day_and_of_others(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = a_meeting(session)
        cy = hold(session, "TRADE/Director", "Cy Dahl", SINCE)
        acting = Mandate(person=cy, valid_from=date(2024, 1, 1), valid_until=SINCE, is_acting=True)
        adviser = post(session, "TRADE/Adviser")
        adviser.mandates.append(acting)
        apply_proposal(session, meeting, today=NOW.date())

        assert person_on(session, cy, THE_DAY) == PersonSheet(
            key="cy-dahl",
            name="Cy Dahl",
            party="NORTH",
            email="",
            on="Friday 7 May 2027",
            posts=("Director, DG TRADE, from Wed 1 Jan 2025",),
            other_days=("Acting Adviser, DG TRADE, from Mon 1 Jan 2024 to Tue 31 Dec 2024",),
            meetings=("ANNUAL-2, Friday 7 May 2027: proposed, head",),
            biographies=(),
        )


def test_lists_are_as_of_the_day(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        partnership = a_meeting(session).partnership
        _change_of_minister(session)

        assert [(row.code, row.short) for row in list_bodies(session, partnership, THE_DAY)] == [
            ("TRADE", "DG TRADE"),
            ("WATER", "DG WATER"),
            ("FISH", "DG FISH"),
            ("HARBOUR", "DG HARBOUR"),
        ]
        posts = [
            (row.post, row.holder, row.series) for row in list_posts(session, partnership, SINCE)
        ]
        assert posts == [
            (
                "TRADE/Minister",
                "Ana Lind, from Wed 1 Jan 2025 to Thu 31 Dec 2026",
                ("ANNUAL",),
            ),
            ("TRADE/Director", "no holder on record", ("ANNUAL",)),
            ("TRADE/Adviser", "no holder on record", ("ANNUAL (alternate)",)),
            ("WATER/Director", "no holder on record", ("ANNUAL",)),
            ("FISH/Envoy", "no holder on record", ("ANNUAL",)),
        ]
        assert [(row.name, row.post) for row in list_people(session, partnership, THE_DAY)] == [
            ("Ana Lind", ""),
            ("Bo Ek", "Acting Minister, DG TRADE"),
        ]


def test_post_is_found_by_title_where_one_body_has_it(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        a_meeting(session)

        assert post_name(find_post(session, "envoy")) == "FISH/Envoy"
        with pytest.raises(AmbiguousName, match="TRADE/Director, WATER/Director"):
            find_post(session, "Director")
        with pytest.raises(NotFound, match="TRADE/Minister"):
            find_post(session, "TRADE/King")

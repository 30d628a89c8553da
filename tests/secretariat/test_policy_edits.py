from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotFound, SchedulerError, StaleEdit
from scheduler.model.partnership import Instrument
from scheduler.model.series import Series
from scheduler.secretariat.naming import find_series
from scheduler.secretariat.partnerships import dump_partnership, load_partnership
from scheduler.secretariat.policies import policy_of
from scheduler.secretariat.policy_edits import PolicyChange, PolicyEdit, edit_policy, store_policy
from scheduler.secretariat.rhythms import show_series
from scheduler.store.session import Database
from tests.clock import NOW, TODAY

# What the file says of a series beside its policy.
NO_POLICY = {"remarks", "milestones", "delegation"}
WHOLE = PolicyEdit(
    promise="at least 2 a year",
    window="1 March to 30 November",
    weekdays="tue, Thursday",
    spacing="at least 4 months; at least 2 months before SOM; at least 4 weeks apart from SOM",
    stages="technical day, high-level day",
    attendees="Anna Lind, Team",
    attendees_required="Chair",
    rotations=("lead: HOME, ECHO since 2027", "place: Brussels, Geneva", "mode: virtual, hybrid"),
    margin="the same week as SOM",
    weights="weekday 10, busy 100, day 1",
    until_expiry_of="framework-agreement-2011",
    closure_calendars="geneva, belgium",
)


@pytest.fixture
def real_location(request: pytest.FixtureRequest) -> str:
    """On SQLite, but for the tests that name a database."""
    name = getattr(request, "param", "real_sqlite_location")
    found: str = request.getfixturevalue(name)
    return found


BOTH = pytest.mark.parametrize(
    "real_location", ["real_sqlite_location", "real_postgres_url"], indirect=True
)


@pytest.fixture
def session(real_database: Database) -> Iterator[Session]:
    with real_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        wanted = select(Instrument).where(Instrument.key == "framework-agreement-2011")
        instrument = opened.scalars(wanted).one()
        instrument.expires_on = date(2030, 6, 30)
        opened.flush()
        yield opened


@pytest.fixture
def hou(session: Session) -> Series:
    return find_series(session, "HOU")


@BOTH
def test_everything_that_a_policy_can_say_is_stored_and_said_again(
    session: Session, hou: Series
) -> None:
    edited = edit_policy(session, hou, WHOLE)
    store_policy(session, edited)
    session.expire_all()

    assert policy_of(hou) == edited.policy
    sheet = show_series(session, hou, today=TODAY)
    assert (sheet.promise, sheet.weekdays, sheet.spacing, sheet.length) == (
        "at least 2 a year",
        "Tuesday, Thursday",
        "at least 4 months; at least 2 months before SOM; at least 4 weeks apart from SOM",
        "2 days: technical day, then high-level day",
    )
    assert sheet.rotations == (
        "lead: HOME, ECHO since 2027",
        "mode: virtual, hybrid",
        "place: Brussels, Geneva",
    )
    assert (sheet.margins, sheet.weights, sheet.until) == (
        "the same week as SOM",
        "weekday 10, busy 100",
        "Framework Agreement between the EU and IOM expires on 30 June 2030",
    )


def test_a_policy_stored_goes_into_the_file_and_comes_back(session: Session, hou: Series) -> None:
    store_policy(session, edit_policy(session, hou, WHOLE))

    file = dump_partnership(session)

    assert load_partnership(session, file, now=NOW, officer="Ada").changed_nothing
    (table,) = (one for one in file.series if one.code == "HOU")
    assert table.model_dump(exclude_defaults=True, exclude=NO_POLICY) == {
        "code": "HOU",
        "name": "Heads-of-Unit Meeting",
        "level": "heads-of-unit",
        "is_numbered": False,
        "zone": "Europe/Brussels",
        "start_time": hou.start_time,
        "end_time": hou.end_time,
        "rule": "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU",
        "starts": hou.rules[0].starts,
        "promise": "at least 2 a year",
        "window": "1 March to 30 November",
        "preferred_weekdays": ("Tuesday", "Thursday"),
        "min_gap_months": 4,
        "spacings": ({"before": "SOM", "months": 2}, {"apart_from": "SOM", "weeks": 4}),
        "closure_calendars": ("geneva", "belgium"),
        "days": 2,
        "stages": ("technical day", "high-level day"),
        "attendees": ("Anna Lind", "Team"),
        "attendees_required": ("Chair",),
        "rotations": (
            {"kind": "lead", "turns": ("HOME", "ECHO"), "since": 2027},
            {"kind": "mode", "turns": ("virtual", "hybrid")},
            {"kind": "place", "turns": ("Brussels", "Geneva")},
        ),
        "margins": "the same week as SOM",
        "weights": "weekday 10, busy 100",
        "until_expiry_of": "framework-agreement-2011",
    }


@BOTH
def test_an_empty_text_takes_a_part_away(session: Session, hou: Series) -> None:
    before = policy_of(hou)
    store_policy(session, edit_policy(session, hou, WHOLE))
    nothing = PolicyEdit(
        promise="",
        window="",
        weekdays="",
        spacing="at least 4 months; at least 6 weeks before SOM",
        days=1,
        attendees="",
        attendees_required="",
        rotations=("",),
        margin="",
        weights="",
        until_expiry_of="",
        closure_calendars="eu-institutions-brussels, belgium, geneva",
    )
    store_policy(session, edit_policy(session, hou, nothing))
    session.expire_all()

    assert policy_of(hou) == before


def test_an_edit_tells_what_differs_and_stores_nothing(session: Session, hou: Series) -> None:
    version = hou.version

    edited = edit_policy(session, hou, PolicyEdit(window="1 March to 30 November", promise=""))
    session.flush()

    assert edited.changes == (PolicyChange("window", "", "1 March to 30 November"),)
    assert (hou.version, hou.window_start) == (version, None)


def test_an_edit_of_an_older_version_is_refused(session: Session, hou: Series) -> None:
    edited = edit_policy(session, hou, PolicyEdit(weekdays="Monday"))

    with pytest.raises(StaleEdit):
        store_policy(session, edited, version=hou.version + 1)


def test_rotations_may_be_said_in_one_text(session: Session, hou: Series) -> None:
    said = "place: Brussels, Geneva; mode: in-person, virtual; lead: dg echo, IOM"

    edited = edit_policy(session, hou, PolicyEdit(rotations=(said,)))

    assert edited.sheet.rotations == (
        "lead: dg echo, IOM",
        "mode: in-person, virtual",
        "place: Brussels, Geneva",
    )


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            PolicyEdit(window="1 March to 2 March", days=3),
            (
                "the window of HOU '1 March to 2 March' cannot be used: "
                "expected at least the 3 days that a meeting takes"
            ),
        ),
        (
            PolicyEdit(spacing="18 to 9 months"),
            (
                "the spacing '18 to 9 months' cannot be used: "
                "expected a least gap no longer than the greatest"
            ),
        ),
        (
            PolicyEdit(window="1 March to 31 March", spacing="at most 3 months"),
            (
                "the greatest gap of HOU '3 months' cannot be used: "
                "expected one that reaches from one window (1 March to 31 March) to the next"
            ),
        ),
        (
            PolicyEdit(spacing="at least 10 days before SOM"),
            "the distance '10 days' cannot be used: expected one in whole weeks or in months",
        ),
        (
            PolicyEdit(spacing="at least 9 weeks"),
            "the gap '9 weeks' cannot be used: expected one in months or years",
        ),
        (
            PolicyEdit(spacing="at least 4 months apart from HOU"),
            (
                "the spacing 'at least 4 months apart from HOU' cannot be used: "
                'expected "at least 4 months" alone, which keeps its own meetings apart'
            ),
        ),
        (
            PolicyEdit(window="1 April to 10 April", spacing="at least 6 months before SOM"),
            (
                "the distance of HOU 'at least 6 months before SOM' cannot be used: expected one "
                "that the windows can keep (HOU: 1 April to 10 April, SOM: 15 April to 15 June)"
            ),
        ),
        (
            PolicyEdit(spacing="at least 2 weeks before SOM; at least 1 week before SOM"),
            (
                "the spacing 'at least 2 weeks before SOM; at least 1 week before SOM' cannot be "
                "used: expected each distance to a series once"
            ),
        ),
        (PolicyEdit(rotations=("lead: A, B", "lead: C, D")), "the rotations 'lead: A, B; lead: "),
        (PolicyEdit(spacing="at least 2 weeks before X"), "there is no series 'X'; "),
        (PolicyEdit(margin="the day before X"), "there is no series or calendar 'X'; "),
        (PolicyEdit(weekdays="T"), "the weekday 'T' cannot be used: "),
        (PolicyEdit(rotations=("chair: A, B",)), "the rotation 'chair: A, B' cannot be used: "),
        (PolicyEdit(rotations=("mode: virtual, far",)), "the rotation by mode 'far' cannot be "),
        (
            PolicyEdit(rotations=("place: Bonn, mode: far",)),
            "the rotation 'place: Bonn, mode: ",
        ),
        (
            PolicyEdit(rotations=("lead: HOME, ZZZ",)),
            "there is no body or party 'ZZZ'; there ",
        ),
        (PolicyEdit(closure_calendars="mars"), "there is no closure calendar 'mars'; "),
        (PolicyEdit(until_expiry_of="x"), "there is no instrument 'x'; "),
        (PolicyEdit(until_expiry_of="fpa-io"), "the instrument 'fpa-io' cannot be used: "),
    ],
)
def test_what_cannot_be_is_refused_with_both_sides(
    session: Session, hou: Series, edit: PolicyEdit, said: str
) -> None:
    with pytest.raises(SchedulerError) as refused:
        edit_policy(session, hou, edit)

    assert isinstance(refused.value, InvalidValue | NotFound)
    assert str(refused.value).startswith(said)


def test_nothing_to_change_is_refused(session: Session, hou: Series) -> None:
    with pytest.raises(InvalidValue):
        store_policy(session, edit_policy(session, hou, PolicyEdit(promise="")))

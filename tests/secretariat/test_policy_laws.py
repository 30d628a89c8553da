"""Whatever policy is stored, the planner is told the same again."""

from datetime import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.planning.words import MONTHS, WEEKDAYS
from scheduler.secretariat.naming import find_series
from scheduler.secretariat.policies import policy_of
from scheduler.secretariat.policy_edits import PolicyEdit, edit_policy, store_policy
from scheduler.store.session import open_database
from tests.clock import NOW
from tests.counts import times

NAMES = st.lists(st.sampled_from(["Ana Lind", "Jo Berg", "Team", "DG ECHO"]), unique=True)
DAYS_OF_YEAR = st.builds("{} {}".format, st.integers(1, 28), st.sampled_from(MONTHS))
LISTS = NAMES.map(", ".join)
DISTANCES = st.builds(
    "at least {} {} {} SOM".format,
    st.integers(1, 20),
    st.sampled_from(["weeks", "months"]),
    st.sampled_from(["before", "apart from"]),
)
SPACINGS = st.lists(DISTANCES, max_size=2, unique_by=lambda text: "before" in text).map("; ".join)
TURNS = st.lists(st.sampled_from(["HOME", "ECHO", "INTPA"]), min_size=2, unique=True)
ROTATIONS = st.builds("lead: {} since {}".format, TURNS.map(", ".join), st.integers(2013, 2040))
WEIGHTS = st.lists(
    st.builds("{} {}".format, st.sampled_from(["day", "note", "busy"]), st.integers(0, 10_001)),
    max_size=3,
).map(", ".join)
EDITS = st.builds(
    PolicyEdit,
    promise=st.sampled_from([None, "", "once a year", "at least 2 a year", "every 3 years"]),
    window=st.none() | st.just("") | st.builds("{} to {}".format, DAYS_OF_YEAR, DAYS_OF_YEAR),
    hours=st.none() | st.just((time(9), time(12, 30))),
    weekdays=st.none() | st.lists(st.sampled_from(WEEKDAYS), unique=True).map(", ".join),
    spacing=st.none() | SPACINGS,
    days=st.none() | st.integers(1, 14),
    attendees=st.none() | LISTS,
    attendees_required=st.none() | LISTS,
    rotations=st.none() | st.tuples(ROTATIONS),
    margin=st.sampled_from([None, "", "the day before SOM", "the same week as unga"]),
    weights=st.none() | WEIGHTS,
    closure_calendars=st.none() | st.sampled_from(["", "belgium", "geneva, belgium"]),
)


@settings(max_examples=times(8, 300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, min_size=1, max_size=3))
def test_a_stored_policy_is_told_again(real_sqlite_location: str, edits: list[PolicyEdit]) -> None:
    database = open_database(real_sqlite_location)
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        hou = find_series(session, "HOU")
        for edit in edits:
            try:
                edited = edit_policy(session, hou, edit)
            except InvalidValue:
                continue
            if edited.changes:
                store_policy(session, edited)
                session.expire_all()
            assert policy_of(hou) == edited.policy
            assert edit_policy(session, hou, PolicyEdit()).changes == ()
    database.engine.dispose()

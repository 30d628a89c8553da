from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.secretariat.agenda_items import ItemEdit
from scheduler.secretariat.agenda_sheets import show_agenda
from scheduler.secretariat.agendas import add_item, move_item, remove_item
from scheduler.store.session import open_database
from tests import factories
from tests.clock import NOW
from tests.counts import times

NOTHING = ItemEdit()


def _meeting(session: Session) -> Meeting:
    factories.add_partnership(session)
    return factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)


def _titles(session: Session, meeting: Meeting) -> list[tuple[str, str]]:
    return [(row.number, row.title) for row in show_agenda(session, meeting).items]


STEPS = st.one_of(
    st.tuples(st.just("add"), st.floats(0, 1), st.booleans()),
    st.tuples(st.just("move"), st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.just("remove"), st.floats(0, 1), st.just(0)),
)


@given(steps=st.lists(STEPS, max_size=15))
@settings(max_examples=times(15, 200), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_is_that_of_a_plain_list(
    sqlite_template: Path, tmp_path: Path, steps: list[tuple[str, float, float]]
) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = open_database(str(path))
    model: list[AgendaItem] = []
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        for count, (step, first, second) in enumerate(steps):
            _take(session, meeting, model, step=step, at=(first, second), title=f"Item {count}")

        assert _titles(session, meeting) == [
            (str(number), item.title) for number, item in enumerate(model, 1)
        ]
    database.engine.dispose()


def _take(
    session: Session,
    meeting: Meeting,
    model: list[AgendaItem],
    *,
    step: str,
    at: tuple[float, float],
    title: str,
) -> None:
    """One step on the record and on the model; places are given as shares of the length."""
    if step == "add":
        place = round(at[0] * len(model))
        is_last = bool(at[1]) or place == len(model)
        item = add_item(session, meeting, title, NOTHING, at=None if is_last else model[place])
        model.insert(len(model) if is_last else place, item)
        return
    if not model:
        return
    place = round(at[1] * (len(model) - 1))
    other = model[place]
    item = model.pop(round(at[0] * (len(model) - 1)))
    if step == "remove":
        remove_item(session, item)
        return
    move_item(session, item, other)
    model.insert(place, item)

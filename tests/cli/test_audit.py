import pytest
from sqlalchemy import text

from scheduler.store.engine import for_writing
from scheduler.store.session import Database
from tests.cli.conftest import Call

pytestmark = pytest.mark.usefixtures("record")


def test_a_sound_record_is_proved(call: Call) -> None:
    head = call("audit", "head").out.strip()
    call("meeting", "edit", "ANNUAL-2", "--place", "Brussels")

    said = call("audit", "verify", "--head", head)

    lines = said.out.splitlines()
    assert (said.code, said.err) == (0, "")
    assert lines[0].startswith("19 entries, 18 rows compared; head 19:")
    assert lines[1:] == [f"The head that you kept: {head}", "Everything is as the trail says."]


def test_a_change_behind_the_program_ends_with_code_3(call: Call, record: Database) -> None:
    with for_writing(record.engine).begin() as connection:
        connection.execute(text("UPDATE meeting SET day = '2027-05-08' WHERE code = 'ANNUAL-2027'"))

    said = call("audit", "verify", "--json")

    assert said.code == 3
    assert said.value["findings"] == [
        {
            "severity": "error",
            "message": "day is '2027-05-08', and the trail says '2027-05-07'",
            "where": "meeting 2",
        }
    ]

import pytest

from tests.cli.conftest import Call

TO_COME = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"

pytestmark = pytest.mark.usefixtures("record")


def test_an_agenda_is_shared_agreed_and_compared(call: Call) -> None:
    call("agenda", "add", "ANNUAL-2", "Ports")
    sentences = [call("agenda", verb, "ANNUAL-2").out for verb in ("freeze", "share", "agree")]
    call("agenda", "add", "ANNUAL-2", "Fees", "--at", "1")

    assert sentences == [
        f"Froze version 1 of the agenda of {TO_COME}: 1 item.\n",
        f"Shared version 2 of the agenda of {TO_COME}: 1 item.\n",
        f"Agreed version 3 of the agenda of {TO_COME}: 1 item.\n",
    ]
    assert call("agenda", "versions", "ANNUAL-2").out == (
        f"{TO_COME}\n"
        "Version\tState\tDay\tOfficer\tItems\n"
        "1\tinternal\tTuesday 24 November 2026\tAda\t1\n"
        "2\tshared\tTuesday 24 November 2026\tAda\t1\n"
        "3\tagreed\tTuesday 24 November 2026\tAda\t1\n"
    )
    assert call("agenda", "diff", "ANNUAL-2").out == (
        f"{TO_COME}: from version 3 to the draft\n  added 1, Fees\n"
    )
    assert call("agenda", "diff", "ANNUAL-2", "1", "3").out == (
        f"{TO_COME}: from version 1 to version 3\n  no difference\n"
    )
    assert call("agenda", "diff", "ANNUAL-2", "--json").value["differences"] == [
        {"kind": "added", "number": "1", "title": "Fees", "before": "", "after": "1"}
    ]
    assert call("agenda", "show", "ANNUAL-2").err == (
        "note: ANNUAL-2: 1 difference since version 3 was agreed: scheduler agenda diff ANNUAL-2\n"
    )
    assert call("agenda", "agree", "ANNUAL-2").code == 1

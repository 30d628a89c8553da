import io
import sys
from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests.cli.conftest import Call
from tests.clock import NOW
from tests.imports.replies.corpus import FOLDER, SERVER
from tests.secretariat.inviting import convened


@pytest.fixture
def _convened(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as session:
        convened(session)


pytestmark = pytest.mark.usefixtures("_convened")
ACCEPTED = str(FOLDER / "google-accepted.eml")
UNSIGNED = str(FOLDER / "unsigned.eml")


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHEDULER_AUTHSERV_ID", SERVER)


@pytest.mark.usefixtures("trusting")
def test_a_proven_answer_counts_at_once(call: Call) -> None:
    said = call("reply", "import", ACCEPTED)

    assert (said.code, said.out, said.err) == (
        0,
        "Read 1 message: 1 new reply (1 counted).\n",
        "",
    )
    rows = call("attendee", "list", "ANNUAL-1", "--json").value
    assert [(one["name"], one["reply"], one["reply_source"]) for one in rows] == [
        ("Ana Lind", "none", ""),
        ("Élodie Ruiz", "accepted", "calendar reply 1"),
    ]
    assert call("reply", "import", ACCEPTED).out == (
        "Read 1 message: 0 new replies; 1 known before.\n"
    )


def test_an_answer_is_accepted_or_discarded_by_hand(call: Call) -> None:
    sentences = [
        call("reply", "import", UNSIGNED).out,
        call("reply", "list").out,
        call("reply", "accept", "1").out,
        call("reply", "list").out,
    ]

    assert sentences == [
        "Read 1 message: 1 new reply (1 unverified).\n",
        (
            "No\tState\tMeeting\tWho\tSays\tProof\tWhy\tFrom\n"
            "1\tunverified\tANNUAL-1\tÉlodie Ruiz\taccepted\tnone\t"
            "nothing proves who sent it\telodie@south.example\n"
        ),
        ("reply 1 of Élodie Ruiz to ANNUAL-1, who says accepted: counted, recorded as accepted.\n"),
        "No\tState\tMeeting\tWho\tSays\tProof\tWhy\tFrom\n",
    ]


def test_a_strangers_answer_is_given_to_a_member(call: Call) -> None:
    call("reply", "import", str(FOLDER / "google-stranger.eml"))

    said = call("reply", "accept", "1", "--for", "Élodie Ruiz", "--json")

    assert (said.value["who"], said.value["state"], said.value["proof"]) == (
        "Élodie Ruiz",
        "counted",
        "officer",
    )


def test_a_folder_is_imported_with_what_deserves_a_look(call: Call) -> None:
    said = call("reply", "import", str(FOLDER), "--json")

    value = said.value
    read = (value["messages"], len(value["replies"]), value["known"], value["others"])
    assert read == (42, 34, 0, 8)
    assert [one["message"] for one in value["findings"] if one["message"].startswith("not")][
        :5
    ] == [
        "nothing proves who sent it; to let it count: scheduler reply accept 1",
        "nothing proves who sent it; to let it count: scheduler reply accept 2",
        "nothing proves who sent it; to let it count: scheduler reply accept 3",
        "nothing proves who sent it; to let it count: scheduler reply accept 4",
        "not read: its calendar is cut off",
    ]


def test_stdin_is_read(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    message = (FOLDER / "unsigned.eml").read_bytes()
    mbox = b"From a@b Wed Dec  2 2026\r\n" + message + b"\r\nFrom c@d Wed\r\nSubject: x\r\n\r\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mbox)))

    said = call("reply", "import", "-")

    assert said.out == (
        "Read 2 messages: 1 new reply (1 unverified); 1 message without an answer.\n"
    )


def test_a_reply_is_shown_beside_the_officers_entry(call: Call) -> None:
    call("attendee", "reply", "ANNUAL-1", "Élodie Ruiz", "declined", "--source", "by telephone")
    call("reply", "import", UNSIGNED)

    value = call("reply", "show", "1", "--json").value

    told = {key: value[key] for key in ("state", "says", "officers_entry", "sequence", "attendee")}
    assert told == {
        "state": "unverified",
        "says": "accepted",
        "officers_entry": "declined",
        "sequence": 0,
        "attendee": "elodie@south.example",
    }


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("show 9", 2, "there is no reply '9'"),
        (
            "import nowhere.eml",
            2,
            (
                "the mail 'nowhere.eml' cannot be used: "
                "expected a readable file or folder (No such file or directory)"
            ),
        ),
        (
            "discard 1 --reason why",
            1,
            (
                "reply 1 of elodie@south.example is counted and cannot be discarded; "
                "it may become: nothing further"
            ),
        ),
        (
            "accept 1",
            1,
            (
                "reply 1 of elodie@south.example is counted and cannot be counted; "
                "it may become: nothing further"
            ),
        ),
    ],
    ids=["unknown", "nowhere", "discard", "accept"],
)
@pytest.mark.usefixtures("trusting")
def test_refusals_are_one_sentence(call: Call, words: str, code: int, sentence: str) -> None:
    call("reply", "import", ACCEPTED)

    said = call("reply", *words.split())

    assert (said.code, said.out, said.err) == (code, "", f"scheduler: {sentence}\n")


def test_a_stranger_to_no_meeting_needs_one(call: Call) -> None:
    call("reply", "import", str(FOLDER / "unknown-meeting.eml"))

    assert call("reply", "accept", "1", "--for", "Ana Lind").code == 2
    said = call("reply", "accept", "1", "--for", "Ana Lind", "--meeting", "ANNUAL-1", "--json")
    assert said.value["state"] == "counted"


def test_a_server_must_have_a_name(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHEDULER_AUTHSERV_ID", "mx one")

    assert call("reply", "import", ACCEPTED).err == (
        "scheduler: SCHEDULER_AUTHSERV_ID 'mx one' cannot be used: "
        "expected the name in its headers, such as mx.service.example\n"
    )


def test_a_broken_message_keeps_the_others(call: Call, tmp_path: Path) -> None:
    for name in ("cut-off", "unsigned"):
        (tmp_path / f"{name}.eml").write_bytes((FOLDER / f"{name}.eml").read_bytes())

    said = call("reply", "import", str(tmp_path))

    assert said.out == "Read 2 messages: 1 new reply (1 unverified); 1 message without an answer.\n"
    assert said.err.splitlines()[0] == "warning: cut-off.eml: not read: its calendar is cut off"

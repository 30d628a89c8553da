"""Minutes and conclusions are sent round, commented on, read back, adopted and amended."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from scheduler.store.session import Database
from tests.cli.conftest import Call, Said
from tests.exports.page_reader import read_page

WHEN = "ANNUAL-2, Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)"
COMMENT = ("minutes", "comment", "ANNUAL-2", "--party", "SOUTH")
CONCLUDE = ("outcome", "add", "ANNUAL-2", "--kind", "conclusion", "--item", "1")
SetDay = Callable[[int], None]


def _must(call: Call, *words: str) -> Said:
    said = call(*words)
    assert said.code == 0, said.err
    return said


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """Sets the clock to a day of May 2027."""

    def set_day(day: int) -> None:
        monkeypatch.setenv("SCHEDULER_NOW", f"2027-05-{day:02}T10:00:00+00:00")

    return set_day


@pytest.fixture(autouse=True)
def recorded(call: Call, record: Database, on: SetDay) -> None:
    """Two items, what was said on the first, and what came of it for both and for one side."""
    del record
    _must(call, "agenda", "add", "ANNUAL-2", "Ports")
    _must(call, "agenda", "add", "ANNUAL-2", "Among us", "--audience", "own")
    on(10)
    _must(call, "agenda", "edit", "ANNUAL-2", "1", "--record", "The parties noted the list.")
    _must(
        call,
        *["outcome", "add", "ANNUAL-2", "--kind", "conclusion", "--item", "1"],
        "Ports stay open.",
    )
    _must(call, *CONCLUDE, "Only we know.", "--audience", "own")


def _circulate(call: Call, *more: str, noun: str = "minutes") -> Said:
    return call(noun, "circulate", "ANNUAL-2", "--until", "2027-05-20", *more)


def _built(call: Call, folder: Path, noun: str, *more: str) -> str:
    """The HTML of a text, and its words."""
    _must(call, noun, "build", "ANNUAL-2", "--format", "html", "--output", str(folder), *more)
    (file,) = folder.glob("*.html")
    words = read_page(file.read_bytes()).text
    file.unlink()
    return words


def test_a_silence_that_nobody_breaks_adopts_the_text(
    call: Call, on: SetDay, tmp_path: Path
) -> None:
    sent = _circulate(call, "--silence")
    too_early = call("minutes", "adopt", "ANNUAL-2", "--by", "silence")
    on(21)
    adopted = call("minutes", "adopt", "ANNUAL-2", "--by", "silence")

    assert sent.out == (
        f"Sent version 1 of the minutes of {WHEN} round, for comments until "
        "Thursday 20 May 2027, under silence.\n"
    )
    assert (too_early.code, too_early.err) == (
        1,
        (
            "scheduler: adopting the minutes of ANNUAL-2 is not possible: there is time for "
            "comments until Thursday 20 May 2027; wait for that day\n"
        ),
    )
    assert adopted.out == f"Adopted version 1 of the minutes of {WHEN}, by silence.\n"
    status = "Text Version 1, adopted on Friday 21 May 2027 by silence procedure"
    ours, theirs = (
        _built(call, tmp_path, "minutes", "--for", party) for party in ["NORTH", "SOUTH"]
    )
    assert [status in words for words in (ours, theirs)] == [True, True]
    assert ["Only we know." in words for words in (ours, theirs)] == [True, False]
    assert ["Among us" in words for words in (ours, theirs)] == [True, False]


def test_the_minutes_to_approve_are_those_of_the_meeting_before(call: Call) -> None:
    draft = call("minutes", "previous", "ANNUAL-2")
    _must(call, "minutes", "circulate", "ANNUAL-1", "--until", "2027-05-20")
    _must(call, "minutes", "adopt", "ANNUAL-1", "--by", "ANNUAL-2")
    adopted = call("minutes", "previous", "ANNUAL-2")
    first = call("minutes", "previous", "ANNUAL-1")

    minutes = "The minutes of ANNUAL-1, Friday 8 May 2026, 09:30 to 17:00 (Europe/Brussels)"
    assert draft.out == (
        f"{minutes} were not sent round; they are a draft.\n"
        "Print it: scheduler minutes build ANNUAL-1 --version draft\n"
    )
    assert adopted.out == (
        f"{minutes}: version 1, which was adopted on Monday 10 May 2027.\n"
        "Print it: scheduler minutes build ANNUAL-1 --version 1\n"
    )
    assert first.code == 2


def test_a_comment_keeps_the_text_from_being_adopted_and_breaks_the_silence(
    call: Call, on: SetDay
) -> None:
    _circulate(call, "--silence")
    kept = call(*COMMENT, "--item", "1", "Say welcomed")
    hidden = call(*COMMENT, "--item", "1a", "What is this?")
    on(21)
    late = call(*COMMENT, "One more")
    refused = call("minutes", "adopt", "ANNUAL-2")
    for number in "12":
        _must(call, "minutes", "settle", "ANNUAL-2", number, "declined", "--answer", "As it was")
    broken = call("minutes", "adopt", "ANNUAL-2", "--by", "silence")
    agreed = call("minutes", "adopt", "ANNUAL-2")
    listed = call("minutes", "comments", "ANNUAL-2", "--json").value

    assert kept.out == f"Kept comment 1 of SOUTH on the minutes of {WHEN}.\n"
    assert (hidden.code, hidden.err) == (
        2,
        "scheduler: there is no item in version 1 of the minutes '1a'; there are: 1\n",
    )
    assert late.out == f"Kept comment 2 of SOUTH on the minutes of {WHEN}, late.\n"
    assert refused.err == (
        "scheduler: adopting the minutes of ANNUAL-2 is not possible: comments are open: "
        "1 of SOUTH: Say welcomed; 2 of SOUTH: One more; settle each: scheduler minutes settle "
        "ANNUAL-2 N taken\n"
    )
    assert broken.err == (
        "scheduler: adopting the minutes of ANNUAL-2 is not possible: the silence was broken by "
        "comment 1 of SOUTH; 2 of SOUTH; send it round: scheduler minutes circulate ANNUAL-2 "
        "--until DAY --silence\n"
    )
    assert agreed.code == 0
    assert [(one["item"], one["state"], one["answer"], one["late"]) for one in listed] == [
        ("1", "declined", "As it was", False),
        ("", "declined", "As it was", True),
    ]


def test_what_was_adopted_is_amended_by_a_new_version_with_a_reason(
    call: Call, tmp_path: Path
) -> None:
    _circulate(call)
    _must(call, "minutes", "adopt", "ANNUAL-2", "--by", "ANNUAL-2")
    same = _circulate(call)
    _must(call, "agenda", "edit", "ANNUAL-2", "1", "--record", "The parties welcomed the list.")
    without = _circulate(call)
    again = _circulate(call, "--reason", "A slip of the pen")
    told = call("minutes", "diff", "ANNUAL-2", "1", "2", "--for", "SOUTH")
    rows = call("minutes", "versions", "ANNUAL-2", "--json").value

    assert (same.code, without.code, again.code) == (1, 2, 0)
    assert without.err == (
        "scheduler: --reason '' cannot be used: expected why a text that was adopted is amended\n"
    )
    assert told.out == (
        f"{WHEN}: from version 1 to version 2\n"
        "  item 1, the record, changed: The parties [noted -> welcomed] the list.\n"
        "1 difference\n"
    )
    states = [(one["number"], one["state"], one["adopted_by"], one["reason"]) for one in rows]
    assert states == [
        (1, "adopted", "ANNUAL-2", ""),
        (2, "circulated", "", "A slip of the pen"),
    ]
    # The last that was adopted is the text; the new one has to be asked for.
    assert "noted the list" in _built(call, tmp_path, "minutes")
    amended = _built(call, tmp_path, "minutes", "--version", "2")
    assert "comments until Thursday 20 May 2027. Amended: A slip of the pen" in amended


def test_a_text_is_adopted_only_as_it_went_round(call: Call) -> None:
    before = call("minutes", "adopt", "ANNUAL-2")
    _circulate(call)
    _must(call, "outcome", "edit", "ANNUAL-2/C1", "Ports open at six.")
    moved = call("minutes", "adopt", "ANNUAL-2")
    _must(call, "outcome", "edit", "ANNUAL-2/C1", "Ports stay open.")
    _must(call, "outcome", "edit", "ANNUAL-2/C2", "Still ours.")

    said = "scheduler: adopting the minutes of ANNUAL-2 is not possible: "
    remedy = "; send it round: scheduler minutes circulate ANNUAL-2 --until DAY\n"
    assert before.err == f"{said}no version was sent round{remedy}"
    assert moved.err == f"{said}the record was changed since version 1{remedy}"
    assert call("minutes", "adopt", "ANNUAL-2").code == 0


def _as_they_send_it_back(content: bytes) -> bytes:
    """With a comment by python-docx, and a change as Word tracks it, in what was said."""
    document = docx.Document(BytesIO(content))
    said = next(one for one in document.paragraphs if one.text == "The parties noted the list.")
    document.add_comment(said.runs, text="Which list?", author="Bea Ruiz", initials="BR")
    change = f'<w:ins {nsdecls("w")} w:id="9" w:author="Bea Ruiz" w:date="2027-05-18T10:00:00Z">'
    said._p.append(parse_xml(f"{change}<w:r><w:t> Warmly.</w:t></w:r></w:ins>"))  # noqa: SLF001 -- python-docx's own way
    texts = document.element.body.iter(qn("w:t"))
    next(one for one in texts if one.text == "Ports stay open.").text = "Ports stay shut."
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def test_comments_and_changes_in_word_are_read_back_once(call: Call, tmp_path: Path) -> None:
    _circulate(call)
    _must(
        call, "minutes", "build", "ANNUAL-2", "--version", "1", "--for", "SOUTH",
        "--format", "word", "--output", str(tmp_path),
    )  # fmt: skip
    file = tmp_path / "annual-2-minutes-south.docx"
    file.write_bytes(_as_they_send_it_back(file.read_bytes()))

    words = "minutes", "read-back", str(file), "ANNUAL-2", "--party", "SOUTH", "--json"
    first, again = call(*words).value, call(*words).value

    read = [
        (one["kind"], one["text"], one["quote"], one["author"], one["item"])
        for one in first["comments"]
    ]
    said = "The parties noted the list."
    assert sorted(read) == [
        ("insertion", "Warmly.", said, "Bea Ruiz", "1"),
        ("remark", "Which list?", said, "Bea Ruiz", "1"),
    ]
    assert again["comments"] == []
    assert [one["message"] for one in first["findings"]] == [
        "words were changed without tracking: 'Ports stay open.' is not in the file"
    ]


def _between(words: str) -> str:
    """What stands between the cover and the foot of a text, which say for whom it is."""
    return words.partition("Prepared on")[2].partition(" · Operational conclusions for")[0]


def test_conclusions_are_a_joint_text_of_their_own(call: Call, tmp_path: Path) -> None:
    sent = _circulate(call, noun="conclusions")
    _must(call, "conclusions", "adopt", "ANNUAL-2")
    _must(call, "meeting", "public-line", "ANNUAL-2", "They met.")
    ours, theirs, told = (
        _built(call, tmp_path, "conclusions", "--for", who) for who in ("NORTH", "SOUTH", "public")
    )

    assert sent.code == 0
    assert call("minutes", "versions", "ANNUAL-2", "--json").value == []
    assert _between(ours) == _between(theirs)
    assert "Conclusion ANNUAL-2/C1 It was concluded that: Ports stay open." in theirs
    assert "noted" not in theirs
    assert ["They met." in told, "Ports" in told] == [True, False]


def test_the_flash_note_says_what_came_of_it_and_what_is_next(call: Call, tmp_path: Path) -> None:
    _must(call, *["minutes", "flash", "ANNUAL-2", "--format", "html", "--output"], str(tmp_path))
    words = read_page((tmp_path / "annual-2-flash-note-north.html").read_bytes()).text

    assert "Flash note · ANNUAL-2" in words
    assert "Conclusion ANNUAL-2/C2 NORTH only It was concluded that: Only we know." in words

"""A paper as the templates see it, so that PDF, Word and HTML say the same."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scheduler.exports.as_json import Paper, as_data
from scheduler.exports.pack_data import edition_of, pack_data, stamps
from scheduler.exports.plates import people_of, plate
from scheduler.papers.clean import clean_text, is_followable
from scheduler.papers.minutes import Minutes
from scheduler.papers.pack import BriefingNote, BriefingPack
from scheduler.papers.parts import BREAK
from scheduler.papers.people import PeopleKind, PeoplePaper
from scheduler.papers.words import day_in_words, listed

# The parts that officers write blocks in, in the order of print.
_WITH_BLOCKS = ("biographies", "notes", "items")


def template_of(paper: Paper) -> str:
    """The name of the paper's templates, without their ending."""
    match paper:
        case BriefingPack():
            return "pack"
        case BriefingNote():
            return "note"
        case Minutes():
            return "minutes"
        case PeoplePaper():
            return str(paper.kind)


def kind_of(paper: Paper) -> str:
    """How the paper is called on its cover."""
    kinds = {
        "pack": "Briefing pack",
        "note": "Briefing note",
        "minutes": "Minutes",
        PeopleKind.PARTICIPANTS: "Participants",
        PeopleKind.PLATES: "Name plates",
        PeopleKind.BADGES: "Badge list",
    }
    return kinds[template_of(paper)]


def page_data(paper: Paper) -> dict[str, Any]:
    """The paper as plain data (as_json), with what is made up of it.

    That is its kind, the facts of the cover, the parts to print, headings, whether an agenda item
    has a note (`note`, counted from 1, else None), where a section begins, who helps with a
    commitment (`helped`), and the footnotes, each span of one with its `number`.
    """
    data = as_data(paper)
    notes = data.get("notes", ())
    for note in notes:
        note["heading"] = (
            f"Item {note['number']}: {note['title']}" if note["number"] else note["title"]
        )
    places = {note["number"]: place for place, note in enumerate(notes, 1)}
    items = data.get("items", ())
    _complete_lines([*data.get("agenda", ()), *(item["line"] for item in items)], places)
    for item in items:
        number, title = item["line"]["number"], item["line"]["title"]
        item["heading"] = f"{number}. {title}" if number else title
        _say_who_helps(item["commitments"])
    _say_who_helps(data.get("commitments", ()))
    if isinstance(paper, PeoplePaper):
        data["plates"] = [plate(person) for person in people_of(data)]
        data["badges"] = [*people_of(data)]
    footnotes = list(_footnotes([data.get(name) for name in _WITH_BLOCKS]))
    for number, span in enumerate(footnotes, 1):
        span["number"] = number
    made = {
        "kind": kind_of(paper),
        "facts": _cover_facts(paper),
        "parts": _parts(paper),
        "footnotes": footnotes,
        **stamps(paper, kind_of(paper)),
    }
    return {**data, **made, **(pack_data(paper, data) if isinstance(paper, BriefingPack) else {})}


def _footnotes(value: object) -> Iterator[dict[str, Any]]:
    """The spans that stand for a footnote, in the order in which they are printed."""
    if isinstance(value, list):
        for part in value:
            yield from _footnotes(part)
    elif isinstance(value, dict):
        if value.get("footnote"):
            yield value
        else:
            for part in value.values():
                yield from _footnotes(part)


def _complete_lines(agenda: Iterable[dict[str, Any]], notes: Mapping[str, int]) -> None:
    """Point items to their notes; only the first item says its section, breaks have no number."""
    before = ""
    for line in agenda:
        line["note"] = notes.get(line["number"])
        if line["kind"] == BREAK:
            line["number"] = ""
        section = line["section"]
        line["section"], before = "" if section == before else section, section


def _say_who_helps(commitments: Iterable[dict[str, Any]]) -> None:
    for line in commitments:
        helpers = listed(line["contributors"])
        line["helped"] = f"with {helpers}" if helpers else ""


def _parts(paper: Paper) -> list[str]:
    """The parts to print: a party is told that a list is empty, the public is not."""
    is_party = paper.reader.party is not None
    lists = {
        "participants": is_party or bool(getattr(paper, "delegations", ())),
        "biographies": bool(getattr(paper, "biographies", ())),
        "commitments": is_party or bool(getattr(paper, "commitments", ())),
        "sources": bool(getattr(paper, "sources", ())),
        "seating": bool(getattr(paper, "seating", ())),
        "annexes": bool(getattr(paper, "annexes", ())),
        "changes": isinstance(paper, BriefingPack)
        and bool(paper.edition and paper.edition.changes),
    }
    return [name for name, is_printed in lists.items() if is_printed]


def _cover_facts(paper: Paper) -> list[dict[str, str]]:
    """The facts of the cover with their labels, those alone that are known.

    `link` is the value itself where it is an address that may be followed, else empty.
    """
    meeting = paper.meeting
    facts = (
        ("Date", meeting.when),
        ("Hours", meeting.hours),
        ("Place", meeting.place),
        ("Mode", meeting.mode),
        ("Link", meeting.link),
        ("Host", meeting.host),
        ("Chairs" if len(meeting.chairs) > 1 else "Chair", "\n".join(meeting.chairs)),
        ("State", meeting.state),
        ("For", paper.reader_name),
        ("Edition", edition_of(paper)),
        ("Prepared on", day_in_words(paper.prepared_on)),
    )
    return [
        {"label": label, "value": value, "link": value if is_followable(value) else ""}
        for label, text in facts
        if (value := clean_text(text))
    ]

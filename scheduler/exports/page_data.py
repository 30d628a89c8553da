"""A paper as the templates see it, so that PDF, Word and HTML say the same."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scheduler.exports.as_json import Paper, as_data, template_of
from scheduler.exports.house import House, plain_house
from scheduler.exports.languages import english
from scheduler.exports.pack_data import edition_of, pack_data, parts_of_pack, stamps
from scheduler.exports.page_words import translate
from scheduler.exports.plates import people_of, plate
from scheduler.papers.clean import clean_text, is_followable
from scheduler.papers.language import Language
from scheduler.papers.minutes import Minutes, TextKind
from scheduler.papers.pack import BriefingPack
from scheduler.papers.parts import BREAK
from scheduler.papers.people import PeoplePaper

# The parts that officers write blocks in, in the order of print.
_WITH_BLOCKS = ("biographies", "notes", "items")


def kind_of(paper: Paper, language: Language | None = None) -> str:
    """How the paper is called on its cover."""
    kind = paper.kind if isinstance(paper, Minutes) else template_of(paper)
    return (language or english()).say(f"kind_{kind.replace('-', '_')}")


def page_data(paper: Paper, house: House | None = None) -> dict[str, Any]:
    """The paper as plain data (as_json), with what is made up of it.

    That is its kind, the facts of the cover, the parts to print, headings, whether an agenda item
    has a note (`note`, counted from 1, else None), where a section begins, who helps with a
    commitment (`helped`), and the footnotes, each span of one with its `number`. `words` are the
    fixed words of its language, and `look` is the style of the house.
    """
    house = house or plain_house()
    language = house.language
    data = as_data(paper, language)
    translate(data, language)
    notes = data.get("notes", ())
    for note in notes:
        note["heading"] = _numbered(note, language)
    places = {note["number"]: place for place, note in enumerate(notes, 1)}
    items = data.get("items", ())
    lines = [*data.get("agenda", ()), *(item["line"] for item in items)]
    _complete_lines(lines, places)
    for line in lines:
        line["kind"] = language.term("item_kind", line["kind"])
    _complete_items(items, language)
    _say_who_helps(data.get("commitments", ()), language)
    if isinstance(paper, PeoplePaper):
        data["plates"] = [plate(person) for person in people_of(data)]
        data["badges"] = [
            {**person, "role": language.term("role", person["role"])} for person in people_of(data)
        ]
    footnotes = list(_footnotes([data.get(name) for name in _WITH_BLOCKS]))
    for number, span in enumerate(footnotes, 1):
        span["number"] = number
    made = {
        "kind": kind_of(paper, language),
        "facts": _cover_facts(paper, data, language),
        "is_short": getattr(paper, "kind", None) is TextKind.FLASH_NOTE,
        "parts": _parts(paper),
        "footnotes": footnotes,
        **stamps(paper, language),
        **house_data(house),
    }
    of_pack = pack_data(paper, data, language) if isinstance(paper, BriefingPack) else {}
    return {**data, **made, **of_pack}


def house_data(house: House) -> dict[str, Any]:
    """What the templates see of the house: its words, its language and its look."""
    style = house.style
    return {
        "words": dict(house.language.words),
        "language": house.language.code,
        "look": {name: getattr(style, name) for name in style.__slots__},
    }


def _numbered(note: dict[str, Any], language: Language) -> str:
    if not note["number"]:
        return str(note["title"])
    return language.say("item", number=note["number"], title=note["title"])


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


def _complete_items(items: Iterable[dict[str, Any]], language: Language) -> None:
    for item in items:
        number, title = item["line"]["number"], item["line"]["title"]
        item["heading"] = f"{number}. {title}" if number else title
        _say_who_helps(item["commitments"], language)


def _say_who_helps(commitments: Iterable[dict[str, Any]], language: Language) -> None:
    for line in commitments:
        helpers = language.listed(line["contributors"])
        line["helped"] = language.say("with_helpers", helpers=helpers) if helpers else ""


def _parts(paper: Paper) -> list[str]:
    """The parts to print: a party is told that a list is empty, the public is not."""
    is_party = paper.reader.party is not None
    is_extract = getattr(paper, "kind", None) in (TextKind.CONCLUSIONS, TextKind.FLASH_NOTE)
    lists = {
        "opening": bool(getattr(paper, "opening", ())),
        "participants": not is_extract and (is_party or bool(getattr(paper, "delegations", ()))),
        "biographies": bool(getattr(paper, "biographies", ())),
        "commitments": is_party or bool(getattr(paper, "commitments", ())),
        "sources": bool(getattr(paper, "sources", ())),
        "annexes": bool(getattr(paper, "annexes", ())),
    }
    of_pack = parts_of_pack(paper) if isinstance(paper, BriefingPack) else []
    return [*(name for name, is_printed in lists.items() if is_printed), *of_pack]


def _cover_facts(paper: Paper, data: Mapping[str, Any], language: Language) -> list[dict[str, str]]:
    """The facts of the cover with their labels, those alone that are known.

    `link` is the value itself where it is an address that may be followed, else empty.
    """
    meeting = data["meeting"]
    facts = (
        ("date", meeting["when"]),
        ("hours", meeting["hours"]),
        ("place", meeting["place"]),
        ("mode", meeting["mode"]),
        ("link", meeting["link"]),
        ("host", meeting["host"]),
        ("chairs" if len(meeting["chairs"]) > 1 else "chair", "\n".join(meeting["chairs"])),
        ("state", meeting["state"]),
        ("agenda", getattr(paper, "agenda_version", "")),
        ("text_status", getattr(paper, "status", "")),
        ("for_whom", data["reader_name"]),
        ("edition", edition_of(paper)),
        ("prepared_on", language.day(paper.prepared_on)),
    )
    return [
        {
            "label": language.say(label),
            "value": value,
            "link": value if is_followable(value) else "",
        }
        for label, text in facts
        if (value := clean_text(text))
    ]

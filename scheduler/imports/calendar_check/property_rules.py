"""What is wrong with the lines of a component, each taken by itself."""

import re

from scheduler.imports.calendar_check.components import CALENDAR, Component
from scheduler.imports.calendar_check.defects import Defect
from scheduler.imports.calendar_check.findings import Findings
from scheduler.imports.calendar_check.lines import ContentLine
from scheduler.imports.calendar_check.properties import (
    IN_UTC,
    NEED_VALUE,
    PROPERTIES,
    RANGES,
    Property,
    answers_of,
    words_of,
)
from scheduler.imports.calendar_check.value_types import TYPES, is_uri, unescaped_at

_COORDINATES = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,40})?;[+-]?\d{1,3}(?:\.\d{1,40})?", re.ASCII)
_LARGEST_LATITUDE, _LARGEST_LONGITUDE = 90, 180
# What a browser or a mail program would run, or open from the reader's own disk. Thunderbird keeps
# the HTML of a description as data: in ALTREP.
_RUN_OR_OPENED = ("javascript:", "vbscript:", "file:")
_SHOWN_OF_TEXT = 30


def judge_lines(component: Component, findings: Findings) -> None:
    """Judge each line of the component."""
    for line in component.lines:
        if line.parameters:
            _judge_parameters(component, line, findings)
        if known := PROPERTIES.get(line.name):
            _judge_value(line, known, findings)
            _judge_meaning(component, line, findings)
        elif line.name == "GEO" and not _is_place(line.value):
            findings.add(line.number, Defect.BAD_VALUE, f"{line}, not latitude;longitude")


def _judge_parameters(component: Component, line: ContentLine, findings: Findings) -> None:
    answer, answers = line.parameters.get("PARTSTAT", ""), answers_of(component.kind)
    if answer and answers and not _is_word(answer, answers):
        findings.add(line.number, Defect.UNKNOWN_ANSWER, f"PARTSTAT={answer}")
    if line.parameters.get("RSVP", "TRUE").upper() not in {"TRUE", "FALSE"}:
        findings.add(line.number, Defect.BAD_VALUE, f"RSVP={line.parameters['RSVP']}, not BOOLEAN")
    for name in ("SENT-BY", "ALTREP"):
        address = line.parameters.get(name)
        if address is not None and not is_uri(address):
            findings.add(line.number, Defect.BAD_VALUE, f"{name}={address}, not URI")
        _judge_address(line, address or "", findings)
    if line.tzid is not None and line.value[-1:] in {"Z", "z"}:
        findings.add(line.number, Defect.ZONE_OF_UTC, f"{line.name};TZID={line.tzid}:{line.value}")


def _judge_value(line: ContentLine, known: Property, findings: Findings) -> None:
    said = line.parameters.get("VALUE", "").upper()
    if not said and line.name in NEED_VALUE:
        findings.add(line.number, Defect.VALUE_MISSING, f"{line.name} without VALUE")
    if said and said not in known.types and said[:2] != "X-":
        findings.add(line.number, Defect.WRONG_TYPE, f"{line.name};VALUE={said}")
        return
    kind = said or known.types[0]
    if kind == "TEXT":
        _judge_text(line, known, findings)
    elif is_of_type := TYPES.get(kind):
        for value in line.value.split(",") if known.is_list else (line.value,):
            if not is_of_type(value):
                defect = Defect.NO_MAILBOX if kind == "CAL-ADDRESS" else Defect.BAD_VALUE
                kind_told = "" if kind == "CAL-ADDRESS" else f", not {kind}"
                findings.add(line.number, defect, f"{line.name}:{_cut(value)}{kind_told}")


def _judge_text(line: ContentLine, known: Property, findings: Findings) -> None:
    at = unescaped_at(line.value, is_list=known.is_list)
    if at is not None:
        near = line.value[max(0, at - _SHOWN_OF_TEXT // 2) : at + _SHOWN_OF_TEXT // 2]
        findings.add(line.number, Defect.UNESCAPED, f"{line.value[at]} in {line.name}: {near}")


def _judge_meaning(component: Component, line: ContentLine, findings: Findings) -> None:
    name, value = line.name, line.value
    if name in IN_UTC and value[-1:] not in {"Z", "z"} and TYPES["DATE-TIME"](value):
        findings.add(line.number, Defect.LOCAL_STAMP, str(line))
    if (allowed := RANGES.get(name)) and TYPES["INTEGER"](value) and int(value) not in allowed:
        findings.add(line.number, Defect.OUT_OF_RANGE, str(line))
    if (words := words_of(name, component.kind)) and value.upper() not in words:
        findings.add(line.number, Defect.UNKNOWN_WORD, f"{line}, not {' or '.join(words)}")
    if name == "VERSION" and component.kind == CALENDAR and value != "2.0":
        findings.add(line.number, Defect.OTHER_VERSION, str(line))
    if name == "COLOR" and not (value.isascii() and value.isalpha()):
        findings.add(line.number, Defect.COLOUR, str(line))
    _judge_address(line, value, findings)


def _judge_address(line: ContentLine, address: str, findings: Findings) -> None:
    """A text may tell of such an address; a URI, or a value that is one, leads to it."""
    known = PROPERTIES.get(line.name)
    is_text = address is line.value and (known is None or known.types[0] == "TEXT")
    if not is_text and address[:20].lstrip().lower().startswith(_RUN_OR_OPENED):
        findings.add(line.number, Defect.UNSAFE_ADDRESS, f"{line.name}:{address}")


def _is_word(value: str, words: tuple[str, ...]) -> bool:
    """True for one of the words, or one that somebody else defined."""
    return value.upper() in words or value[:2].upper() == "X-"


def _is_place(value: str) -> bool:
    if not _COORDINATES.fullmatch(value):
        return False
    latitude, longitude = (abs(float(part)) for part in value.split(";"))
    return latitude <= _LARGEST_LATITUDE and longitude <= _LARGEST_LONGITUDE


def _cut(value: str) -> str:
    return value if len(value) <= _SHOWN_OF_TEXT else f"{value[:_SHOWN_OF_TEXT]}..."

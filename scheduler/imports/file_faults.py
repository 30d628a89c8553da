"""What pydantic found wrong with a file, in plain sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scheduler.imports.toml_lines import Path

_MOST_SHOWN = 60
_DAY = "a day such as 2013-05-03, without quotes"
_MOMENT = "a day and a time such as 2013-05-03T09:30:00, without quotes and without an offset"
_EXPECTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "date_type": _DAY,
    "time_type": "a time such as 09:30:00, without quotes",
    "datetime_type": _MOMENT,
    "timezone_naive": _MOMENT,
    "tuple_type": "a list",
    "model_type": "a table",
    "enum": "one of {expected}",
    "literal_error": "{expected}",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "string_too_short": "some text",
    "string_too_long": "at most {max_length} characters",
    "string_pattern_mismatch": "a short name without blanks, slashes, colons or commas",
    "too_short": "at least {min_length} of them",
}


@dataclass(frozen=True, slots=True)
class FileFault:
    """One fault: the path of the value in the file, and a sentence that names its key."""

    path: Path
    sentence: str


def faults_of(error: ValidationError, model: type[BaseModel]) -> Iterator[FileFault]:
    """Every fault that pydantic reports of a file of this model."""
    for detail in error.errors(include_url=False):
        path = detail["loc"]
        context: Mapping[str, Any] = detail.get("ctx", {})
        match detail["type"]:
            case "faults":
                for field, sentence in context["faults"]:
                    yield FileFault((*path, field), f"{field}: {sentence}")
            case "refused":
                yield FileFault(path, f"{_key(path)}: {context['sentence']}")
            case "missing":
                yield FileFault(path, f"{_key(path)} is missing: expected it in {_table(path)}")
            case "extra_forbidden":
                yield FileFault(path, _unknown_key(path, model))
            case kind:
                expected = _EXPECTED.get(kind, detail["msg"]).format(**context)
                sentence = f"expected {expected}, got {_shown(detail)}"
                yield FileFault(path, f"{_key(path)}: {sentence}")


def _key(path: Path) -> str:
    """The key by which the value stands in the file; of a list's element, the list's."""
    names = [part for part in path if isinstance(part, str)]
    return names[-1] if names else "the file"


def _table(path: Path) -> str:
    return _key(path[:-1])


def _unknown_key(path: Path, model: type[BaseModel]) -> str:
    known = list(_model_at(path[:-1], model).model_fields)
    near = get_close_matches(str(path[-1]), known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
    return f"{path[-1]} is not a key of {_table(path)}: {advice}"


def _model_at(path: Path, model: type[BaseModel]) -> type[BaseModel]:
    """The model of the table that stands at a path."""
    for part in path:
        if isinstance(part, str):
            annotation: Any = model.model_fields[part].annotation
            model = next(iter(get_args(annotation)), annotation)
    return model


def _shown(detail: ErrorDetails) -> str:
    """The value as it stands in the file, shortened."""
    value = detail["input"]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list" if value else "an empty list"
    text = repr(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}..."

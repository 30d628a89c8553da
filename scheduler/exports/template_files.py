"""The templates there are, shipped and own, and copies of them to be changed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from scheduler.errors import AlreadyExists, InvalidValue, NotFound
from scheduler.exports.house import is_ours
from scheduler.files import read_bytes, write_all
from scheduler.papers.sample import KINDS
from scheduler.resources import resource

# Beside an officer's copies: the hashes of what they were copied from.
COPIED = "copied.json"
_FOLDERS = ("papers", "styles", "languages")
_ENDINGS = (".typ", ".jinja", ".css", ".docx", ".toml", ".svg", ".png", ".jpg", ".jpeg")
_LARGEST = 20_000_000


class Origin(StrEnum):
    """Where a template comes from, and whether it has fallen behind."""

    SHIPPED = "shipped"
    OWN = "own"
    UNCHANGED = "own, as it was copied"
    CHANGED = "own, changed"
    BEHIND = "own, older than the shipped one"


@dataclass(frozen=True, slots=True)
class Template:
    """One file, by its name below the folder of templates, such as "papers/pack.typ"."""

    name: str
    origin: Origin
    file: Path


def list_templates(own: Path | None) -> list[Template]:
    """Every template by name; of one that is there twice, the own one, which is used."""
    shipped = {name: Template(name, Origin.SHIPPED, file) for name, file in _files(_shipped())}
    if own is None:
        return [shipped[name] for name in sorted(shipped)]
    copied = _copied(own)
    mine = {name: Template(name, _origin(name, file, copied), file) for name, file in _files(own)}
    both = shipped | mine
    return [both[name] for name in sorted(both)]


def copy_template(own: Path, name: str) -> tuple[Path, ...]:
    """Copy the files of a paper, a style or a language, or one file, into the own folder.

    Raises NotFound for a name that nothing has, AlreadyExists where a file is there already.
    """
    files = dict(_files(_shipped()))
    wanted = {one: files[one] for one in files if _is_meant(one, name)}
    if not wanted:
        raise NotFound("template", name, sorted({_short(one) for one in files}))
    taken = [one for one in wanted if (own / one).exists() or (own / one).is_symlink()]
    if taken:
        remedy = "look at it, and move it away to start anew"
        raise AlreadyExists("template", str(own / taken[0]), remedy)
    contents = {one: read_bytes(file, largest=_LARGEST) for one, file in wanted.items()}
    copied = _copied(own) | {one: _hash(content) for one, content in contents.items()}
    note = json.dumps(dict(sorted(copied.items())), indent=2) + "\n"
    for one in wanted:
        (own / one).parent.mkdir(parents=True, exist_ok=True)
    written = {own / one: content for one, content in contents.items()}
    write_all({**written, own / COPIED: note.encode()})
    return tuple(written)


def _is_meant(file: str, name: str) -> bool:
    folder, _, rest = file.partition("/")
    if name in (file, rest):
        return True
    if folder == "papers":
        return name in KINDS and rest.partition(".")[0] == name
    return name == (rest.partition("/")[0] if folder == "styles" else Path(rest).stem)


def _short(file: str) -> str:
    """How a person calls the template that a file belongs to."""
    folder, _, rest = file.partition("/")
    if folder == "styles":
        return rest.partition("/")[0]
    stem = rest.partition(".")[0]
    return stem if folder == "languages" or stem in KINDS else rest


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for folder in _FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix.lower() in _ENDINGS and is_ours(file):
                yield file.relative_to(root).as_posix(), file


def _origin(name: str, file: Path, copied: dict[str, str]) -> Origin:
    shipped = _shipped() / name
    if not shipped.is_file():
        return Origin.OWN
    now = _hash(read_bytes(file, largest=_LARGEST))
    then, ships = copied.get(name, ""), _hash(shipped.read_bytes())
    if now == ships:
        return Origin.UNCHANGED
    return Origin.BEHIND if then and then != ships else Origin.CHANGED


def _copied(own: Path) -> dict[str, str]:
    file = own / COPIED
    if not file.is_file():
        return {}
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in said.items()}
    except (OSError, ValueError, AttributeError) as error:
        expected = "the file that template copy wrote; take it away to begin anew"
        raise InvalidValue("the note of copies", str(file), expected) from error


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _shipped() -> Path:
    return resource("templates")

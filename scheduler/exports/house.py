"""The house style of a paper: its look, its language, and where its templates lie.

Templates are looked for in the officer's own folder first: `styles/NAME/`, then `papers/`; then in
the same two folders as they ship.
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from scheduler.errors import NotFound
from scheduler.exports.languages import find_language
from scheduler.exports.styles import FILE, PLAIN, Style, read_style
from scheduler.papers.language import Language
from scheduler.resources import resource


@dataclass(frozen=True, slots=True)
class House:
    """A style under its name; `places` are the folders of templates, the first one first."""

    name: str
    style: Style
    language: Language
    places: tuple[Path, ...]
    own: Path | None = None

    def find(self, name: str) -> Path:
        """The file of that name; where there is none, the place where it is missed."""
        for place in self.places:
            if is_ours(file := place / name):
                return file
        return self.places[-1] / name

    def files(self) -> dict[str, Path]:
        """Every file by its name, from the first place that has it."""
        found: dict[str, Path] = {}
        for place in self.places:
            if place.is_dir():
                for file in sorted(place.iterdir()):
                    if is_ours(file):
                        found.setdefault(file.name, file)
        return found

    def is_own(self, file: Path) -> bool:
        """Whether the file is the officer's own, which may hold anything."""
        return not file.is_relative_to(resource("templates"))


def is_ours(file: Path) -> bool:
    """True for a file that lies where it seems to: a link to another place is not followed."""
    return file.is_file() and not file.is_symlink()


def find_house(own: Path | None = None, style: str = "", language: str = "") -> House:
    """The house of that style, in the style's own language if none is said.

    Raises NotFound for a style or a language that is not there, InvalidFile for one that is wrong.
    """
    name = style or PLAIN
    folders = [root / "styles" / name for root in _roots(own)]
    files = [folder / FILE for folder in folders if is_ours(folder / FILE)]
    if not files or not _is_name(name):
        raise NotFound("style of papers", name, known_styles(own))
    look = read_style(files[0], plain_style())
    places = [place for folder in folders for place in (folder, folder.parent.parent / "papers")]
    return House(name, look, find_language(language or look.language, own), tuple(places), own)


@cache
def plain_house() -> House:
    """The look and the language of papers for which nothing is chosen."""
    return find_house()


def in_folder(folder: Path) -> House:
    """The plain house with all templates in this one folder."""
    return replace(plain_house(), places=(folder,))


def known_styles(own: Path | None = None) -> list[str]:
    """The styles that there are, own and shipped, by name."""
    found = {
        file.parent.name for root in _roots(own) for file in (root / "styles").glob(f"*/{FILE}")
    }
    return sorted(found)


def plain_style() -> Style:
    """What a style has that it does not say."""
    return read_style(resource("templates") / "styles" / PLAIN / FILE)


def _roots(own: Path | None) -> list[Path]:
    return [root for root in (own, resource("templates")) if root is not None]


def _is_name(name: str) -> bool:
    return Path(name).name == name and name not in {".", ".."}

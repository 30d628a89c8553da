"""A filled form, read back: the request it answers, its author, and the text of each box.

A form is taken whole or refused whole, with everything that is wrong with it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from scheduler.errors import InvalidValue
from scheduler.imports.forms.package import Element, Package
from scheduler.imports.forms.runs import W, plain, runs_of
from scheduler.imports.forms.words import Surroundings, left_out_of, markdown_of
from scheduler.papers.contribution import ASKED, FilledForm
from scheduler.papers.form_marks import AUTHOR, PLACEHOLDER, REQUEST, TAG, digest_of
from scheduler.papers.parts import Section

_BODY = "word/document.xml"
_TRACKED = {
    f"{W}{name}"
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
    )
}
_COMMENTED = {f"{W}{name}" for name in ("commentReference", "commentRangeStart")}
_FOREIGN = "it is no form of a contribution that was made here"
_UNNAMED = (
    "its boxes have lost their names, as in a program that does not keep Word's: fill the form "
    "again in Word, or take its texts in with note set"
)


def read_form(name: str, content: bytes) -> FilledForm:
    """What a form says that came back under this name.

    Raises InvalidFile with every problem: a file that is no form of ours, boxes that are gone or
    doubled, words outside the boxes, tracked changes, comments, and what no Word file holds.
    """
    package = Package(name, content)
    document = package.root(_BODY)
    body = None if document is None else document.find(f"{W}body")
    if document is None or body is None:
        raise package.refused("it is no Word document (.docx)")
    boxes = list(boxes_of(document))
    request = next((tag.split(":") for tag, _ in boxes if tag.startswith(f"{REQUEST}:")), [])
    if len(request) != len((REQUEST, "key", "digest")):
        raise package.refused(_UNNAMED if _has_lost_names(document) else _FOREIGN)
    _, key, digest = request
    if problems := [*revisions_of(document), *_structure(boxes), *_outside(body, digest)]:
        raise package.refused(*problems)
    texts, lost = _texts(package, dict(boxes))
    author = words_of_box(dict(boxes)[AUTHOR])
    return FilledForm(key, author, tuple(texts.items()), tuple(lost))


def boxes_of(document: Element) -> Iterator[tuple[str, Element]]:
    """The boxes of a form by what their tags name."""
    for box in document.iter(f"{W}sdt"):
        tag = box.find(f"{W}sdtPr/{W}tag")
        name = "" if tag is None else tag.get(f"{W}val", "")
        if name.startswith(TAG):
            yield name.removeprefix(TAG), box


def _has_lost_names(document: Element) -> bool:
    """True if a box is still there by its title alone."""
    headings = {section.heading for section in ASKED}
    return any(one.get(f"{W}val") in headings for one in document.iter(f"{W}alias"))


def revisions_of(document: Element) -> Iterator[str]:
    """What is wrong with a file that holds tracked changes or comments."""
    tags = {element.tag for element in document.iter()}
    if tags & _TRACKED:
        yield "it holds tracked changes: accept or reject them all in Word, and save it"
    if tags & _COMMENTED:
        yield "it holds comments: take in what they say, delete them, and save it"


def _structure(boxes: list[tuple[str, Element]]) -> Iterator[str]:
    seen = Counter(tag for tag, _ in boxes)
    for tag in (AUTHOR, *map(str, ASKED)):
        if seen[tag] != 1:
            state = "is gone" if not seen[tag] else f"stands there {seen[tag]} times"
            yield f"its structure was changed: the box {_named(tag)!r} {state}"
    if sum(count for tag, count in seen.items() if tag.startswith(f"{REQUEST}:")) > 1:
        yield "its structure was changed: two forms were put together in one file"


def _named(tag: str) -> str:
    return "Author" if tag == AUTHOR else Section(tag).heading


def _outside(body: Element, digest: str) -> Iterator[str]:
    """Words that somebody wrote, or took away, beside the boxes."""
    written = "".join(
        plain(list(runs_of(paragraph, {})))
        for element in body
        if element.tag != f"{W}sdt"
        for paragraph in element.iter(f"{W}p")
    )
    if digest_of(written) != digest:
        yield (
            "its structure was changed: words were added or changed outside the boxes; "
            "move them into a box of a new form"
        )


def _texts(package: Package, boxes: Mapping[str, Element]) -> tuple[dict[Section, str], list[str]]:
    around = _surroundings(package)
    texts: dict[Section, str] = {}
    lost: list[str] = []
    problems: list[str] = []
    for section in ASKED:
        box = boxes[str(section)]
        content = box.find(f"{W}sdtContent")
        if content is None or not _is_filled(box, around):
            continue
        try:
            texts[section] = markdown_of(content, around)
        except (InvalidValue, ValueError) as error:
            problems.append(f"its {section.heading.lower()}: {error}")
        lost += [f"{what} in its {section.heading.lower()}" for what in left_out_of(content)]
    if problems:
        raise package.refused(*problems)
    return {section: text for section, text in texts.items() if text}, lost


def _is_filled(box: Element, around: Surroundings) -> bool:
    """False where the box shows what stood there, or what Word puts into an emptied one."""
    styles = {around.styles.get(one.get(f"{W}val", ""), "") for one in box.iter(f"{W}rStyle")}
    is_shown_by_word = box.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    return bool(words_of_box(box)) and not (is_shown_by_word and styles == {"placeholder text"})


def words_of_box(box: Element) -> str:
    """The words of a box on one line; empty where nobody wrote."""
    words = (plain(list(runs_of(one, {}))) for one in box.iter(f"{W}p"))
    line = " ".join(" ".join(words).split())
    return "" if line == PLACEHOLDER else line


def _surroundings(package: Package) -> Surroundings:
    return Surroundings(
        styles=dict(_styles(package.root("word/styles.xml"))),
        bullets=frozenset(_bullets(package.root("word/numbering.xml"))),
        links=dict(_links(package.root("word/_rels/document.xml.rels"))),
        footnotes=dict(_footnotes(package.root("word/footnotes.xml"))),
    )


def _styles(root: Element | None) -> Iterator[tuple[str, str]]:
    for style in () if root is None else root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            yield style.get(f"{W}styleId", ""), name.get(f"{W}val", "").lower()


def _bullets(root: Element | None) -> Iterator[tuple[str, str]]:
    """Each numbering and level whose items bear a sign and no number."""
    if root is None:
        return
    signs = {
        (model.get(f"{W}abstractNumId"), level.get(f"{W}ilvl", "0"))
        for model in root.iter(f"{W}abstractNum")
        for level in model.iter(f"{W}lvl")
        if level.find(f"{W}numFmt[@{W}val='bullet']") is not None
    }
    for number in root.iter(f"{W}num"):
        model = number.find(f"{W}abstractNumId")
        counted = None if model is None else model.get(f"{W}val")
        for name, level in signs:
            if name == counted:
                yield number.get(f"{W}numId", ""), level


def _links(root: Element | None) -> Iterator[tuple[str, str]]:
    for relation in () if root is None else root:
        if relation.get("TargetMode") == "External":
            yield relation.get("Id", ""), relation.get("Target", "")


def _footnotes(root: Element | None) -> Iterator[tuple[str, str]]:
    for note in () if root is None else root.iter(f"{W}footnote"):
        words = (plain(list(runs_of(one, {}))) for one in note.iter(f"{W}p"))
        yield note.get(f"{W}id", ""), " ".join(" ".join(words).split())

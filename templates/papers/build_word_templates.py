"""Builds the Word templates as they ship: `python -m templates.papers.build_word_templates`.

The .docx files beside this script are what the product uses; an officer restyles them in Word. Run
this only to start again from our own look: it overwrites all three.
"""  # noqa: INP001 -- a script beside its products, not a package

from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
from docx.document import Document

from scheduler.exports.word_package import packed, set_properties
from templates.papers.word_look import TEXT_WIDTH, dress
from templates.papers.word_pieces import add, box, field, new_section, optional, put, runs, table

PREPARED = date(2026, 1, 1)


def words_of(*keys: str) -> list[str]:
    """The tags of these words of the catalogue."""
    return [f"{{{{ words.{key} }}}}" for key in keys]


def running_lines(document: Document) -> None:
    """Header and footer, mirrored on left-hand pages; none on the cover."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    page = "{{ words.page }} PAGE {{ words.of }} NUMPAGES"
    about = "{{ stamp }}"
    meeting = "{{ meeting.name }} {{ words.for_whom_within }} {{ reader_name }}"
    for place, words in (
        (section.header, f"{{{{ marking }}}}\t{meeting}"),
        (section.even_page_header, f"{meeting}\t{{{{ marking }}}}"),
        (section.footer, f"{about}\t{page}"),
        (section.even_page_footer, f"{page}\t{about}"),
    ):
        place.is_linked_to_previous = False
        put(place.paragraphs[0], runs(words))


def cover(document: Document) -> None:
    """Marking, partnership, title, for whom, and the facts."""
    for line in optional("marking", "Marking", " {{ marking }} "):
        add(document, *line)
    add(document, "Partnership", "{{ meeting.partnership }}")
    add(document, "Title", "{{ meeting.title }}")
    add(document, "Subtitle", "{{ kind }} · {{ meeting.name }}")
    facts(document, "fact in facts")


def facts(document: Document, loop: str) -> None:
    """Facts, each beside its label."""
    table(document, [], [[("Fact Label", "{{ fact.label }}")], [("Fact", "{{ fact.value }}")]],
          loop, [32, TEXT_WIDTH - 32])  # fmt: skip
    add(document, "Table End", "")


def contents(document: Document) -> None:
    """The contents field, filled by the product from the headings."""
    add(document, "Contents Heading", "{{ words.contents }}")
    paragraph = document.add_paragraph(style="toc 1")
    put(paragraph, field(r'TOC \o "1-1" \h \z \u', "Filled when the paper is made"))


def delegations(document: Document, title: str, standing: str) -> None:
    """The participants by delegation."""
    add(document, "Normal", "{%p if 'participants' in parts %}")
    add(document, "Heading 1", title)
    add(document, "Normal", "{%p for delegation in delegations %}")
    add(document, "Heading 2", "{{ delegation.party }}")
    add(document, "Normal", "{%p if delegation.participants %}")
    name = "{{ person.name or (words.post_vacant if person.is_vacant else words.name_not_given) }}"
    row = [
        [("Table Strong", name),
         *optional("person.is_head", "Table Text", "{{ words.head_of_delegation }}"),
         *optional("person.is_alternate", "Table Text", "{{ words.alternate }}"),
         *optional("person.post", "Table Note", "{{ person.post }}")],
        [("Table Text", "{{ person.body }}")],
        [("Table Text", "{{ person.standing }}")],
    ]  # fmt: skip
    table(document, ["{{ words.name_and_post }}", "{{ words.body }}", standing], row,
          "person in delegation.participants", [98, 36, 28])  # fmt: skip
    add(document, "Table End", "")
    add(document, "Normal", "{%p else %}")
    add(document, "Remark", "{{ words.nobody }}")
    add(document, "Normal", "{%p endif %}")
    add(document, "Normal", "{%p else %}")
    add(document, "Remark", "{{ words.no_delegation }}")
    add(document, "Normal", "{%p endfor %}")
    add(document, "Normal", "{%p endif %}")


def biographies(document: Document) -> None:
    """A text for each person who has one, with its day and its source."""
    for line in (
        ("Normal", "{%p if 'biographies' in parts %}"),
        ("Heading 1", "{{ words.biographies }}"),
        ("Normal", "{%p for one in biographies %}"),
        ("Heading 2", "{{ one.name }}"),
        *optional("one.about", "Table Note", "{{ one.about }}"),
        *optional("one.mark", "Mark", " {{ one.mark }} "),
        ("Normal", "{{p one.text }}"),
        ("Table Note", "{{ one.as_of }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
    ):
        add(document, *line)


def agenda(document: Document) -> None:
    """The agenda with its times."""
    add(document, "Heading 1", "{{ words.agenda }}")
    document.paragraphs[-1].paragraph_format.page_break_before = True
    add(document, "Normal", "{%p if agenda %}")
    row = [
        [("Table Text", "{{ line.number }}")],
        [("Table Text", "{{ line.time }}")],
        [*optional("line.section", "Table Strong", "{{ line.section }}"),
         ("Table Strong", "{{r line.linked_title }}"),
         *optional("line.mark", "Mark", " {{ line.mark }} "),
         *optional("line.details", "Table Note", "{{ line.details }}")],
        [("Table Text", "{{ line.lead }}")],
    ]  # fmt: skip
    table(
        document,
        words_of("number", "time", "item_column", "lead"),
        row,
        "line in agenda",
        [13, 19, 83, 47],
    )
    add(document, "Table End", "")
    add(document, "Normal", "{%p else %}")
    add(document, "Remark", "{{ words.no_agenda }}")
    add(document, "Normal", "{%p endif %}")


def register(document: Document, lines: str) -> None:
    """A table of commitments."""
    row = [
        [("Table Strong", "{{ line.reference }}"),
         *optional("line.mark", "Mark", " {{ line.mark }} ")],
        [("Table Text", "{{ line.text }}"),
         *optional("line.details", "Table Note", "{{ line.details }}")],
        [("Table Text", "{{ line.owner }}"),
         *optional("line.helped", "Table Note", "{{ line.helped }}")],
        [("Table Text", "{{ line.due }}")],
        [("Table Text", "{{ line.state }}"),
         *optional("line.late", "Table Strong", "{{ words.late }}")],
    ]  # fmt: skip
    heads = words_of("reference", "commitment", "owner", "due", "state")
    table(document, heads, row, f"line in {lines}", [26, 63, 25, 27, 21])
    add(document, "Table End", "")


def sources(document: Document) -> None:
    """Where the facts come from."""
    for line in (
        ("Normal", "{%p if 'sources' in parts %}"),
        ("Heading 1", "{{ words.sources }}"),
        ("Normal", "{%p for source in sources %}"),
        ("Source", "{{ source.title }}"),
        *optional("source.address", "List Continue", "{{ source.address }}"),
        *optional("source.read_on", "List Continue", "{{ words.read_on }} {{ source.read_on }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
    ):
        add(document, *line)


def notes(document: Document, *, after_last: bool) -> None:
    """One briefing note per item, each on a right-hand page."""
    add(document, "Normal", "{%p for note in notes %}")
    add(document, "Heading 1", "{{r note.anchor }}", "{{ note.heading }}")
    for line in optional("note.mark", "Mark", " {{ note.mark }} "):
        add(document, *line)
    add(document, "Normal", "{%p for section in note.sections %}")
    add(document, "Heading 2", "{{ section.heading }}")
    for line in optional("section.mark", "Mark", " {{ section.mark }} "):
        add(document, *line)
    add(document, "Normal", "{%p if section.section == 'defensive-points' %}")
    box(document, "If Raised", [
        ("Table Strong", "{{ words.only_if_raised }}"),
        ("Normal", "{{p section.text }}"),
        ("Table End", ""),
    ])  # fmt: skip
    add(document, "Normal", "{%p else %}")
    add(document, "Normal", "{{p section.text }}")
    add(document, "Normal", "{%p endif %}")
    add(document, "Normal", "{%p else %}")
    add(document, "Remark", "{{ words.nothing_on_item }}")
    add(document, "Normal", "{%p endfor %}")
    if not after_last:
        add(document, "Normal", "{%p if not loop.last %}")
    new_section(document)
    if not after_last:
        add(document, "Normal", "{%p endif %}")
    add(document, "Normal", "{%p endfor %}")


def pack(document: Document) -> None:
    """Cover, contents, what changed, participants, agenda, notes, the rest."""
    cover(document)
    contents(document)
    new_section(document)
    changes(document)
    delegations(document, *words_of("participants", "standing"))
    biographies(document)
    agenda(document)
    sheets(document)
    new_section(document)
    notes(document, after_last=True)
    add(document, "Normal", "{%p if 'commitments' in parts %}")
    add(document, "Heading 1", "{{ words.matters_arising }}")
    add(document, "Normal", "{%p if commitments %}")
    register(document, "commitments")
    add(document, "Normal", "{%p else %}")
    add(document, "Remark", "{{ words.no_commitment }}")
    add(document, "Normal", "{%p endif %}")
    add(document, "Normal", "{%p endif %}")
    seats(document)
    sources(document)
    annexes(document)


def changes(document: Document) -> None:
    """What changed since the edition before, on a page of its own."""
    for line in (
        ("Normal", "{%p if 'changes' in parts %}"),
        ("Heading 1", "{{ changed_since }}"),
    ):
        add(document, *line)
    row = [
        [("Table Strong", "{{ line.part }}")],
        [("Table Text", "{{ line.name }}")],
        [("Table Text", "{{ line.what }}")],
    ]
    table(document, words_of("part", "piece", "change"), row, "line in changes", [62, 74, 26])
    add(document, "Table End", "")
    add(document, "Normal", "{%p endif %}")


def seats(document: Document) -> None:
    """Who sits where: the picture of the table, then a list for each side."""
    for line in (
        ("Normal", "{%p if 'seating' in parts %}"),
        ("Heading 1", "{{ words.seating }}"),
        ("Normal", "{{ seating.place }}"),
        ("Normal", "{%p for side in seating.sides %}"),
        ("Heading 2", "{{ side.heading }}"),
        ("Normal", "{%p for place in side.places %}"),
        ("Table Text", "{{ loop.index }}. {{ place }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
    ):
        add(document, *line)


def sheets(document: Document) -> None:
    """What a chair and what a delegate has on one sheet."""
    _sheet(document, "running_order", ("time", "item_column", "begins", "follow", "sought"), [
        [("Table Text", "{{ line.time }}")],
        [("Table Strong", "{% if line.number %}{{ line.number }}. {% endif %}{{ line.title }}")],
        [("Table Text", "{{ line.begins }}")],
        [("Table Text", "{{ line.follow }}")],
        [("Table Text", "{{ line.sought }}")],
    ], [24, 50, 32, 32, 24])  # fmt: skip
    _sheet(document, "open_points", ("item_column", "missing"), [
        [("Table Strong", "{{ line.item }}")],
        [("Table Text", "{{ line.message }}")],
    ], [20, 142])  # fmt: skip
    _sheet(document, "lines", ("item_column", "line_to_take", "contact"), [
        [("Table Strong", "{{ line.item }}")],
        [("Table Text", "{{ line.line }}")],
        [("Table Text", "{{ line.contact }}")],
    ], [42, 76, 44])  # fmt: skip


def _sheet(
    document: Document,
    part: str,
    columns: tuple[str, ...],
    row: list[list[tuple[str, str]]],
    widths: list[int],
) -> None:
    add(document, "Normal", f"{{%p if '{part}' in parts %}}")
    add(document, "Heading 1", f"{{{{ words.{part} }}}}")
    document.paragraphs[-1].paragraph_format.page_break_before = True
    table(document, words_of(*columns), row, f"line in {part}", widths)
    add(document, "Table End", "")
    add(document, "Normal", "{%p endif %}")


def annexes(document: Document) -> None:
    """The annexes by name, with what tells each file from another."""
    for line in (
        ("Normal", "{%p if 'annexes' in parts %}"),
        ("Heading 1", "{{ words.annexes }}"),
        ("Normal", "{%p for one in annexes %}"),
        ("Heading 2", "{{ one.heading }}"),
        *optional("one.mark", "Mark", " {{ one.mark }} "),
    ):
        add(document, *line)
    facts(document, "fact in one.facts")
    add(document, "Normal", "{%p endfor %}")
    add(document, "Normal", "{%p endif %}")


def note(document: Document) -> None:
    """Cover and contents on one page, then the notes."""
    cover(document)
    contents(document)
    new_section(document)
    notes(document, after_last=False)


def minutes(document: Document) -> None:
    """Cover and contents, attendance, the record of each item, sources."""
    cover(document)
    add(document, "Normal", "{%p if not is_short %}")
    contents(document)
    new_section(document)
    add(document, "Normal", "{%p endif %}")
    for line in (
        ("Normal", "{%p if 'opening' in parts %}"),
        ("Heading 1", "{{ words.the_meeting }}"),
        ("Normal", "{%p for it in opening %}"),
        ("Normal", "{{ it.text }}"),
        *optional("it.mark", "Mark", " {{ it.mark }} "),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
    ):
        add(document, *line)
    delegations(document, *words_of("attendance", "attendance"))
    minuted_items(document)
    sources(document)


def minuted_items(document: Document) -> None:
    """What was said under each item, and what came of it."""
    for line in (
        ("Normal", "{%p for item in items %}"),
        ("Heading 1", "{{ item.heading }}"),
        *optional("item.line.mark", "Mark", " {{ item.line.mark }} "),
        *optional("item.line.kind", "Table Note", "{{ item.line.kind }}"),
        ("Normal", "{%p if item.facts %}"),
    ):
        add(document, *line)
    facts(document, "fact in item.facts")
    for line in (
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for it in item.absences %}"),
        ("Normal", "{{ it.text }}"),
        *optional("it.mark", "Mark", " {{ it.mark }} "),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p if item.record %}"),
        ("Normal", "{{p item.record }}"),
        ("Normal", "{%p elif not (item.outcomes or item.commitments or item.absences) %}"),
        ("Remark", "{{ words.nothing_recorded }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for outcome in item.outcomes %}"),
    ):
        add(document, *line)
    box(document, "Outcome Box", [
        ("Table Strong", "{{ outcome.kind | capitalize }} {{ outcome.reference }}"),
        *optional("outcome.mark", "Mark", " {{ outcome.mark }} "),
        *optional("outcome.formula", "Table Note", "{{ outcome.formula }}"),
        ("Normal", "{{ outcome.text }}"),
    ])  # fmt: skip
    add(document, "Normal", "{%p endfor %}")
    add(document, "Normal", "{%p if item.commitments %}")
    add(document, "Heading 2", "{{ words.commitments }}")
    add(document, "Table Note", "{{ words.it_was_agreed }}")
    register(document, "item.commitments")
    add(document, "Normal", "{%p endif %}")
    add(document, "Normal", "{%p endfor %}")


def build(fill: Callable[[Document], None]) -> bytes:
    """One template as a file; the same each time."""
    document = docx.Document()
    dress(document)
    running_lines(document)
    fill(document)
    set_properties(document, "", PREPARED)
    return packed(document)


if __name__ == "__main__":
    for fill in (pack, note, minutes):
        (Path(__file__).parent / f"{fill.__name__}.docx").write_bytes(build(fill))

"""Archives that somebody spoilt, each with all that is to be said of it."""

from collections.abc import Callable
from pathlib import Path

from scheduler.store.revisions import head_revision
from tests.secretariat.archiving import PERSON, SUMS, add, edit, list_first

REMEDY = "install the version of this program that wrote it, or a newer one"


def link(archive: Path) -> None:
    (archive / "people" / "more").symlink_to("/etc")


def link_in_place(archive: Path) -> None:
    (archive / "README.txt").unlink()
    (archive / "README.txt").symlink_to("/etc/hostname")


def lie_deep(archive: Path) -> None:
    (archive / "/".join("abcdefgh")).mkdir(parents=True)


def lead_out(archive: Path) -> None:
    list_first(archive, f"{'0' * 64}  ../outside.toml\n")


def list_badly(archive: Path) -> None:
    list_first(archive, "no hash\n" + 2 * f"{'0' * 64}  ghost\n")


def refer_out(archive: Path) -> None:
    edit(archive, "partnership/loaded-files.toml", "texts/loaded", "../../texts/loaded")


def change(archive: Path) -> None:
    with (archive / PERSON).open("ab") as file:
        file.write(b"# changed")


def take_away(archive: Path) -> None:
    (archive / PERSON).unlink()


def be_more(archive: Path) -> None:
    (archive / "notes.toml").write_bytes(b"")
    (archive / ".hidden").write_bytes(b"is let be")


def be_large(archive: Path) -> None:
    with (archive / "trail" / "head.toml").open("r+b") as file:
        file.truncate(64_000_001)


def be_newer(archive: Path) -> None:
    edit(archive, "archive.toml", head_revision(), "9999")


def be_of_a_newer_format(archive: Path) -> None:
    edit(archive, "archive.toml", "format = 1", "format = 2")


def be_of_no_format(archive: Path) -> None:
    edit(archive, "archive.toml", "[rows]", "[columns]")


def be_no_toml(archive: Path) -> None:
    edit(archive, PERSON, "[[person]]", "[[person")


def have_unknown_fields(archive: Path) -> None:
    rows = b"[[audit_head]]\nshoe = 44\n[[cat]]\nid = 1\n[[party]]\nid = 9"
    add(archive, "people/more.toml", rows)


def have_wrong_values(archive: Path) -> None:
    add(
        archive,
        "people/more.toml",
        b"""\
[[person]]
id = 1_000_000_000_000_000_000_000
[[person]]
id = true
[[meeting]]
day = 2026-11-24T09:00:00
[[feed_token]]
feeds = 2026-11-24
[[kept_feed]]
content = "not base64"
[[person]]
name = { folder = "x" }
""",
    )


def nest_too_deep(archive: Path) -> None:
    add(archive, "kept/more-1.jsonl", b"[" * 100_000 + b"\n")


def halve_a_sign(archive: Path) -> None:
    add(archive, "kept/more-1.jsonl", b'{"person": {"name": "\\ud800"}}\n[]\n')


def lie_about(archive: Path) -> None:
    add(archive, "people/texts/more.md", b"of nobody")


def count_wrong(archive: Path) -> None:
    edit(archive, "archive.toml", "audit_head = 1", "audit_head = 2")


def come_twice(archive: Path) -> None:
    add(archive, "trail/more.toml", b"[[audit_head]]\nid = 1\nposition = 0\nentry_hash = ''\n")
    edit(archive, "archive.toml", "audit_head = 1", "audit_head = 2")


def be_of_nobody(archive: Path) -> None:
    edit(archive, PERSON, "party_id = 2", "party_id = 77")


def be_a_word_unknown(archive: Path) -> None:
    edit(archive, "meetings/SOM-1/meeting.toml", 'state = "held"', 'state = "dreamt"')


HOSTILE: list[tuple[Callable[[Path], None], list[str]]] = [
    (link, ["people/more: it is a link, or no file at all"]),
    (
        link_in_place,
        ["README.txt: it is a link, or no file at all", "README.txt: it is not there"],
    ),
    (lie_deep, ["a/b/c/d/e/f/g: no folder of an archive lies so deep"]),
    (lead_out, [f"{SUMS}: line 1 leads out of the archive: '../outside.toml'"]),
    (
        list_badly,
        [
            f"{SUMS}: line 1 is not a hash, two blanks and a path",
            f"{SUMS}: line 3 names 'ghost' a second time",
            "ghost: it is not there",
        ],
    ),
    (
        refer_out,
        [
            (
                "partnership/loaded-files.toml: loaded_file 1: it refers to "
                "'../../texts/loaded_file-1-content.toml': "
                "expected a file of the archive beside it"
            )
        ],
    ),
    (change, [f"{PERSON}: it was changed: its hash is not the one in {SUMS}"]),
    (take_away, [f"{PERSON}: it is not there"]),
    (be_more, [f"notes.toml: it is not in {SUMS}"]),
    (be_large, ["trail/head.toml: expected no more than 64,000,000 bytes"]),
    (be_newer, [f"archive.toml: it is of a newer version (schema 9999); {REMEDY}"]),
    (
        be_of_a_newer_format,
        [f"archive.toml: it is of a newer version (schema {head_revision()}); {REMEDY}"],
    ),
    (
        be_of_no_format,
        [
            (
                f"archive.toml: expected format = 1, a schema such as '{head_revision()}', "
                "and [rows] with numbers"
            )
        ],
    ),
    (
        be_no_toml,
        [
            (
                f"{PERSON}: expected TOML in UTF-8 (Expected ']]' at the end of an array "
                "declaration (at line 1, column 9))"
            )
        ],
    ),
    (
        have_unknown_fields,
        [
            (
                "people/more.toml: audit_head 1: 'shoe' is no column of it; there are: "
                "id, position, entry_hash"
            ),
            "people/more.toml: 'cat' is no table of a record, or not a list of rows",
            "people/more.toml: party 1: partnership_id is missing: expected a whole number",
        ],
    ),
    (
        have_wrong_values,
        [
            ("people/more.toml: person 1: id: expected a whole number, got 1000000000000000000000"),
            "people/more.toml: person 2: id: expected a whole number, got true",
            'people/more.toml: person 3: name: expected a text in quotes, got {"folder": "x"}',
            (
                "people/more.toml: meeting 1: day: expected a day such as 2013-05-03, "
                'got "2026-11-24 09:00:00"'
            ),
            ('people/more.toml: feed_token 1: feeds: expected a list or a table, got "2026-11-24"'),
            (
                "people/more.toml: kept_feed 1: content: expected a file, or base64, "
                'got "not base64"'
            ),
        ],
    ),
    (
        nest_too_deep,
        [
            (
                "kept/more-1.jsonl: expected JSON, a table on each line in UTF-8 (maximum "
                "recursion depth exceeded while decoding a JSON array from a unicode string)"
            )
        ],
    ),
    (
        halve_a_sign,
        [
            'kept/more-1.jsonl: person 1: name: expected a text in quotes, got "\\ud800"',
            "kept/more-1.jsonl: expected JSON, a table on each line in UTF-8 (no table)",
        ],
    ),
    (lie_about, ["people/texts/more.md: no record refers to it"]),
    (count_wrong, ["archive.toml: it says 2 rows of audit_head, there are 1"]),
    (
        come_twice,
        ["the database refuses a row of it (UNIQUE constraint failed: audit_head.id)"],
    ),
    (be_of_nobody, ["a row of person refers to a row of party that is not there"]),
    (
        be_a_word_unknown,
        ["the database refuses a row of it (CHECK constraint failed: ck_meeting_meetingstate)"],
    ),
]

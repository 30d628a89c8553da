"""What the archive says of itself, to a person and to the program."""

from collections.abc import Mapping

from scheduler.exports.archive.toml_text import toml_value
from scheduler.papers.archive import FORMAT

README = """\
THE RECORD OF A PARTNERSHIP, AS TEXT

Everything here can be read with any editor. `scheduler archive import` makes the database of it
again; `scheduler archive verify`, or without that program `sha256sum --check SHA256SUMS`, says
whether every file is still as it was written.

It holds all that the home party's record holds, its own notes too: it is not for the other party.

partnership/   the parties, what the partnership rests on, sources, threads, templates of agendas
bodies/        a folder for each body: its names from when to when, its posts
people/        a folder for each person: what posts they held, their biographies
series/        a folder for each series: its rule and policy (series.toml), and the rules by which
               its meetings were planned (plan.toml)
closures/      the editions of calendars of closed days
meetings/      a folder for each meeting, by its code:
    meeting.toml        date, state, place, chairs, each change of date with its reason
    delegations.toml    who was to come, who answered, who was there
    agenda.toml         the items, who leads and speaks on each, its documents, what was said
    agenda-versions.toml  the agenda as it was shared and agreed
    briefing.toml, contributions.toml   the home party's notes, and what the services sent
    outcomes.toml       conclusions, decisions and commitments, each step of every commitment
    consultation.toml   the candidate dates and the answers
    milestones.toml     what was due when
    packs.toml          the editions of the papers: what was in each, the hashes of its files
    messages.toml, replies.toml   what was sent, what came back
    documents/          the papers of the agenda, by name
    texts/              texts of several lines, most of them Markdown
messages/, replies/   what belongs to no meeting
busy/          when people are taken
feeds/         who may read which feed
trail/         the audit trail, an entry on each line: who changed what, from what to what
kept/          what the program keeps to be quick; a person needs none of it
archive.toml   the version of this format and how many rows each table has
SHA256SUMS     the hash of every file

How to read a file that ends in .toml
- Each [[name]] begins one row of the table of that name.
- What is not written is empty, or no.
- Days and hours are those of the place where the meeting is; a time with a Z is in UTC.
- `host_id = 12  # ECHO` is the row with id = 12 of the table of bodies. What stands after # is for
  you, and the program does not read it.
- { file = "texts/..." } means that the text, or the document, is in that file.

What is erased is erased: of an erased entry the trail has its hash and no content.
There is no password and no secret address in here. Of the addresses that give access to a feed, or
prove who answers, the record itself has only hashes, from which none can be made. They are here so
that the addresses go on working.
"""


def header(schema: str, rows: Mapping[str, int]) -> str:
    """What the program asks first: may it read this archive, and is all of it there?"""
    counts = "".join(f"{table} = {count}\n" for table, count in rows.items())
    return f"format = {FORMAT}\nschema = {toml_value(schema)}\n\n[rows]\n{counts}"

"""Rules and sets as text, both ways (RFC 5545 3.1, 3.3.10, 3.8.5).

A rule: `rules` reads and writes it, `part_table` says what each part may hold, `validity` what goes
together; `judgement` looks for all that is wrong, `lenient` forgives. A set: `sets` reads and
writes it, `set_reader` line by line; `start_kinds` holds its times to the kind of its start.
"""

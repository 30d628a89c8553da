"""The text of a rule, both ways (RFC 5545 3.3.10).

`strict` reads and writes it by `part_table`, which says what each part may hold, and `validity`,
which says what goes together; `judgement` looks for all that is wrong; `lenient` forgives.
"""

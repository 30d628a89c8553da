"""The text of a recurrence set, both ways (RFC 5545 3.1, 3.8.5).

`reader` reads it line by line: `content_lines` unfolds them, `property_values` reads their dates
and times, and `start_kinds` holds these to the kind of the start. `reading` remembers what is
wrong, or forgives it.
"""

from scheduler.recurrence.set_text.sets import SetFields, SetParts, read_set, write_set

__all__ = ["SetFields", "SetParts", "read_set", "write_set"]

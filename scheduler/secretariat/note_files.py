"""A section of a note as a file that an officer edits, whose first line says what was read.

So the edit of a file that somebody else has overtaken is refused, and nothing is lost.
"""

import re

from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, StaleEdit
from scheduler.model.briefing import BriefingSection
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.item_labels import label_of
from scheduler.secretariat.notes import in_words

_FIRST_LINE = re.compile(
    r"<!-- note (?P<number>\d{1,9}), version (?P<version>\d{1,9}):[^\n]*-->\n+"
)


def as_file(session: Session, section: BriefingSection) -> str:
    """The text of a section under a line that says which one it is, and in which version."""
    on = f" on item {label_of(session, section.item)}" if section.item else ""
    by = f", by {section.author.code}" if section.author else ""
    what = f"the {in_words(section.section)}{on} of {named_with_date(section.meeting)}{by}"
    # A comment ends at two hyphens, whatever stands in a title.
    line = f"note {section.id}, version {section.version}: {what}".replace("--", "-")
    return f"<!-- {line} -->\n\n{section.text}\n"


def read_file(text: str) -> tuple[int, int, str] | None:
    """The number and the version that such a file names, and its text; None for any other text."""
    found = _FIRST_LINE.match(text)
    if found is None:
        return None
    return int(found["number"]), int(found["version"]), text[found.end() :]


def require_same(
    session: Session, number: int, version: int, meant: BriefingSection | None, yours: str
) -> None:
    """Raise InvalidValue for a file of another section than is meant, StaleEdit if it is gone."""
    read = session.get(BriefingSection, number)
    if read is None:
        raise StaleEdit("the section that the file names", version, 0, "(removed)", yours)
    if read is not meant:
        named = f"the {in_words(read.section)} of {read.meeting.name}"
        raise InvalidValue("the file of", named, "one of the section that is written")

"""What the cover of a paper says, the same in Word and HTML."""

from scheduler.exports.as_json import Paper
from scheduler.papers.clean import clean_text
from scheduler.papers.minutes import Minutes
from scheduler.papers.pack import BriefingNote, BriefingPack
from scheduler.papers.words import day_in_words, listed


def template_of(paper: Paper) -> str:
    """The name of the paper's templates, without their ending."""
    match paper:
        case BriefingPack():
            return "pack"
        case BriefingNote():
            return "note"
        case Minutes():
            return "minutes"


def kind_of(paper: Paper) -> str:
    """How the paper is called on its cover."""
    return {"pack": "Briefing pack", "note": "Briefing note", "minutes": "Minutes"}[
        template_of(paper)
    ]


def cover_facts(paper: Paper) -> list[tuple[str, str]]:
    """The facts of the cover with their labels, those alone that are known."""
    meeting = paper.meeting
    facts = (
        ("Meeting", meeting.name),
        ("Date", meeting.when),
        ("Time", meeting.hours),
        ("Place", meeting.place),
        ("Mode", meeting.mode),
        ("State", meeting.state),
        ("Host", meeting.host),
        ("Chairs" if len(meeting.chairs) > 1 else "Chair", listed(meeting.chairs)),
        ("Prepared on", day_in_words(paper.prepared_on)),
    )
    return [(label, clean_text(text)) for label, text in facts if text]

"""Papers of invented people in many scripts, made of the sample papers."""

from datetime import date

from scheduler.papers.audience import JOINT, Reader
from scheduler.papers.parts import DelegationList, Participant
from scheduler.papers.people import BiographyText, PeopleKind, PeoplePaper
from tests.exports.sample_papers import EU, MEETING, NAMES, PREPARED, rich_text

PEOPLE = (
    Participant(NAMES["Greek"], "Director-General", "DG HOME", is_head=True, standing=""),
    Participant("", "Director", "DG ECHO", is_head=False, standing="", is_vacant=True),
    Participant(NAMES["Arabic"], "Adviser", "DG HOME", False, "", is_alternate=True),  # noqa: FBT003
    Participant("見本花子", "=1+1", "DG HOME", is_head=False, standing=""),
)
BIOGRAPHY = BiographyText(
    name=NAMES["Greek"],
    post="Director-General",
    body="DG HOME",
    dated=date(2026, 1, 2),
    text=rich_text(),
    source="sample",
    audience=EU,
)


def sample_people(kind: PeopleKind) -> PeoplePaper:
    return PeoplePaper(
        kind=kind,
        meeting=MEETING,
        reader=Reader("EU"),
        reader_name="European Union",
        prepared_on=PREPARED,
        marking="LIMITED",
        delegations=(DelegationList("European Union", PEOPLE, JOINT),),
        biographies=(BIOGRAPHY,) if kind is PeopleKind.PARTICIPANTS else (),
    )

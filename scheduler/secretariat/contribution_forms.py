"""Forms that came back, taken into the record: each whole or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue, Severity
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.vocabulary import ContributionState, NoteState
from scheduler.papers.contribution import FilledForm
from scheduler.papers.parts import Section
from scheduler.papers.words import listed
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.contributions import Standing, sections_of, standing_of
from scheduler.secretariat.item_labels import label_of
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.notes import in_words
from scheduler.secretariat.texts import one_line, prose

_MOST_OF_AUTHOR = 200


@dataclass(frozen=True, slots=True)
class Received:
    """What one form brought: `sections` went into the note; nothing did where it was refused."""

    file: str
    meeting: str
    item: str
    body: str
    standing: Standing | None
    sections: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def is_refused(self) -> bool:
        """True if nothing was taken."""
        return self.standing is None


def receive(
    session: Session, form: FilledForm, file: str, *, today: date, now: datetime
) -> Received:
    """Take a form into its contribution, and its texts into the note as drafts of its body.

    A section that was edited here since is left as it is, and the finding says so; the text that
    came is kept with the contribution all the same.
    """
    found = session.scalar(select(Contribution).where(Contribution.key == form.key))
    if found is None:
        return refusal(file, "its request is not in this record, or was withdrawn")
    try:
        author, texts = _checked(form)
    except InvalidValue as error:
        return refusal(file, str(error))
    if not texts:
        return refusal(file, "nothing is written in it")
    findings = [
        *_reopened(found, file),
        *(_warning(file, f"{x} is left out") for x in form.left_out),
    ]
    taken, left = _into_note(session, found, texts, author, now=now)
    if left:
        what = f"the {listed(left)} in the note was edited here, or written anew, and stays"
        how = "compare it with: scheduler contribution show"
        findings.append(_warning(file, f"{what}; {how}"))
    found.state, found.received_at = ContributionState.RECEIVED, now
    found.author, found.file, found.texts = author, file, texts
    session.flush()
    return Received(
        file=file,
        meeting=found.meeting.name,
        item=label_of(session, found.item),
        body=short_name(found.body, found.meeting),
        standing=standing_of(found, today=today),
        sections=tuple(taken),
        findings=tuple(findings),
    )


def refusal(file: str, problem: str) -> Received:
    """What is said of a form of which nothing was taken."""
    finding = Finding(Severity.ERROR, f"not taken: {problem}", file)
    return Received(file, "", "", "", None, (), (finding,))


def _checked(form: FilledForm) -> tuple[str, dict[str, str]]:
    """The author and the texts as the record takes them, all of them or none."""
    author = one_line("the author", form.author[:_MOST_OF_AUTHOR]) if form.author else ""
    texts = {
        str(section): said
        for section, text in form.texts
        if (said := prose(f"the {in_words(section)}", text))
    }
    return author, texts


def _reopened(contribution: Contribution, file: str) -> Iterator[Finding]:
    if contribution.state is ContributionState.CLEARED:
        contribution.state = ContributionState.RECEIVED
        contribution.cleared_by, contribution.cleared_at = "", None
        yield _warning(file, "this contribution was cleared; what came now is not")


def _into_note(
    session: Session,
    contribution: Contribution,
    texts: dict[str, str],
    author: str,
    *,
    now: datetime,
) -> tuple[list[str], list[str]]:
    """The names of the sections that were written, and of those left as they are."""
    there = {str(section.section): section for section in sections_of(session, contribution)}
    taken, left = [], []
    for name, text in texts.items():
        section = there.get(name)
        words = in_words(Section(name))
        if section is None:
            section = _new(contribution, Section(name))
        elif section.text == text:
            continue
        elif section.text != contribution.texts.get(name):
            left.append(words)
            continue
        section.text, section.edited_at = text, now
        section.state, section.cleared_by, section.cleared_at = NoteState.DRAFT, "", None
        section.source = f"Contribution of {author}" if author else "Contribution"
        session.add(section)
        taken.append(words)
    return taken, left


def _new(contribution: Contribution, section: Section) -> BriefingSection:
    return BriefingSection(
        meeting=contribution.meeting,
        item=contribution.item,
        party=home_party(contribution.meeting.partnership),
        section=section,
        author=contribution.body,
    )


def _warning(file: str, message: str) -> Finding:
    return Finding(Severity.WARNING, message, file)

"""A text taken to pieces, each with its audience, and put together again for one reader."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from scheduler.imports.markdown import parse_markdown
from scheduler.papers.audience import Audience, Reader
from scheduler.papers.minutes import Formula, MinutedItem, Minutes, PieceKind, RecordedOutcome
from scheduler.papers.parts import (
    AgendaLine,
    CommitmentLine,
    DelegationList,
    DocumentLine,
    Participant,
    SpeakerLine,
)
from scheduler.secretariat.minutes import OTHER
from scheduler.secretariat.minutes_formulas import within_the_parties

_DECIDED = "decided"
# What came of an item goes on without its heading, for who may not see that.
_CAME_OF_IT = (PieceKind.OUTCOME, PieceKind.COMMITMENT)
Said = Mapping[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class FrozenPiece:
    """One piece, as a version keeps it."""

    kind: PieceKind
    text: str
    facts: Mapping[str, str]
    audience: Audience
    item_key: int | None = None


def pieces_of(paper: Minutes, said: Said) -> Iterator[FrozenPiece]:
    """The pieces in the order of print; `said` has each item's key and record by its number."""
    for line in paper.opening:
        yield FrozenPiece(PieceKind.LINE, line.text, {}, line.audience)
    for delegation in paper.delegations:
        for one in delegation.participants:
            facts = _facts(
                party=delegation.party,
                post=one.post,
                body=one.body,
                standing=one.standing,
                role="head" if one.is_head else "alternate" if one.is_alternate else "",
                vacant="yes" if one.is_vacant else "",
            )
            yield FrozenPiece(PieceKind.PARTICIPANT, one.name, facts, delegation.audience)
    for item in paper.items:
        key, record = said.get(item.line.number, (None, ""))
        for piece in _of_item(item, record if item.record else ""):
            yield replace(piece, item_key=key)


def put_together(paper: Minutes, pieces: Iterable[FrozenPiece], reader: Reader) -> Minutes:
    """The paper with what the reader may read of the pieces in the place of its own."""
    text = _Text(reader)
    for piece in pieces:
        text.take(piece)
    return replace(
        paper,
        opening=tuple(text.opening),
        delegations=tuple(
            DelegationList(party, tuple(people), audience)
            for (party, audience), people in text.delegations.items()
        ),
        items=tuple(item.minuted() for item in text.printed()),
    )


def _of_item(item: MinutedItem, record: str) -> Iterator[FrozenPiece]:
    line, audience = item.line, item.line.audience
    facts = _facts(number=line.number, kind=line.kind, section=line.section)
    yield FrozenPiece(PieceKind.ITEM, line.title, facts, audience)
    for party, lead in line.leads:
        yield FrozenPiece(PieceKind.LEAD, lead, {"party": party}, audience)
    for one in line.speakers:
        beside = one.audience or audience
        yield FrozenPiece(PieceKind.SPEAKER, one.name, {"party": one.party}, beside)
    for document in line.documents:
        beside = document.audience or audience
        facts = _facts(address=document.address)
        yield FrozenPiece(PieceKind.DOCUMENT, document.title, facts, beside)
    for absence in item.absences:
        yield FrozenPiece(PieceKind.ABSENCE, absence.text, {}, absence.audience)
    if record:
        yield FrozenPiece(PieceKind.RECORD, record, {}, item.record_audience)
    for outcome in item.outcomes:
        facts = _facts(reference=outcome.reference, kind=outcome.kind)
        yield FrozenPiece(PieceKind.OUTCOME, outcome.text, facts, outcome.audience)
    for owed in item.commitments:
        facts = _facts(
            reference=owed.reference,
            owner=owed.owner,
            due=owed.due,
            decided=owed.decided,
            contributors="\n".join(owed.contributors),
        )
        yield FrozenPiece(PieceKind.COMMITMENT, owed.text, facts, owed.audience)


def _facts(**told: str) -> dict[str, str]:
    """What is said alone."""
    return {name: value for name, value in told.items() if value}


@dataclass
class _Item:
    """An item that is being put together."""

    heading: FrozenPiece | None = None
    under: dict[PieceKind, list[FrozenPiece]] = field(default_factory=dict)

    def of(self, kind: PieceKind) -> list[FrozenPiece]:
        return self.under.get(kind, [])

    def minuted(self) -> MinutedItem:
        line = self._line()
        records = self.of(PieceKind.RECORD)
        return MinutedItem(
            line=line,
            record=parse_markdown(records[0].text) if records else (),
            record_audience=within_the_parties(line.audience),
            outcomes=tuple(
                RecordedOutcome(
                    one.facts.get("reference", ""),
                    one.facts.get("kind", ""),
                    one.text,
                    one.audience,
                )
                for one in self.of(PieceKind.OUTCOME)
            ),
            commitments=tuple(map(_commitment, self.of(PieceKind.COMMITMENT))),
            absences=tuple(Formula(one.text, one.audience) for one in self.of(PieceKind.ABSENCE)),
        )

    def _line(self) -> AgendaLine:
        if self.heading is None:
            return OTHER
        facts, audience = self.heading.facts, self.heading.audience
        return AgendaLine(
            number=facts.get("number", ""),
            title=self.heading.text,
            kind=facts.get("kind", ""),
            start=None,
            minutes=None,
            leads=tuple((one.facts.get("party", ""), one.text) for one in self.of(PieceKind.LEAD)),
            documents=tuple(
                DocumentLine(one.text, one.facts.get("address", ""), _beside(one, audience))
                for one in self.of(PieceKind.DOCUMENT)
            ),
            audience=audience,
            section=facts.get("section", ""),
            speakers=tuple(
                SpeakerLine(one.facts.get("party", ""), one.text, _beside(one, audience))
                for one in self.of(PieceKind.SPEAKER)
            ),
        )


def _beside(piece: FrozenPiece, audience: Audience) -> Audience | None:
    """The audience of what stands on an item, where it is another one."""
    return None if piece.audience == audience else piece.audience


class _Text:
    """What one reader reads of the pieces, as far as they have been taken."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.opening: list[Formula] = []
        self.delegations: dict[tuple[str, Audience], list[Participant]] = {}
        self._items: list[_Item] = []
        self._rest = _Item()
        # None under a heading that the reader may not see.
        self._current: _Item | None = self._rest

    def printed(self) -> list[_Item]:
        """The items in order; at the end what stands under none that is seen."""
        return [*self._items, *([self._rest] if self._rest.under else [])]

    def take(self, piece: FrozenPiece) -> None:
        may_read = self._reader.may_read(piece.audience)
        if piece.kind is PieceKind.ITEM:
            self._begin(piece if may_read else None)
        elif not may_read:
            return
        elif piece.kind is PieceKind.LINE:
            self.opening.append(Formula(piece.text, piece.audience))
        elif piece.kind is PieceKind.PARTICIPANT:
            key = piece.facts.get("party", ""), piece.audience
            self.delegations.setdefault(key, []).append(_participant(piece))
        elif self._current is not None or piece.kind in _CAME_OF_IT:
            under = (self._current or self._rest).under
            under.setdefault(piece.kind, []).append(piece)

    def _begin(self, heading: FrozenPiece | None) -> None:
        self._current = None
        if heading is None:
            return
        is_rest = heading.text == OTHER.title and not heading.facts.get("number")
        self._current = self._rest if is_rest else _Item(heading)
        if not is_rest:
            self._items.append(self._current)


def _participant(piece: FrozenPiece) -> Participant:
    facts = piece.facts
    return Participant(
        name=piece.text,
        post=facts.get("post", ""),
        body=facts.get("body", ""),
        is_head=facts.get("role") == "head",
        standing=facts.get("standing", ""),
        is_alternate=facts.get("role") == "alternate",
        is_vacant="vacant" in facts,
    )


def _commitment(piece: FrozenPiece) -> CommitmentLine:
    facts = piece.facts
    return CommitmentLine(
        reference=facts.get("reference", ""),
        text=piece.text,
        owner=facts.get("owner", ""),
        due=facts.get("due", ""),
        state=_DECIDED,
        late=False,
        decided=facts.get("decided", ""),
        history=(),
        audience=piece.audience,
        contributors=tuple(filter(None, facts.get("contributors", "").split("\n"))),
    )

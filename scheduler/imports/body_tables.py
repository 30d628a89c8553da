"""The tables of who meets: the partnership, its parties, bodies, people and posts, and sources."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pydantic import Field

from scheduler.imports import partnership_values as v
from scheduler.imports.partnership_table import Fault, Table, ends_after
from scheduler.model.vocabulary import Certainty


class PartnershipTable(Table):
    """The partnership itself."""

    noun = "partnership"
    identified_by = ("code",)

    code: v.Code
    name: v.Title
    summary: v.Prose = ""
    marking: v.Line = Field(default="", description="Printed on every page of its papers.")
    markings: tuple[v.Title, ...] = Field(
        default=(),
        strict=False,
        description="Those that its papers may bear, the lowest first; `marking` is one of them.",
    )
    style: v.StyleName = Field(default="", description="How its papers look: `template list`.")
    language: v.LanguageCode = Field(default="", description="Of the headings of its papers.")

    def faults(self) -> Iterator[Fault]:
        """A list that names a marking twice, or lacks the one that every paper bears."""
        if len(set(self.markings)) < len(self.markings):
            yield "markings", f"{', '.join(self.markings)}: expected each marking once"
        if self.markings and self.marking and self.marking not in self.markings:
            listed = ", ".join(self.markings)
            yield "marking", f"{self.marking!r}: expected one of its markings: {listed}"


class SourceTable(Table):
    """Where facts come from."""

    noun = "source"
    identified_by = ("key",)

    key: v.Code
    title: v.Title
    address: v.Address = ""
    read_on: v.Day | None = None


class InstrumentTable(Table):
    """A document the partnership rests on."""

    noun = "instrument"
    identified_by = ("key",)

    key: v.Code
    title: v.Title
    dated: v.Line = Field(default="", description='As known, for example "July 2012".')
    date_certainty: v.CertaintyWord = Certainty.UNKNOWN
    expires_on: v.Day | None = None
    remarks: v.Prose = ""
    source: v.Code | None = v.refers_to("source", default=None)


class PartyTable(Table):
    """One side of the partnership."""

    noun = "party"
    identified_by = ("code",)

    code: v.Code
    name: v.Title
    style: v.StyleName = Field(default="", description="How the papers made for it look.")
    language: v.LanguageCode = Field(default="", description="Of the headings of its papers.")


class BodyNameTable(Table):
    """A name of a body; `valid_until` is the first day on which it no longer held."""

    noun = "name"
    identified_by = ("short", "name")

    short: v.Title
    name: v.Title
    valid_from: v.Day | None = None
    valid_until: v.Day | None = None
    source: v.Code | None = v.refers_to("source", default=None)

    def faults(self) -> Iterator[Fault]:
        """An end that is not after its start."""
        yield from ends_after("valid_until", self.valid_from, self.valid_until)


class BodyTable(Table):
    """An organisation or service of one party, with the names it bore over time."""

    noun = "body"
    identified_by = ("code",)

    code: v.Code
    party: v.Code = v.refers_to("party")
    names: tuple[BodyNameTable, ...] = Field(default=(), strict=False)
    parent: v.Code | None = v.refers_to("body", default=None)
    successor: v.Code | None = v.refers_to("body", default=None)
    member_from: v.Day | None = Field(default=None, description="Absent: from an unknown day.")
    member_until: v.Day | None = Field(
        default=None, description="The first day on which it no longer took part."
    )
    precedence: v.Precedence = 100
    closure_calendars: tuple[v.CalendarKey, ...] = Field(
        default=(), strict=False, description="By which its working days are told."
    )
    mailbox: v.MailAddress = Field(default="", description="From which it invites.")
    secret_replies: bool = Field(
        default=False, description="True: answers go to secret plus-addresses of the mailbox."
    )
    remarks: v.Prose = ""

    def faults(self) -> Iterator[Fault]:
        """An end that is not after its start; names that hold on the same day."""
        yield from ends_after("member_until", self.member_from, self.member_until)
        in_order = sorted(self.names, key=lambda name: name.valid_from or date.min)
        for one, other in pairwise(in_order):
            begins = other.valid_from or date.min
            if one.valid_until is None or begins < one.valid_until:
                sentence = f"{one.name!r} and {other.name!r} overlap"
                advice = "expected the earlier to end no later than the other begins"
                yield "names", f"{sentence}: {advice}"


class PersonTable(Table):
    """A person, as little as a list of participants needs."""

    noun = "person"
    identified_by = ("key",)

    key: v.Code
    party: v.Code = v.refers_to("party")
    name: v.Title
    honorific: v.Line = ""
    email: v.Line = ""


class MandateTable(Table):
    """Who held a post: between two days, or on a day on which a source attests it."""

    noun = "mandate"
    identified_by = ("person", "valid_from", "attested_on")

    person: v.Code = v.refers_to("person")
    valid_from: v.Day | None = None
    valid_until: v.Day | None = None
    attested_on: v.Day | None = None
    is_acting: bool = False
    source: v.Code | None = v.refers_to("source", default=None)

    def faults(self) -> Iterator[Fault]:
        """An end that is not after its start."""
        yield from ends_after("valid_until", self.valid_from, self.valid_until)


class PostTable(Table):
    """A function in a body, and who held it."""

    noun = "post"
    identified_by = ("body", "title")

    body: v.Code = v.refers_to("body")
    title: v.Title
    precedence: v.Precedence = 100
    ended_on: v.Day | None = Field(default=None, description="Its last day, if it fell away.")
    mandates: tuple[MandateTable, ...] = Field(default=(), strict=False)

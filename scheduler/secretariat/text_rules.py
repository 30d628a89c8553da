"""Who may read which text of the record: one rule for each column that holds words.

The second wall goes by this list at run time (second_wall.py), and so do the canaries of the tests.
A column that holds no words of anybody stands in wordless.py, with the reason.
"""

from collections.abc import Callable, Sequence

from scheduler.model.delegation import PROPOSED
from scheduler.model.meeting import Meeting
from scheduler.secretariat.readership import Readers, Readership, Row

Rule = Callable[[Readership, Row], Readers]


def readers_of(readership: Readership, row: Row, column: str) -> Readers:
    """Who may read the text of that column, as "meeting.title", in this row."""
    return RULES[column](readership, row)


def _all(among: Readership, row: Row) -> Readers:
    # A meeting that is not published is for the parties alone.
    is_hidden = isinstance(row, Meeting) and not row.is_published
    return among.both if is_hidden else among.everybody


def _both(among: Readership, _row: Row) -> Readers:
    return among.both


def _ours(among: Readership, _row: Row) -> Readers:
    return among.ours


def _row(among: Readership, row: Row) -> Readers:
    return among.of_row(row)


def _said(among: Readership, item: Row) -> Readers:
    # What was said under a public item is for the parties alone.
    return among.of_row(item) & among.both


def _owner(among: Readership, section: Row) -> Readers:
    return among.of_row(section) & {section.party.code}


def _body(_among: Readership, row: Row) -> Readers:
    return frozenset({row.body.party.code})


def _due(among: Readership, milestone: Row) -> Readers:
    return among.ours | ({milestone.body.party.code} if milestone.body else frozenset())


def _member(among: Readership, member: Row) -> Readers:
    is_told = member.standing != PROPOSED
    return among.both if is_told else among.ours | {member.delegation.party.code}


def _person(among: Readership, person: Row) -> Readers:
    return among.of_person(person)


def _commented(among: Readership, comment: Row) -> Readers:
    # What a party wants otherwise in a text is between it and us.
    return among.ours | {comment.party.code}


def _told(among: Readership, line: Row) -> Readers:
    return _all(among, line.meeting)


def _key(among: Readership, person: Row) -> Readers:
    is_ours = person.party.code in among.ours
    return among.of_person(person) if is_ours else among.both


_COLUMNS: Sequence[tuple[Rule, str]] = (
    (_all, "body.code body.mailbox body_name.name body_name.short chair.post_title"),
    (_all, "closure_edition.calendar closure_edition.label closure_edition.name"),
    (_all, "closure_edition.source"),
    (_all, "meeting.code meeting.date_words meeting.place meeting.title meeting.uid meeting.venue"),
    (_all, "partnership.code partnership.marking partnership.markings partnership.name"),
    (_all, "party.name series.code series.name source.address source.title thread.key"),
    (_both, "meeting.link"),
    (_row, "agenda_item.section agenda_item.title"),
    (_said, "agenda_item.record"),
    (_row, "agenda_proposal.reason agenda_proposal.remarks agenda_proposal.title"),
    (_member, "attendance.post_title"),
    (_row, "biography.source biography.text"),
    # The cover bears the highest marking of what is in the paper.
    (_row, "briefing_section.marking briefing_section.text"),
    (_owner, "briefing_section.cleared_by briefing_section.source"),
    (_row, "commitment.decided_due commitment.text"),
    (_row, "commitment_link.address commitment_link.text matter_arising.line"),
    (_body, "contribution.asked_by contribution.author contribution.cleared_by contribution.file"),
    (_body, "contribution.key contribution.remarks contribution.texts"),
    (_row, "document.address document.title"),
    (_due, "milestone.name milestone.uid"),
    (_row, "minutes_piece.facts minutes_piece.text"),
    (_commented, "minutes_comment.answer minutes_comment.author minutes_comment.quote"),
    (_commented, "minutes_comment.text"),
    (_both, "minutes_version.reason"),
    (_told, "public_line.text"),
    (_row, "outcome.reference outcome.text"),
    (_person, "person.email person.honorific person.name"),
    (_key, "person.key"),
    # The rest is the home party's own.
    (_ours, "agenda_template.key agenda_template.name agenda_template.remarks"),
    (_ours, "agenda_version.officer answer.comment answer.given_by answer.officer"),
    (_ours, "attendance.reply_source body.remarks busy_calendar.file_name busy_calendar.name"),
    (_ours, "busy_times.text calendar_reply.attendee calendar_reply.comment"),
    (_ours, "calendar_reply.message_id calendar_reply.officer calendar_reply.partstat"),
    (_ours, "calendar_reply.recurrence_id calendar_reply.sender calendar_reply.sent_by"),
    (_ours, "calendar_reply.subject calendar_reply.uid calendar_reply.why"),
    (_ours, "closure_edition.officer closure_edition.place commitment_link.officer"),
    (_ours, "consultation.against_quorum consultation.reason"),
    (_ours, "date_change.officer date_change.reason desk_draft.line desk_draft.officer"),
    (_ours, "feed_token.feeds feed_token.label"),
    (_ours, "instrument.dated instrument.key instrument.remarks instrument.title"),
    (_ours, "loaded_file.content loaded_file.name loaded_file.officer"),
    (_ours, "meeting.closure_editions meeting.remarks"),
    (_ours, "message.address message.answer message.method message.recipient_name"),
    (_ours, "message.sender message.sender_name message.subject message.why"),
    (_ours, "milestone.closure_editions milestone.key milestone.remarks milestone.settled_by"),
    (_ours, "milestone_rule.key milestone_rule.name milestone_rule.remarks"),
    (_ours, "minutes_comment.officer minutes_version.officer"),
    (_ours, "pack_edition.officer pack_file.name partnership.summary post.title"),
    (_ours, "rule_version.reason series.remarks source.key"),
    (_ours, "stored_file.content stored_file.fault"),
    (_ours, "template_item.section template_item.title thread.title"),
)
RULES: dict[str, Rule] = {column: rule for rule, columns in _COLUMNS for column in columns.split()}

"""A message in one line, so that a table can hold what is read of each."""

from scheduler.imports.replies.reading import ReplyMail, SaidAnswer


def told(mail: ReplyMail) -> str:
    """All that is read: the fault, or the sender, whether that is certain, and each answer."""
    if mail.fault:
        return f"not read: {mail.fault}"
    if not mail.answers:
        return "no answer"
    certain = "certain" if mail.is_authentic else "uncertain"
    return " | ".join((f"{mail.sender or 'nobody'} {certain}", *map(_answer, mail.answers)))


def _answer(answer: SaidAnswer) -> str:
    said, who = answer.said, answer.attendee
    parts = [
        f"{said.method} of {who.address}",
        f"by {who.sent_by}" if who.sent_by else "",
        who.partstat,
        f"#{said.sequence}",
        answer.stamp.isoformat(),
        f"for {said.recurrence_id.isoformat()}" if said.recurrence_id else "",
        f"{said.start} to {said.end}" if said.start else "",
        f"in {said.unknown_zone}" if said.unknown_zone else "",
        repr(said.comment or who.comment) if said.comment or who.comment else "",
    ]
    return " ".join(part for part in parts if part)

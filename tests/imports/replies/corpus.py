"""Messages as calendar programs send them, made here; the meeting is ANNUAL-2027 of NORTH-SOUTH."""

import io
from pathlib import Path

from scheduler.imports.replies.mailboxes import mail_in
from scheduler.imports.replies.reading import ReplyMail, read_reply_mail

FOLDER = Path(__file__).parents[1] / "data" / "replies"
SERVER = "mx.north.example"
UID = "c315d909-b21c-5bd1-8feb-af1005f3e2a3@partnership-scheduler"


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.eml"))


def octets(name: str) -> bytes:
    return (FOLDER / f"{name}.eml").read_bytes()


def mail(name: str, *, authserv_id: str = SERVER) -> ReplyMail:
    (raw,) = mail_in(str(FOLDER / f"{name}.eml"), io.BytesIO())
    return read_reply_mail(raw, authserv_id=authserv_id)

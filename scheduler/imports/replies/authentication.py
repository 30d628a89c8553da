"""Whether the mail server that is trusted says that a message is from whom it names (RFC 8601)."""

import re
from collections.abc import Iterator, Sequence

from scheduler.imports.replies.headers import Header, bare_of

_EQUALS = re.compile(r"[ \t\r\n]*=[ \t\r\n]*")


def is_authentic(headers: Sequence[Header], authserv_id: str, sender: str) -> bool:
    """True where DKIM passed for the sender's domain or one above it, or DMARC for the domain.

    Only the results of that server count, and of these only the newest: what stands below a later
    `Received` may have come with the message.
    """
    domain = sender.rpartition("@")[2]
    if not domain or not authserv_id:
        return False
    stated = _stated(headers, authserv_id.casefold())
    return any(_passes(method, facts, domain) for method, facts in stated)


def _stated(headers: Sequence[Header], authserv_id: str) -> Iterator[tuple[str, dict[str, str]]]:
    is_found = False
    for name, value in headers:
        if name.lower() == "received" and is_found:
            return
        if name.lower() != "authentication-results":
            continue
        first, *results = (bare_of(value) or "").split(";")
        if first.casefold().split()[:1] == [authserv_id]:
            is_found = True
            yield from (_read(result) for result in results)


def _read(result: str) -> tuple[str, dict[str, str]]:
    """The method with its result, such as "dkim=pass", and the facts that it is about."""
    words = _EQUALS.sub("=", result).casefold().split() or [""]
    facts = dict(word.partition("=")[::2] for word in words[1:])
    return words[0], facts


def _passes(method: str, facts: dict[str, str], domain: str) -> bool:
    if method == "dmarc=pass":
        return facts.get("header.from") == domain
    if method == "dkim=pass":
        signer = facts.get("header.d") or facts.get("header.i", "").rpartition("@")[2]
        return domain == signer or ("." in signer and domain.endswith(f".{signer}"))
    return False

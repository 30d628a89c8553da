import pytest

from scheduler.imports.replies.authentication import is_authentic

ANA = "ana@north.example"
SERVER = "mx.north.example"


def results(*values: str) -> list[tuple[str, str]]:
    return [("Authentication-Results", value) for value in values]


BELIEVED = {
    "dkim of the domain": f"{SERVER}; dkim=pass header.d=north.example",
    "dkim of a domain above": f"{SERVER}; dkim=pass header.d=example.com header.i=@example.com",
    "dkim by who signs": f"{SERVER}; dkim=pass header.i=@north.example header.s=s1",
    "dmarc": f"{SERVER}; dmarc=pass (p=none) header.from=north.example",
    "a version": f"{SERVER} 1; dmarc=pass header.from=north.example",
    "capitals and blanks": "  MX.North.Example ;\r\n\tDKIM = Pass header.d = North.Example",
    "the second of two": f"{SERVER}; dkim=fail header.d=x; dkim=pass header.d=north.example",
}
NOT_BELIEVED = {
    "nothing": SERVER,
    "none": f"{SERVER}; none",
    "spf alone": f"{SERVER}; spf=pass smtp.mailfrom=north.example",
    "another server": "mx.evil.example; dkim=pass header.d=north.example",
    "a server of a like name": f"{SERVER}.evil; dkim=pass header.d=north.example",
    "dkim of another": f"{SERVER}; dkim=pass header.d=evil.example",
    "dkim of a domain below": f"{SERVER}; dkim=pass header.d=sub.north.example",
    "dkim of all that end so": f"{SERVER}; dkim=pass header.d=example",
    "dkim of an end of the name": f"{SERVER}; dkim=pass header.d=orth.example",
    "dkim failed": f"{SERVER}; dkim=fail header.d=north.example",
    "dmarc of another": f"{SERVER}; dmarc=pass header.from=evil.example",
    "dmarc of nobody": f"{SERVER}; dmarc=pass",
    "in a comment": f"{SERVER}; dkim=fail (dkim=pass header.d=north.example; ) x=y",
    "in quotes": f'{SERVER}; spf=pass reason="; dkim=pass header.d=north.example; "',
    "an open comment": f"{SERVER}; dkim=pass header.d=north.example (",
    "open quotes": f'{SERVER}; dkim=pass header.d=north.example; reason="',
    "the fact of another result": f"{SERVER}; dkim=pass; spf=pass header.d=north.example",
}


@pytest.mark.parametrize("value", BELIEVED.values(), ids=BELIEVED)
def test_a_sender_is_believed(value: str) -> None:
    sender = "ana@mail.example.com" if "example.com" in value else ANA
    assert is_authentic(results(value), SERVER, sender)


@pytest.mark.parametrize("value", NOT_BELIEVED.values(), ids=NOT_BELIEVED)
def test_a_sender_is_not_believed(value: str) -> None:
    assert not is_authentic(results(value), SERVER, ANA)


def test_results_count_down_to_the_next_server() -> None:
    none, good = results(f"{SERVER}; none", BELIEVED["dmarc"])
    received = ("Received", "from mail.evil.example")

    assert is_authentic([received, none, good], SERVER, ANA)
    assert not is_authentic([none, received, good], SERVER, ANA)


def test_nobody_is_believed_without_a_server_or_a_sender() -> None:
    found = results(BELIEVED["dmarc"])

    assert not is_authentic(found, "", ANA)
    assert not is_authentic(found, SERVER, "")

"""The octets of a calendar that a person named: a file, standard input, or an address on the web.

An address may hold a secret, so that only its host is ever told.
"""

import time
from http.client import HTTPException, HTTPMessage, HTTPResponse, responses
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from scheduler.errors import InvalidValue
from scheduler.imports.calendar_check.findings import shown
from scheduler.imports.calendar_check.lines import LARGEST

STDIN = "-"
WAITS_AT_MOST = 30
_STEP_WAITS_AT_MOST = 10
_CHUNK = 65_536
_WEB = ("https://", "http://", "webcal://")
_HEADERS = {"User-Agent": "partnership-scheduler", "Accept": "text/calendar, */*;q=0.1"}


def is_address(source: str) -> bool:
    """True for an address on the web; webcal is https by another name."""
    return source.lower().startswith(_WEB)


def read_source(source: str, stdin: IO[bytes], *, waits_at_most: float = WAITS_AT_MOST) -> bytes:
    """The octets, at most one more than a check takes. Raises InvalidValue where there are none."""
    if is_address(source):
        return _fetched(source, waits_at_most)
    if source == STDIN:
        return stdin.read(LARGEST + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise InvalidValue("the file", source, f"a readable file ({error.strerror})") from None


def may_lead(address: str, target: str) -> bool:
    """True where a redirect is followed: to https, and from http to http."""
    schemes = urlsplit(address).scheme, urlsplit(target).scheme
    return schemes in {("https", "https"), ("http", "https"), ("http", "http")}


class _Redirects(HTTPRedirectHandler):
    """Follows a redirect to the web alone, and never from https to http."""

    def redirect_request(  # noqa: PLR0917 -- as its base class says
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        if not may_lead(req.full_url, newurl):
            raise URLError("it redirects to another kind of address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetched(address: str, waits_at_most: float) -> bytes:
    if address.lower().startswith("webcal://"):
        address = f"https{address[len('webcal') :]}"
    stops_at = time.monotonic() + waits_at_most
    try:
        request = Request(address, headers=_HEADERS)  # noqa: S310 -- its scheme is of the web
        step = min(_STEP_WAITS_AT_MOST, waits_at_most)
        with _opener().open(request, timeout=step) as response:
            return _read(response, stops_at)
    except HTTPError as error:
        error.close()
        reason = f"it answers {error.code} {responses.get(error.code, '')}".rstrip()
    except URLError as error:
        reason = str(getattr(error.reason, "strerror", None) or error.reason)
    except (HTTPException, OSError, ValueError) as error:
        reason = str(error) or type(error).__name__
    raise InvalidValue("the address", _host(address), f"one where a calendar is ({shown(reason)})")


def _opener() -> OpenerDirector:
    """Speaks http and https alone; `build_opener` would open files and FTP too."""
    opener = OpenerDirector()
    for handler in (
        *(ProxyHandler(), HTTPHandler(), HTTPSHandler(), _Redirects()),
        *(HTTPDefaultErrorHandler(), HTTPErrorProcessor()),
    ):
        opener.add_handler(handler)
    return opener


def _read(response: HTTPResponse, stops_at: float) -> bytes:
    content = bytearray()
    while len(content) <= LARGEST:
        if time.monotonic() > stops_at:
            raise TimeoutError("it takes too long")
        if not (chunk := response.read1(_CHUNK)):
            break
        content += chunk
    return bytes(content[: LARGEST + 1])


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""

"""Text made fit to print: what every renderer may rely on."""

import re
import unicodedata

# Every title, name and other text of one line, from whichever door it comes.
LONGEST_LINE = 300
LONGEST_ADDRESS = 2000

_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_LAST_TWO = "".join(chr((plane << 16) + 0xFFFE + n) for plane in range(17) for n in (0, 1))
# Controls but newline and tab; lone surrogates; embeddings and overrides, which turn the
# direction of whatever follows them on the line; non-characters.
_UNPRINTABLE = re.compile(
    f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\ufdd0-\ufdef{_LAST_TWO}]"
)

_FOLLOWABLE = re.compile(r"https?://[^/\s]\S*|mailto:\S+", re.IGNORECASE)


def clean_text(text: str) -> str:
    r"""The text in Unicode NFC, each line break as "\n", without characters that nobody can read.

    Control characters but newline and tab, lone surrogates, non-characters and the marks that
    override direction (U+202A to U+202E) are dropped. Cleaning twice changes nothing.
    """
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", _NEWLINES.sub("\n", text)))


def is_followable(address: str) -> bool:
    """True for an http, https or mailto address: the only ones that become links on paper."""
    return _FOLLOWABLE.fullmatch(address) is not None

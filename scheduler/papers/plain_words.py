"""A text as the words in it, whatever a typesetter, a font or an officer's Markdown made of them.

What stands in a finished file is compared with what stands in the record: so both lose their case,
the spelling of their signs (NFKC), their punctuation and all that nobody sees. A hyphen joins, also
at the end of a line; of scripts that are written without spaces, each sign is a word.
"""

import html
import re
import unicodedata

# Soft hyphens, joiners, marks of direction, the byte order mark.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What PDFium says for a hyphen that a line ends in.
_BROKEN = re.compile(r"[\x02\ufffe](?<=\w.)\s*")
# Each begins with its sign: so the whole of a text is searched fast.
_HYPHEN = re.compile("[-\u058a\u2010\u2011\u2043](?<=\\w.)\\s*(?=\\w)")
_APOSTROPHE = re.compile("['\u2019\u02bc](?<=\\w.)(?=\\w)")
_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)[^)]*\)")
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]:?")


def words_of(text: str) -> list[str]:
    """The words in their order."""
    seen = text if text.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    for sign in (_BROKEN, _HYPHEN, _APOSTROPHE):
        seen = sign.sub("", seen)
    return _WORD.findall(seen.casefold())


def markdown_words(text: str) -> list[list[str]]:
    """The words of an officer's text without its signs, then those of each address in a link."""
    bare = _FOOTNOTE.sub(" ", html.unescape(text))
    return [words_of(one) for one in (_LINK.sub("] ", bare), *_LINK.findall(bare))]

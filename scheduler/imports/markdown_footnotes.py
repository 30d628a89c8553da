"""Footnotes in Markdown: `[^1]` in the text, and `[^1]: what it says` on a line of its own.

What a footnote says ends at a blank line. The first reference to it gets it; a further one, or one
to a footnote that is not there, stays the words it is.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

FOOTNOTE = "footnote"
REFERENCE = re.compile(r"\[\^([^\s\]^\[]{1,40})\]")
_SAID, _REFERRED = "footnotes", "footnotes referred to"


def read_footnotes(parser: MarkdownIt) -> None:
    """Teach the parser footnotes: a token FOOTNOTE, which holds what the footnote says."""
    parser.block.ruler.before("paragraph", "footnote", _definition, {"alt": ["paragraph"]})
    parser.inline.ruler.before("link", "footnote", _reference)


def unreferred(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and text of each footnote to which nothing refers."""
    referred = found.get(_REFERRED, set())
    for label, said in found.get(_SAID, {}).items():
        if label not in referred:
            yield label, said


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's own order
    first = _line(state, start)
    found = REFERENCE.match(first)
    known = state.env.setdefault(_SAID, {})
    if found is None or not first.startswith(":", found.end()) or found[1] in known:
        return False
    if silent:
        return True
    lines = [first[found.end() + 1 :]]
    line = start + 1
    while line < end and not state.isEmpty(line) and not REFERENCE.match(_line(state, line)):
        lines.append(_line(state, line))
        line += 1
    known[found[1]] = " ".join(" ".join(lines).split())
    state.line = line
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's own order
    found = REFERENCE.match(state.src, state.pos, state.posMax)
    said = state.env.get(_SAID, {})
    referred = state.env.setdefault(_REFERRED, set())
    if found is None or found[1] not in said or found[1] in referred:
        return False
    if not silent:
        state.push(FOOTNOTE, "", 0).content = said[found[1]]
        referred.add(found[1])
    state.pos = found.end()
    return True

"""What changed in a text, word by word."""

import re
from collections.abc import Iterator, Sequence

_LONGEST = 4000
_AROUND = 4
_WORD = re.compile(r"\S+")


def word_difference(before: str, after: str) -> str:
    """For example "… the field list by [15 June -> 30 June] at the latest".

    A few words stay around each change. Of a text that is too long only its length is told.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 -- slow import

    old, new = _WORD.findall(before), _WORD.findall(after)
    if old == new:
        return "only blanks and line breaks"
    if max(len(old), len(new)) > _LONGEST:
        return f"a text of {len(old)} words -> a text of {len(new)} words"
    steps = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    return " ".join(_parts(steps, old, new))


def _parts(
    steps: Sequence[tuple[str, int, int, int, int]], old: Sequence[str], new: Sequence[str]
) -> Iterator[str]:
    for place, (step, a, b, c, d) in enumerate(steps):
        was, is_now = " ".join(old[a:b]), " ".join(new[c:d])
        if step == "equal":
            yield " ".join(_near(new[c:d], place > 0, place < len(steps) - 1))
        elif step == "replace":
            yield f"[{was} -> {is_now}]"
        else:
            yield f"[added: {is_now}]" if step == "insert" else f"[gone: {was}]"


def _near(words: Sequence[str], follows: bool, precedes: bool) -> Iterator[str]:  # noqa: FBT001 -- where it stands
    """The words that stand next to a change, with an ellipsis for the rest."""
    head, tail = _AROUND * follows, _AROUND * precedes
    if len(words) <= head + tail:
        yield from words
        return
    yield from words[:head]
    yield "…"
    yield from words[len(words) - tail :]

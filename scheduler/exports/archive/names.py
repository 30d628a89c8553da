"""Names of folders and files that every system takes, each once in its folder."""

import unicodedata

_LONGEST = 120  # in bytes, which leaves room for an ending
_REFUSED = '<>:"/\\|?*'
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{x}{n}" for x in ("com", "lpt") for n in range(10)}


class Names:
    """The names that were given in one folder; two that differ by their case alone are one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, wanted: str, key: object, ending: str = "") -> str:
        """The name, or the name with the key where it is taken."""
        stem = plain_name(wanted)
        name = stem + ending
        if name.casefold() in self._taken or stem.partition(".")[0].casefold() in _RESERVED:
            name = f"{stem}-{key}{ending}"
        while name.casefold() in self._taken:
            name = f"_{name}"
        self._taken.add(name.casefold())
        return name


def plain_name(text: str) -> str:
    """The text as a name of a file, without an ending; never empty and never hidden."""
    normal = unicodedata.normalize("NFC", " ".join(text.split()))
    signs = (sign if sign.isprintable() and sign not in _REFUSED else "-" for sign in normal)
    short = "".join(signs).encode()[:_LONGEST].decode(errors="ignore")
    return short.strip(". ") or "unnamed"

"""Names that are known beforehand, from `resources/gazetteers`.

The invariant: one name has one label and one canonical name, those of the first line that holds
it, whatever the number of lines.

Tens of thousands of names are known, and an article has a few hundred of their openings. So
`packaging/prepare_gazetteers.py` puts all lists into one file, in which the names that begin with
the same two characters stand together; they are told apart when a text has those.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from zhupi.core.errors import ZhupiError, file_reason, shown_path
from zhupi.core.messages import message
from zhupi.core.model import Label
from zhupi.core.paths import resources

#: Lists of names that only hint: what is in them may be something else as well, so no name is
#: marked because it stands here. The network is told of all; rules that choose between a person and
#: a place ask for the last two. A name of several lists is of the last.
HINT_FILES = ("sounds", "places", "people", "japanese")
#: What a name may hint at; the last stands for a place or a person.
HINTS = (*HINT_FILES, "either")
#: The file that holds all lists.
PREPARED = "prepared.txt"

OPENING = 2  #: how many characters names have in common that stand together
#: What the letters of the prepared file mean.
LETTERS: Mapping[str, Label | str] = MappingProxyType(
    dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (*Label, *HINTS), strict=False))
)
#: What stands in the prepared file behind the letter of a name that people have.
BORNE = "*"


class Known(NamedTuple):
    """What is known of a name."""

    label: Label | None  #: None: it only hints
    hint: str  #: one of `HINTS`; empty where it has a label
    canonical: str  #: the name that the thing mostly goes by
    is_japanese: bool  #: whether it is a family name of Japanese
    is_borne: bool  #: whether people are called so, whatever else it is


class _Group:
    """The names that begin with the same two characters."""

    def __init__(self, opening: str, entries: Iterable[str]) -> None:
        """`entries`: as the prepared file has them."""
        self.names: dict[str, Known] = {}
        for entry in entries:
            rest, _, canonical = entry[1:].partition("=")
            name = opening + rest.removeprefix(BORNE)
            means = LETTERS[entry[0].upper()]
            label, hint = (means, "") if isinstance(means, Label) else (None, means)
            japanese = entry[0].islower()
            borne = japanese or rest.startswith(BORNE)
            self.names[name] = Known(label, hint, canonical or name, japanese, borne)
        #: How long they are, the longest first.
        self.sizes = sorted(set(map(len, self.names)), reverse=True)


_NO_GROUP = _Group("", ())


class Names:
    """A set of names that can be sought in a text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        sizes: dict[str, set[int]] = {}
        for name in self._names:
            sizes.setdefault(name[:OPENING], set()).add(len(name))
        self._sizes = {opening: sorted(some, reverse=True) for opening, some in sizes.items()}

    def ends(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where the names end that begin at `start` and reach no further than `end`; the longest
        first."""
        for size in self._sizes.get(text[start : start + OPENING], ()):
            if start + size <= end and text[start : start + size] in self._names:
                yield start + size


class KnownNames:
    """Some of the names of a gazetteer."""

    def __init__(self, known: Gazetteer, are_these: Callable[[Known], bool]) -> None:
        self._known = known
        self._are_these = are_these

    def __contains__(self, name: str) -> bool:
        known = self._known.get(name)
        return known is not None and self._are_these(known)

    def ends(self, text: str, start: int, end: int) -> Iterator[int]:
        """As those of `Names`."""
        return (stop for stop, _ in self.found(text, start, end))

    def found(self, text: str, start: int, end: int) -> Iterator[tuple[int, Known]]:
        """The same with what is known of them."""
        group = self._known.group(text[start : start + OPENING])
        for size in group.sizes:
            if start + size <= end:
                known = group.names.get(text[start : start + size])
                if known is not None and self._are_these(known):
                    yield start + size, known


class Gazetteer:
    """All known names with their labels. Immutable to whoever uses it; threads may share it."""

    def __init__(self, text: str) -> None:
        """`text`: what `packaging/prepare_gazetteers.py` makes of the lists."""
        lines = text.split("\n")
        self._lines = dict(zip(lines[::2], lines[1::2], strict=False))
        self._groups: dict[str, _Group] = {}
        #: All that the network is told of.
        self.signs = KnownNames(self, lambda _known: True)
        self.names = KnownNames(self, lambda known: known.label is not None)
        self.places = KnownNames(self, lambda known: known.label is Label.PLACE)
        #: Family names of Japanese, also those that are known as something else.
        self.japanese = KnownNames(self, lambda known: known.is_japanese)
        #: Family and given names, also those that are known as something else: 奥斯汀.
        self.people = KnownNames(self, lambda known: known.is_borne)

    @property
    def openings(self) -> Container[str]:
        """The first two characters of every name."""
        return self._lines

    def heads(self, text: str) -> list[int]:
        """Where names may begin, in order: where the first two characters of one stand."""
        openings = self._lines
        return [at for at in range(len(text) - 1) if text[at : at + OPENING] in openings]

    def group(self, opening: str) -> _Group:
        """The names that begin with these two characters."""
        group = self._groups.get(opening)
        if group is not None:
            return group
        line = self._lines.get(opening)
        if line is None:
            return _NO_GROUP
        return self._groups.setdefault(opening, _Group(opening, line.split("\t")))

    def get(self, name: str) -> Known | None:
        """What is known of `name`."""
        return self.group(name[:OPENING]).names.get(name)

    def label(self, name: str) -> Label | None:
        """The label of `name`; None where it is not known, or only hints."""
        known = self.get(name)
        return None if known is None else known.label

    def canonical(self, label: Label, name: str) -> str:
        """The name that a thing mostly goes by; `name` itself where it is not known.

        >>> gazetteer().canonical(Label.PLACE, "印尼")
        '印度尼西亚'
        """
        known = self.get(name)
        return known.canonical if known is not None and known.label is label else name

    def is_a(self, label: Label, name: str) -> bool:
        """Whether `name` is known and has that label."""
        return self.label(name) is label


@cache
def gazetteer() -> Gazetteer:
    """The program's own, read once; it never changes."""
    return load(resources() / "gazetteers")


def load(folder: Path) -> Gazetteer:
    """The prepared file of `folder`; where it is missing no names are known.

    Raises `ZhupiError` where it is damaged.
    """
    path = folder / PREPARED
    if not path.is_file():
        return Gazetteer("")
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = file_reason(error)
        raise ZhupiError(
            message(
                "The list of known names {path} cannot be read ({reason}). "
                "Please install Zhupi again.",
                path=shown_path(path),
                reason=reason,
            )
        ) from error
    told, _, names = data.partition(b"\n")
    if told.decode("ascii", "replace") != checksum(names):
        raise ZhupiError(
            message(
                "The list of known names {path} is damaged. Please install Zhupi again.",
                path=shown_path(path),
            )
        )
    return Gazetteer(names.decode("utf-8"))


def checksum(names: bytes) -> str:
    """What the prepared file's first line says of the rest: names are parsed when a text has
    them, and half a file would be noticed by nobody."""
    return f"{zlib.crc32(names):08x}"

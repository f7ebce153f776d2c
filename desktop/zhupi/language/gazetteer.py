"""Names that are known beforehand: `resources/gazetteers`, read when first asked for.

The invariant: one name has one label and one canonical name, those of the first line that holds
it, whatever the number of lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from zhupi.core.model import Label
from zhupi.core.paths import resources

#: Files in the order in which they are believed.
FILES: tuple[tuple[str, Label], ...] = (
    ("countries", Label.PLACE),
    ("china", Label.PLACE),
    ("regions", Label.PLACE),
    ("world", Label.PLACE),
    ("landmarks", Label.PLACE),
    ("zones", Label.PLACE),
    ("media", Label.MEDIA),
    ("organisations", Label.ORG),
    ("events", Label.EVENT),
    ("laws", Label.LAW),
)


#: How many characters tell whether it is worth to look for a name, and for one of `_LONG` or more.
_OPENING, _LONG_OPENING, _LONG = 2, 4, 6
#: Lists of names that only hint: what is in them may be something else as well, so the network
#: alone is told of them. A name of several lists is of the last.
HINT_FILES = ("sounds", "places", "people", "japanese")
#: What a name may hint at; the last stands for a place or a person.
HINTS = (*HINT_FILES, "either")


class Openings:
    """What tells quickly that no name begins at a place of a text.

    Made of loops that Python runs by itself, for tens of thousands of names are known, and nobody
    wants to wait for them.
    """

    def __init__(self, names: Sequence[str]) -> None:
        """`names`: best in the order in which they lie in memory, which is quicker."""
        #: The first two characters of every name.
        self.pairs = frozenset(map(itemgetter(slice(_OPENING)), names))
        self._long = frozenset([name[:_LONG_OPENING] for name in names if len(name) >= _LONG])
        self._sizes = tuple(sorted(set(map(len, names)), reverse=True))
        self._short_sizes = tuple(size for size in self._sizes if size < _LONG)

    def sizes(self, text: str, start: int) -> tuple[int, ...]:
        """How long names may be that begin at `start`, the longest first."""
        if text[start : start + _OPENING] not in self.pairs:
            return ()
        is_long = text[start : start + _LONG_OPENING] in self._long
        return self._sizes if is_long else self._short_sizes


class Names:
    """A set of names that can be sought in a text."""

    def __init__(self, names: Iterable[str], openings: Openings | None = None) -> None:
        """`openings`: those of names that hold all of these, so they need not be made again."""
        every = list(names)
        self._names = frozenset(every)
        self.openings = openings or Openings(every)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def ends(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where the names end that begin at `start` and reach no further than `end`; the longest
        first."""
        for size in self.openings.sizes(text, start):
            if start + size <= end and text[start : start + size] in self._names:
                yield start + size

    def heads(self, text: str) -> list[int]:
        """Where names may begin, in order: where the first two characters of one stand."""
        pairs = self.openings.pairs
        return [at for at in range(len(text) - 1) if text[at : at + _OPENING] in pairs]


class Gazetteer:
    """All known names with their labels. Immutable."""

    def __init__(
        self,
        lines: Mapping[Label, Sequence[str]],
        hints: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """`lines`: of each label a canonical name and behind tabs its other names; `hints`: names
        by their list."""
        labels: dict[str, Label] = {}
        canonical: dict[str, str] = {}
        # What comes later is believed less, and so said first.
        for label, rows in reversed(list(lines.items())):
            labels |= dict.fromkeys("\t".join(rows).split("\t") if rows else (), label)
            for row in reversed([row for row in rows if "\t" in row]):
                names = row.split("\t")
                canonical |= dict.fromkeys(names, names[0])
        #: Label of each name.
        self.labels: Mapping[str, Label] = MappingProxyType(labels)
        self._canonical = canonical
        #: Which of `HINTS` each name is that only hints.
        self.hints: Mapping[str, str] = MappingProxyType(_hints(labels, hints))
        #: All that the network is told of.
        self.signs = Names({**labels, **self.hints})
        openings = self.signs.openings
        self.names = Names(labels, openings)
        places = [name for name, label in labels.items() if label is Label.PLACE]
        self.places = Names(places, openings)
        #: Family names of Japanese, also those that are known as something else.
        self.japanese = Names(hints.get("japanese", ()), openings)
        #: Family and given names, also those that are known as something else: 奥斯汀.
        self.people = frozenset((*hints.get("people", ()), *hints.get("japanese", ())))

    def canonical(self, label: Label, name: str) -> str:
        """The name that a thing mostly goes by; `name` itself where it is not known.

        >>> gazetteer().canonical(Label.PLACE, "印尼")
        '印度尼西亚'
        """
        return self._canonical.get(name, name) if self.labels.get(name) is label else name

    def is_a(self, label: Label, name: str) -> bool:
        """Whether `name` is known and has that label."""
        return self.labels.get(name) is label


def _hints(labels: Mapping[str, Label], lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    result: dict[str, str] = {}
    for kind in HINT_FILES:
        result |= dict.fromkeys(lists.get(kind, ()), kind)
    both = set(lists.get("places", ())).intersection(lists.get("people", ()))
    result |= dict.fromkeys(both, HINTS[-1])
    for name in result.keys() & labels.keys():
        del result[name]
    return result


@cache
def gazetteer() -> Gazetteer:
    """The program's own, read once; it never changes."""
    return load(resources() / "gazetteers")


def load(folder: Path) -> Gazetteer:
    """The files of `folder`; one that is missing holds no names."""
    lines: dict[Label, list[str]] = {}
    for name, label in FILES:
        lines.setdefault(label, []).extend(_lines(folder / f"{name}.tsv"))
    return Gazetteer(lines, {kind: _lines(folder / "hints" / f"{kind}.txt") for kind in HINT_FILES})


def _lines(path: Path) -> list[str]:
    lines = path.read_text("utf-8").split("\n") if path.is_file() else []
    return [line for line in lines if line and line[0] != "#"]

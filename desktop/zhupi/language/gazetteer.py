"""Names that are known beforehand: `resources/gazetteers`, read when first asked for.

The invariant: one name has one label and one canonical name, those of the first line that holds
it, whatever the number of lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
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


class Names:
    """A set of names that can be sought in a text."""

    def __init__(self, names: Collection[str], among: Mapping[str, int] | None = None) -> None:
        """`among`: the `lengths` of names that hold these; so they need not be made again."""
        self._names = frozenset(names)
        #: Of the names that begin with two characters: their lengths, each a bit.
        self.lengths: Mapping[str, int] = _lengths(self._names) if among is None else among
        #: The lengths that bits stand for, the longest first.
        self._sizes = {
            bits: tuple(size for size in range(bits.bit_length(), 0, -1) if bits >> size & 1)
            for bits in {0, *self.lengths.values()}
        }

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def ends(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where the names end that begin at `start` and reach no further than `end`; the longest
        first."""
        for size in self._sizes[self.lengths.get(text[start : start + 2], 0)]:
            if start + size <= end and text[start : start + size] in self._names:
                yield start + size

    def heads(self, text: str) -> list[int]:
        """Where names may begin, in order: where the first two characters of one stand."""
        heads = self.lengths
        return [at for at in range(len(text) - 1) if text[at : at + 2] in heads]


def _lengths(names: Collection[str]) -> dict[str, int]:
    lengths: dict[str, int] = {}
    so_far = lengths.get
    for name in names:
        head = name[:2]
        lengths[head] = so_far(head, 0) | 1 << len(name)
    return lengths


class Gazetteer:
    """All known names with their labels. Immutable."""

    def __init__(self, rows: Mapping[Label, Sequence[str]]) -> None:
        """`rows`: of each label lines of a canonical name and its other names, parted by tabs."""
        canonical: dict[str, str] = {}
        for lines in rows.values():
            for line in lines:
                if "\t" not in line:
                    canonical.setdefault(line, line)
                    continue
                names = line.split("\t")
                for name in names:
                    canonical.setdefault(name, names[0])
        labels: dict[str, Label] = {}
        places: list[str] = []
        for label, lines in reversed(list(rows.items())):  # so that the first label stays
            own = "\t".join(lines).split("\t") if lines else []
            labels.update(dict.fromkeys(own, label))
            places = own if label is Label.PLACE else places
        #: Label of each name.
        self.labels: Mapping[str, Label] = MappingProxyType(labels)
        self._canonical = canonical
        self.names = Names(labels)
        places = [name for name in places if labels[name] is Label.PLACE]
        self.places = Names(places, self.names.lengths)

    def canonical(self, label: Label, name: str) -> str:
        """The name that a thing mostly goes by; `name` itself where it is not known.

        >>> gazetteer().canonical(Label.PLACE, "印尼")
        '印度尼西亚'
        """
        return self._canonical[name] if self.labels.get(name) is label else name

    def is_a(self, label: Label, name: str) -> bool:
        """Whether `name` is known and has that label."""
        return self.labels.get(name) is label


@cache
def gazetteer() -> Gazetteer:
    """The program's own, read once; it never changes."""
    return load(resources() / "gazetteers")


def load(folder: Path) -> Gazetteer:
    """The files of `folder`; one that is missing holds no names."""
    rows: dict[Label, list[str]] = {}
    for name, label in FILES:
        path = folder / f"{name}.tsv"
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        rows.setdefault(label, []).extend([line for line in lines if line and line[0] != "#"])
    return Gazetteer(rows)

"""A text whose every character knows which character of the original it descends from.

`Lined` is what edits work on. A character is *firm* where it is the same one as in the original
but for width, script or spacing, so that a reader would call it unchanged; one that a typo or a
phrase table put in place of another descends from it and is not firm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

NEW = -1  #: the lineage of a character that descends from none of the original


@dataclass(frozen=True, slots=True)
class Lined:
    """Characters, the index of the original character each descends from, and its firmness."""

    text: str
    lineage: tuple[int, ...]
    firm: tuple[bool, ...]

    def __post_init__(self) -> None:
        assert len(self.text) == len(self.lineage) == len(self.firm)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Lined:
        return Lined(self.text[part], self.lineage[part], self.firm[part])

    def __add__(self, other: Lined) -> Lined:
        return joined((self, other))

    def split(self, ends: Callable[[str], bool]) -> list[Lined]:
        """The pieces that each end with a character for which `ends` is true, and the rest."""
        pieces, start = [], 0
        for index, character in enumerate(self.text):
            if ends(character):
                pieces.append(self[start : index + 1])
                start = index + 1
        if start < len(self):
            pieces.append(self[start:])
        return pieces


def original(text: str) -> Lined:
    """A text as it was before any edit."""
    return Lined(text, tuple(range(len(text))), (True,) * len(text))


def foreign(text: str) -> Lined:
    """A text that was never in the original."""
    return Lined(text, (NEW,) * len(text), (False,) * len(text))


def joined(parts: Iterable[Lined]) -> Lined:
    """The parts in a row."""
    parts = tuple(parts)
    return Lined(
        "".join(part.text for part in parts),
        tuple(place for part in parts for place in part.lineage),
        tuple(firm for part in parts for firm in part.firm),
    )


def replaced(old: Lined, text: str, *, firm: bool) -> Lined:
    """`text` in place of `old`, each character descending from the one at its share of it."""
    if len(text) == len(old):
        kept = old.firm if firm else (False,) * len(text)
        return Lined(text, old.lineage, kept)
    shares = [min(len(old) - 1, at * len(old) // len(text)) for at in range(len(text))]
    return Lined(text, tuple(old.lineage[at] for at in shares), (False,) * len(text))


def mapped(old: Lined, table: dict[str, str], *, firm: bool) -> Lined:
    """Every character for which the table has a text gets that text, of one and more."""
    return joined(
        replaced(old[at : at + 1], table[character], firm=firm)
        if character in table
        else old[at : at + 1]
        for at, character in enumerate(old.text)
    )


def interspersed(old: Lined, places: Sequence[tuple[int, str]]) -> Lined:
    """Foreign texts put in before the characters at `places`."""
    parts: list[Lined] = []
    done = 0
    for at, text in sorted(places):
        parts += [old[done:at], foreign(text)]
        done = at
    return joined([*parts, old[done:]])

"""Names that a mistyped word may have meant: one or two characters off, or sounding alike.

Looked for among *names*: many strings in one array of folded units, a `BORDER` before the first
and after each. A word is turned into patterns with gaps (one for each slip of the hand that it
may hold), and each pattern is looked for in the whole array at once, beginning with the rarest of
its characters; so a hundred thousand titles take a few hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhupi.search.units import BORDER, Units

MOST_UNITS: Final = 32  #: longer words are passages, where one slip is not what is wrong
#: Units that may stand at one place of a pattern; None: any letter, digit or character.
Place = frozenset[int] | None
Pattern = tuple[Place, ...]

# What a slip costs; one that keeps the sound is the likeliest, for that is how Chinese is typed.
_SOUND: Final = 0.3  #: each character
_SWAP: Final = 0.8
_SLIP: Final = 1.0
_TWO_SLIPS: Final = 2.2
_WHOLE: Final = 0.4  #: what a name that is met as a whole is forgiven
_FROM: Final = 3  #: characters; of two, one wrong leaves nothing to go by
_LATIN_FROM: Final = 4
_TWO_FROM: Final = 5  #: characters from which two may be wrong
_LATIN_TWO_FROM: Final = 8
_FARTHER: Final = 0.9  #: what others may cost more than the best
_SHORT: Final = 5  #: characters below which the ends must be right for a part of a name
_VAGUE: Final = 400  #: characters a syllable, above which it was only its first letter
_SELDOM: Final = 5  #: times that a reading stands less often than another
_MOST_PLACES: Final = 2_000  #: of one pattern that are looked at
#: By unit, whether it is a letter or digit of ASCII.
_ASCII_WORD: Final = np.array([n < 0x80 and chr(n).isalnum() for n in range(1 << 16)])
_ASCII_WORD.setflags(write=False)


@dataclass(frozen=True, slots=True)
class Near:
    """What may have been meant, folded."""

    text: str
    cost: float  #: how unlike the word it is
    count: int  #: how often it stands among the names
    place: int  #: of the first time


def bordered(
    units: Units, starts: NDArray[np.unsignedinteger] | NDArray[np.signedinteger]
) -> Units:
    """Strings that lie one after another, with the borders that names have.

    `starts` has where each begins and, last, where all end.
    """
    return np.insert(units, starts.astype(np.intp), BORDER)


class NameFinder:
    """Finds in one array of names."""

    def __init__(self, names: Units) -> None:
        self._names = names
        self._counts = np.bincount(names, minlength=1 << 16)
        self._places: dict[frozenset[int], NDArray[np.intp]] = {}

    def misspelt(self, word: str) -> Iterator[Near]:
        """Names, or parts of them, that `word`, folded, is one or two slips away from."""
        units = _units(word)
        latin = word.isascii()
        least = _LATIN_FROM if latin else _FROM
        if not least <= len(units) <= MOST_UNITS or word.isnumeric():
            return
        short = len(units) < _SHORT and not latin
        for pattern, cost in _slips(
            units, two=len(units) >= (_LATIN_TWO_FROM if latin else _TWO_FROM)
        ):
            # Of a short word with a slip at its end so little is left that much would do.
            loose = short and (len(pattern) < len(units) or None in (pattern[0], pattern[-1]))
            yield from self._near(pattern, cost, whole=loose)

    def sounding(self, readings: Sequence[frozenset[str]], word: str = "") -> Iterator[Near]:
        """Names, or parts of them, with such characters; `word` is what was typed for them."""
        pattern = tuple(
            frozenset(ord(character) for character in characters if ord(character) < BORDER)
            for characters in readings
        )
        if 2 <= len(pattern) <= MOST_UNITS and all(pattern):
            vague = sum(map(len, pattern)) > _VAGUE * len(pattern)
            found = list(self._near(pattern, 0.0, whole=vague))
            most = max((near.count for near in found), default=0)
            for near in found:
                changed = sum(a != b for a, b in zip(near.text, word, strict=False))
                # Of letters any reading will do, so the seldom ones are hardly ever meant.
                if word or near.count * _SELDOM >= most:
                    cost = near.cost + _SOUND * (changed if word else len(pattern))
                    yield Near(near.text, cost, near.count, near.place)

    def _near(self, pattern: Pattern, cost: float, *, whole: bool) -> Iterator[Near]:
        """The different texts that `pattern` fits; with `whole` only where a name is no more."""
        names, length = self._names, len(pattern)
        places = self._fitting(pattern)
        alone = (names[places - 1] == BORDER) & (names[places + length] == BORDER)
        places, alone = (places[alone], alone[alone]) if whole else (places, alone)
        found: dict[bytes, list[int]] = {}
        for number, place in enumerate(places[:_MOST_PLACES].tolist()):
            found.setdefault(names[place : place + length].tobytes(), []).append(number)
        for units, numbers in found.items():
            text = units.decode("utf-16-le", "surrogatepass")
            if _typeable(text) and (place := self._as_word(text, places[numbers])):
                forgiven = _WHOLE if alone[numbers].any() else 0.0
                yield Near(text, cost - forgiven, len(numbers), place)

    def _fitting(self, pattern: Pattern) -> NDArray[np.intp]:
        """Where `pattern` begins, ascending."""
        firm = [(offset, units) for offset, units in enumerate(pattern) if units is not None]
        firm.sort(key=lambda item: int(self._counts[list(item[1])].sum()))
        offset, units = firm[0]
        places = self._holding(units) - offset
        # The first place is a border, so nothing begins there; the last is one, too.
        places = places[(places > 0) & (places + len(pattern) < len(self._names))]
        for offset, units in firm[1:]:
            if not len(places):
                break
            places = places[_among(self._names[places + offset], units)]
        for offset, units_or_any in enumerate(pattern):
            if units_or_any is None:
                places = places[self._names[places + offset] != BORDER]
        return places

    def _holding(self, units: frozenset[int]) -> NDArray[np.intp]:
        if units not in self._places:
            self._places[units] = np.flatnonzero(_among(self._names, units))
        return self._places[units]

    def _as_word(self, text: str, places: NDArray[np.intp]) -> int:
        """The first of the places where `text` is no piece of a longer Latin word; 0: none."""
        free = np.ones(len(places), np.bool_)
        if _is_ascii_word(ord(text[0])):
            free &= ~_ASCII_WORD[self._names[places - 1]]
        if _is_ascii_word(ord(text[-1])):
            free &= ~_ASCII_WORD[self._names[places + len(_units(text))]]
        return int(places[free][0]) if free.any() else 0


def _slips(units: Sequence[int], *, two: bool) -> Iterator[tuple[Pattern, float]]:
    """A pattern for each way that one slip, or in longer words two, may have made `units`."""
    exact: Pattern = tuple(frozenset((unit,)) for unit in units)
    length = len(exact)
    for i in range(length - 1):
        if units[i] != units[i + 1]:
            yield (*exact[:i], exact[i + 1], exact[i], *exact[i + 2 :]), _SWAP
    for i in range(length):
        yield (*exact[:i], None, *exact[i + 1 :]), _SLIP
    for i in range(1, length):
        yield (*exact[:i], None, *exact[i:]), _SLIP
    # Without its first or last character a word is only cut, which is not a slip.
    for i in range(1, length - 1):
        yield (*exact[:i], *exact[i + 1 :]), _SLIP
    if two:
        for i, j in combinations(range(1, length - 1), 2):
            yield (*exact[:i], None, *exact[i + 1 : j], None, *exact[j + 1 :]), _TWO_SLIPS


def _among(units: Units, wanted: frozenset[int]) -> NDArray[np.bool_]:
    among: NDArray[np.bool_]
    if len(wanted) == 1:
        among = units == next(iter(wanted))
    else:
        table = np.zeros(1 << 16, np.bool_)
        table[list(wanted)] = True
        among = table[units]
    return among


def _units(text: str) -> list[int]:
    return list(memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H"))


def _typeable(text: str) -> bool:
    """Whether `text` is something that a person would type."""
    return all(character.isalnum() or character in "·-《》“”" for character in text)


def _is_ascii_word(code: int) -> bool:
    return code < 0x80 and bool(_ASCII_WORD[code])


def best(found: Iterable[Near]) -> list[Near]:
    """The likeliest, each text once: the least unlike first, then the commonest.

    What is far less like than the best is left out, and so is a piece of a better one.
    """
    chosen: list[Near] = []
    for near in sorted(found, key=lambda n: (n.cost, -n.count, -len(n.text), n.text)):
        if chosen and near.cost > chosen[0].cost + _FARTHER:
            break
        if not any(near.text in better.text for better in chosen):
            chosen.append(near)
    return chosen

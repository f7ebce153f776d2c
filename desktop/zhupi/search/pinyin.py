"""How characters are read, and which characters a person means who types letters. Pure.

Readings are pypinyin's of single characters; phrases would cost a hundred megabytes and are not
needed to find names. Tones do not matter. Characters are folded ones (`core.folding`); a folded
character is read in every way that any character of its class is.
"""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from zhupi.core.folding import fold_character

#: One set of characters for each character of a name.
Reading = tuple[frozenset[str], ...]

MOST_LETTERS: Final = 48  #: no name is longer
MOST_READINGS: Final = 8
_INITIALS: Final = frozenset((*"bpmfdtnlgkhjqxrzcsywaoe", "zh", "ch", "sh"))
_VOWELS: Final = frozenset("aeiouv")
_BORDERS: Final = "'’‘ -·"
_TONES: Final = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0304\u030c"))
_ALSO: Final = {"lv": "lyu", "nv": "nyu", "lve": "lue", "nve": "nue"}  #: as passports write it
# Whole syllables are likelier than single letters, and both than the beginning of a syllable.
_SYLLABLE_COST: Final = 2
_PART_COST: Final = 3
_LATITUDE: Final = 2  #: how much dearer than the best way of reading others may be

_Part = tuple[str, bool]  #: letters, and whether they only begin a syllable
_Way = tuple[int, tuple[_Part, ...]]  #: what it costs, and its parts


class Pinyin:
    """Reads letters as characters; keep one. pypinyin is imported at the first question."""

    def __init__(self) -> None:
        self._begun: dict[str, frozenset[str]] = {}

    def syllables(self, query: str, *, unfinished: bool = False) -> list[Reading]:
        """The sensible ways to read `query` as syllables, initials or both, the likeliest first.

        `wangyi` 王毅, `wyi`, `wy`, `xian` (西安 or 县), `xi'an`, `lü` or `lv`, `wang2yi4`. What
        the query ends with may be the beginning of a syllable; with `unfinished` it is one even
        where it could be a whole one (`waijia` 外交). Empty where the query is no pinyin.
        """
        letters, borders = _letters(query)
        if not letters or len(letters) > MOST_LETTERS:
            return []
        ways = self._ways(letters, borders)
        if not ways:
            return []
        most = ways[0][0] + _LATITUDE
        chosen = [parts for cost, parts in ways if cost <= most]
        single = tuple((letter, True) for letter in letters)
        if single not in chosen and _VOWELS.isdisjoint(letters):
            chosen.append(single)
        if unfinished:
            chosen = list(dict.fromkeys((*parts[:-1], (parts[-1][0], True)) for parts in chosen))
        return [tuple(map(self._characters, parts)) for parts in chosen]

    def matches(self, query: str, name: str) -> bool:
        """Whether some stretch of the folded `name` can be read as `query`."""
        return any(
            all(one in characters for one, characters in zip(part, reading, strict=True))
            for reading in self.syllables(query, unfinished=True)
            for part in _stretches(name, len(reading))
        )

    def homophones(self, text: str) -> Reading:
        """For each character of the folded `text` those that can sound like it, itself included."""
        return tuple(map(self._alike, text))

    # --- ways to cut letters --------------------------------------------------------------------

    def _ways(self, letters: str, borders: frozenset[int]) -> list[_Way]:
        """The cheapest ways from each place to the end, found from the end."""
        ways: dict[int, list[_Way]] = {len(letters): [(0, ())]}
        for start in reversed(range(len(letters))):
            found = [
                (cost + more, (part, *rest))
                for cost, part in self._parts(letters, start, borders)
                for more, rest in ways[start + len(part[0])]
            ]
            ways[start] = sorted(found)[:MOST_READINGS]
        return ways[0]

    def _parts(
        self, letters: str, start: int, borders: frozenset[int]
    ) -> Iterator[tuple[int, _Part]]:
        """What may stand at `start`: syllables, initials, and the beginning of the last one."""
        for end in range(start + 1, min(start + self._longest, len(letters)) + 1):
            part = letters[start:end]
            whole = part in self._readings
            last = end == len(letters)
            if whole:
                yield _SYLLABLE_COST, (part, False)
            if part in _INITIALS or (last and not whole and part in self._beginnings):
                yield _PART_COST, (part, True)
            if end in borders:
                break

    # --- characters -----------------------------------------------------------------------------

    def _characters(self, part: _Part) -> frozenset[str]:
        letters, begins = part
        if not begins:
            return frozenset(self._readings[letters])
        if letters not in self._begun:
            syllables = (syllable for syllable in self._readings if syllable.startswith(letters))
            self._begun[letters] = frozenset().union(*map(self._readings.__getitem__, syllables))
        return self._begun[letters]

    def _alike(self, character: str) -> frozenset[str]:
        read = (found for found in self._readings.values() if character in found)
        return frozenset(character).union(*read)

    @cached_property
    def _readings(self) -> Mapping[str, str]:
        """Syllable without tone → the characters that are read so."""
        found: dict[str, set[str]] = defaultdict(set)
        for code, readings in _dictionary():
            folded = fold_character(chr(code))
            for syllable in readings.split(","):
                if not _VOWELS.isdisjoint(syllable):  # interjections: hm, ng
                    found[syllable].add(folded)
        for syllable, other in _ALSO.items():
            found[other] |= found[syllable]
        return {syllable: "".join(sorted(read)) for syllable, read in sorted(found.items())}

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(
            syllable[:length] for syllable in self._readings for length in range(1, len(syllable))
        )

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._readings))


def _stretches(name: str, length: int) -> Iterable[str]:
    return (name[i : i + length] for i in range(len(name) - length + 1))


def _letters(query: str) -> tuple[str, frozenset[int]]:
    """The letters of `query` and the places between them that no syllable spans.

    No letters where something else stands in it.
    """
    letters: list[str] = []
    borders: set[int] = set()
    for character in _without_tones(query.strip().casefold()):
        if "a" <= character <= "z":
            letters.append(character)
        elif letters and (character in _BORDERS or character in "12345"):
            borders.add(len(letters))
        else:
            return "", frozenset()
    return "".join(letters), frozenset(borders)


def _without_tones(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text).replace("u\u0308", "v").replace("u:", "v")
    decomposed = decomposed.replace("ɡ", "g")  # as some keyboards and dictionaries write it
    return decomposed.translate(_TONES)


def _dictionary() -> Iterator[tuple[int, str]]:
    """Every character that pypinyin knows and its readings without tones, parted by commas."""
    # Read by pypinyin alone, when it is imported; they save a hundred megabytes and a second.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - takes 0.1 s and 12 MB

    readings = _without_tones("\n".join(PINYIN_DICT.values())).split("\n")
    return zip(PINYIN_DICT, readings, strict=True)

"""The smallest words of time in a text: 2023年, 上旬, 周三, 下午, 8时30分, 三天后."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from zhupi.language.dates.almanac import almanac
from zhupi.language.dates.kinds import kinds, zone_kind
from zhupi.language.patterns import Pattern


class Unit(NamedTuple):
    """One word of time; `words` are the groups of its pattern that hold something."""

    kind: str
    rank: int
    start: int
    end: int
    words: Mapping[str, str]


class Units:
    """Finds units. Immutable.

    Of some seventy kinds only those are tried that can begin with the character at hand.
    """

    def __init__(self) -> None:
        book = almanac()
        every = [
            (kind, Pattern(kind.pattern, needs=kind.needs))
            for kind in (zone_kind(book), *kinds(book))
        ]
        characters = sorted({c for kind, _ in every for c in kind.begins})
        self._by_character = {
            character: [pair for pair in every if character in pair[0].begins]
            for character in characters
        }
        self._begin = Pattern(f"[{re.escape(''.join(characters))}]")

    def find(self, text: str, start: int, end: int) -> Iterator[Unit]:
        """The units of `text[start:end]`, apart and in order."""
        position = start
        while begin := self._begin.search(text, position, end):
            position = begin.start()
            unit = self._at(text, position, end)
            position = position + 1 if unit is None else unit.end
            if unit is not None:
                yield unit

    def _at(self, text: str, position: int, end: int) -> Unit | None:
        for kind, pattern in self._by_character[text[position]]:
            match = pattern.match(text, position, end)
            if match is not None:
                words = {key: value for key, value in match.groupdict().items() if value}
                return Unit(kind.name, kind.rank, position, match.end(), words)
        return None


@cache
def units() -> Units:
    """The program's own, made once."""
    return Units()

"""What else might be typed when a query finds nothing.

Up to three queries, the likeliest first, each of which finds something: that is asked, not
guessed. Tried are, in this order: a word that alone finds nothing in another field, as a source
or a tag, or put right from the names of the library (`near_names`: a homophone, a slip, pinyin
typed for characters), or cut in two; the query without a field, a date or a flag; and if all
that finds nothing, the longest part of it that does.

Pure: what there is comes in through `Names`, what it finds through a function.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import chain, combinations, islice, product
from time import perf_counter
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from zhupi.search.near_names import MOST_UNITS, NameFinder, Near, best, bordered
from zhupi.search.query_parts import Part, as_word, parts_of
from zhupi.search.query_words import Token
from zhupi.search.units import Run, UnitFolding, Units

MOST_SUGGESTIONS: Final = 3
MOST_ASKED: Final = 24  #: queries that are tried
SECONDS: Final = 0.12  #: that trying them may take: nobody waits for advice
_MOST_NEAR: Final = 2  #: suggestions of names, so that one of the other kinds is heard
_NEAR_TRIED: Final = 3  #: names tried for one word
_MOST_PARTS: Final = 6  #: of a query, above which no parts of it are tried
_MOST_WRONG: Final = 3  #: words that are put right at once
_SHARE: Final = 3  #: a piece of a word shorter than one in so many says too little of it
_ELSEWHERE: Final = ("source", "author", "tag", "note")
_LATIN: Final = re.compile("[A-Za-z]{2}")
_SYNTAX: Final = dict.fromkeys(map(ord, '()"*?/~'), " ")


class Names(Protocol):
    """What a library's articles are called and are about."""

    def titles(self) -> Units:
        """Folded titles, with a `BORDER` before the first and after each (`bordered`)."""

    def values(self) -> Sequence[str]:
        """The names of entities, sources and tags, as they are shown."""


class Sounds(Protocol):
    """How characters are read: `Pinyin`."""

    def homophones(self, text: str) -> tuple[frozenset[str], ...]:
        """For each character those that sound like it."""

    def syllables(self, query: str) -> list[tuple[frozenset[str], ...]]:
        """What letters may stand for, the likeliest first; empty where they are no pinyin."""


Found = Callable[[str], int]


def suggest(
    query: str,
    names: Names,
    sounds: Sounds,
    folding: UnitFolding,
    found: Found,
    seconds: float = SECONDS,
) -> tuple[str, ...]:
    """Queries near to `query`, each of which finds something, the best first.

    `found` says how many articles a query finds; `query` itself finds none.
    """
    asking = _Asking(query, found, seconds)
    parts = parts_of(query)
    if parts is None:  # it was searched as it stands
        plain = " ".join(query.translate(_SYNTAX).split())
        return asking.answer(asking.those([plain]))
    finder = _Finder(names, sounds, folding)
    likely = asking.answer(
        islice(_elsewhere(query, parts, asking), 1),
        islice(_corrected(query, parts, finder, asking), _MOST_NEAR),
        islice(_cut(query, parts, asking), 1),
        islice(_without_limits(query, parts, asking), 2),
    )
    return likely or asking.answer(islice(_shorter(query, parts, asking), 1))


# --- asking -------------------------------------------------------------------------------------


class _Asking:
    """Asks whether queries find anything, each once and not too many."""

    def __init__(self, query: str, found: Found, seconds: float) -> None:
        self._found = found
        self._seconds = seconds
        self._known = {"": False, query: False, query.strip(): False}

    def __call__(self, query: str) -> bool:
        if query not in self._known:
            if len(self._known) > MOST_ASKED or self._seconds <= 0:
                return False
            began = perf_counter()
            self._known[query] = self._found(query) > 0
            self._seconds -= perf_counter() - began
        return self._known[query]

    def those(self, queries: Sequence[str]) -> Iterator[str]:
        return (query for query in queries if self(query))

    def answer(self, *kinds: Iterator[str]) -> tuple[str, ...]:
        chosen: dict[str, None] = {}
        for query in chain.from_iterable(kinds):
            chosen[query] = None
            if len(chosen) == MOST_SUGGESTIONS:
                break
        return tuple(chosen)


# --- words put right ----------------------------------------------------------------------------


class _Finder:
    """Names that a word may have meant; they are read at the first question."""

    def __init__(self, names: Names, sounds: Sounds, folding: UnitFolding) -> None:
        self._names = names
        self._sounds = sounds
        self._folding = folding

    def near(self, word: str) -> list[str]:
        """What may have been meant, the likeliest first."""
        if len(word) > MOST_UNITS:
            return []
        folded = self._folding.fold(word).tobytes().decode("utf-16-le", "surrogatepass")
        values = list(self._of(self._value_finder, folded))
        shown = {near.text: self._shown(near) for near in values}
        found = best(chain(values, self._of(self._title_finder, folded)))
        return [shown.get(near.text, near.text) for near in found]

    def _shown(self, near: Near) -> str:
        """A value as it is shown, where `near` is the whole of it."""
        number = int(np.searchsorted(self._value_starts, near.place, "right")) - 1
        start, following = self._value_starts[number : number + 2].tolist()
        end = near.place + len(near.text.encode("utf-16-le")) // 2
        whole = (start, following) == (near.place, end + 1)
        return self._values[number] if whole else near.text

    @cached_property
    def _values(self) -> Sequence[str]:
        return self._names.values()

    @cached_property
    def _folded_values(self) -> Run:
        return self._folding.fold_all(self._values)

    @cached_property
    def _value_starts(self) -> NDArray[np.int64]:
        """Where each value begins among the bordered ones; one more than values."""
        starts = self._folded_values.starts
        return starts + np.arange(1, len(starts) + 1)

    @cached_property
    def _value_finder(self) -> NameFinder:
        return NameFinder(bordered(self._folded_values.units, self._folded_values.starts))

    @cached_property
    def _title_finder(self) -> NameFinder:
        return NameFinder(self._names.titles())

    def _of(self, finder: NameFinder, folded: str) -> Iterator[Near]:
        if folded.isascii():
            for readings in self._sounds.syllables(folded)[:2]:
                yield from finder.sounding(readings)
        else:
            yield from finder.sounding(self._sounds.homophones(folded), folded)
        yield from finder.misspelt(folded)


def _corrected(
    query: str, parts: Sequence[Part], finder: _Finder, asking: _Asking
) -> Iterator[str]:
    """The query with a name in the place of each word that finds nothing alone."""
    unknown = list(islice(_unknown(query, parts, asking), _MOST_WRONG))
    choices = [_names(query, part, word, finder, asking) for part, word in unknown]
    for chosen in islice(product(*choices), _NEAR_TRIED if unknown else 0):
        corrected = query
        for (_, word), typed in reversed(list(zip(unknown, chosen, strict=True))):
            corrected = _replaced(corrected, word, typed)
        yield from asking.those([corrected])


def _names(query: str, part: Part, word: Token, finder: _Finder, asking: _Asking) -> list[str]:
    """What may have been meant by a word of the query and finds something alone."""
    before, after = query[part.start : word.start], query[word.end : part.end]
    named = (as_word(name) for name in finder.near(word.text)[:_NEAR_TRIED])
    return [typed for typed in named if typed and asking(f"{before}{typed}{after}")]


def _elsewhere(query: str, parts: Sequence[Part], asking: _Asking) -> Iterator[str]:
    """The query with a word that stands in no text as a source, an author, a tag or a note."""
    for part, word in _unknown(query, parts, asking):
        if not part.field and (typed := as_word(word.text)):
            yield from asking.those(
                [_replaced(query, word, f"{field}:{typed}") for field in _ELSEWHERE]
            )


def _unknown(query: str, parts: Sequence[Part], asking: _Asking) -> Iterator[tuple[Part, Token]]:
    """The parts that ask for a word and alone find nothing."""
    for part in parts:
        if part.word and not part.limits and not (len(parts) > 1 and asking(part.of(query))):
            yield part, part.word


def _replaced(query: str, word: Token, typed: str) -> str:
    return f"{query[: word.start]}{typed}{query[word.end :]}"


# --- less asked ---------------------------------------------------------------------------------


def _cut(query: str, parts: Sequence[Part], asking: _Asking) -> Iterator[str]:
    """The query with one long word as several: Chinese is typed without spaces."""
    for part, word in _unknown(query, parts, asking):
        if part.field or word.text.isascii() or not word.text.isalnum():
            continue
        most = _longest(word.text, asking)
        for end in range(min(most, len(word.text) - 2), max(most - 2, 1), -1):
            if rest := _pieces(word.text[end:], asking):
                several = " ".join((word.text[:end], *rest))
                yield from asking.those([_replaced(query, word, several)])


def _pieces(word: str, asking: _Asking) -> list[str]:
    """`word` in pieces of two characters or more that find something; empty where it cannot be.

    A character that is left over at the end is dropped: most often it is a 了 or a 的.
    """
    pieces: list[str] = []
    while len(word) > (1 if pieces else 0):
        length = len(word) if asking(word) else _longest(word, asking)
        if length < 2:
            return []
        pieces.append(word[:length])
        word = word[length:]
    return pieces


def _longest(word: str, asking: _Asking, *, backwards: bool = False) -> int:
    """How long the longest beginning (or end) of `word` is that finds something."""
    low, high = 0, len(word) - 1  # whatever holds a text holds all its pieces
    while low < high:
        middle = (low + high + 1) // 2
        piece = word[-middle:] if backwards else word[:middle]
        low, high = (middle, high) if asking(as_word(piece)) else (low, middle - 1)
    return low


def _without_limits(query: str, parts: Sequence[Part], asking: _Asking) -> Iterator[str]:
    """The query without one of its dates, flags and exceptions, or with a word anywhere."""
    for part in parts:
        rest = [other.of(query) for other in parts if other is not part]
        if part.limits:
            yield from asking.those([" ".join(rest)])
        elif part.field and part.word is not None:
            anywhere = [
                as_word(part.word.text) if other is part else other.of(query) for other in parts
            ]
            yield from asking.those([" ".join(anywhere), " ".join(rest)])


def _shorter(query: str, parts: Sequence[Part], asking: _Asking) -> Iterator[str]:
    """The most of the query that finds something: the most words, then the longest."""
    if 1 < len(parts) <= _MOST_PARTS:
        for kept in range(len(parts) - 1, 0, -1):
            chosen = [
                " ".join(part.of(query) for part in some)
                for some in combinations(parts, kept)
                if not all(part.limits for part in some)
            ]
            yield from asking.those(sorted(chosen, key=len, reverse=True))
    elif len(parts) == 1 and not parts[0].limits and parts[0].word is not None:
        yield from _halves(parts[0].word.text, asking)


def _halves(word: str, asking: _Asking) -> Iterator[str]:
    """The longer of the longest beginning and the longest end that find something."""
    first, last = _longest(word, asking), len(word) - _longest(word, asking, backwards=True)
    pieces = [word[:first]] if not _tears(word, first) else []
    pieces += [word[last:]] if not _tears(word, last) else []
    for part in sorted(pieces, key=len, reverse=True):
        if len(part) >= 2 and len(word) <= _SHARE * len(part):
            yield from asking.those([as_word(part)])


def _tears(word: str, place: int) -> bool:
    """Whether a cut at `place` goes through a Latin word: nobody who types `law` means `la`."""
    return _LATIN.fullmatch(word[max(place - 1, 0) : place + 1]) is not None

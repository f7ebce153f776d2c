"""An article as a segment holds it: folded, searchable, and the original recoverable.

The folded text is what is searched; the few characters that folding changed are kept beside it,
which is smaller and quicker than the original compressed.
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from operator import add

_PATCH = struct.Struct("<cI")  # size of a step as an array code, bytes of all steps
_BORDER = b"\xff"  # never a byte of UTF-8, so no match crosses from title to text


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """What is kept in memory of an article; the texts stay in the file."""

    article: str
    digest: str
    title: str
    source: str
    published: date | None
    characters: int


@dataclass(frozen=True, slots=True)
class Stored:
    """Title and text of an article as the file holds them: merging copies them unchanged."""

    text: bytes  #: folded title, border, folded text; UTF-8
    patch: bytes  #: what turns the folded text into the original
    characters: int  #: of the text


def grams(folded: str) -> set[str]:
    """All characters and pairs of neighbours.

    >>> sorted(grams("中美中"))
    ['中', '中美', '美', '美中']
    """
    found = set(folded)
    found.update(map(add, folded, folded[1:]))
    return found


def store(folded_title: str, text: str, folded_text: str) -> Stored:
    """An article in the form the file holds."""
    record = _BORDER.join((_utf8(folded_title), _utf8(folded_text)))
    return Stored(record, _patch(text, folded_text), len(text))


def text_start(record: bytes) -> int:
    """Where the folded text begins in what `SegmentFile.text` gives."""
    return record.index(_BORDER) + 1


def split(record: bytes) -> tuple[str, str]:
    """The folded title and the folded text of a record."""
    title, _, text = record.partition(_BORDER)
    return _string(title), _string(text)


def original(stored: Stored) -> tuple[str, str]:
    """The canonical text of an article and the same folded, of equal length."""
    _, folded = split(stored.text)
    return _patched(folded, stored.patch), folded


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _string(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _patch(text: str, folded: str) -> bytes:
    """The characters that folding changed and how far each stands behind the one before."""
    places = [i for i, (a, b) in enumerate(zip(text, folded, strict=True)) if a != b]
    if not places:
        return b""
    steps = [places[0], *(b - a for a, b in pairwise(places))]
    code = "B" if max(steps) < 256 else "I"
    packed = array(code, steps).tobytes()
    changed = _utf8("".join([text[i] for i in places]))
    return _PATCH.pack(code.encode("ascii"), len(packed)) + packed + changed


def _patched(folded: str, patch: bytes) -> str:
    if not patch:
        return folded
    code, length = _PATCH.unpack_from(patch)
    border = _PATCH.size + length
    steps = array(code.decode("ascii"), patch[_PATCH.size : border])
    characters = list(folded)
    for place, character in zip(accumulate(steps), _string(patch[border:]), strict=True):
        characters[place] = character
    return "".join(characters)

"""Names from the network's last layer: a window of its units, LAC's own opinion, known names.

Two chains of tags a sentence: the outermost names, and those directly inside them (`中国` in
`中国外交部`). Weights are made by `packaging/train_tagger.py` from `resources/training`.

Shapes: R rows (characters of all sentences, see `packed`), U units, M units of the head's own
layer, K tags, S signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from zhupi.core.model import Label
from zhupi.language.crf import Crf
from zhupi.language.gazetteer import HINTS, Gazetteer, Known
from zhupi.language.packed import Packed

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

#: Signs of known names: these kinds and `HINTS`, each for a first, an inner and a last character.
KINDS: tuple[tuple[Label, ...], ...] = (
    (Label.PLACE,),
    (Label.ORG,),
    (Label.MEDIA,),
    (Label.EVENT, Label.LAW),
)
SIGNS = 3 * (len(KINDS) + len(HINTS))
_KINDS_OF = {label: 3 * i for i, labels in enumerate(KINDS) for label in labels}
_KINDS_OF_HINTS = {hint: 3 * i for i, hint in enumerate(HINTS, len(KINDS))}
NO_SIGN = SIGNS  #: what a character has that is of no known name
#: LAC's tags as labels; every other one is no name.
_OF_LAC = {"PER": Label.PERSON, "LOC": Label.PLACE, "ORG": Label.ORG, "TIME": Label.TIME}
_LITTLE = np.float32(1e-4)
_NEVER = np.float32(1e-4)
_TWICE = np.float32(-2)
_ONE = np.float32(1)


class FoundName(NamedTuple):
    """A name in a sentence; positions are of the sentence."""

    start: int
    end: int
    label: Label
    confidence: float  #: of its least certain character
    nested: bool = False


def tag_names() -> tuple[str, ...]:
    """The tags of both chains, in the order of the weights."""
    return ("O", *(f"{label}-{place}" for label in Label for place in "BI"))


def known_signs(text: str, known: Gazetteer) -> Ints:
    """(len(text)) of the sign of each character: the longest known names from left to right."""
    signs = np.full(len(text), NO_SIGN, np.intp)
    end = 0
    for at in known.heads(text):
        if at < end:
            continue
        for stop, name in islice(known.signs.found(text, at, len(text)), 1):
            kind = _kind(name)
            if kind is not None:
                signs[at], signs[at + 1 : stop - 1], signs[stop - 1] = kind, kind + 1, kind + 2
                end = stop
    return signs


def _kind(name: Known) -> int | None:
    return _KINDS_OF_HINTS[name.hint] if name.label is None else _KINDS_OF.get(name.label)


class NameHead:
    """Finds names. Immutable once made."""

    def __init__(
        self, arrays: Mapping[str, npt.NDArray[np.generic]], lac_tags: Sequence[str]
    ) -> None:
        """`arrays` are those of the weights' file; `lac_tags` name LAC's tags."""
        window, scale = arrays["names_window"], arrays["names_window_scale"].astype(np.float32)
        # Turned round while the numbers are small.
        parts = window.reshape(len(window), 3, -1).transpose(2, 1, 0).copy().astype(np.float32)
        # A unit tanh(x) is computed as 1 / (1 + exp(-2x)), half as dear; the factor is in the
        # weights before it, and what turns it back in those behind.
        #: (U, 3M): what the units do for the character after, for their own, for the one before.
        self._window = (parts * scale * _TWICE).reshape(len(parts), -1)
        signs = arrays["names_signs"].astype(np.float32).reshape(3, SIGNS, -1) * _TWICE
        #: (S, 3M), for the same three.
        self._signs = signs.transpose(1, 0, 2).reshape(SIGNS, -1)
        self._bias = arrays["names_bias"].astype(np.float32) * _TWICE
        out = arrays["names_out"].astype(np.float32)
        self._out = 2 * out  #: (2, M, K)
        #: (2, K)
        self._out_bias = arrays["names_out_bias"].astype(np.float32) - out.sum(axis=1)
        self._of_lac = arrays["names_of_lac"].astype(np.float32)  #: (K, K)
        tags = tag_names()
        self._group, self._floor = lac_groups(lac_tags)
        #: Label of each tag, and whether it begins a name.
        self._labels = (None, *(label for label in Label for _ in "BI"))
        transitions = arrays["names_transitions"].astype(np.float32)
        self._chains = Crf(tags, transitions)

    @staticmethod
    def is_in(arrays: Mapping[str, object]) -> bool:
        """Whether the weights have such a head."""
        return "names_window" in arrays

    def find(
        self, hidden: Floats, emissions: Floats, known: Sequence[Ints], packed: Packed
    ) -> list[tuple[FoundName, ...]]:
        """The names of each sentence, outermost and nested ones each in order.

        `hidden`: (R, U); `emissions`: LAC's, (R, tags); `known`: `known_signs` of each.
        """
        layer = self._layer(hidden, known, packed)
        chances = np.exp(emissions - emissions.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        scores = layer @ self._out + self._out_bias[:, None]
        scores[0] += np.log(chances @ self._group + self._floor) @ self._of_lac
        paths = self._chains.best_paths(scores, packed)
        sure = self._chains.probabilities(scores, packed, paths)
        rows = packed.all_rows()
        # A name has a few characters: those are read faster as numbers than as arrays.
        outer, inner = paths[:, rows].tolist()
        sure_outer, sure_inner = sure[:, rows].tolist()
        found: list[tuple[FoundName, ...]] = []
        at = 0
        for length in map(len, known):
            here = slice(at, at + length)
            names = self._spans(outer[here], sure_outer[here], nested=False)
            nested = self._spans(inner[here], sure_inner[here], nested=True)
            found.append((*names, *nested))
            at += length
        return found

    def _layer(self, hidden: Floats, known: Sequence[Ints], packed: Packed) -> Floats:
        """(R, M) between 0 and 1, from a window of three characters and the signs of each."""
        signs = np.empty(packed.size, np.intp)
        signs[packed.all_rows()] = np.concatenate(known)
        width = len(self._bias)
        parts = np.empty((packed.size + 1, 3 * width), np.float32)
        parts[-1] = 0  # no character
        np.matmul(hidden, self._window, out=parts[:-1])
        known_rows = np.flatnonzero(signs != NO_SIGN)
        parts[known_rows] += self._signs[signs[known_rows]]
        layer: Floats = parts[:-1, width : 2 * width] + self._bias
        layer += parts[packed.before, :width]
        layer += parts[packed.after, 2 * width :]
        # Beyond e^88 the exponential is infinite, and the unit nothing, as it should be.
        with np.errstate(over="ignore"):
            np.exp(layer, out=layer)
        layer += _ONE
        return np.reciprocal(layer, out=layer)

    def _spans(
        self, path: Sequence[int], sure: Sequence[float], *, nested: bool
    ) -> Iterator[FoundName]:
        for start, tag in enumerate(path):
            label = self._labels[tag] if tag % 2 else None  # odd tags begin a name
            if label is not None:
                end = start + 1
                while end < len(path) and path[end] == tag + 1:
                    end += 1
                yield FoundName(start, end, label, min(sure[start:end]), nested)


def lac_groups(lac_tags: Sequence[str]) -> tuple[Floats, Floats]:
    """(LAC's tags, K) that sums LAC's chances to ours, and (K) that keeps the sums from zero."""
    ours = tag_names()
    group = np.zeros((len(lac_tags), len(ours)), np.float32)
    for row, tag in enumerate(lac_tags):
        kind, _, place = tag.rpartition("-")
        label = _OF_LAC.get(kind)
        group[row, ours.index(f"{label}-{place}") if label else 0] = 1
    return group, np.where(group.sum(axis=0) > 0, _LITTLE, _LITTLE + _NEVER).astype(np.float32)

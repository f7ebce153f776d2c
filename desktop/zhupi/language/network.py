"""LAC's network in numpy: two bidirectional GRU layers over characters, and a CRF over words.

Weights come from `resources/models`: those of LAC itself (`packaging/convert_lac.py`), or the
same trained further, with a second head that finds names (`packaging/train_tagger.py`). The
invariant: what a sentence gets does not depend on the sentences it shares a batch with, beyond
the rounding of floating-point sums.

Shapes: R rows (characters of all sentences, see `packed`), H = 128 hidden units, K tags.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from zhupi.core.errors import ZhupiError, file_reason, shown_path
from zhupi.core.messages import message
from zhupi.language.crf import Crf
from zhupi.language.name_head import FoundName, NameHead
from zhupi.language.packed import Packed

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

HIDDEN = 128
BATCH = 3_000  #: characters computed together; more are no faster, and bound the memory
_START = np.float32(0.5)  #: the state before the first character: nothing, as `_Layer` has it
_ONE = np.float32(1)
_FEW = 6  #: sentences whose states are multiplied one by one


class TaggedSentence(NamedTuple):
    """The tag id of each character, and how probable the CRF finds it (0 to 1)."""

    tags: npt.NDArray[np.int16]
    probabilities: Floats
    names: tuple[FoundName, ...] = ()  #: none without a head that finds them


class _Layer(NamedTuple):
    """One bidirectional GRU layer.

    Gates come in the order update, reset, candidate. A unit of value h is computed as (1 - h) / 2,
    which lies between 0 and 1: the candidate's `tanh(x)` becomes `1 / (1 + exp(2x))`, as cheap as
    the gates' `1 / (1 + exp(-x))`, and what the gates mix stays a mixture. The factors 2 and -1,
    and those that turn a state back, are in the weights.
    """

    into: Floats  #: (3, 2, inputs, H): gates, directions
    bias: Floats  #: (3, 2, 1, H), of the input, and of the recurrence for the first two gates
    recurrent: Floats  #: (3, 2, H, H)
    candidate_bias: Floats  #: (2, 1, H), of the recurrence


class Network:
    """Tags sentences. Immutable once loaded, so threads may share it."""

    def __init__(self, arrays: dict[str, npt.NDArray[np.generic]], *, strict: bool = True) -> None:
        """`strict` forbids a tag that continues another kind of word than the one before."""
        self.tags: tuple[str, ...] = tuple(str(name) for name in arrays["tags"])
        self._code_points = arrays["code_points"].astype(np.uint32)
        self._rows = arrays["rows"].astype(np.intp)
        #: Code points of traditional and full-width characters, and of their plain forms.
        self.variants: dict[int, int] = dict(arrays["variants"].tolist())
        self._embedding = arrays["embedding"].astype(np.int8, copy=False)
        self._embedding_scale = arrays["embedding_scale"].astype(np.float32)
        self._layers = (_layer(arrays, 1), _layer(arrays, 2))
        self._output = arrays["output"].astype(np.float32)
        self._output_bias = arrays["output_bias"].astype(np.float32)
        transitions = arrays["transitions"].astype(np.float32)
        self._crf = Crf(self.tags, transitions[None], strict=strict)
        #: Finds names, where the weights have such a head.
        self.head = NameHead(arrays, self.tags) if NameHead.is_in(arrays) else None

    @classmethod
    def load(cls, path: Path, sha256: str) -> Network:
        """The network in `path`; raises `ZhupiError` where the file is missing or damaged."""
        try:
            data = path.read_bytes()
        except OSError as error:
            reason = file_reason(error)
            raise ZhupiError(
                message(
                    "The language model {path} cannot be read ({reason}). "
                    "Please install Zhupi again.",
                    path=shown_path(path),
                    reason=reason,
                )
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ZhupiError(
                message(
                    "The language model {path} is damaged. Please install Zhupi again.",
                    path=shown_path(path),
                )
            )
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return cls({name: arrays[name] for name in arrays.files})

    def tag(
        self, sentences: Sequence[str], known: Sequence[Ints] | None = None
    ) -> list[TaggedSentence]:
        """Tags each sentence.

        `known` is what `known_signs` says of each sentence; without it no names are found.
        """
        results = [TaggedSentence(np.zeros(0, np.int16), np.zeros(0, np.float32))] * len(sentences)
        for batch in _batches([len(sentence) for sentence in sentences]):
            signs = None if known is None else [known[i] for i in batch]
            for i, tagged in zip(
                batch, self._tag([sentences[i] for i in batch], signs), strict=True
            ):
                results[i] = tagged
        return results

    def _tag(self, sentences: list[str], known: Sequence[Ints] | None) -> list[TaggedSentence]:
        packed = Packed([len(s) for s in sentences])
        hidden = self.hidden(sentences, packed)
        emissions = self.emissions(hidden)
        paths = self._crf.best_paths(emissions[None], packed)
        probabilities = self._crf.probabilities(emissions[None], packed, paths)[0]
        tags = paths[0].astype(np.int16)
        names: Sequence[tuple[FoundName, ...]] = [()] * len(sentences)
        if self.head is not None and known is not None:
            names = self.head.find(hidden, emissions, known, packed)
        return [
            TaggedSentence(tags[rows], probabilities[rows], names[i])
            for i, rows in enumerate(map(packed.rows, range(packed.count)))
        ]

    # --- the network ---------------------------------------------------------------------------

    def hidden(self, sentences: Sequence[str], packed: Packed) -> Floats:
        """The last layer's units, (R, 2H), of sentences that come longest first."""
        mirror = packed.mirror
        ids = np.empty(packed.size, np.intp)
        ids[packed.all_rows()] = self._lookup("".join(sentences))
        distinct, places = np.unique(ids, return_inverse=True)
        vectors = self._embedding[distinct] * self._embedding_scale[distinct, None]
        first, second = self._layers
        inputs = np.empty((3, 2, packed.size, HIDDEN), np.float32)
        # With any other mode than "clip" what is taken is buffered first.
        row = vectors @ first.into[:, 0] + first.bias[:, 0]
        np.take(row, places, axis=1, out=inputs[:, 0], mode="clip")
        places = places[mirror]
        row = vectors @ first.into[:, 1] + first.bias[:, 1]
        np.take(row, places, axis=1, out=inputs[:, 1], mode="clip")
        hidden = _run(first, inputs, packed)
        np.matmul(hidden, second.into[:, 0], out=inputs[:, 0])
        np.matmul(hidden[mirror], second.into[:, 1], out=inputs[:, 1])
        inputs += second.bias
        return _run(second, inputs, packed)

    def emissions(self, hidden: Floats) -> Floats:
        """Scores of the tags, (R, K)."""
        scores: Floats = hidden @ self._output + self._output_bias
        return scores

    def _lookup(self, sentence: str) -> Ints:
        encoded = sentence.encode("utf-32-le", "surrogatepass")
        points = np.frombuffer(encoded, "<u4")
        places = np.searchsorted(self._code_points, points)
        places[places == len(self._code_points)] = 0
        known = self._code_points[places] == points
        return np.where(known, self._rows[places], len(self._embedding) - 1)


def _layer(arrays: dict[str, npt.NDArray[np.generic]], number: int) -> _Layer:
    def matrix(name: str) -> Floats:
        scale = arrays[f"{name}_{number}_scale"].astype(np.float32)
        whole = arrays[f"{name}_{number}"].astype(np.float32) * scale[..., None]
        return np.ascontiguousarray(whole.reshape(2, 3, HIDDEN, -1).transpose(1, 0, 3, 2))

    into, recurrent = matrix("input"), matrix("recurrent")
    biases = arrays[f"bias_{number}"].astype(np.float32).reshape(2, 2, 3, 1, HIDDEN)
    of_input, of_recurrence = biases.transpose(1, 2, 0, 3, 4).copy()
    of_recurrence += recurrent.sum(axis=2, keepdims=True)
    recurrent *= -2
    of_input[:2] += of_recurrence[:2]
    for part in (into, recurrent, of_input, of_recurrence):
        part[:2] *= -1
        part[2] *= 2
    return _Layer(into, of_input, recurrent, of_recurrence[2])


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Which sentences are computed together; the longest first, and none that are empty."""
    batch: list[int] = []
    size = 0
    for i in sorted((i for i, n in enumerate(lengths) if n), key=lambda i: -lengths[i]):
        if batch and size + lengths[i] > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(i)
        size += lengths[i]
    if batch:
        yield batch


def _run(layer: _Layer, inputs: Floats, packed: Packed) -> Floats:
    """One layer, (R, 2H). `inputs`: (3, 2, R, H), the second direction mirrored: both start at a
    sentence's own end."""
    units = np.empty((2, packed.size, HIDDEN), np.float32)
    state = np.full((2, packed.count, HIDDEN), _START, np.float32)
    of_gates, of_candidate = inputs[:2], inputs[2]
    # Beyond e^88 the exponential is infinite, and what is divided by it nothing, as it should be.
    with np.errstate(over="ignore"):
        for first, last in pairwise(packed.starts):
            state = state[:, : last - first]
            product = _times(state, layer.recurrent)
            gates, candidate = product[:2], product[2]
            gates += of_gates[:, :, first:last]
            np.exp(gates, out=gates)
            gates += _ONE  # what the gate divides by
            candidate += layer.candidate_bias
            candidate /= gates[1]
            candidate += of_candidate[:, first:last]
            np.exp(candidate, out=candidate)
            candidate += _ONE
            np.reciprocal(candidate, out=candidate)
            mixed = units[:, first:last]
            np.subtract(state, candidate, out=mixed)
            mixed /= gates[0]
            mixed += candidate
            state = mixed
    result = np.empty((packed.size, 2 * HIDDEN), np.float32)
    result[:, :HIDDEN] = units[0]
    result[:, HIDDEN:] = units[1][packed.mirror]
    result *= -2
    result += _ONE
    return result


def _times(state: Floats, weights: Floats) -> Floats:
    """(3, 2, n, H) of (2, n, H) and (3, 2, H, H)."""
    if state.shape[1] > _FEW:
        many: Floats = np.matmul(state, weights)
        return many
    # A product of matrices first copies the weights, one of a vector does not.
    few: Floats = np.matmul(state[:, :, None], weights[:, :, None])[..., 0, :]
    return few

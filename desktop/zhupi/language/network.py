"""LAC's network in numpy: two bidirectional GRU layers over characters, and a CRF over words.

Weights come from `resources/models`: those of LAC itself (`packaging/convert_lac.py`), or the
same trained further, with a second head that finds names (`packaging/train_tagger.py`). The
invariant: what a sentence gets does not depend on the sentences it shares a batch with, beyond
the rounding of floating-point sums.

Shapes: N sentences, T positions (the longest sentence), H = 128 hidden units, K tags.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from zhupi.core.errors import ZhupiError, file_reason, shown_path
from zhupi.core.messages import message
from zhupi.language.crf import Crf
from zhupi.language.name_head import FoundName, NameHead

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

HIDDEN = 128
BATCH = 32  #: sentences computed together; measured the fastest of 8 to 128


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """The tag id of each character, and how probable the CRF finds it (0 to 1)."""

    tags: npt.NDArray[np.int16]
    probabilities: Floats
    names: tuple[FoundName, ...] = ()  #: none without a head that finds them


@dataclass(frozen=True, slots=True)
class _Layer:
    """One bidirectional GRU layer.

    Gates come in the order update, reset, candidate. Weights and biases of the first two are
    halved, because `sigmoid(x) = tanh(x / 2) / 2 + 1 / 2` and one call then serves all.
    """

    into: Floats  #: (2, inputs, 3H)
    bias: Floats  #: (2, 3H), of the input, and of the recurrence for the first two gates
    recurrent: Floats  #: (2, H, 3H)
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
        self._crf = Crf(self.tags, arrays["transitions"].astype(np.float32), strict=strict)
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
        """Tags each sentence; cost grows with the longest one of each batch.

        `known` is what `known_signs` says of each sentence; without it no names are found.
        """
        order = sorted(range(len(sentences)), key=lambda i: -len(sentences[i]))
        results = [TaggedSentence(np.zeros(0, np.int16), np.zeros(0, np.float32))] * len(sentences)
        order = [i for i in order if sentences[i]]
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            signs = None if known is None else [known[i] for i in batch]
            for i, tagged in zip(
                batch, self._tag([sentences[i] for i in batch], signs), strict=True
            ):
                results[i] = tagged
        return results

    def _tag(self, sentences: list[str], known: Sequence[Ints] | None) -> list[TaggedSentence]:
        lengths = np.array([len(s) for s in sentences], np.intp)
        hidden = self.hidden(sentences)
        emissions = self.emissions(hidden)
        paths = self._crf.best_paths(emissions, lengths)
        probabilities = self._crf.probabilities(emissions, lengths, paths)
        names: Sequence[tuple[FoundName, ...]] = [()] * len(sentences)
        if self.head is not None and known is not None:
            names = self.head.find(hidden, emissions, known, lengths)
        return [
            TaggedSentence(paths[:n, i].astype(np.int16), probabilities[:n, i].copy(), names[i])
            for i, n in enumerate(lengths)
        ]

    # --- the network ---------------------------------------------------------------------------

    def hidden(self, sentences: list[str]) -> Floats:
        """The last layer's units, (T, N, 2H), of sentences that come longest first.

        What lies beyond a sentence's end means nothing.
        """
        lengths = np.array([len(s) for s in sentences], np.intp)
        mirror = _mirror(lengths)
        running = [int((lengths > t).sum()) for t in range(len(mirror))]
        ids = np.full((len(mirror), len(sentences)), len(self._embedding) - 1, np.intp)
        for i, sentence in enumerate(sentences):
            ids[: len(sentence), i] = self._lookup(sentence)

        first = self._layers[0]
        distinct, places = np.unique(ids, return_inverse=True)
        places = places.reshape(ids.shape)
        vectors = self._embedding[distinct] * self._embedding_scale[distinct, None]
        known = [vectors @ first.into[d] + first.bias[d] for d in (0, 1)]
        columns = np.arange(len(sentences))
        hidden = _run(first, known[0][places], known[1][places[mirror, columns]], mirror, running)
        for layer in self._layers[1:]:
            flat = hidden.reshape(-1, hidden.shape[2])
            ahead, back = (
                (flat @ layer.into[d] + layer.bias[d]).reshape(*ids.shape, 3 * HIDDEN)
                for d in (0, 1)
            )
            hidden = _run(layer, ahead, back[mirror, columns], mirror, running)
        return hidden

    def emissions(self, hidden: Floats) -> Floats:
        """Scores of the tags, (T, N, K)."""
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
        whole[:, : 2 * HIDDEN] *= 0.5
        return np.ascontiguousarray(whole.transpose(0, 2, 1))

    biases = arrays[f"bias_{number}"].astype(np.float32).reshape(2, 2, 3 * HIDDEN)
    biases[..., : 2 * HIDDEN] *= 0.5
    of_input, of_recurrence = biases[:, 0].copy(), biases[:, 1]
    of_input[:, : 2 * HIDDEN] += of_recurrence[:, : 2 * HIDDEN]
    return _Layer(
        into=matrix("input"),
        bias=of_input,
        recurrent=matrix("recurrent"),
        candidate_bias=of_recurrence[:, None, 2 * HIDDEN :].copy(),
    )


def _mirror(lengths: Ints) -> Ints:
    """Positions, (T, N), that read each sentence backwards and leave its padding in place."""
    positions = np.arange(lengths.max())[:, None]
    return np.where(positions < lengths, lengths - 1 - positions, positions)


def _run(
    layer: _Layer, ahead: Floats, back: Floats, mirror: Ints, running: Sequence[int]
) -> Floats:
    """One layer, (T, N, 2H). `ahead` and `back`: (T, N, 3H), the latter mirrored.

    Both directions start at a sentence's own end, so a step concerns only the sentences that
    are still running: the first `running[t]`.
    """
    steps, count, _ = ahead.shape
    outputs = np.zeros((steps, 2, count, HIDDEN), np.float32)
    state = np.zeros((2, count, HIDDEN), np.float32)
    inputs = np.stack((ahead, back), axis=1)
    for t in range(steps):
        n = running[t]
        product = np.matmul(state[:, :n], layer.recurrent)
        gates = product[:, :, : 2 * HIDDEN]
        gates += inputs[t, :, :n, : 2 * HIDDEN]
        np.tanh(gates, out=gates)
        gates *= 0.5
        gates += 0.5
        candidate = product[:, :, 2 * HIDDEN :]
        candidate += layer.candidate_bias
        candidate *= gates[:, :, HIDDEN:]
        candidate += inputs[t, :, :n, 2 * HIDDEN :]
        np.tanh(candidate, out=candidate)
        state = state[:, :n] - candidate
        state *= gates[:, :, :HIDDEN]
        state += candidate
        outputs[t, :, :n] = state
    columns = np.arange(count)
    return np.concatenate((outputs[:, 0], outputs[:, 1][mirror, columns]), axis=2)

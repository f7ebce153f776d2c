"""A linear-chain conditional random field: the best tags of a sentence, and how sure they are.

Shapes: T positions (of the longest sentence), N sentences, K tags. What lies beyond a sentence's
end means nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

_IMPOSSIBLE = np.float32(-1e4)


class Crf:
    """Decodes emissions, by Viterbi and by forward and backward sums. Immutable."""

    def __init__(self, tags: Sequence[str], transitions: Floats, *, strict: bool = True) -> None:
        """`transitions`: (K, K), from the first to the second. Tags are `O`, `kind-B`, `kind-I`;
        `strict` forbids one that continues another kind than the one before."""
        begin = np.zeros(len(tags), np.float32)
        if strict:
            transitions, begin = _constrain(tags, transitions)
        self._transitions = transitions
        self._begin = begin
        self._factors = np.exp(transitions)

    def best_paths(self, emissions: Floats, lengths: Ints) -> Ints:
        """Viterbi, (T, N). Only maxima go forward; which tag gave them is asked on the way back."""
        steps, count, _ = emissions.shape
        best = np.empty_like(emissions)
        best[0] = emissions[0] + self._begin
        towards = self._transitions[:, None, :]
        for t in range(1, steps):
            best[t] = (best[t - 1].T[:, :, None] + towards).max(axis=0) + emissions[t]
        paths = np.zeros((steps, count), np.intp)
        tags = np.zeros(count, np.intp)
        for t in range(steps - 1, -1, -1):
            follow = best[t]
            if t + 1 < steps:
                inside = (t + 1 < lengths)[:, None]
                follow = follow + np.where(inside, self._transitions[:, tags].T, 0)
            tags = follow.argmax(axis=1)
            paths[t] = tags
        return paths

    def probabilities(self, emissions: Floats, lengths: Ints, paths: Ints) -> Floats:
        """The CRF's marginal probability of each tag of `paths`, (T, N)."""
        steps, count, kinds = emissions.shape
        local = np.exp(emissions - emissions.max(axis=2, keepdims=True))
        forward = np.empty_like(local)
        forward[0] = local[0] * np.exp(self._begin)
        forward[0] /= forward[0].sum(axis=1, keepdims=True)
        for t in range(1, steps):
            step = (forward[t - 1] @ self._factors) * local[t]
            forward[t] = step / step.sum(axis=1, keepdims=True)
        result = np.empty((steps, count), np.float32)
        backward = np.ones((count, kinds), np.float32)
        picks = np.arange(count)
        for t in range(steps - 1, -1, -1):
            if t + 1 < steps:
                step = (local[t + 1] * backward) @ self._factors.T
                step /= step.sum(axis=1, keepdims=True)
                backward = np.where((t + 1 < lengths)[:, None], step, backward)
            both = forward[t] * backward
            result[t] = both[picks, paths[t]] / both.sum(axis=1)
        return result


def _constrain(tags: Sequence[str], transitions: Floats) -> tuple[Floats, Floats]:
    """The transitions, and scores of a sentence's first tag, that only whole words pass."""
    kinds = [tag.rpartition("-")[0] for tag in tags]
    inside = np.array([tag.endswith("-I") for tag in tags])
    same = np.array([[a == b for b in kinds] for a in kinds])
    allowed = transitions.copy()
    allowed[inside[None, :] & ~same] = _IMPOSSIBLE
    begin = np.where(inside, _IMPOSSIBLE, np.float32(0)).astype(np.float32)
    return allowed, begin

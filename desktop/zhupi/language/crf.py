"""Linear-chain conditional random fields: the best tags of a sentence, and how sure they are.

Several chains over the same sentences are computed in one pass.

Shapes: C chains, K tags, R rows (characters of all sentences, see `packed`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zhupi.language.packed import Packed

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

_IMPOSSIBLE = np.float32(-1e4)
#: Steps after which sums are brought back to one. Between them they may grow by K e^t a step,
#: where t is the greatest transition, and shrink by e^-t: far from what 32 bits hold.
_APART = 4
#: Tags a character that are asked in earnest where there are more: the likeliest by themselves.
#: Six of LAC's 49 already gave another path for 2 of 120,000 characters only, eight for none.
_LIKELIEST = 8


class Crf:
    """Decodes emissions, by Viterbi and by forward and backward sums. Immutable."""

    def __init__(self, tags: Sequence[str], transitions: Floats, *, strict: bool = True) -> None:
        """`transitions`: (C, K, K), from the first to the second. Tags are `O`, `kind-B`,
        `kind-I`; `strict` forbids one that continues another kind than the one before."""
        begin = np.zeros(len(tags), np.float32)
        if strict:
            transitions, begin = _constrain(tags, transitions)
        self._begin = begin
        #: Whether a tag may follow any other.
        self._starts = np.array([not tag.endswith("-I") for tag in tags])
        #: (K, C, 1, K), so that the greatest of the first axis are found in long strides.
        self._towards = np.ascontiguousarray(transitions.transpose(1, 0, 2)[:, :, None])
        #: (C, K, K), to the first from the second.
        self._from = np.ascontiguousarray(transitions.transpose(0, 2, 1))
        factors = np.exp(transitions)
        #: (2, C, K, K), forward and backward.
        self._factors = np.stack((factors, factors.transpose(0, 2, 1)))

    def best_paths(self, emissions: Floats, packed: Packed) -> Ints:
        """Viterbi, (C, R), of emissions (C, R, K).

        Only maxima go forward; which tag gave them is asked on the way back.
        """
        if len(self._starts) > 2 * _LIKELIEST:
            return np.stack(
                [self._likely_path(i, of_chain, packed) for i, of_chain in enumerate(emissions)]
            )
        starts = packed.starts
        best = emissions.copy()
        best[:, : packed.count] += self._begin
        for t in range(1, len(starts) - 1):
            first, last = starts[t], starts[t + 1]
            before = best[:, starts[t - 1] : starts[t - 1] + last - first]
            sums = before.transpose(2, 0, 1)[..., None] + self._towards
            best[:, first:last] += sums.max(axis=0)
        chains = np.arange(len(emissions))[:, None]
        paths = np.empty(emissions.shape[:2], np.intp)
        tags = paths[:, :0]
        for t in range(len(starts) - 2, -1, -1):
            first, last = starts[t], starts[t + 1]
            follow = best[:, first:last]
            if tags.shape[1]:
                follow[:, : tags.shape[1]] += self._from[chains, tags]
            tags = follow.argmax(axis=2)
            paths[:, first:last] = tags
        return paths

    def _likely_path(self, chain: int, emissions: Floats, packed: Packed) -> Ints:
        """Viterbi of one chain among each row's likeliest tags, (R), of emissions (R, K)."""
        starts, count = packed.starts, packed.count
        likely = self._likeliest(emissions)
        best = np.take_along_axis(emissions, likely, 1)
        best[:count] += self._begin[likely[:count]]
        before = likely[packed.before[count:]]
        #: (R - N, from, to) of all rows but the sentences' first ones.
        steps = self._from[chain][likely[count:, None, :], before[:, :, None]]
        for t in range(1, len(starts) - 1):
            first, last = starts[t], starts[t + 1]
            come = best[starts[t - 1] : starts[t - 1] + last - first, :, None]
            best[first:last] += (come + steps[first - count : last - count]).max(axis=1)
        chosen = np.empty(len(best), np.intp)
        for t in range(len(starts) - 2, -1, -1):
            first, last = starts[t], starts[t + 1]
            after = chosen[last : starts[t + 2]] if t + 2 < len(starts) else chosen[:0]
            rows = np.arange(last - count, last - count + len(after))
            best[first : first + len(after)] += steps[rows, :, after]
            chosen[first:last] = best[first:last].argmax(axis=1)
        path: Ints = likely[np.arange(len(best)), chosen]
        return path

    def _likeliest(self, emissions: Floats) -> Ints:
        """Tags of each row, the least likely first, at least one of which may follow any other."""
        likely: Ints = np.argpartition(emissions, -_LIKELIEST, axis=1)[:, -_LIKELIEST:]
        stuck = np.flatnonzero(~self._starts[likely].any(axis=1))
        free = np.flatnonzero(self._starts)
        likely[stuck, 0] = free[emissions[stuck][:, free].argmax(axis=1)]
        return likely

    def probabilities(self, emissions: Floats, packed: Packed, paths: Ints) -> Floats:
        """The marginal probability of each tag of `paths`, (C, R).

        Sums from a sentence's end are those from its beginning in a mirror, so one pass finds
        both.
        """
        starts, mirror = packed.starts, packed.mirror
        ahead = np.exp(emissions - emissions.max(axis=2, keepdims=True))
        local = np.stack((ahead, ahead[:, mirror]))
        come = np.ones_like(local)  # what all tags before lead to, without the row's own emission
        come[0, :, : packed.count] = np.exp(self._begin)
        sums = np.empty_like(local)  # and with it
        for t in range(len(starts) - 1):
            first, last = starts[t], starts[t + 1]
            here = sums[:, :, first:last]
            coming = come[:, :, first:last]
            if t:
                before = sums[:, :, starts[t - 1] : starts[t - 1] + last - first]
                np.matmul(before, self._factors, out=coming)
            np.multiply(coming, local[:, :, first:last], out=here)
            if t % _APART == 0:
                here /= here.sum(axis=3, keepdims=True)
        both = sums[0] * come[1][:, mirror]
        picked = np.take_along_axis(both, paths[..., None], axis=2)[..., 0]
        result: Floats = picked / both.sum(axis=2)
        return result


def _constrain(tags: Sequence[str], transitions: Floats) -> tuple[Floats, Floats]:
    """The transitions, and scores of a sentence's first tag, that only whole words pass."""
    kinds = [tag.rpartition("-")[0] for tag in tags]
    inside = np.array([tag.endswith("-I") for tag in tags])
    same = np.array([[a == b for b in kinds] for a in kinds])
    allowed = transitions.copy()
    allowed[:, inside[None, :] & ~same] = _IMPOSSIBLE
    begin = np.where(inside, _IMPOSSIBLE, np.float32(0)).astype(np.float32)
    return allowed, begin

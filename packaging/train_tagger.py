"""Makes `resources/models/names-int8.npz`: LAC trained further, with a head that finds names.

    pip install jax optax
    PYTHONPATH=desktop python packaging/train_tagger.py

Run by a maintainer, once the sentences of `resources/training` have changed; takes an hour on two
cores. The network begins as `lac-int8.npz`. Two chains of tags are learnt, the
outermost names and those directly inside them, from three things: a window of the last layer, what
LAC itself thinks, and which characters belong to names of the gazetteers. While it learns, LAC's
tags are held where they were (Kullback-Leibler divergence from the network as it was), so that
words stay words. Slots are filled anew in each pass, some people and places get other names, and a
third of the known names is kept from it, so that it learns what stands around a name.

Two networks that begin alike see the sentences in other orders, and their weights are averaged
(Wortsman and others, Model soups, 2022). They may be taught apart, `--order 1 --checkpoint A` and
so on, and averaged by `--average A B …`; look whether that is better than each: a third made it
worse.

`--held 15` keeps 15 % of the sentences back and prints strict F1 on them, `--test NAME,…` whole
files of sentences.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import random
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax
from convert_lac import quantise, write
from training_sentences import Marked, Sentences, Slots

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.name_head import NO_SIGN, SIGNS, known_signs, lac_groups, tag_names

Weights = dict[str, Any]
Batch = tuple[npt.NDArray[Any], ...]

MODELS = Path(__file__).resolve().parent.parent / "resources" / "models"
HIDDEN = 128
MIDDLE = 192  #: units of the head
#: Characters of a batch's sentences, which are filled up to it; what is longer than the last is
#: cut off.
LENGTHS = (28, 44, 64, 100)
LONGEST = LENGTHS[-1]
AT_ONCE = 48  #: sentences a step
HIDDEN_NAMES = 0.35  #: of the known names
VARIED = 0.5  #: of the sentences
DROPPED = 0.3  #: of the units
INNER = 0.5  #: what an inner name counts beside an outer one
#: How fast the head, the layers under it and the characters' vectors change at most. Vectors that
#: stay as LAC's, and layers half as quick, cost one in a hundred names that were not learnt from.
RATES = {"head": 3e-3, "body": 8e-4, "embedding": 3e-4}
AGAIN = 0.4  #: of these rates where learning goes on from a checkpoint
TAGS = tag_names()
_NEVER = -1e4

MATRICES = ("input_1", "recurrent_1", "input_2", "recurrent_2")


# --- what is learnt from ------------------------------------------------------------------------


class Packer:
    """Sentences as arrays."""

    def __init__(self, arrays: dict[str, npt.NDArray[Any]]) -> None:
        self._points = arrays["code_points"].astype(np.uint32)
        self._rows = arrays["rows"].astype(np.int64)
        self._variants = dict(arrays["variants"].tolist())
        self._unknown = len(arrays["embedding"]) - 1
        self._known = gazetteer()

    def pack(self, sentences: Sequence[Marked], chance: random.Random | None) -> Batch:
        """(T, N) each: characters, whether there are any, outer and inner tags, signs."""
        most = max(len(sentence.text) for sentence in sentences)
        longest = next((size for size in LENGTHS if most <= size), LONGEST)
        shape = (longest, len(sentences))
        ids, inside = np.full(shape, self._unknown), np.zeros(shape, bool)
        outer, inner = np.zeros(shape, np.int32), np.zeros(shape, np.int32)
        signs = np.full(shape, NO_SIGN)
        for i, sentence in enumerate(sentences):
            n = min(len(sentence.text), longest)
            ids[:n, i], inside[:n, i] = self._lookup(sentence.text)[:n], True
            for start, end, label, depth in sentence.marks:
                if depth < 2:
                    tags = (outer, inner)[depth]
                    tags[start:end, i] = TAGS.index(f"{label}-I")
                    if start < longest:
                        tags[start, i] = TAGS.index(f"{label}-B")
            found = known_signs(sentence.text.translate(self._variants), self._known)
            signs[:n, i] = _fewer(found, chance)[:n]
        return ids, inside, outer, inner, signs

    def _lookup(self, text: str) -> npt.NDArray[np.int64]:
        points = np.frombuffer(text.encode("utf-32-le"), "<u4")
        places = np.searchsorted(self._points, points)
        places[places == len(self._points)] = 0
        rows: npt.NDArray[np.int64] = np.where(
            self._points[places] == points, self._rows[places], self._unknown
        )
        return rows


def _fewer(signs: npt.NDArray[Any], chance: random.Random | None) -> npt.NDArray[Any]:
    """`signs` without some of the names, as if they were not known."""
    if chance is None:
        return signs
    for start in np.flatnonzero((signs != NO_SIGN) & (signs % 3 == 0)):
        if chance.random() < HIDDEN_NAMES:
            end = start + 1
            while end < len(signs) and signs[end] == signs[start] + 1:
                end += 1
            signs[start : end + 1] = NO_SIGN
    return signs


# --- the network --------------------------------------------------------------------------------


def begin(arrays: dict[str, npt.NDArray[Any]], seed: int) -> Weights:
    """The weights before any learning: LAC's, and a head that repeats LAC."""

    def matrix(name: str) -> npt.NDArray[np.float32]:
        scale = arrays[f"{name}_scale"][..., None]
        whole: npt.NDArray[np.float32] = (arrays[name] * scale).astype(np.float32)
        return whole

    chance = np.random.default_rng(seed)

    def drawn(*shape: int) -> npt.NDArray[np.float32]:
        values = chance.standard_normal(shape) / np.sqrt(shape[0])
        return np.asarray(values, np.float32)

    kinds = len(TAGS)
    body = {name: matrix(name).transpose(0, 2, 1) for name in MATRICES}
    body |= {name: arrays[name].reshape(2, 2, 3 * HIDDEN) for name in ("bias_1", "bias_2")}
    body |= {name: arrays[name] for name in ("output", "output_bias")}
    return {
        "embedding": matrix("embedding"),
        "body": body,
        "window": drawn(6 * HIDDEN, MIDDLE),
        "signs": drawn(3 * SIGNS, MIDDLE) * 0.5,
        "bias": np.zeros(MIDDLE, np.float32),
        "out": np.stack([drawn(MIDDLE, kinds), drawn(MIDDLE, kinds)]) * 0.1,
        "out_bias": np.zeros((2, kinds), np.float32),
        "of_lac": np.eye(kinds, dtype=np.float32),
        "transitions": np.zeros((2, kinds, kinds), np.float32),
    }


def _layer(body: Weights, number: int, inputs: Any, inside: Any) -> Any:
    """One bidirectional GRU layer, (T, N, 2H); see `zhupi.language.network`."""
    outputs = []
    for d in (0, 1):
        into = inputs @ body[f"input_{number}"][d] + body[f"bias_{number}"][d, 0]

        def step(state: Any, now: Any, d: int = d) -> Any:
            given, runs = now
            again = state @ body[f"recurrent_{number}"][d] + body[f"bias_{number}"][d, 1]
            gates = jax.nn.sigmoid(given[:, : 2 * HIDDEN] + again[:, : 2 * HIDDEN])
            update, reset = gates[:, :HIDDEN], gates[:, HIDDEN:]
            candidate = jnp.tanh(given[:, 2 * HIDDEN :] + reset * again[:, 2 * HIDDEN :])
            new = update * state + (1 - update) * candidate
            state = jnp.where(runs[:, None], new, state)
            return state, state

        order = slice(None, None, -1) if d else slice(None)
        start = jnp.zeros((inputs.shape[1], HIDDEN))
        outputs.append(jax.lax.scan(step, start, (into[order], inside[order]))[1][order])
    return jnp.concatenate(outputs, axis=2)


def _hidden(weights: Weights, ids: Any, inside: Any) -> Any:
    first = _layer(weights["body"], 1, weights["embedding"][ids], inside)
    return _layer(weights["body"], 2, first, inside) * inside[:, :, None]


def _lac(weights: Weights, hidden: Any) -> Any:
    return hidden @ weights["body"]["output"] + weights["body"]["output_bias"]


def _scores(
    weights: Weights, groups: tuple[Any, Any], hidden: Any, signs: Any, key: Any = None
) -> tuple[Any, Any]:
    """(T, N, K) of the outer and of the inner chain; `key` for units to be dropped."""

    def around(rows: Any) -> Any:
        none = jnp.zeros_like(rows[:1])
        parts = (jnp.concatenate([none, rows[:-1]]), rows, jnp.concatenate([rows[1:], none]))
        return jnp.concatenate(parts, axis=2)

    def dropped(units: Any, number: int) -> Any:
        if key is None:
            return units
        kept = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - DROPPED, units.shape)
        return units * kept / (1 - DROPPED)

    window = dropped(around(hidden), 0)
    known = around(jax.nn.one_hot(signs, SIGNS))
    layer = jnp.tanh(window @ weights["window"] + known @ weights["signs"] + weights["bias"])
    layer = dropped(layer, 1)
    group, floor = groups
    opinion = jnp.log(jax.nn.softmax(_lac(weights, hidden)) @ group + floor) @ weights["of_lac"]
    outer, inner = (layer @ weights["out"][i] + weights["out_bias"][i] for i in (0, 1))
    return outer + opinion, inner


def _allowed() -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """What keeps a chain to whole names: (K, K) of transitions, (K) of beginnings."""
    inside = np.array([tag.endswith("-I") for tag in TAGS])
    same = np.array([[a[:-2] == b[:-2] and a != "O" for b in TAGS] for a in TAGS])
    return (
        np.where(inside[None, :] & ~same, _NEVER, 0).astype(np.float32),
        np.where(inside, _NEVER, 0).astype(np.float32),
    )


_TRANSITIONS, _BEGINNINGS = _allowed()


def _likelihood(scores: Any, transitions: Any, tags: Any, inside: Any) -> Any:
    """The logarithm of the probability of each sentence's tags, (N)."""
    moves = transitions + _TRANSITIONS
    first = scores[0] + _BEGINNINGS
    so_far = jnp.take_along_axis(first, tags[0][:, None], 1)[:, 0]

    def step(state: Any, now: Any) -> Any:
        total, path, last = state
        score, tag, runs = now
        more = jax.nn.logsumexp(total[:, :, None] + moves[None], axis=1) + score
        gain = moves[last, tag] + jnp.take_along_axis(score, tag[:, None], 1)[:, 0]
        total = jnp.where(runs[:, None], more, total)
        return (total, path + jnp.where(runs, gain, 0.0), tag), None

    rest = (scores[1:], tags[1:], inside[1:])
    (total, path, _), _ = jax.lax.scan(step, (first, so_far, tags[0]), rest)
    return path - jax.nn.logsumexp(total, axis=1)


def _loss(weights: Weights, fixed: Weights, groups: Any, hold: float, batch: Any, key: Any) -> Any:
    ids, inside, outer, inner, signs = batch
    hidden = _hidden(weights, ids, inside)
    of_outer, of_inner = _scores(weights, groups, hidden, signs, key)
    total = -_likelihood(of_outer, weights["transitions"][0], outer, inside).sum()
    total -= INNER * _likelihood(of_inner, weights["transitions"][1], inner, inside).sum()
    before = jax.nn.softmax(_lac(fixed, _hidden(fixed, ids, inside)))
    now = jax.nn.log_softmax(_lac(weights, hidden))
    total += hold * (-(before * now).sum(axis=2) * inside).sum()
    return total / inside.sum()


# --- learning -----------------------------------------------------------------------------------


class Training:
    """Weights, and how they change."""

    def __init__(self, arrays: dict[str, npt.NDArray[Any]], options: argparse.Namespace) -> None:
        self._fixed = jax.tree.map(jnp.asarray, begin(arrays, options.seed))
        self.weights: Weights = jax.tree.map(jnp.copy, self._fixed)
        if options.start:
            self.weights = _checkpoint(options.start)
        self._packer = Packer(arrays)
        tags = [str(tag) for tag in arrays["tags"]]
        self._groups = tuple(map(jnp.asarray, lac_groups(tags)))
        self._options = options
        self._key = jax.random.PRNGKey(options.order)
        self._evaluate = jax.jit(self._chains)

    def run(self, sentences: Sentences, slots: Slots) -> None:
        """All passes; prints what each came to."""
        chance = random.Random(self._options.order)  # noqa: S311  no secret
        steps = len(sentences.learnt) // AT_ONCE * self._options.passes

        def rate(kind: str) -> optax.GradientTransformation:
            peak = RATES[kind] * (AGAIN if self._options.start else 1.0)
            schedule = optax.cosine_onecycle_schedule(steps, peak, 0.1)
            # Most characters are in few sentences: what nobody teaches them must not fade.
            fading = 0.0 if kind == "embedding" else 1e-4
            return optax.adamw(schedule, weight_decay=fading)

        kinds = dict.fromkeys(self.weights, "head") | {"embedding": "embedding", "body": "body"}
        optimiser = optax.chain(
            optax.clip_by_global_norm(1.0),
            optax.multi_transform({kind: rate(kind) for kind in RATES}, kinds),
        )
        state = optimiser.init(self.weights)
        loss = partial(_loss, fixed=self._fixed, groups=self._groups, hold=self._options.hold)

        @jax.jit  # type: ignore[untyped-decorator]  # jax is not there where this is checked
        def step(weights: Weights, state: Any, batch: Any, key: Any) -> Any:
            value, slope = jax.value_and_grad(lambda w: loss(w, batch=batch, key=key))(weights)
            change, state = optimiser.update(slope, state, weights)
            return optax.apply_updates(weights, change), state, value

        for number in range(self._options.passes):
            losses = []
            for batch in self._batches(sentences, slots, chance):
                self._key, key = jax.random.split(self._key)
                self.weights, state, value = step(self.weights, state, batch, key)
                losses.append(float(value))
            print(f"pass {number + 1}: {np.mean(losses):.4f}", flush=True)

    def _batches(
        self, sentences: Sentences, slots: Slots, chance: random.Random
    ) -> Iterator[Batch]:
        filled = [slots.marked(line, chance) for line in sentences.learnt]
        filled = [
            slots.varied(item, chance) if chance.random() < VARIED else item for item in filled
        ]
        chance.shuffle(filled)
        waiting: dict[int, list[Marked]] = {size: [] for size in LENGTHS}
        for sentence in filled:
            size = next((size for size in LENGTHS if len(sentence.text) <= size), LONGEST)
            waiting[size].append(sentence)
            if len(waiting[size]) == AT_ONCE:
                yield self._packer.pack(waiting[size], chance)
                waiting[size].clear()

    def _chains(self, weights: Weights, ids: Any, inside: Any, signs: Any) -> Any:
        return _scores(weights, self._groups, _hidden(weights, ids, inside), signs)

    def report(self, sentences: Sequence[Marked]) -> None:
        """Prints strict F1 of the outermost names of sentences that were not learnt from."""
        counts = {label: [0, 0, 0] for label in Label}
        moves = np.asarray(self.weights["transitions"][0]) + _TRANSITIONS
        for at in range(0, len(sentences), AT_ONCE):
            some = list(sentences[at : at + AT_ONCE])
            batch = self._packer.pack(some + [Marked("。", ())] * (AT_ONCE - len(some)), None)
            scores = np.asarray(self._evaluate(self.weights, batch[0], batch[1], batch[4])[0])
            for i, sentence in enumerate(some):
                n = min(len(sentence.text), LONGEST)
                found = set(_names(_best(scores[:n, i], moves)))
                wanted = {m[:3] for m in sentence.marks if m[3] == 0 and m[1] <= n}
                for label in Label:
                    ours = {name for name in found if name[2] == label}
                    theirs = {name for name in wanted if name[2] == label}
                    more = (len(ours & theirs), len(ours), len(theirs))
                    counts[label] = [a + b for a, b in zip(counts[label], more, strict=True)]
        sums = [sum(column) for column in zip(*counts.values(), strict=True)]
        rows = [*((str(label), count) for label, count in counts.items()), ("all", sums)]
        for name, (right, ours, theirs) in rows:
            print(f"{name:8} {200 * right / max(1, ours + theirs):5.1f}  of {theirs}")

    def arrays(self, before: dict[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
        """The weights as they are shipped."""
        w = jax.tree.map(np.asarray, self.weights)
        result = dict(before)
        result["embedding"], result["embedding_scale"] = quantise(w["embedding"])
        for name in MATRICES:
            plain = np.ascontiguousarray(w["body"][name].transpose(0, 2, 1))
            result[name], result[f"{name}_scale"] = quantise(plain)
        for name in ("bias_1", "bias_2", "output", "output_bias"):
            result[name] = w["body"][name].reshape(before[name].shape).astype(np.float32)
        window, scale = quantise(np.ascontiguousarray(w["window"].T))
        result |= {"names_window": window, "names_window_scale": scale}
        for name in ("signs", "bias", "out", "out_bias", "of_lac"):
            result[f"names_{name}"] = w[name].astype(np.float32)
        result["names_transitions"] = w["transitions"].astype(np.float32)
        return result


def _best(scores: npt.NDArray[Any], moves: npt.NDArray[Any]) -> list[int]:
    value, back = scores[0] + _BEGINNINGS, []
    for row in scores[1:]:
        total = value[:, None] + moves
        back.append(total.argmax(axis=0))
        value = total.max(axis=0) + row
    path = [int(value.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def _names(path: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    for start, tag in enumerate(path):
        if tag % 2:
            end = start + 1
            while end < len(path) and path[end] == tag + 1:
                end += 1
            yield start, end, TAGS[tag][:-2]


def main() -> int:
    parser = argparse.ArgumentParser(description="Teach the tagger names.")
    parser.add_argument(
        "--passes", type=int, default=6, help="more of them fit the sentences, not others"
    )
    parser.add_argument("--hold", type=float, default=0.15, help="how much LAC's tags are held")
    parser.add_argument("--seed", type=int, default=0, help="of what the head begins with")
    parser.add_argument("--order", type=int, default=1, help="of the first network's sentences")
    parser.add_argument("--networks", type=int, default=2, help="how many are averaged")
    parser.add_argument("--average", type=Path, nargs="+", help="only average these checkpoints")
    parser.add_argument("--held", type=int, default=0, help="per cent of sentences kept back")
    parser.add_argument("--test", default="", help="files kept back: NAME,…")
    parser.add_argument("--output", type=Path, default=MODELS / "names-int8.npz")
    parser.add_argument("--checkpoint", type=Path, help="where to keep the weights as they are")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from, more slowly")
    options = parser.parse_args()
    with np.load(MODELS / "lac-int8.npz", allow_pickle=False) as stored:
        before = {name: stored[name] for name in stored.files}
    taught = [_checkpoint(path) for path in options.average or ()] or _teach(before, options)
    training = Training(before, options)
    training.weights = jax.tree.map(lambda *parts: jnp.mean(jnp.stack(parts), axis=0), *taught)
    if options.held or options.test:
        _report(training, options)
    if options.checkpoint:
        options.checkpoint.write_bytes(pickle.dumps(jax.tree.map(np.asarray, training.weights)))
    write(training.arrays(before), options.output)
    digest = hashlib.sha256(options.output.read_bytes()).hexdigest()
    print(f"{options.output.name}: {options.output.stat().st_size:,} bytes, SHA-256 {digest}")
    return 0


def _teach(before: dict[str, npt.NDArray[Any]], options: argparse.Namespace) -> list[Weights]:
    """The weights of all networks."""
    slots, sentences = Slots.load(), _sentences(options)
    print(f"{len(sentences.learnt)} sentences, {len(sentences.kept)} kept back", flush=True)
    taught = []
    first = options.order
    for order in range(first, first + options.networks):
        options.order = order
        training = Training(before, options)
        training.run(sentences, slots)
        taught.append(training.weights)
    return taught


def _sentences(options: argparse.Namespace) -> Sentences:
    return Sentences.load(options.held, tuple(filter(None, options.test.split(","))))


def _report(training: Training, options: argparse.Namespace) -> None:
    slots, chance = Slots.load(), random.Random(99)  # noqa: S311  no secret
    training.report([slots.marked(line, chance) for line in _sentences(options).kept])


def _checkpoint(path: Path) -> Weights:
    """Weights kept by `--checkpoint`: only of our own making, a pickle may run anything."""
    weights: Weights = jax.tree.map(jnp.asarray, pickle.loads(path.read_bytes()))  # noqa: S301
    return weights


if __name__ == "__main__":
    sys.exit(main())

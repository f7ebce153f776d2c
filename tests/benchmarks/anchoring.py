"""How annotations fare when their article's text changes: `make bench ARGS=anchoring`.

Edits articles in the ways of `anchoring_edits`, carries passages over by each method of
`anchoring_methods`, and judges by `anchoring_truth` (there are the definitions). Prints a table
of the methods, one of the kinds of edit, how often each confidence was right, and times.

    make bench ARGS=anchoring                               # the samples and, beside, the seeds
    make bench ARGS="anchoring --seed 7 --folder ARTICLES"  # other chance, other articles
    make bench ARGS="anchoring --worst 20 --kind typos"     # what went wrong, of some kinds
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    # Instead of this file's own folder, whose modules would be found by a second name.
    sys.path[:1] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "desktop")]

from tests.benchmarks.anchoring_edits import KINDS, Chance, Kind
from tests.benchmarks.anchoring_lineage import original
from tests.benchmarks.anchoring_methods import METHODS, OURS
from tests.benchmarks.anchoring_truth import Answer, Truth, Verdict, truth_of

from zhupi.core.model import AnnotationState, Article, Span
from zhupi.core.paths import sample_files
from zhupi.core.protocols import ReadOptions
from zhupi.importing import find_files, read_file

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
_LEAST, _MOST = 2_000, 3_000  #: characters of an article; short ones are put together
_LENGTHS = ((2, 4, 25), (5, 9, 20), (10, 24, 25), (25, 60, 20), (61, 160, 10))  # from, to, weight


@dataclass(frozen=True, slots=True)
class Case:
    """One passage through one edit by one method."""

    method: str
    kind: str
    length: int
    answer: Answer
    verdict: Verdict
    shown: str  #: passage → answer, for people


@dataclass(frozen=True, slots=True)
class Outcome:
    """All cases, and the seconds and annotations of each method."""

    cases: list[Case]
    seconds: dict[str, float]
    annotations: dict[str, int]


def texts_of(files: Iterable[Path]) -> list[str]:
    """Texts of 2,000 to 3,000 characters from articles: cut at a line feed, or put together."""
    texts: list[str] = []
    short = ""
    for file in files:
        for item in read_file(file, ReadOptions()):
            if not isinstance(item, Article):
                continue
            rest = item.text if len(item.text) >= _LEAST else ""
            short += "" if rest else item.text + "\n"
            while len(rest) >= _LEAST:
                end = rest.rfind("\n", _LEAST, _MOST) + 1 or _MOST
                texts.append(rest[:end])
                rest = rest[end:]
            if len(short) >= _LEAST:
                texts.append(short[:_MOST])
                short = ""
    return texts


def passages_of(text: str, count: int, rng: random.Random) -> list[Span]:
    """Passages as people mark them: from two characters to several sentences."""
    weights = [weight for _, _, weight in _LENGTHS]
    found: list[Span] = []
    while len(found) < count:
        least, most, _ = rng.choices(_LENGTHS, weights)[0]
        length = rng.randint(least, most)
        start = rng.randrange(len(text) - length)
        part = text[start : start + length]
        if not (part[0].isalnum() and part.strip() == part):
            continue
        found.append(Span(start, start + length))
    return found


def run(
    texts: Sequence[str],
    seed: int,
    rounds: int,
    each: int,
    kinds: Sequence[Kind],
    methods: Sequence[str],
) -> Outcome:
    """Every kind of edit on every text, `rounds` times, `each` passages a time."""
    outcome = Outcome([], defaultdict(float), Counter())
    for number in range(rounds):
        for index, text in enumerate(texts):
            for kind in kinds:
                rng = random.Random(f"{seed}/{number}/{index}/{kind.name}")
                spans = passages_of(text, each, rng)
                other = rng.choice([t for t in texts if t is not text])
                chance = Chance(rng, other, [(s.start, s.end) for s in spans])
                edited = kind.edit(original(text), chance)
                truths = [truth_of(text, s.start, s.end, edited, twin=kind.twin) for s in spans]
                for name in methods:
                    began = time.process_time()
                    answers = METHODS[name](spans, text, edited.text)
                    outcome.seconds[name] += time.process_time() - began
                    outcome.annotations[name] += len(spans)
                    for span, truth, answer in zip(spans, truths, answers, strict=True):
                        verdict = truth.judge(answer, edited.text)
                        if answer.state is AnnotationState.RESOLVED:
                            claimed = edited.text[answer.start : answer.end]
                            if claimed != span.of(text):
                                verdict = Verdict.WRONG
                        shown = ""
                        if verdict is not Verdict.RIGHT:
                            shown = _shown(span, text, answer, edited.text, truth)
                        case = Case(name, kind.name, len(span), answer, verdict, shown)
                        outcome.cases.append(case)
    return outcome


def _shown(span: Span, old: str, answer: Answer, new: str, truth: Truth) -> str:
    lines = [_marked(old, span.start, span.end), f"    {answer.state} {answer.confidence:.2f}"]
    if answer.stands:
        lines[-1] += " " + _marked(new, answer.start, answer.end)
    lines += [f"    ought: {_marked(new, *one.inner)}" for one in truth.ranges]
    return "\n".join(lines)


def _marked(text: str, start: int, end: int) -> str:
    inside = text[start:end]
    if len(inside) > 40:
        inside = f"{inside[:18]}…{inside[-18:]}"
    return f"{text[max(0, start - 12) : start]}[{inside}]{text[end : end + 12]}".replace("\n", "⏎")


# --- figures ------------------------------------------------------------------------------------


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "–"


def _row(cases: Sequence[Case]) -> str:
    count = Counter(case.verdict for case in cases)
    total = len(cases)
    long = [case for case in cases if case.length >= 10]
    wrong_long = sum(case.verdict is Verdict.WRONG for case in long)
    return (
        " | ".join(
            _share(count[v], total)
            for v in (
                Verdict.RIGHT,
                Verdict.LOST,
                Verdict.INEXACT,
                Verdict.GUESSED,
                Verdict.WRONG,
            )
        )
        + f" | {wrong_long} of {len(long)}"
    )


_COLUMNS = "right % | lost % | inexact % | guessed % | silently wrong % | wrong from 10 characters"


def _methods_table(outcome: Outcome) -> Iterator[str]:
    yield f"| method | {_COLUMNS} | ms an annotation |"
    yield "|---" * 8 + "|"
    for name in outcome.seconds:
        cases = [case for case in outcome.cases if case.method == name]
        cost = 1000 * outcome.seconds[name] / outcome.annotations[name]
        yield f"| {name} | {_row(cases)} | {cost:.3f} |"


def _kinds_table(outcome: Outcome, kinds: Sequence[Kind]) -> Iterator[str]:
    yield f"| edit | cases | {_COLUMNS} |"
    yield "|---" * 8 + "|"
    for kind in kinds:
        cases = [c for c in outcome.cases if c.method == OURS and c.kind == kind.name]
        yield f"| {kind.name} | {len(cases)} | {_row(cases)} |"


def _calibration_table(outcome: Outcome) -> Iterator[str]:
    yield "| confidence of «moved» | cases | right % | right place % |"
    yield "|---|---|---|---|"
    moved = [
        case
        for case in outcome.cases
        if case.method == OURS and case.answer.state is AnnotationState.MOVED
    ]
    for decile in range(10):
        cases = [c for c in moved if min(9, int(10 * c.answer.confidence)) == decile]
        right = sum(case.verdict is Verdict.RIGHT for case in cases)
        place = sum(case.verdict in {Verdict.RIGHT, Verdict.INEXACT} for case in cases)
        low, high = decile / 10, (decile + 1) / 10
        row = f"{len(cases)} | {_share(right, len(cases))} | {_share(place, len(cases))}"
        yield f"| {low:.1f}–{high:.1f} | {row} |"


def _states_table(outcome: Outcome) -> Iterator[str]:
    yield "| state | cases | right % |"
    yield "|---|---|---|"
    for state in AnnotationState:
        cases = [c for c in outcome.cases if c.method == OURS and c.answer.state is state]
        right = sum(case.verdict is Verdict.RIGHT for case in cases)
        yield f"| {state} | {len(cases)} | {_share(right, len(cases))} |"


def _costs_table(texts: Sequence[str], seed: int) -> Iterator[str]:
    yield "| characters | annotations | ms in all | ms an annotation |"
    yield "|---|---|---|---|"
    rng = random.Random(seed)
    typos = next(kind for kind in KINDS if kind.name == "typos 5 %")
    for size, counts in ((2_500, (1, 20, 200)), (20_000, (1, 20, 200)), (100_000, (1, 20, 1_000))):
        pieces: list[str] = []
        while sum(map(len, pieces)) < size:
            lines = rng.choice(texts).split("\n")
            rng.shuffle(lines)
            pieces.append("\n".join(lines) + "\n")
        text = "".join(pieces)[:size]
        edited = typos.edit(original(text), Chance(rng, rng.choice(texts), ())).text
        for count in counts:
            spans = passages_of(text, count, rng)
            best = min(_timed(spans, text, edited) for _ in range(3))
            yield f"| {size:,} | {count} | {1000 * best:.1f} | {1000 * best / count:.3f} |"


def _timed(spans: Sequence[Span], old: str, new: str) -> float:
    began = time.process_time()
    METHODS[OURS](spans, old, new)
    return time.process_time() - began


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="anchoring", description=__doc__.split("\n")[0] if __doc__ else ""
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=0, help="0: as many as make 10,000 cases")
    parser.add_argument("--each", type=int, default=20, help="passages an article")
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("--kind", default="", help="only kinds with this in their names")
    parser.add_argument("--method", action="append", choices=list(METHODS))
    parser.add_argument("--worst", type=int, default=0, help="show so many of each verdict")
    options = parser.parse_args(arguments)
    files = find_files(options.folder) or [
        *sample_files(),
        *(sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else ()),
    ]
    texts = texts_of(files)
    kinds = [kind for kind in KINDS if options.kind in kind.name]
    rounds = options.rounds or -(-10_000 // (len(texts) * len(KINDS) * options.each))
    methods = options.method or list(METHODS)
    outcome = run(texts, options.seed, rounds, options.each, kinds, methods)
    cases = sum(case.method == methods[0] for case in outcome.cases)
    print(
        f"{cases:,} cases a method: {len(texts)} texts of {sum(map(len, texts)):,} characters in "
        f"all from {len(files)} files, {len(kinds)} kinds of edit, {rounds} rounds, "
        f"{options.each} passages each, seed {options.seed}.\n"
    )
    print(*_methods_table(outcome), sep="\n")
    if OURS in methods:
        print("", *_kinds_table(outcome, kinds), sep="\n")
        print("", *_calibration_table(outcome), sep="\n")
        print("", *_states_table(outcome), sep="\n")
        print("", *_costs_table(texts, options.seed), sep="\n")
    for verdict in Verdict if options.worst else ():
        failed = [c for c in outcome.cases if c.verdict is verdict and c.shown and c.method == OURS]
        for case in random.Random(0).sample(failed, min(options.worst, len(failed))):
            print(f"\n{verdict}, {case.kind}: {case.shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Zhupi beside other engines: documents a second, exactness, queries."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from tests.benchmarks.engines import load_engine
from tests.benchmarks.measuring import MeasuringError, Spread, in_fresh_process
from tests.benchmarks.search_lab import Lab, attempt, tell

#: How many times as quick as these Zhupi should be.
_RATIOS = {"whoosh-jieba": 30, "fts5-trigram": 5, "fts5-character": 5, "tantivy-bigram": 5}


class PeerFigures:
    """All engines on the same first articles; slow ones on fewer, and Zhupi on as few beside."""

    PARTS = ("rate", "exact", "peers")

    def __init__(
        self, lab: Lab, engines: Sequence[str], articles: int, slow_articles: int, substrings: int
    ) -> None:
        self._lab = lab
        self._substrings = substrings
        sizes = {True: min(slow_articles, len(lab.corpus)), False: min(articles, len(lab.corpus))}
        pairs = [(engine, sizes[load_engine(engine).slow]) for engine in engines]
        # Largest first: where Zhupi is compared on fewer, that comes after its own.
        ours = sorted({number for _, number in pairs}, reverse=True)
        self._pairs = list(dict.fromkeys([*(("zhupi", number) for number in ours), *pairs]))
        self._built: dict[tuple[str, int], list[dict[str, Any]]] = {}

    def measure(self, parts: Collection[str]) -> None:
        """The parts asked for, printed."""
        if not set(parts) & set(self.PARTS):
            return
        self._build(self._lab.rounds if "rate" in parts else 1)
        if "rate" in parts:
            self._print_rates()
        if "exact" in parts:
            self._exact()
        if "peers" in parts:
            self._ask()

    def _build(self, rounds: int) -> None:
        for _ in range(rounds):
            for pair in tuple(self._pairs):
                try:
                    self._built.setdefault(pair, []).append(self._lab.build(*pair))
                except MeasuringError as error:
                    print(f"NOT MEASURED: {pair[0]} ({error})")
                    self._pairs.remove(pair)
                    self._built.pop(pair)

    def _rate(self, engine: str, number: int, clock: str) -> float:
        seconds = [float(one[clock]) for one in self._built.get((engine, number), ())]
        return number / statistics.median(seconds) if seconds else float("nan")

    def _print_rates(self) -> None:
        print(f"\nDocuments a second, medians of {self._lab.rounds} rounds in turn")
        columns = ("wall", "CPU", "Zhupi is ×", "in CPU ×", "target", "index÷text")
        print(f"{'engine':36}{'articles':>9}" + "".join(f"{name:>12}" for name in columns))
        for engine, number in self._pairs:
            wall, cpu = (self._rate(engine, number, clock) for clock in ("wall", "cpu"))
            ours = [self._rate("zhupi", number, clock) for clock in ("wall", "cpu")]
            last = self._built[engine, number][-1]
            target = f"≥ {_RATIOS[engine]} ×" if engine in _RATIOS else ""
            target = "≥ 2,000" if engine == "zhupi" else target
            print(
                f"{load_engine(engine).name:36}{number:>9,}{wall:12,.0f}{cpu:12,.0f}"
                f"{ours[0] / wall:12.1f}{ours[1] / cpu:12.1f}{target:>12}"
                f"{last['bytes'] / last['text']:12.2f}"
            )

    def _exact(self) -> None:
        print(
            f"\nRecall and precision against str.find, {self._substrings:,} random substrings of "
            "1 to 12 characters (peers: a tenth of them) and their AND, OR, NOT; "
            "target 100 %, 100 %"
        )
        columns = ("questions", "recall %", "precision %", "inexact")
        print(f"{'engine':46}{'articles':>9}" + "".join(f"{name:>12}" for name in columns))
        for engine, number in self._pairs:
            if engine != "zhupi" or number == self._pairs[0][1]:
                name = load_engine(engine).name
                attempt(f"exactness of {name}", partial(self._exactness, engine, number))

    def _exactness(self, engine: str, number: int) -> None:
        # A tenth will do to tell how far from exact a peer is.
        pieces = self._substrings if engine == "zhupi" else max(20, self._substrings // 10)
        tell(f"comparing {engine} with str.find")
        results = in_fresh_process(
            "exact",
            engine=engine,
            recipe=self._lab.recipe,
            number=number,
            folder=str(self._lab.place(engine, number)),
            substrings=pieces,
        )
        for kind, one in results.items():
            print(
                f"{load_engine(engine).name + ', ' + kind:46}{number:>9,}{one['questions']:>12,}"
                f"{100 * one['recall']:12.4f}{100 * one['precision']:12.4f}{one['inexact']:12,}"
            )
            for example in one["examples"] if engine == "zhupi" else ():
                print(f"    {example}")

    def _ask(self) -> None:
        print("\nThe mix of queries with 20 snippets and an exact total, ms: median / 95 % / worst")
        times: dict[tuple[str, int], list[dict[str, Any]]] = {pair: [] for pair in self._pairs}
        for _ in range(self._lab.rounds):
            for pair, measured in times.items():
                try:
                    measured.append(self._lab.ask(*pair, passes=1, mode="total"))
                except MeasuringError as error:
                    print(f"NOT MEASURED: {pair[0]} ({error})")
        for (engine, number), rounds in sorted(times.items(), key=lambda one: one[0][1]):
            if rounds:
                wall, cpu = (
                    Spread.of([one[place] for each in rounds for one in each["times"]])
                    for place in (1, 2)
                )
                name = f"{load_engine(engine).name}, {number:,} articles"
                print(f"{name:58}{wall}   CPU {cpu}")

"""Zhupi alone at one size: building, bytes, memory, queries, opening, changes, query bombs."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Collection
from typing import Any

from tests.benchmarks.measuring import Spread, forget_cached, in_fresh_process
from tests.benchmarks.search_lab import Lab, attempt, row, tell

#: Articles → median / 95 % / worst of the mix to the first page, in milliseconds.
_PAGE_TARGETS = {50_000: "≤ 3 / 15 / 60", 100_000: "≤ 5 / 30 / 100"}
_SINGLES, _HUNDREDS = 50, 7  #: updates of one article, and of a hundred


#: How the mix was asked → what `search_tasks.ask` told, round by round.
Rounds = dict[str, list[dict[str, Any]]]


class SizeFigures:
    """The index of the first `number` articles."""

    PARTS = ("size", "mix", "opening", "change", "bombs")

    def __init__(self, lab: Lab, number: int) -> None:
        self._lab = lab
        self._number = number
        self._place = lab.place("zhupi", number)

    def measure(self, parts: Collection[str]) -> None:
        """The parts asked for, printed; the index is removed afterwards."""
        if set(parts) & set(self.PARTS):
            print(f"\n=== Zhupi at {self._number:,} articles ===")
            attempt("the index", lambda: self._measure(parts))
            shutil.rmtree(self._place, ignore_errors=True)

    def _measure(self, parts: Collection[str]) -> None:
        self._print_size(self._lab.build("zhupi", self._number))
        for part, measurement in (
            ("mix", self._mix),
            ("opening", self._opening),
            ("change", self._change),
            ("bombs", self._bombs),
        ):
            if part in parts:
                attempt(part, measurement)

    def _print_size(self, built: dict[str, Any]) -> None:
        number, text = self._number, built["text"]
        row("documents a second, wall (one build)", f"{number / built['wall']:,.0f}", "≥ 2,000")
        row("documents a second of CPU time", f"{number / built['cpu']:,.0f}")
        row("index ÷ UTF-8 text", f"{built['bytes'] / text:.3f}", "≤ 1.5")
        row("index, text, MB", f"{built['bytes'] / 1e6:,.0f}, {text / 1e6:,.0f}")
        row("memory while indexing, MB", *_memory(built, 600))

    def _mix(self) -> None:
        """Each question is asked once, which counts by itself, and three times more a round."""
        rounds: Rounds = {"page": [], "total": [], "facets": []}
        for _ in range(self._lab.rounds):
            for mode, measured in rounds.items():
                measured.append(self._lab.ask("zhupi", self._number, passes=3, mode=mode))
        print(
            f"{'ms, median / 95 % / worst':32}{'to the first page':>27}"
            f"{'with exact total':>30}{'with facets':>30}"
        )
        target = _PAGE_TARGETS.get(self._number)
        if target:
            print(f"{'  target':32}{target:>27}")
        _print_spreads("all questions, wall", rounds)
        _print_spreads("all questions, CPU", rounds, cpu=True)
        for kind in dict.fromkeys(one[0] for one in rounds["total"][0]["times"]):
            _print_spreads(f"  {kind}, wall", rounds, kind=kind)
        _print_spreads("asked for the first time, wall", rounds, "first")
        _print_spreads("asked for the first time, CPU", rounds, "first", cpu=True)
        row("snippets a question, mean", f"{rounds['total'][0]['snippets']:.1f}")
        most = max((one for each in rounds.values() for one in each), key=lambda one: one["peak"])
        row("memory while searching, MB", *_memory(most, 250))
        row("  of it no part of a file, MB", f"{most['own']:.0f}")

    def _opening(self) -> None:
        mix = str(self._lab.mix(self._number))
        for cached in (True, False):
            found = []
            for _ in range(max(3, self._lab.rounds)):
                if not cached:
                    forget_cached(self._place)
                found.append(in_fresh_process("first_query", folder=str(self._place), mix=mix))
            how = "files in memory" if cached else "files on disk"
            for name, label in (("opened", "opening"), ("asked", "first query")):
                values = [one[name] for one in found]
                shown = f"{statistics.median(values):.1f} (worst {max(values):.1f})"
                row(f"{label}, new process, {how}, ms", shown, "≤ 60")

    def _change(self) -> None:
        tell("changing articles")
        found = in_fresh_process(
            "change",
            folder=str(self._place),
            recipe=self._lab.recipe,
            number=self._number,
            singles=_SINGLES,
            hundreds=_HUNDREDS,
        )
        for name, values, target in (
            ("one article until found, ms", found["added"] + found["changed"], "≤ 40 / 200"),
            ("  added", found["added"], ""),
            ("  changed", found["changed"], ""),
            ("a hundred until found, ms", found["hundred"], "≤ 150"),
        ):
            spread = Spread.of(values)
            row(f"{name}, median / worst", f"{spread.median:.1f} / {spread.worst:.1f}", target)
        row("tidying up after all these, ms", f"{found['tidied']:.0f}")

    def _bombs(self) -> None:
        tell("query bombs")
        found = in_fresh_process(
            "bomb",
            patience=600,
            folder=str(self._place),
            recipe=self._lab.recipe,
            mix=str(self._lab.mix(self._number)),
        )
        print(f"{'query bombs, ms (target ≤ 200)':40}{'page':>9}{'total':>9}  answer")
        for one in found["bombs"]:
            print(f"  {one['name']:38}{one['page']:9.1f}{one['total']:9.1f}  {one['said'][:100]}")
        late = Spread.of(found["late"])
        row(
            "no longer wanted after 1 ms: later by, ms",
            f"{late.median:.1f} / {late.most:.1f} / {late.worst:.1f}",
        )
        row("memory through all of them, MB", f"{found['peak'] - found['before']:.0f}")


def _print_spreads(
    name: str, rounds: Rounds, times: str = "times", *, kind: str = "", cpu: bool = False
) -> None:
    """A line with a spread for each way of asking; of all kinds of question, or one."""
    spreads = [
        Spread.of([one[1 + cpu] for each in told for one in each[times] if kind in ("", one[0])])
        for told in rounds.values()
    ]
    print(f"{name:32}{'   '.join(map(str, spreads))}")


def _memory(measured: dict[str, Any], target: int) -> tuple[str, str]:
    """The most a process had, without what it had before; and both."""
    before, peak = measured["before"], measured["peak"]
    return f"{peak - before:.0f} ({peak:.0f} - {before:.0f})", f"≤ {target}"

"""How quick and how small the understanding of news is, and what hostile texts cost."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from tests.benchmarks.engines import folder_size
from tests.benchmarks.measuring import MeasuringError, in_fresh_process
from tests.gold import reading

from zhupi.core.paths import resources

_ROUNDS = 5
_TASKS = "understanding_tasks"
#: Kind of text → its size; the issue's bad input first.
_SIZES = {
    "news": 5_000_000,
    "emoji": 1_000_000,
    "Latin": 1_000_000,
    "lone surrogates": 1_000_000,
    "nested marks": 20_000,
    "open marks": 100_000,
    "said and said": 300_000,
    "news in one line": 300_000,
    "no full stop": 300_000,
    "digits": 300_000,
    "brackets": 300_000,
}


def speed() -> Iterator[str]:
    """Loading, memory, characters a second, size on the disk."""
    rounds = [in_fresh_process("loading", tasks=_TASKS) for _ in range(_ROUNDS)]

    def least(key: str) -> float:
        return min(float(one[key]) for one in rounds)

    def middle(key: str) -> float:
        return statistics.median(float(one[key]) for one in rounds)

    yield f"{'':56}{'':>12}  target"
    yield _line(
        "loading, to the first names: least / median, ms of CPU",
        f"{1000 * least('first'):.0f} / {1000 * middle('first'):.0f}",
        "< 150",
    )
    yield _line(
        "  numpy before that", f"{1000 * least('numpy'):.0f} / {1000 * middle('numpy'):.0f}"
    )
    yield _line(
        "  rules that the first article of 2,500 characters loads",
        f"{1000 * least('rules'):.0f} / {1000 * middle('rules'):.0f}",
    )
    yield _line("memory it adds once loaded (PSS), MB", f"{middle('loaded'):.0f}")
    yield _line("memory it adds once 100,000 characters were read, MB", f"{middle('read'):.0f}")
    yield _line(
        "the whole process then (PSS / peak), MB",
        f"{middle('whole'):.0f} / {middle('peak'):.0f}",
        "< 150",
    )
    texts = [one.text for part in reading.PARTS for one in reading.articles(part)]
    told = in_fresh_process("rate", tasks=_TASKS, texts=texts)
    yield _line("characters a second, one core: all", f"{told['both']:,.0f}", "≥ 15,000")
    yield _line("  names, times, links", f"{told['names']:,.0f}")
    yield _line("  LAC alone", f"{told['tagger']:,.0f}")
    yield _line("  quotations", f"{told['quotations']:,.0f}")
    yield _line(
        "an article of 2,500 characters: median / worst, ms",
        f"{told['article']:.0f} / {told['worst']:.0f}",
        "< 200",
    )
    folders = sorted(path for path in resources().iterdir() if path.is_dir())
    whole = sum(map(folder_size, folders))
    yield _line("package data, MB", f"{whole / 1e6:.1f}", "< 15")
    yield "  " + ", ".join(f"{p.name} {folder_size(p) / 1e6:.2f}" for p in folders)


def hostile() -> Iterator[str]:
    """Seconds for texts that no newspaper prints."""
    heads = f"{'characters':>12}{'names, s':>10}{'quotations':>12}{'peak, MB':>10}{'broken':>8}"
    yield f"{'':20}{heads}"
    for kind, size in _SIZES.items():
        try:
            told = in_fresh_process("hostile", tasks=_TASKS, kind=kind, size=size)
        except MeasuringError as error:
            yield f"NOT MEASURED: {kind}: {error}"
            continue
        yield (
            f"{kind:20}{told['characters']:12,}{told['names']:10.2f}{told['quotations']:12.2f}"
            f"{told['peak']:10.0f}{told['broken']:8}"
        )


def _line(name: str, value: str, target: str = "") -> str:
    return f"{name:56}{value:>12}  {target}".rstrip()

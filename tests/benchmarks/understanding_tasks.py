"""Speed and memory of reading, each in a process of its own: `measuring.in_fresh_process`."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

from tests.benchmarks.corpus import make_article
from tests.benchmarks.measuring import Clock, memory
from tests.benchmarks.start import megabytes

from zhupi.core.model import Mention, Span

_ONCE_MORE = 3  #: rounds


def loading() -> dict[str, Any]:
    """CPU seconds until the first names are found, in a Python that has numpy; then what the first
    article costs beyond the same one read again: rules are compiled when a text needs them."""
    os.environ.update(_one_core())
    before = _share()
    clock = Clock()
    import_module("numpy")
    numpy = clock.cpu
    from zhupi.language import default_recogniser

    recogniser = default_recogniser()
    recogniser.recognise("王毅在北京。", [Span(0, 6)], None)
    first = clock.cpu - numpy
    with_model = _share()
    texts = _articles(40)
    article_share = _share() - with_model
    clock = Clock()
    recogniser.recognise(texts[0], _lines(texts[0]), None)
    cold = clock.cpu
    recogniser.recognise(texts[0], _lines(texts[0]), None)
    again = clock.cpu
    for text in texts:
        recogniser.recognise(text, _lines(text), None)
    return {
        "numpy": numpy,
        "first": first,
        "rules": 2 * cold - again,
        "loaded": with_model - before,
        "read": _share() - before - article_share,
        "whole": _share(),
        "peak": memory().peak,
    }


def rate(texts: Sequence[str]) -> dict[str, Any]:
    """Characters a second of all that opening an article needs, and of its halves."""
    read, quotations = _reader()
    read("王毅在北京。", _lines("王毅在北京。"))
    tag = _tagger()
    names, words = [], []
    for _ in range(_ONCE_MORE):
        clock = Clock()
        found = [read(text, _lines(text)) for text in texts]
        names.append(clock.cpu)
        for text, mentions in zip(texts, found, strict=True):
            quotations(text, _lines(text), mentions)
        words.append(clock.cpu - names[-1])
    long = []
    for text in _articles(20):
        clock = Clock()
        quotations(text, _lines(text), read(text, _lines(text)))
        long.append(clock.wall * 1000)
    clock = Clock()
    for text in texts:
        tag(text, _lines(text))
    tagging = clock.cpu
    characters = sum(map(len, texts))
    return {
        "tagger": characters / tagging,
        "names": characters / min(names),
        "quotations": characters / min(words),
        "both": characters / min(a + b for a, b in zip(names, words, strict=True)),
        "article": statistics.median(long),
        "worst": max(long),
    }


def _articles(count: int) -> list[str]:
    """Synthetic articles of 2,500 characters and a little, of whole paragraphs."""
    articles = [""]
    for line in make_article(2_700 * count).text.split("\n"):
        if len(articles[-1]) >= 2_500:
            articles.append("")
        articles[-1] += "\n" + line if articles[-1] else line
    return articles[:count]


def hostile(kind: str, size: int) -> dict[str, Any]:
    """Seconds for one text that no newspaper prints, and whether what is promised holds."""
    text = HOSTILE[kind](size)
    read, quotations = _reader()
    read("王毅在北京。", _lines("王毅在北京。"))
    lines = _lines(text)
    clock = Clock()
    mentions = read(text, lines)
    names = clock.wall
    said = quotations(text, lines, mentions)
    both = clock.wall
    return {
        "characters": len(text),
        "names": names,
        "quotations": both - names,
        "mentions": len(mentions),
        "said": len(said),
        "broken": sum(1 for _ in broken_promises(text, lines, mentions)),
        "peak": memory().peak,
    }


def broken_promises(
    text: str, lines: Sequence[Span], mentions: Sequence[Mention]
) -> Iterator[Mention]:
    """Mentions out of order, out of the text, or across the border of a block."""
    ends: list[int] = []
    before = (-1, 0)
    places = iter(lines)
    line = next(places, Span(0, 0))
    for one in mentions:
        while line.end <= one.start:
            line = next(places, Span(one.end, one.end))
        while ends and ends[-1] <= one.start:
            ends.pop()
        crossing = bool(ends) and one.end > ends[-1]
        inside = line.start <= one.start < one.end <= line.end <= len(text)
        if crossing or not inside or before >= (one.start, -one.end):
            yield one
        before = (one.start, -one.end)
        ends.append(one.end)


def _news(size: int) -> str:
    return make_article(size).text[:size]


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _nested(size: int) -> str:
    half = size // 2
    return "他说，" + "“‘" * (half // 2) + "好" + "’”" * (half // 2) + "。"


#: Kind → what makes a text of so many characters.
HOSTILE: dict[str, Callable[[int], str]] = {
    "news": _news,
    "news in one line": lambda size: _news(size).replace("\n", ""),
    "no full stop": lambda size: _news(size).replace("\n", "").replace("。", "，"),
    "emoji": _repeated("😀🇨🇳👨‍👩‍👧🎉"),
    "Latin": _repeated("Antony Blinken met Wang Yi in Valletta on Sept. 16. "),
    "lone surrogates": _repeated("\ud83d中\udc00美"),
    "nested marks": _nested,
    "open marks": _repeated("“"),
    "said and said": _repeated("他说，"),
    "digits": _repeated("2023年10月5日"),
    "brackets": _repeated("《（["),
}


def _reader() -> tuple[Callable[[str, Sequence[Span]], list[Mention]], Callable[..., list[Any]]]:
    os.environ.update(_one_core())
    from zhupi.language import default_recogniser
    from zhupi.language.quotations import quotations

    recogniser = default_recogniser()
    return (lambda text, lines: recogniser.recognise(text, lines, None)), quotations


def _tagger() -> Callable[[str, Sequence[Span]], object]:
    """LAC alone, to see what the rest costs."""
    from zhupi.core.paths import resources
    from zhupi.language.recogniser import LAC_SHA256, LAC_WEIGHTS
    from zhupi.language.tagger import Tagger

    return Tagger.load(resources() / "models" / LAC_WEIGHTS, LAC_SHA256).tag


def _one_core() -> dict[str, str]:
    from zhupi.language import single_thread_environment

    return dict(single_thread_environment())


def _lines(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return spans


def _share() -> float:
    """MB of this process, its proportional share; 0 where the system does not say."""
    try:
        return megabytes(os.getpid())
    except OSError:
        return 0.0


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "loading": loading,
    "rate": rate,
    "hostile": hostile,
}


def main() -> None:
    arguments = json.load(sys.stdin)
    began = time.perf_counter()
    result = TASKS[sys.argv[1]](**arguments)
    print(json.dumps({**result, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()

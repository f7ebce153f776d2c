"""The measurements of search, each in a process of its own: `measuring.in_fresh_process`.

Arguments come as JSON on the input, what was measured goes as JSON to the output. Making the
articles is never part of what is timed.
"""

from __future__ import annotations

import json
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks.engine_zhupi import request_of
from tests.benchmarks.engines import Engine, folder_size, load_engine
from tests.benchmarks.measuring import Clock, memory
from tests.benchmarks.search_bombs import bombs
from tests.benchmarks.search_corpus import Corpus, CorpusRecipe, documents
from tests.benchmarks.search_questions import Answer, Question, combined, random_substrings
from tests.benchmarks.search_truth import Truth, compare

from zhupi.core.errors import CancelledError
from zhupi.core.messages import message
from zhupi.core.search import SearchDocument, SearchRequest

_AT_ONCE = 100  #: articles made between two looks at the clock
_WANTED = 0.001  #: seconds after which an answer is no longer wanted, to see how soon it stops
_TOO_LONG = 20.0  #: seconds after which a query is stopped from outside


# --- building -----------------------------------------------------------------------------------


class Metered:
    """The articles of a corpus, one at a time; remembers what making them took."""

    def __init__(self, corpus: Corpus, number: int) -> None:
        self._corpus = corpus
        self._number = number
        self.wall = self.cpu = 0.0
        self.text_bytes = self.characters = 0

    def __iter__(self) -> Iterator[SearchDocument]:
        for first in range(0, self._number, _AT_ONCE):
            clock = Clock()
            made = list(documents(self._corpus, first, min(first + _AT_ONCE, self._number)))
            self.characters += sum(len(one.text) for one in made)
            self.text_bytes += sum(len(one.text.encode()) for one in made)
            self.wall += clock.wall
            self.cpu += clock.cpu
            yield from made


def build(engine: str, recipe: str, number: int, folder: str) -> dict[str, Any]:
    """Builds the index of the first `number` articles: seconds, bytes, memory."""
    chosen = load_engine(engine)
    corpus = CorpusRecipe.from_json(recipe).open()
    warm_up(chosen, corpus)
    metered = Metered(corpus, number)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    before = memory()
    clock = Clock()
    chosen.build(metered, target)
    wall, cpu = clock.wall - metered.wall, clock.cpu - metered.cpu
    return {
        "wall": wall,
        "cpu": cpu,
        "bytes": folder_size(target),
        "text": metered.text_bytes,
        "characters": metered.characters,
        "before": before.peak,
        "peak": memory().peak,
    }


def warm_up(engine: Engine, corpus: Corpus) -> None:
    """Indexes one article elsewhere and asks for it: imports and dictionaries count for nobody."""
    with tempfile.TemporaryDirectory() as folder:
        engine.build([corpus.article(0)], Path(folder))
        reader = engine.open(Path(folder))
        reader.ask(Question("common", ("中国",)))
        reader.close()


# --- asking -------------------------------------------------------------------------------------


def ask(engine: str, folder: str, mix: str, passes: int, mode: str) -> dict[str, Any]:
    """Asks the mix as often as said, after once that counts by itself: milliseconds a question.

    `mode`: `page`, the first one alone; `total`, an exact total beside; `facets`, these too.
    """
    chosen = load_engine(engine)
    warm_up(chosen, CorpusRecipe(1).open())
    questions: list[Question] = pickle.loads(Path(mix).read_bytes())
    before = memory()
    clock = Clock()
    reader = chosen.open(Path(folder))
    opened = clock.wall * 1000
    answer: Callable[[Question], Answer] = partial(reader.ask, exact=mode != "page")
    if mode == "facets":
        answer = reader.ask_with_facets  # type: ignore[attr-defined]  # Zhupi's has it
    first = [_asked(answer, question) for question in questions]
    times = [_asked(answer, question) for _ in range(passes) for question in questions]
    after = memory()
    snippets = [len(answer(question).snippets) for question in questions]
    reader.close()
    return {
        "opened": opened,
        "first": first,
        "times": times,
        "snippets": sum(snippets) / len(snippets),
        "before": before.peak,
        "peak": after.peak,
        "own": after.own - before.own,
    }


def _asked(answer: Callable[[Question], Answer], question: Question) -> tuple[str, float, float]:
    """Its kind, and its milliseconds by the wall and of CPU time."""
    clock = Clock()
    answer(question)
    return question.kind, clock.wall * 1000, clock.cpu * 1000


def _timed(action: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def first_query(folder: str, mix: str) -> dict[str, Any]:
    """Milliseconds to open Zhupi's index in a process that has just started, and of one query.

    `zhupi.search` is imported before; what it imports when first needed counts.
    """
    questions: list[Question] = pickle.loads(Path(mix).read_bytes())
    question = next(one for one in questions if one.kind == "common")
    reader = load_engine("zhupi").open(Path(folder))
    # What opens everything and finds nothing to show.
    opened = _timed(lambda: reader.ask(Question("none", ("\ue000\ue001",)), exact=False))
    asked = _timed(lambda: reader.ask(question, exact=False))
    reader.close()
    return {"opened": opened, "asked": asked}


# --- exactness ----------------------------------------------------------------------------------


def exact(engine: str, recipe: str, number: int, folder: str, substrings: int) -> dict[str, Any]:
    """Recall and precision over random substrings and their AND, OR, NOT."""
    corpus = CorpusRecipe.from_json(recipe).open()
    pieces = random_substrings(corpus, substrings, among=number)
    questions = combined(pieces)
    reader = load_engine(engine).open(Path(folder))
    results = {}
    for literal in (False, True) if engine == "zhupi" else (False,):
        truth = Truth(documents(corpus, 0, number), literal=literal)
        found = (reader.found(question, literal=literal) for question in questions)
        results["literal" if literal else "folded"] = compare(questions, truth, found).to_json()
    reader.close()
    return results


# --- changing -----------------------------------------------------------------------------------


def change(folder: str, recipe: str, number: int, singles: int, hundreds: int) -> dict[str, Any]:
    """Milliseconds until an added or changed article is found, and a hundred; on a copy."""
    corpus = CorpusRecipe.from_json(recipe).open()
    copy = Path(folder).with_name("changed")
    shutil.copytree(folder, copy)
    reader = load_engine("zhupi").open(copy)
    backend = reader.backend  # type: ignore[attr-defined]  # Zhupi's has one
    one_at_a_time: dict[str, list[float]] = {"added": [], "changed": []}
    for turn in range(singles):
        base = corpus.article(turn * 37 % number)
        word = f"标记{turn}号"
        kind = "changed" if turn % 2 else "added"
        article = base.article if turn % 2 else f"{turn:016x}"
        document = replace(base, article=article, digest=word, text=f"{base.text}\n{word}。")
        one_at_a_time[kind].append(_until_found(backend, [document], word))
    many: list[float] = []
    for turn in range(hundreds):
        word = f"百篇{turn}号"
        batch = [
            replace(base, digest=f"{word}{base.digest}", text=f"{base.text}\n{word}。")
            for base in islice(documents(corpus, turn * 100 % max(1, number - 100)), 100)
        ]
        many.append(_until_found(backend, batch, word))
    tidied = _timed(lambda: _tidy(backend))
    reader.close()
    shutil.rmtree(copy)
    return {**one_at_a_time, "hundred": many, "tidied": tidied}


def _until_found(backend: Any, batch: Sequence[SearchDocument], word: str) -> float:
    def update_and_find() -> None:
        backend.update(batch)
        page = backend.search(SearchRequest(f'"{word}"', exact_total=False))
        assert {hit.article for hit in page.hits} <= {one.article for one in batch}
        assert page.hits, f"{word} was not found"

    return _timed(update_and_find)


def _tidy(backend: Any) -> None:
    while backend.tidy():
        pass


# --- robustness ---------------------------------------------------------------------------------


def bomb(folder: str, recipe: str, mix: str) -> dict[str, Any]:
    """Milliseconds of each query bomb, to the page alone and with its total, and what was said."""
    corpus = CorpusRecipe.from_json(recipe).open()
    reader = load_engine("zhupi").open(Path(folder))
    backend = reader.backend  # type: ignore[attr-defined]  # Zhupi's has one
    reader.ask(Question("common", ("中",)))
    before = memory()
    text = corpus.article(0).text
    found: list[dict[str, Any]] = []
    for name, query in bombs(text):
        sys.stderr.write(f"… {name}\n")
        times, said = [], ""
        for exact_total in (False, True):
            began = time.perf_counter()
            try:
                request = SearchRequest(query, exact_total=exact_total)
                page = backend.search(request, partial(_stop_after, began + _TOO_LONG))
                said = f"{page.total:,} found" if page.remark is None else str(page.remark)
            except CancelledError:
                said = "STOPPED from outside"
            times.append((time.perf_counter() - began) * 1000)
        found.append({"name": name, "page": times[0], "total": times[1], "said": said})
    requests = [SearchRequest(query) for _, query in bombs(text)]
    questions: list[Question] = pickle.loads(Path(mix).read_bytes())
    requests += [request_of(question, facets=True) for question in questions]
    late = [_lateness(backend, request) for request in requests]
    reader.close()
    return {"bombs": found, "late": late, "before": before.peak, "peak": memory().peak}


def _lateness(backend: Any, request: SearchRequest) -> float:
    """Milliseconds from when the answer is no longer wanted until the search gives up."""
    end = time.perf_counter() + _WANTED
    with suppress(CancelledError):
        backend.search(request, partial(_stop_after, end))
    return max(0.0, (time.perf_counter() - end) * 1000)


def _stop_after(end: float) -> None:
    if time.perf_counter() > end:
        raise CancelledError(message("Stopped by the clock"))


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    task.__name__: task for task in (build, ask, first_query, exact, change, bomb)
}


def main() -> int:
    result = TASKS[sys.argv[1]](**json.load(sys.stdin))
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Where the figures of search are measured: one corpus, one folder of indexes, fresh processes."""

from __future__ import annotations

import pickle
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import MeasuringError, in_fresh_process
from tests.benchmarks.search_corpus import CorpusRecipe
from tests.benchmarks.search_questions import query_mix


class Lab:
    """Builds and asks; keeps the last index of each engine and size."""

    def __init__(self, recipe: CorpusRecipe, folder: Path, rounds: int) -> None:
        self.recipe = recipe.to_json()
        self.corpus = recipe.open()
        self.rounds = rounds
        self._folder = folder

    def place(self, engine: str, number: int) -> Path:
        """Where the index of the first `number` articles lies."""
        return self._folder / f"{engine}-{number}"

    def mix(self, number: int) -> Path:
        """The file of the questions about the first `number` articles."""
        file = self._folder / f"mix-{number}"
        if not file.exists():
            file.write_bytes(pickle.dumps(query_mix(self.corpus, among=number)))
        return file

    def build(self, engine: str, number: int) -> dict[str, Any]:
        """Builds the index anew; see `search_tasks.build`."""
        place = self.place(engine, number)
        shutil.rmtree(place, ignore_errors=True)
        tell(f"building {engine}, {number:,} articles")
        return in_fresh_process(
            "build", engine=engine, recipe=self.recipe, number=number, folder=str(place)
        )

    def ask(self, engine: str, number: int, *, passes: int, mode: str) -> dict[str, Any]:
        """Asks the mix; see `search_tasks.ask`."""
        tell(f"asking {engine}, {number:,} articles")
        place, mix = str(self.place(engine, number)), str(self.mix(number))
        return in_fresh_process(
            "ask", engine=engine, folder=place, mix=mix, passes=passes, mode=mode
        )


def attempt(what: str, measurement: Callable[[], None]) -> None:
    """What cannot be measured is said, and the rest goes on."""
    try:
        measurement()
    except MeasuringError as error:
        print(f"NOT MEASURED: {what} ({error})")


def row(name: str, value: str, target: str = "") -> None:
    """One line of a figure."""
    print(f"{name:48}{value:>24}  {f'target {target}' if target else ''}".rstrip())


def tell(what: str) -> None:
    """For whoever waits; not part of the figures."""
    sys.stdout.flush()
    print(f"… {what}", file=sys.stderr, flush=True)

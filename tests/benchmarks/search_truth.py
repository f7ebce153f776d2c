"""What a perfect search would find, by `str.find` over everything: no index, no shortcuts.

Folded as Zhupi folds (`core.folding`) and without the white space that is optional in it
(`search.squeezing`), or, literally, character for character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tests.benchmarks.search_questions import Question

from zhupi.core.folding import Folding
from zhupi.core.search import SearchDocument
from zhupi.search.squeezing import squeeze

_BORDER = "\uffff"  #: no character


class Truth:
    """All texts in one string; finds the numbers of those that match."""

    def __init__(self, documents: Iterable[SearchDocument], *, literal: bool) -> None:
        self._folding = Folding()
        self._literal = literal
        self._articles: list[str] = []
        self._starts: list[int] = []
        texts: list[str] = []
        at = 0
        for document in documents:
            text = self._form(document.text)
            self._articles.append(document.article)
            self._starts.append(at)
            texts.append(text)
            at += len(text) + 1
        self._starts.append(at)
        self._all = _BORDER.join(texts)
        # Questions about the same words follow one another.
        self._holding = lru_cache(maxsize=8)(self._look)

    def __call__(self, question: Question) -> set[str]:
        """The ids of the articles with the words of the question; dates are not looked at."""
        found = set(range(len(self._articles)))
        for word in question.every:
            found &= self._holding(word)
        if question.some:
            found &= frozenset().union(*map(self._holding, question.some))
        for word in question.none:
            found -= self._holding(word)
        return {self._articles[number] for number in found}

    def _form(self, text: str) -> str:
        return text if self._literal else squeeze(self._folding(text)).text

    def _look(self, word: str) -> frozenset[int]:
        needle = self._form(word)
        found: set[int] = set()
        place = self._all.find(needle)
        while place >= 0:
            number = bisect_right(self._starts, place) - 1
            found.add(number)
            place = self._all.find(needle, self._starts[number + 1])
        return frozenset(found)


@dataclass(slots=True)
class Exactness:
    """Recall and precision over all questions together, and which were not answered exactly."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    questions: int = 0
    inexact: list[str] = field(default_factory=list)

    def add(self, question: Question, truth: set[str], found: set[str]) -> None:
        self.questions += 1
        self.right += len(truth & found)
        self.missed += len(truth - found)
        self.wrong += len(found - truth)
        if truth != found:
            self.inexact.append(f"{question!r}: {len(truth)} right, {len(found)} found")

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    def to_json(self, examples: int = 3) -> dict[str, object]:
        return {
            "questions": self.questions,
            "recall": self.recall,
            "precision": self.precision,
            "inexact": len(self.inexact),
            "examples": self.inexact[:examples],
        }


def compare(questions: Sequence[Question], truth: Truth, found: Iterable[set[str]]) -> Exactness:
    """How well what an engine found, question by question, agrees with the truth."""
    result = Exactness()
    for question, one in zip(questions, found, strict=True):
        result.add(question, truth(question), one)
    return result

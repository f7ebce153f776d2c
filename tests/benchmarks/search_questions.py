"""What engines are asked, without any engine's language: `Question`, and the mix of them.

The words come from the articles themselves, by a seeded choice; how common a word is, is counted
in a sample of them by `str.find`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.benchmarks.search_corpus import SEED, Corpus

_SAMPLE = 400  #: articles in which words are looked for and counted
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2,}[0-9]{0,4}(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Question:
    """All words of `every`, one or more of `some` if there are any, none of `none`."""

    kind: str
    every: tuple[str, ...]
    some: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    first: date | None = None  #: published on or after it; the undated are not
    last: date | None = None
    newest: bool = False  #: the newest first, and not by relevance

    def is_met(self, text: str, published: date | None) -> bool:
        """Whether the text contains what is asked, character for character."""
        return (
            all(word in text for word in self.every)
            and (not self.some or any(word in text for word in self.some))
            and not any(word in text for word in self.none)
            and (self.first is None or (published is not None and published >= self.first))
            and (self.last is None or (published is not None and published <= self.last))
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The first page: ids of articles and, for each, a piece of it; all found, where counted."""

    articles: tuple[str, ...]
    snippets: tuple[str, ...]
    total: int | None


def cut_snippet(text: str, words: Sequence[str], width: int = 60) -> str:
    """A window at the first word found: the same plain one for every engine without its own."""
    at = next((place for word in words if (place := text.find(word)) >= 0), 0)
    start = max(0, at - width // 3)
    return text[start : start + width]


# --- the mix ------------------------------------------------------------------------------------


class _Words:
    """Words of a sample of the articles, and in how many of these each stands."""

    def __init__(self, corpus: Corpus, among: int, seed: int) -> None:
        chooser = random.Random(seed)
        numbers = range(0, among, max(1, among // _SAMPLE))[:_SAMPLE]
        self.articles = [corpus.article(number) for number in numbers]
        self.texts = [article.text for article in self.articles]
        self.chooser = chooser

    def count(self, word: str) -> int:
        return sum(word in text for text in self.texts)

    def drawn(self, shortest: int, longest: int) -> Iterator[str]:
        """Runs of Han characters, from anywhere, without end."""
        while True:
            text = self.chooser.choice(self.texts)
            runs = [run for run in _HAN.findall(text) if len(run) >= shortest]
            if runs:
                run = self.chooser.choice(runs)
                length = min(self.chooser.randint(shortest, longest), len(run))
                start = self.chooser.randint(0, len(run) - length)
                yield run[start : start + length]

    def latin(self) -> Iterator[str]:
        found = [word for text in self.texts for word in _LATIN.findall(text)]
        while found:
            yield self.chooser.choice(found)
        yield from self.drawn(2, 2)

    def chosen(
        self, number: int, words: Iterable[str], fits: Callable[[int], bool] = bool
    ) -> list[str]:
        """So many different words whose count fits; the last ones drawn where few do."""
        found: dict[str, None] = {}
        for attempt, word in enumerate(words):
            if attempt > 3_000 or fits(self.count(word)):
                found[word] = None
            if len(found) == number:
                break
        return list(found)


def query_mix(
    corpus: Corpus, each: int = 10, *, among: int = 0, seed: int = SEED
) -> list[Question]:
    """So many questions of each kind, shuffled, about the first `among` articles (0: all)."""
    words = _Words(corpus, among or len(corpus), seed)
    chooser, size = words.chooser, len(words.texts)
    common = words.chosen(each, words.drawn(2, 2), lambda count: count >= size * 0.3)
    rare = words.chosen(each, words.drawn(2, 4), lambda count: count <= max(1, size * 0.005))
    middling = words.chosen(each, words.drawn(2, 3), lambda count: count >= size * 0.02)
    singles = words.chosen(each - each // 2, words.drawn(1, 1), lambda count: count >= size * 0.5)
    singles += words.chosen(each // 2, words.drawn(1, 1), lambda count: count <= size * 0.1)
    pieces = words.chosen(each, words.drawn(3, 5))
    found = [Question("common", (word,)) for word in common]
    found += [Question("rare", (word,)) for word in rare]
    found += [Question("AND", pair) for pair in zip(common, middling, strict=True)]
    found += [Question("phrase", (word,)) for word in words.chosen(each, words.drawn(7, 12))]
    found += [Question("one character", (word,)) for word in singles]
    found += [Question("Latin", (word,)) for word in words.chosen(each, words.latin())]
    found += [_dated(word, words) for word in common]
    found += [Question("newest first", (word,), newest=True) for word in common]
    found += [Question("3-5 characters", (word,)) for word in pieces]
    found += [Question("none found", (_scrambled(words),)) for _ in range(each)]
    chooser.shuffle(found)
    return found


def _dated(word: str, words: _Words) -> Question:
    days = [article.published for article in words.articles if article.published]
    first = words.chooser.choice(days) if days else date(2000, 1, 1)
    return Question("date range", (word,), first=first, last=first + timedelta(days=90))


def _scrambled(words: _Words) -> str:
    """Six characters of the articles that stand in none of the sample in this order."""
    for run in words.drawn(6, 6):
        word = "".join(words.chooser.sample(run, len(run)))
        if not words.count(word):
            return word
    raise AssertionError


# --- random substrings --------------------------------------------------------------------------


def random_substrings(
    corpus: Corpus, number: int, *, among: int = 0, seed: int = SEED
) -> list[str]:
    """Pieces of 1 to 12 characters from anywhere in the texts, signs and line breaks included.

    `among`: of the first so many articles; 0: of all.

    They begin and end with something to see and hold no ASCII quotation mark: inside one, no
    query can hold another.
    """
    chooser = random.Random(seed + 1)
    found: list[str] = []
    while len(found) < number:
        text = corpus.article(chooser.randrange(among or len(corpus))).text
        length = chooser.randint(1, 12)
        start = chooser.randrange(max(1, len(text) - length))
        piece = text[start : start + length]
        if piece and piece == piece.strip() and '"' not in piece:
            found.append(piece)
    return found


def combined(pieces: Sequence[str]) -> list[Question]:
    """Each alone, and neighbours by AND, OR and NOT."""
    found: list[Question] = []
    for one, other in zip(pieces[::2], pieces[1::2], strict=False):
        found += [
            Question("alone", (one,)),
            Question("alone", (other,)),
            Question("AND", (one, other)),
            Question("OR", (), some=(one, other)),
            Question("NOT", (one,), none=(other,)),
        ]
    return found

"""Synthetic articles, spun by sentence from the samples and the seed articles.

Some sentences come in many articles and most in few (Zipf), a third of each article is of one
file, and no sentence comes twice in it. News has more words than these few files, so that three
of five sentences come in one of many variants, in which words were put in place of others, and
clauses with made-up names, codes and numbers are strewn in. An article has about as many
different pairs of characters as real news of its length. Nothing in them is true: they never
leave a temporary folder.
"""

from __future__ import annotations

import random
import re
from array import array
from bisect import bisect
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from zhupi.core.model import Article
from zhupi.core.paths import sample_files
from zhupi.core.protocols import ReadOptions
from zhupi.core.search import SearchDocument
from zhupi.importing import read_file

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"

_SENTENCE = re.compile(r"[^。！？\n]{6,120}[。！？]+[”’」』）]*")
_CLAUSE = re.compile(r"[\u4e00-\u9fff\w“”《》、·]{6,18}")
_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")
_SOURCES = tuple(
    f"合成{name}"
    for name in (
        "日报",
        "晚报",
        "早报",
        "周刊",
        "通讯",
        "在线",
        "观察",
        "快讯",
        "评论",
        "广播",
        "电视",
        "论坛",
    )
)
_FIRST_DAY = date(2014, 1, 1)
_DAYS = 3652
#: The 3,755 of the first level of GB 2312.
_COMMON_CHARACTERS = "".join(
    bytes((0xB0 + place // 94, 0xA1 + place % 94)).decode("gb2312") for place in range(3_755)
)
_VARIANTS = 256  #: of a sentence, two of five of them the sentence itself

_Thing = TypeVar("_Thing")


def sentences_of_files(seeds: Path = SEEDS) -> dict[str, tuple[str, ...]]:
    """Name of file → its sentences, of the samples and of the seeds where they are."""
    files = [*sample_files(), *(sorted(seeds.glob("*.txt")) if seeds.is_dir() else ())]
    found: dict[str, tuple[str, ...]] = {}
    for file in files:
        articles = (item for item in read_file(file, ReadOptions()) if isinstance(item, Article))
        sentences = tuple(s for article in articles for s in _SENTENCE.findall(article.text))
        if sentences:
            found[file.name] = sentences
    return found


class SpunCorpus:
    """Articles spun from sentences; see the module."""

    def __init__(
        self, material: dict[str, tuple[str, ...]], articles: int, seed: int, characters: int
    ) -> None:
        self._names = tuple(material)
        self._articles = articles
        self._seed = seed
        self._characters = characters
        chooser = random.Random(seed)
        pool = list(dict.fromkeys(s for sentences in material.values() for s in sentences))
        chooser.shuffle(pool)
        number = {sentence: place for place, sentence in enumerate(pool)}
        self._files = tuple([number[s] for s in sentences] for sentences in material.values())
        self._pool = tuple(pool)
        self._pairs: list[str] = [pair for sentence in pool for pair in _PAIR.findall(sentence)]
        # Made when first needed; the first two of five are the sentence itself.
        same = _VARIANTS * 2 // 5
        self._variants = [[s] * same + [""] * (_VARIANTS - same) for s in pool]
        self._often = _often(range(len(pool)))
        characters_ = list(_COMMON_CHARACTERS)
        chooser.shuffle(characters_)
        self._first_names = _often(characters_)
        ends = ("".join(chooser.choices(characters_, k=1 + n % 3)) for n in range(20_000))
        self._last_names = _often(tuple(ends))
        self._length = sum(map(len, pool)) / len(pool) + 3.6  # with its share of the strewn in
        clauses: list[str] = [c for s in pool for c in _CLAUSE.findall(s)]
        self._clauses = tuple(dict.fromkeys(clauses))

    @property
    def description(self) -> str:
        return (
            f"SYNTHETIC: {self._articles:,} articles of about {self._characters:,} characters, "
            f"spun with seed {self._seed} from {len(self._variants):,} sentences of "
            f"{len(self._names)} files ({', '.join(self._names)}), words in them exchanged, "
            "with made-up names, codes and numbers strewn in"
        )

    def __len__(self) -> int:
        return self._articles

    def article(self, index: int) -> SearchDocument:
        """The article, the same at every call; `IndexError` beyond the last."""
        if not 0 <= index < self._articles:
            raise IndexError(index)
        chooser = random.Random((self._seed << 40) + index)
        draw = chooser.random
        count = max(2, round(self._characters * (0.35 + 1.3 * draw()) / self._length))
        draws = array("H", chooser.randbytes(2 * (4 * count + 16)))
        names = [self._name(draws, place) for place in range(3 + count // 6)]
        title = self._title(chooser, names[-1])
        sentences = self._sentences(draws, count)
        for place in range(draws[0] % 3, len(sentences), 3):
            sentences[place] = _strewn(draws, 3 * place, names) + sentences[place]
        paragraphs, at = [title], 0
        while at < len(sentences):
            end = at + 3 + draws[at] % 5
            paragraphs.append("".join(sentences[at:end]))
            at = end
        return SearchDocument(
            article=f"{index:06x}{self._seed & 0xFFFFFFFFFF:010x}",
            digest=f"{self._characters:x}-{self._seed:x}-{index:x}",
            title=title,
            text="\n".join(paragraphs),
            source=_SOURCES[int(12 * draw() ** 2)],
            published=_day(chooser),
            authors=(names[0],),
        )

    def _sentences(self, draws: Sequence[int], count: int) -> list[str]:
        """So many, none twice where there are enough; a third of them of one file."""
        topic = self._files[draws[1] % len(self._files)]
        size, variants = len(topic), self._variants
        chosen = dict.fromkeys([topic[number % size] for number in draws[2 : 2 + count // 3]])
        chosen.update(dict.fromkeys(map(self._often.__getitem__, draws[2 * count :])))
        every = zip(chosen, draws[:count], strict=False)
        return [
            variants[number][draw & (_VARIANTS - 1)] or self._variant(number, draw)
            for number, draw in every
        ]

    def _variant(self, number: int, draw: int) -> str:
        """A sentence with other words, of two characters, in place of about one of three.

        Half of those put in come from the sentences, half are two of the most used characters.
        """
        place = draw & (_VARIANTS - 1)
        chooser = random.Random((self._seed << 20) + number * _VARIANTS + place)

        def other(match: re.Match[str]) -> str:
            chance = chooser.random()
            if chance > 0.3:
                return match[0]
            if chance > 0.15:
                return chooser.choice(self._pairs)
            return chooser.choice(_COMMON_CHARACTERS) + chooser.choice(_COMMON_CHARACTERS)

        made = self._variants[number][place] = _PAIR.sub(other, self._pool[number])
        return made

    def _name(self, draws: Sequence[int], place: int) -> str:
        """Two to four characters: one of 3,755 and one of 20,000 ends, a few of each oftener."""
        return self._first_names[draws[-1 - place]] + self._last_names[draws[place]]

    def _title(self, chooser: random.Random, name: str) -> str:
        """Clauses of the sentences: one, or two, or one with a made-up name."""
        kind = chooser.random()
        one = chooser.choice(self._clauses)
        if kind < 0.4:
            return one
        if kind < 0.8:
            return f"{one}：{chooser.choice(self._clauses)}"
        return f"{name}{one}"


def _often(things: Sequence[_Thing]) -> tuple[_Thing, ...]:
    """For every draw below 65,536 one of `things`, the first ones oftener (Zipf)."""
    weights = list(accumulate(1 / (rank + 4) for rank in range(len(things))))
    step = weights[-1] / 65_536
    return tuple(things[bisect(weights, draw * step)] for draw in range(65_536))


def _strewn(draws: Sequence[int], at: int, names: Sequence[str]) -> str:
    """A clause with a made-up name, number or code."""
    which, number, other = draws[at], draws[at + 1], draws[at + 2]
    name = names[other % len(names)]
    match which % 6:
        case 0:
            return f"代号{name}，"
        case 1:
            return f"（{name}，{number}）"
        case 2:
            return f"其中{name}占{number % 100}%，"
        case 3:
            return f"{name}与{names[which % len(names)]}相距{number % 9_000}公里，"
        case 4:
            return f"在{name}的{number}户中，"
    letters = chr(65 + other % 26) + chr(65 + number % 26)
    return f"{letters}{which % 10_000:04}号表列有{name}，"


def _day(chooser: random.Random) -> date | None:
    """Ten years, half as many at weekends, one in fifty undated."""
    if chooser.random() < 0.02:
        return None
    day = _FIRST_DAY + timedelta(days=int(chooser.random() * _DAYS))
    if day.weekday() >= 5 and chooser.random() < 0.5:
        day -= timedelta(days=2)
    return max(day, _FIRST_DAY)

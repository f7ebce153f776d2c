"""The kinds of edit that annotations are carried through, each as a function of a lined text.

All chance comes from the generator handed in. Foreign matter is taken from other articles.
"""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import opencc
from tests.benchmarks.anchoring_lineage import (
    Lined,
    foreign,
    interspersed,
    joined,
    mapped,
    replaced,
)

from zhupi.core.folding import Folding

_ENDS = frozenset("。！？\n")
_CLAUSE = re.compile(r"[^，。！？；：\n]*[，。！？；：\n]?")
_LETTERS = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
_WIDTHS = {**_LETTERS, **{full: half for half, full in _LETTERS.items()}}
_MARKS = {
    "“": "「", "”": "」", "‘": "『", "’": "』", "，": ",", "。": ".", "、": ",", "；": ";",
    "：": ":", "（": "(", "）": ")", "？": "?", "！": "!", "—": "--", "…": "...", "·": "・",
    "《": "〈", "》": "〉", ",": "，", ".": "．", "(": "（", ")": "）", '"': "“", "-": "－",
}  # fmt: skip
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_BOILERPLATE = (
    "点击上方蓝字关注我们，每天早上八点准时送达。",
    "本文系转载，不代表本站立场，如有侵权请联系删除。",
    "（责任编辑：本站编辑部）",
    "相关阅读：昨日要闻回顾；一周大事记；读者来信摘编。",
    "版权声明：未经书面授权，任何单位和个人不得转载、摘编本网内容。",
    "【编者按】此文曾在报上刊登，今略作删节，以飨读者。",
    "扫描二维码下载客户端，查看更多精彩内容。",
    "广告",
    "分享到：微信 微博 邮件 打印本页",
    "更正：本文此前的版本有几处文字错误，现已改正，特此说明。",
)

Edit = Callable[[Lined, "Chance"], Lined]


@dataclass(frozen=True)
class Chance:
    """What an edit may draw from: a generator, another article, and where passages stand."""

    random: random.Random
    other: str  #: the text of an article that is not the edited one
    passages: Sequence[tuple[int, int]]  #: of the original


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of edit. In a `twin` every passage may be called lost, though it is there."""

    name: str
    edit: Edit
    twin: bool = False


# --- characters ---------------------------------------------------------------------------------


def typos(rate: float) -> Edit:
    """Of all characters `rate` replaced (half), dropped, or followed by one too many."""

    def edit(old: Lined, chance: Chance) -> Lined:
        pool = [c for c in chance.other if c.isalnum()]
        parts = []
        for at, character in enumerate(old.text):
            one = old[at : at + 1]
            if character != "\n" and chance.random.random() < rate:
                kind, wrong = chance.random.random(), chance.random.choice(pool)
                if kind < 0.5:
                    one = replaced(one, wrong, firm=False)
                elif kind < 0.75:
                    continue
                else:
                    one += foreign(wrong)
            parts.append(one)
        return joined(parts)

    return edit


def widths(old: Lined, _chance: Chance) -> Lined:
    return mapped(old, _WIDTHS, firm=True)


def punctuation(old: Lined, _chance: Chance) -> Lined:
    return mapped(old, _MARKS, firm=False)


def spacing(old: Lined, chance: Chance) -> Lined:
    """Paragraphs indented, Latin letters and digits set apart, and stray spaces."""
    places = [(at + 1, "\u3000\u3000") for at, c in enumerate(old.text) if c == "\n"]
    for at in range(1, len(old)):
        apart = old.text[at - 1].isascii() != old.text[at].isascii()
        if apart or chance.random.random() < 0.04:
            places.append((at, chance.random.choice((" ", " ", "\u00a0", "\u3000"))))
    return interspersed(old, places)


def invisible(old: Lined, chance: Chance) -> Lined:
    rng = chance.random
    places = [
        (at, rng.choice(_INVISIBLE) * rng.randint(1, 2))
        for at in range(len(old) + 1)
        if rng.random() < 0.06
    ]
    return interspersed(old, places)


# --- scripts ------------------------------------------------------------------------------------


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


@cache
def _traditional(character: str) -> str:
    converted = str(_converter("s2t").convert(character))
    return converted if len(converted) == 1 else character


def characters_traditional(old: Lined, _chance: Chance) -> Lined:
    return replaced(old, "".join(map(_traditional, old.text)), firm=True)


def phrases_traditional(old: Lined, _chance: Chance) -> Lined:
    """As in Taiwan, words and all, so that lengths change."""
    fold = Folding()
    parts = []
    for clause in _CLAUSE.finditer(old.text):
        part = old[clause.start() : clause.end()]
        text = str(_converter("s2twp").convert(part.text))
        parts.extend(_converted(part, text, fold))
    return joined(parts)


def _converted(old: Lined, text: str, fold: Folding) -> list[Lined]:
    matcher = difflib.SequenceMatcher(None, fold(old.text), fold(text), autojunk=False)
    parts = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts.append(replaced(old[a:b], text[c:d], firm=True))
        elif tag == "replace":
            parts.append(replaced(old[a:b], text[c:d], firm=False))
        elif tag == "insert":
            parts.append(foreign(text[c:d]))
    return parts


# --- pieces -------------------------------------------------------------------------------------


def _is_end(character: str) -> bool:
    return character in _ENDS


def _is_line_feed(character: str) -> bool:
    return character == "\n"


def deletions(old: Lined, chance: Chance) -> Lined:
    """A tenth of the text gone, in stretches of 2 to 20."""
    text, gone = old, 0
    while gone < len(old) // 10:
        at, width = chance.random.randrange(len(text)), chance.random.randint(2, 20)
        text = text[:at] + text[at + width :]
        gone += width
    return text


def insertions(old: Lined, chance: Chance) -> Lined:
    """Words put in, a tenth of the text in all, 2 to 8 characters each."""
    places, added = [], 0
    while added < len(old) // 10:
        word = _cut(chance, chance.random.randint(2, 8))
        places.append((chance.random.randrange(len(old)), word))
        added += len(word)
    return interspersed(old, places)


def _cut(chance: Chance, width: int) -> str:
    at = chance.random.randrange(max(1, len(chance.other) - width))
    return chance.other[at : at + width].replace("\n", "")


def figures(old: Lined, chance: Chance) -> Lined:
    """Every digit another one, as in a bulletin of the next day."""
    parts = [
        replaced(old[at : at + 1], chance.random.choice("0123456789"), firm=False)
        if character in "0123456789"
        else old[at : at + 1]
        for at, character in enumerate(old.text)
    ]
    return joined(parts)


def sentences_doubled(old: Lined, chance: Chance) -> Lined:
    """One sentence of six stands twice in a row: which is the right one nobody knows."""
    parts = []
    for sentence in old.split(_is_end):
        doubled = len(sentence) > 4 and chance.random.random() < 1 / 6
        if doubled and sentence.text.endswith("\n"):
            parts += [sentence[:-1], sentence[:-1], sentence[-1:]]
        else:
            parts += [sentence] * (2 if doubled else 1)
    return joined(parts)


def sentences_repeated(old: Lined, chance: Chance) -> Lined:
    """Copies of sentences elsewhere, as a summary or a pull quote; the original stays.

    Not beside it: there nobody could say which is the original.
    """
    pieces = old.split(_is_end)
    copies = chance.random.sample(pieces, max(1, len(pieces) // 10))
    parts = old.split(_is_line_feed)
    for copy in copies:
        text = copy.text.strip()
        at = chance.random.randrange(len(parts) + 1)
        if not any(text in part.text for part in parts[max(0, at - 1) : at + 1]):
            parts.insert(at, foreign(text + "\n"))
    return joined(parts)


def sentences_removed(old: Lined, chance: Chance) -> Lined:
    """A third of the sentences gone."""
    return joined(s for s in old.split(_is_end) if chance.random.random() > 1 / 3)


def passages_removed(old: Lined, chance: Chance) -> Lined:
    """The sentences of half the passages gone; short ones are quoted in a new sentence."""
    gone: set[int] = set()
    quoted: list[str] = []
    for start, end in chance.passages:
        if chance.random.random() < 0.5:
            gone.update(range(start, end))
            if end - start <= 12:
                quoted.append(old.text[start:end].replace("\n", ""))
    parts = [s for s in old.split(_is_end) if not gone & set(s.lineage)]
    for quote in quoted:
        line = f"{_cut(chance, 14)}，{quote}{_cut(chance, 14)}。"
        parts.insert(chance.random.randrange(len(parts) + 1), foreign(line))
    return joined(parts)


def sentences_reordered(old: Lined, chance: Chance) -> Lined:
    """The sentences of every paragraph in another order."""
    parts: list[Lined] = []
    for paragraph in old.split(_is_line_feed):
        end = len(paragraph) - paragraph.text.endswith("\n")
        sentences = paragraph[:end].split(_is_end)
        chance.random.shuffle(sentences)
        parts += [*sentences, paragraph[end:]]
    return joined(parts)


def paragraphs_reordered(old: Lined, chance: Chance) -> Lined:
    pieces = old.split(_is_line_feed)
    if not pieces[-1].text.endswith("\n"):
        pieces[-1] += foreign("\n")
    chance.random.shuffle(pieces)
    return joined(pieces)


def boilerplate(old: Lined, chance: Chance) -> Lined:
    """Lines above, below and between that many sites add."""
    pieces = old.split(_is_line_feed)
    for _ in range(4):
        line = foreign(chance.random.choice(_BOILERPLATE) + "\n")
        pieces.insert(chance.random.randrange(len(pieces)), line)
    above = foreign("".join(f"{line}\n" for line in chance.random.sample(_BOILERPLATE, 2)))
    below = foreign("\n" + "\n".join(chance.random.sample(_BOILERPLATE, 3)))
    return joined([above, *pieces, below])


def paragraphs_split_and_joined(old: Lined, chance: Chance) -> Lined:
    parts = []
    for piece in old.split(_is_end):
        if piece.text.endswith("\n"):
            parts.append(piece[:-1] if chance.random.random() < 0.5 else piece)
        else:
            parts += [piece, foreign("\n")] if chance.random.random() < 0.3 else [piece]
    return joined(parts)


# --- other articles -----------------------------------------------------------------------------


def twin(old: Lined, chance: Chance) -> Lined:
    """Another article that shares one sentence of four with this one."""
    others = foreign(_unshared(old, chance)).split(_is_end)
    shared = [s for s in old.split(_is_end) if chance.random.random() < 0.25]
    places = sorted(chance.random.randrange(len(others) + 1) for _ in shared)
    for at, sentence in sorted(zip(places, shared, strict=True), key=lambda p: -p[0]):
        others.insert(at, sentence)
    return joined(others)


def another(old: Lined, chance: Chance) -> Lined:
    return foreign(_unshared(old, chance))


def _unshared(old: Lined, chance: Chance) -> str:
    """The other article without sentences that, by themselves, have twelve characters of this."""
    return "".join(
        sentence.text
        for sentence in foreign(chance.other).split(_is_end)
        if not any(
            sentence.text[at : at + 12] in old.text for at in range(max(1, len(sentence) - 11))
        )
    )


def chained(*edits: Edit) -> Edit:
    """One edit after the other."""

    def edit(old: Lined, chance: Chance) -> Lined:
        for one in edits:
            old = one(old, chance)
        return old

    return edit


KINDS = (
    *(Kind(f"typos {rate} %", typos(rate / 100)) for rate in (1, 3, 5, 10, 20, 30)),
    Kind("full and half widths", widths),
    Kind("traditional, by character", characters_traditional),
    Kind("traditional, by phrase", phrases_traditional),
    Kind("spacing", spacing),
    Kind("zero-width characters", invisible),
    Kind("other punctuation", punctuation),
    Kind("deletions", deletions),
    Kind("words put in", insertions),
    Kind("figures changed", figures),
    Kind("sentences doubled", sentences_doubled),
    Kind("sentences repeated elsewhere", sentences_repeated),
    Kind("sentences removed", sentences_removed),
    Kind("passages removed, quoted elsewhere", passages_removed),
    Kind("sentences reordered", sentences_reordered),
    Kind("paragraphs reordered", paragraphs_reordered),
    Kind("boilerplate added", boilerplate),
    Kind("paragraphs split and joined", paragraphs_split_and_joined),
    Kind("traditional by character, typos 10 %", chained(characters_traditional, typos(0.1))),
    Kind(
        "traditional by phrase, punctuation, deletions",
        chained(phrases_traditional, punctuation, deletions),
    ),
    Kind(
        "boilerplate, widths, spacing, typos 5 %",
        chained(boilerplate, widths, spacing, typos(0.05)),
    ),
    Kind(
        "paragraphs reordered, typos 10 %",
        chained(paragraphs_reordered, typos(0.1)),
    ),
    Kind(
        "traditional by phrase, reordered, boilerplate, typos 5 %",
        chained(phrases_traditional, paragraphs_reordered, boilerplate, typos(0.05)),
    ),
    Kind("a twin that shares sentences", twin, twin=True),
    Kind(
        "a twin, traditional, typos 5 %",
        chained(twin, characters_traditional, typos(0.05)),
        twin=True,
    ),
    Kind("another article", another),
)

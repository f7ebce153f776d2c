"""Organisations that LAC splits, cuts short or misses."""

from __future__ import annotations

import re

from zhupi.core.model import Label
from zhupi.language.lexicon import COUNTRIES, SOLE_BODIES, STATE_COMMITTEES
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, RULE, covering, replace

_AND = "和与及暨"
_LETTERS = Pattern("[（(]([A-Z][A-Za-z&]{1,7})[）)]", needs="( （")
_MOST = 200  #: abbreviations of an article
_CONTINENTS = ("亚洲", "欧洲", "非洲", "美洲", "大洋洲", "拉美", "东亚", "南亚", "西亚", "中东")
_SOLE = Pattern("|".join(SOLE_BODIES))


def sole(passage: Passage, found: list[Found]) -> list[Found]:
    """众议院, 立法会: bodies of state without a country, where LAC saw no name."""
    new = []
    for m in passage.find(_SOLE):
        if passage.is_edge(m.start()) and passage.is_edge(m.end()):
            inner = covering(found, m.start(), m.end())
            if inner is None:
                new.append(Found(m.start(), m.end(), Label.ORG, HINT))
    return replace(found, new)


def complete(passage: Passage, found: list[Found]) -> list[Found]:
    """An organisation that ends in a region goes on: …部北美洲 + 和 + 大洋洲事务司."""
    result: list[Found] = []
    text = passage.text
    for item in sorted(found):
        last = result[-1] if result else None
        if (
            last is not None
            and last.label is Label.ORG
            and item.label is Label.ORG
            and item.start - last.end == 1
            and passage.joins(last, item)
            and text[last.end] in _AND
            and text[last.start : last.end].endswith((*_CONTINENTS, *COUNTRIES))
        ):
            result[-1] = Found(last.start, item.end, Label.ORG, RULE)
        else:
            result.append(item)
    return result


def abbreviated(passage: Passage, found: list[Found]) -> list[Found]:
    """EIA in 美国能源信息署（EIA）, there and wherever the article says it again."""
    names = {
        match[1]
        for item in found
        if item.label is Label.ORG
        for match in (passage.follow(_LETTERS, item),)
        if match
    }
    if not names:
        return found
    choice = "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n))[:_MOST]))
    pattern = Pattern(f"(?<![A-Za-z])(?:{choice})(?![A-Za-z])")
    return replace(
        found, [Found(m.start(), m.end(), Label.ORG, RULE) for m in passage.find(pattern)]
    )


def whole(passage: Passage, found: list[Found]) -> list[Found]:
    """Puts back the last character that LAC cut off: 国安 + 会."""
    text = passage.text
    new = [
        Found(item.start, item.end + 1, Label.ORG, RULE)
        for item in found
        if item.label is Label.ORG
        and item.end < passage.block_end(item.start)
        and passage.is_edge(item.end + 1)
        and text[item.start : item.end + 1].endswith(STATE_COMMITTEES)
        and not text[item.start : item.end].endswith(STATE_COMMITTEES)
    ]
    return replace(found, new)

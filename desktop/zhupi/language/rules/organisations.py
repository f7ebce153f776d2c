"""Organisations that LAC splits, cuts short or misses."""

from __future__ import annotations

import re

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import CONTINENTS, COUNTRIES, ORG_ENDINGS, SOLE_BODIES, STATE_COMMITTEES
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, RULE, Index, covering, replace

_AND = "和与及暨"
_PARTS = "司局处厅部室"
_LETTERS = Pattern("[（(]([A-Z][A-Za-z&]{1,7})[）)]", needs="( （")
_MOST = 200  #: abbreviations of an article
_OF_MANY_STATES = Pattern(
    "(?:联合国(?:安理会|大会|秘书处|教科文组织|儿童基金会)?|欧盟|北约|东盟|非盟|世贸组织|世卫组织|世界银行|国际奥委会|国际足联|"
    "国际货币基金组织)$",
    needs="联合国 欧盟 北约 东盟 非盟 组织 银行 国际",
)
_SOLE = Pattern("|".join(SOLE_BODIES), needs=" ".join(SOLE_BODIES))


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
    for item in sorted(found):
        start = _beginning(passage, result, item)
        while result and start <= result[-1].start:
            result.pop()
        if start < item.start:
            result.append(Found(start, item.end, Label.ORG, RULE))
        else:
            result.append(item)
    return result


def _beginning(passage: Passage, before: list[Found], item: Found) -> int:
    """Where the organisation begins whose last part `item` is."""
    text = passage.text
    last = before[-1] if before else None
    if (
        last is None
        or item.label is not Label.ORG
        or item.start - last.end != 1
        or text[last.end] not in _AND
        or not passage.joins(last, item)
        or not text[last.start : last.end].endswith((*CONTINENTS, *COUNTRIES))
    ):
        return item.start
    if last.label is Label.ORG:
        return last.start
    body = before[-2] if len(before) > 1 else None
    is_part = (
        body is not None
        and body.label is Label.ORG
        and body.end == last.start
        and text[item.end - 1] in _PARTS
    )
    return body.start if body is not None and is_part else item.start


def of_many_states(passage: Passage, found: list[Found]) -> list[Found]:
    """纽约 + 联合国: what many states are members of has no place before it in its name."""
    text = passage.text
    places = gazetteer().places
    result: list[Found] = []
    for item in found:
        body = _OF_MANY_STATES.search(text, item.start, item.end)
        cut = body.start() if body is not None and item.label is Label.ORG else item.start
        if cut > item.start and text[item.start : cut] not in places:
            cut = item.start
        if cut > item.start:
            result.append(Found(item.start, cut, Label.PLACE, HINT))
        result.append(item._replace(start=cut))
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
    longer = Index(
        item
        for item in found
        if item.label is Label.ORG and passage.text.endswith(ORG_ENDINGS, item.start, item.end)
    )
    return replace(
        found,
        [
            Found(m.start(), m.end(), Label.ORG, RULE)
            for m in passage.find(pattern)
            if (whole := longer.at(m.start())) is None or whole.start < m.start()
        ],
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

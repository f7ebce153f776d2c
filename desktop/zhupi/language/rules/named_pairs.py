"""Signs of countries and towns that the article explains: 伊科两国, where 伊拉克 and 科威特 are
named; 离平, where 北平 is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from types import MappingProxyType

from zhupi.core.model import Label
from zhupi.language.gazetteer import Names, gazetteer
from zhupi.language.lexicon import COUNTRIES
from zhupi.language.passage import Found, Match, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, Index, add, place, replace
from zhupi.language.rules.mentions import follows_title

_TIES = (
    "两国|双方|两军|两党|关系|边境|边界|战争|冲突|会谈|谈判|之间|两地|三国|停火|和谈|建交|断交|复交|"
    "签署|外长|联合|合作|首脑|总统|领导人"
)
_COUNTRIES = Names(COUNTRIES)


def countries_named(
    passage: Passage, found: Iterable[Found], labels: Collection[Label]
) -> set[str]:
    """The first characters of the countries that names of these labels begin with."""
    text, places = passage.text, gazetteer().places
    return {
        text[item.start]
        for item in found
        if item.label in labels
        for end in _COUNTRIES.ends(text, item.start, item.end)
        if text[item.start : end] in places
    }


def named_pairs(passage: Passage, found: list[Found]) -> list[Found]:
    """Two or three first characters of countries named in the article, before what ties them."""
    text = passage.text
    signs = countries_named(passage, found, {Label.PLACE, Label.ORG})
    found = _teams(passage, found, signs)
    if not any(a in signs and b in signs for a, b in pairwise(text)):
        return found
    index = Index(found)
    new: list[Found] = []
    runs: set[str] = set()
    for m in passage.find(Pattern(f"[{''.join(sorted(signs))}]{{2,3}}(?={_TIES})")):
        run = m.group()
        if len(set(run)) < len(run) or run in gazetteer().names:
            continue
        if not (passage.is_edge(m.start()) and passage.is_edge(m.end())):
            continue
        around = index.overlapping(m.start(), m.end())
        if all(m.start() <= item.start and item.end <= m.end() for item in around):
            new += (place(at, confidence=HINT) for at in range(m.start(), m.end()))
            runs.add(run)
    return replace(found, [*new, *_told(passage, found, runs, {item.start for item in new})])


def _told(
    passage: Passage, found: Iterable[Found], runs: Collection[str], taken: Collection[int]
) -> list[Found]:
    """沙伊 in a headline, which was taken for somebody, where the article has 沙伊双方 as well."""
    return [
        place(at, confidence=HINT)
        for item in found
        if item.label in {Label.PERSON, Label.PLACE} and item.start not in taken
        if passage.text[item.start : item.end] in runs and not follows_title(passage, item.start)
        for at in range(item.start, item.end)
    ]


#: 中队 is a squadron.
_TEAM = Pattern("([美英法德俄日韩意葡荷阿巴墨克摩塞波])队(?![员伍长列友形名尾旗部])", needs="队")


def _teams(passage: Passage, found: list[Found], signs: Collection[str]) -> list[Found]:
    """法队, where 法国 is named."""
    new = [
        Found(m.start(), m.end(), Label.ORG, HINT)
        for m in passage.find(_TEAM)
        if m.group(1) in signs and passage.is_edge(m.start()) and passage.is_edge(m.end())
    ]
    return add(found, new)


#: Towns and regions by one character, and what they are called in full.
_TOWNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "平": ("北平",), "京": ("北京", "南京"), "宁": ("南京",), "津": ("天津",), "沪": ("上海",),
        "保": ("保定",), "汉": ("汉口", "武汉"), "渝": ("重庆",), "蓉": ("成都",), "穗": ("广州",),
        "港": ("香港",), "台": ("台湾", "台北"), "澳": ("澳门",), "沈": ("沈阳",), "热": ("热河",),
        "察": ("察哈尔",), "绥": ("绥远",), "锦": ("锦州",), "榆": ("榆关",), "兰": ("兰州",),
    }
)  # fmt: skip
#: On the way to a town, or there; 电台 and 电热 are other words.
_ROADS = Pattern(
    f"(?:[离抵返赴到至侵攻援运滞渡回驻留寓飞]|电(?![台热]))([{''.join(_TOWNS)}])"
    "(?=[，。、；！？：])"
)


#: Towns side by side that are no other word: 平台 is one.
_TOGETHER = Pattern(
    "平津保?(?!贴)|津平|平沪|沪平|平汉|平绥|平保|津保|热察绥?|察绥", needs="平 津 察"
)


def _yields(item: Found, run: Match) -> bool:
    """Whether an item is a piece of the run, or one that a reader took for somebody: 平津士."""
    starts = run.start() <= item.start
    return starts and (item.end <= run.end() or item.label is Label.PERSON)


def _stands_apart(passage: Passage, run: Match) -> bool:
    """Whether no word goes out of the run, as 平均 does of 津 + 平均. One that opens with the whole
    run may: 平津士."""
    start, end = run.start(), run.end()
    inside = any(passage.is_edge(at) for at in range(start + 1, end))
    return passage.is_edge(start) and (passage.is_edge(end) or not inside)


def named_towns(passage: Passage, found: list[Found]) -> list[Found]:
    """平 of 离平 at the end of a clause, where the article speaks of 北平."""
    text = passage.text
    named = {text[item.start : item.end] for item in found if item.label is Label.PLACE}
    index = Index(found)
    new = [
        place(m.start(1), confidence=HINT)
        for m in passage.find(_ROADS)
        if not named.isdisjoint(_TOWNS[m.group(1)]) and index.at(m.start(1)) is None
    ]
    pairs: list[Found] = []
    for m in passage.find(_TOGETHER):
        known = all(not named.isdisjoint(_TOWNS[sign]) for sign in m.group())
        around = index.overlapping(m.start(), m.end())
        apart = all(_yields(item, m) for item in around)
        if known and _stands_apart(passage, m) and apart:
            pairs += (place(at, confidence=HINT) for at in range(m.start(), m.end()))
    return replace(add(found, new), pairs)

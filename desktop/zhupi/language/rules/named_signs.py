"""Single characters for countries that only the article explains: 尼国, 科方 and 尼局势, where
尼日尔 and 科特迪瓦 are named; 布 of 布、马两国; 比 of 英、美、比三国."""

from __future__ import annotations

from collections.abc import Iterable

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, Index, place, replace
from zhupi.language.rules.named_pairs import countries_named
from zhupi.language.rules.short_forms import STATES

#: First characters of countries that make other words with 国, 方 or 局势: 爱国, 比方, 新局势.
_NO_SIGNS = frozenset("爱安白北本冰不大东多古黑红几老利立列马南秘所土王西小新也英中")
#: Words and turns that begin with a sign and 国 or 方: 以国为重, 卡方检验, who is entrusted.
_NO_SIDE = "(?!以国[为之]|卡方(?:检验|分布|统计|值)|(?<=受)委方(?!邀))"
_SIDE = Pattern(
    f"{_NO_SIDE}([\u4e00-\u9fff])(?:国(?![家内际籍产会人旗防资营有企库务歌道学画术脚足境策情])|"
    "方(?![面法式案针向程位言便圆格形块略丈始阵才])|局势|政局)",
    needs="国 方 局势 政局",
)
#: Troops and offices in a country: 在尼驻有, 驻尼部队.
_POSTED = Pattern(
    "(?<=在)([\u4e00-\u9fff])(?=驻[有军扎])|"
    "(?<=驻)([\u4e00-\u9fff])(?=大使|使馆|使领馆|部队|官兵|军队|军人|记者|[美法英俄意德联]军)",
    needs="驻",
)
_LIST = Pattern(
    "([\u4e00-\u9fff](?:、[\u4e00-\u9fff]){1,7})(?=[两二三四五六七八九十]国(?![语文]))", needs="国"
)
#: What stands before a list without ending a word: 向 of 向布、马两国.
_BEFORE = frozenset("向对与和同跟在被由给从及而将与为据把")
_PAIR = 2
_ALSO = frozenset("比瑞挪葡捷")


def named_signs(passage: Passage, found: list[Found]) -> list[Found]:
    """The first characters of countries named in the article, where only a country can stand."""
    signs = countries_named(passage, found, {Label.PLACE, Label.ORG, Label.EVENT})
    index = Index(found)
    new: list[Found] = []
    for m in passage.find(_SIDE):
        if m.group(1) not in signs or m.group(1) in _NO_SIGNS or m.group() in gazetteer().names:
            continue
        around = index.overlapping(m.start(), m.end())
        inside = all(m.start() <= item.start and item.end <= m.end() for item in around)
        if inside and passage.is_edge(m.start()) and passage.is_edge(m.end()):
            new.append(place(m.start(1), confidence=HINT))
    new += (
        place(m.start(), confidence=HINT)
        for m in passage.find(_POSTED)
        if m.group() in signs and _are_short(index.overlapping(m.start(), m.end()))
    )
    new += _listed(passage, signs | _ALSO | set(STATES), index)
    return replace(found, new)


def _are_short(items: Iterable[Found]) -> bool:
    """Whether none is more than a sign with a word beside it: 向布."""
    return all(item.end - item.start <= _PAIR for item in items)


def _listed(passage: Passage, signs: set[str], found: Index) -> list[Found]:
    """布 and 马 of 布、马两国."""
    new: list[Found] = []
    for m in passage.find(_LIST):
        ranges = range(m.start(1), m.end(1), 2)
        before = passage.text[m.start() - 1 : m.start()]
        if not (passage.is_edge(m.start()) or before in _BEFORE):
            continue
        short = _are_short(found.overlapping(m.start(1), m.end(1)))
        if short and signs.issuperset(passage.text[at] for at in ranges):
            new += (place(at, confidence=HINT) for at in ranges)
    return new

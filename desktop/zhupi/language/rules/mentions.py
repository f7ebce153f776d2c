"""LAC's words as mentions, and which of them to believe."""

from __future__ import annotations

import unicodedata

from zhupi.core.model import Label
from zhupi.language.lexicon import NO_NAMES, ORG_ENDINGS, PLACES, TITLES
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import CHINESE, HINT

_LABELS = {"PER": Label.PERSON, "LOC": Label.PLACE, "ORG": Label.ORG, "TIME": Label.TIME}
#: Below these a reader is more often wrong than right.
_LEAST = {Label.PERSON: 0.4, Label.PLACE: 0.45, Label.ORG: 0.45, Label.TIME: 0.4}
STORMS = ("台风", "飓风", "热带风暴", "气旋")
#: What is built, by what kind it is: 沉管隧道, 斜拉桥.
_SITES = Pattern(
    "(?:沉管|海底|水下|过江|越江|跨海|跨江|公路|铁路|地铁|高铁|盾构|人行|行车|地下|双线|单线)+(?:隧道|通道|大桥|桥)|"
    "(?:悬索|斜拉|高架|立交|人行天|拱|铁索|浮|吊|断|石拱|钢架)桥|人工岛|航站楼|候机楼|旅检大楼",
    needs="隧道 通道 桥 人工岛 航站楼 候机楼 旅检大楼",
)
#: Sums of money, and what somebody calls their own: 360万美元, 本行公司.
_NO_NAME = Pattern(
    "[\\d.,〇零一二三四五六七八九十百千万亿两]+(?:美元|欧元|日元|港元|韩元|英镑|卢布|卢比|瑞郎|人民币|新台币|法郎|马克|元)|"
    "(?:本|该|贵|敝)(?:公司|集团|银行|行|院|校|所|局|厂|店|社|党|会|馆|台|报|刊|网)[\u4e00-\u9fff]{0,2}|"
    "[中英法德俄日韩美越缅印泰朝巴蒙澳欧]{2,3}(?:互换|签署|签订|缔结|达成|交换).*"
)
#: Two ends and what ties them, as in classical prose.
_PHRASE = Pattern(
    "[\u4e00-\u9fff]{1,2}[则与之而其所者亦皆乃遂][\u4e00-\u9fff]{1,2}|[言语话][毕罢讫]|上谕.?"
)
_SURE = 0.97
_ROYAL = ("储", "室", "宫", "后", "妃", "位", "国", "朝", "府", "政", "权", "族")
_LEAST_WITH_ENDING = 0.3
_LEAST_AFTER_TITLE = 0.1
_WELL_KNOWN = PLACES.union(place + level for place in PLACES for level in "省市")
_TITLES = tuple(TITLES)
_TITLE_ENDS = frozenset(title[-1] for title in TITLES)


def from_words(passage: Passage) -> list[Found]:
    """Every word that LAC tagged as a name or a time, and well-known places whatever it says."""
    found = []
    text = passage.text
    for start, end, tag in passage.words():
        label = _LABELS.get(tag)
        if label is not Label.PLACE and text[start:end] in _WELL_KNOWN:
            found.append(Found(start, end, Label.PLACE, HINT))
        elif label is not None:
            found.append(Found(start, end, label, passage.certainty(start, end)))
    return found


def discard(passage: Passage, found: list[Found]) -> list[Found]:
    """Drops titles and other words that are no names, and what their reader itself doubts."""
    return [item for item in found if _believable(passage, item)]


def _believable(passage: Passage, item: Found) -> bool:
    name = passage.text[item.start : item.end]
    if (
        name in NO_NAMES
        or _NO_NAME.fullmatch(name)
        or (item.label is Label.PERSON and _is_no_person(passage, item))
        or _SITES.fullmatch(name)
        or (name.endswith("官房") and passage.text.startswith("长官", item.end))
        or (not name.isalnum() and _has_symbols(name))
    ):
        return False
    royal = name == "王" and passage.text.startswith(_ROYAL, item.end)
    if royal or (item.label is Label.TIME and len(name) == 1):
        return False
    if item.label is Label.PERSON and passage.text.endswith(STORMS, 0, item.start):
        return False
    if item.label is Label.PERSON and follows_title(passage, item.start):
        return item.confidence >= _LEAST_AFTER_TITLE
    if item.label is Label.ORG and len(name) > 2 and name.endswith(ORG_ENDINGS):
        return item.confidence >= _LEAST_WITH_ENDING
    return item.confidence >= _LEAST.get(item.label, 0)


def _is_no_person(passage: Passage, item: Found) -> bool:
    """元平 of 元平元年; 海与塞, 西则塞防: what nobody is called, if it is no family name that it
    begins with."""
    if passage.text.startswith("元年", item.end):
        return True
    doubted = item.confidence < _SURE and _PHRASE.fullmatch(passage.text, item.start, item.end)
    return bool(doubted) and not CHINESE.match(passage.text, item.start)


def _has_symbols(name: str) -> bool:
    """Whether it has pictures or controls, which no name holds, or nothing but marks. Rare
    ideographs that this Python's Unicode does not know yet, or that a file put into the private
    area, may be part of one."""
    return not any(map(str.isalnum, name)) or any(
        unicodedata.category(sign) in {"So", "Sk", "Cc", "Cs"} for sign in name
    )


def follows_title(passage: Passage, at: int) -> bool:
    """Whether a title ends at `at`, where a word ends too."""
    text = passage.text
    return (
        text[at - 1 : at] in _TITLE_ENDS and passage.is_edge(at) and text.endswith(_TITLES, 0, at)
    )

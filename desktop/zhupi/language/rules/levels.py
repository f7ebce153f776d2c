"""Places that a reader took together, each by itself, and such as go on into the next word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from zhupi.core.model import Label
from zhupi.language.gazetteer import Gazetteer, gazetteer
from zhupi.language.lexicon import COUNTRIES, PLACES
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, SOUND, replace

_DOUBTFUL = 0.9
_DIVISION = Pattern(
    "特别行政区|自治[区州县旗]|地区|[省市县区州镇乡村盟旗]",
    needs="乡 区 县 州 市 旗 村 特别行政 盟 省 自治 镇",
)
_PART = Pattern(
    "[东西南北中]部|东[南北]部|西[南北]部|沿岸|沿海|境内|地区|一带|以[东南西北]|[东南西北]岸|"
    "[东南西北]郊|上空"
)
_ENDS_OF_PLACES = frozenset(
    "省市县区镇乡村州盟旗湖山河江海岛湾港路街站桥寺宫园城国院店馆场线谷口岸门关陵塔楼堡峰沟岭洲"
    "坝矿厂营道桥庙巷庄屯铺里坊苑厅殿脉峡原漠溪泉瀑布礁屿林墙弄坡窟石"
)
_LEVEL = Pattern(
    "(?!外)[\u4e00-\u9fff]{2,7}?"
    "(?:自治[区州县旗]|[市县州镇乡村街路道里巷湾岛寺]|广场|(?<![园发景城郊矿山林校])区)"
)
#: What counts those of a list that ends there: 博尔诺 + 七州, but 郑州 + 二七区.
_COUNTED = Pattern("(?:[两二三四五六七八九]|十[一二三四五六七八九]?|\\d+)个?[省市州县区国地郡邦]")
#: What stands before a place and belongs to the sentence: 可 + 尼日利亚.
_STRAY = frozenset("前可但而且若如像就连和与及在从对向让把被据则以为是由于至故虽因")
#: What opens a name that is whole only with the place before it: 莫斯科世界贸易中心.
_ONE_OF_MANY = ("世界", "国际", "中央", "国家", "人民")


def levels(passage: Passage, found: list[Found]) -> list[Found]:
    """Each level by itself: 浙江省 + 杭州市 + 西湖区."""
    names = gazetteer()
    new: list[Found] = []
    for item in found:
        if item.label is not Label.PLACE or item.end - item.start < 4:
            continue
        cuts = list(_cuts(passage.text, item, names))
        if len(cuts) > 2 and cuts[-1] == item.end:
            new += (Found(a, b, Label.PLACE, max(item.confidence, HINT)) for a, b in pairwise(cuts))
    return replace(found, new)


def _cuts(text: str, item: Found, names: Gazetteer) -> Iterator[int]:
    """Where the levels of one place begin and end; nothing after the first where it is none."""
    yield item.start
    at = item.start
    if text[item.start : item.end] in names.places:
        return
    while at < item.end:
        if at > item.start and text.startswith(_ONE_OF_MANY, at):
            return
        end = next(names.places.ends(text, at, item.end), 0)
        if end:
            division = _DIVISION.match(text, end, item.end)
            if division and (division.end() == item.end or end - at > 1):
                end = division.end()
        elif at > item.start and _LEVEL.fullmatch(text, at, item.end):
            end = item.end
        if not end:
            return
        if end == item.end and at == item.start:
            return
        yield end
        at = end


#: What divisions end with whose names are made of two: 迈阿密-戴德县, 巴登-符腾堡州.
_OF_TWO = ("县", "郡", "州", "省", "大区")
_PAIR = 2
#: What such a name is written with; a longer dash stands between where something leads from and to.
_HYPHENS = "-－–"
_DASH = Pattern("[-－–—]")


def dashed(passage: Passage, found: list[Found]) -> list[Found]:
    """迈阿密-戴德县 is one place; 撒哈拉—萨赫勒地区 are two, and so are 深圳-惠州."""
    text = passage.text
    new: list[Found] = []
    for item in found:
        if item.label is Label.PLACE:
            new += _ends_of_dash(text, item)
    ordered = sorted(found)
    for first, second in pairwise(ordered):
        if (
            first.label is second.label is Label.PLACE
            and second.start == first.end + 1
            and text[first.end] in _HYPHENS
            and passage.joins(first, second)
            and _is_of_two(text[first.start : first.end], text[second.start : second.end])
        ):
            new.append(Found(first.start, second.end, Label.PLACE, HINT))
    return replace(found, new)


def _is_of_two(first: str, second: str) -> bool:
    """Whether two names make one: 迈阿密-戴德县, but neither 纽约-广州 nor 英国-加州."""
    places = gazetteer().places
    ending = next((end for end in _OF_TWO if second.endswith(end)), "")
    if not ending or first.endswith(_OF_TWO) or second in places:
        return False
    sounds = SOUND.fullmatch(first) and SOUND.fullmatch(second.removesuffix(ending))
    return sounds is not None or f"{first}-{second}" in places


def _ends_of_dash(text: str, item: Found) -> Iterator[Found]:
    """撒哈拉 and 萨赫勒 of 撒哈拉—萨赫勒地区; with a hyphen only where both ends are known."""
    names = gazetteer().places
    name = text[item.start : item.end]
    parts = _DASH.sub("-", name).split("-")
    last = parts[-1].removesuffix("地区").removesuffix("一带").removesuffix("一线")
    if len(parts) != _PAIR or min(len(parts[0]), len(last)) < _PAIR:
        return
    wholes = {"-".join(parts), f"{parts[0]}-{last}"}  # 印度-太平洋地区 has a line in the lists
    if any(whole in names for whole in wholes) or _is_of_two(parts[0], last):
        return
    if name[len(parts[0])] in _HYPHENS and not (parts[0] in names and last in names):
        return
    at = item.start + len(parts[0]) + 1
    yield Found(item.start, at - 1, Label.PLACE, HINT)
    yield Found(at, at + len(last), Label.PLACE, HINT)


def trimmed(passage: Passage, found: list[Found]) -> list[Found]:
    """孟加拉国 in 孟加拉国南部, 摩加迪沙 where LAC went on into the next word."""
    text = passage.text
    places = gazetteer().places
    result: list[Found] = []
    for item in found:
        name = text[item.start : item.end]
        former = name[0] == "前" and name[1:] in COUNTRIES  # 前苏联 has a line in the lists
        if item.label is Label.PLACE and (former or (name not in places and _is_stray(name))):
            result.append(item._replace(start=item.start + 1))
            continue
        if item.label is Label.PLACE and len(name) > 3 and name not in places:
            end = next(places.ends(text, item.start, item.end), 0)
            rest = text[end : item.end]
            if end and _COUNTED.fullmatch(rest):
                result.append(Found(item.start, end, Label.PLACE, max(item.confidence, HINT)))
                continue
            if end and (_PART.fullmatch(rest) or _is_slip(item, end, rest)):
                result.append(Found(item.start, end, Label.PLACE, max(item.confidence, HINT)))
                continue
        result.append(item)
    return result


def _is_stray(name: str) -> bool:
    """Whether a place's name begins with a word before it."""
    rest = name[1:]
    whole = rest in PLACES or (len(rest) > _PAIR and rest in gazetteer().places)
    return name[0] in _STRAY and whole


def _is_slip(item: Found, end: int, rest: str) -> bool:
    return (
        item.confidence < _DOUBTFUL
        and end - item.start > 2
        and rest[-1] not in _ENDS_OF_PLACES
        and not rest.startswith(_ONE_OF_MANY)
        and not rest.endswith("基地")
    )

"""Names inside longer names: 中国 in 中国外交部, 中国科学院 in 中国科学院物理研究所."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhupi.core.model import Label
from zhupi.language.gazetteer import Names, gazetteer
from zhupi.language.lexicon import ORG_ENDINGS, STATE_BODIES
from zhupi.language.passage import Found, Passage
from zhupi.language.rules.common import HINT, RULE, place

_HOLDERS = frozenset({Label.ORG, Label.MEDIA, Label.LAW, Label.EVENT})
_SHORT = re.compile(rf"[中美英法德俄日韩印澳加乌菲](?=(?:{'|'.join(STATE_BODIES)}))")
_ARMY = re.compile(
    "[中美英法德俄苏日韩朝印越澳台乌荷泰柬缅以伊叙土沙](?:军|府|共|军队|空军|海军|陆军|警)"
)
_POST = re.compile(
    r"(?<=驻)[华美英法德俄日韩朝印越澳欧台港沪京穗汉渝](?=使|大使|领|总领|联络|记者|代表|军|"
    r"部队|办)"
)
_PAIR = re.compile(
    r"[中美英法德俄苏日韩朝印越澳加欧非拉阿亚]{2,4}(?=关系|友好|联合|和平|合作|首脑|经贸|贸易|"
    r"文化|战争|论坛|峰会|协会|公司|银行|会议)"
)
#: 美国际开发署, 美国务院 and 美国会参议院 begin with 美, not with 美国; 西安事变 with 西安.
_NO_COUNTRY = re.compile("[际务]|会[参众两议]")
_DIVISION = re.compile("(?:省|市|县|自治区|特别行政区|特区(?!报))")
#: Names of people that are names of places too, before what is called after the people.
_AFTER_PEOPLE = re.compile(
    "中山(?:大学|舰|装|医)|[海南]南航|长江实业|哥伦比亚(?:大学|广播)|黄河大合唱|东方红"
)
_MAIN_BODY = re.compile(
    r"大学|科学院|工程院|(?<!农)学院|军区|舰队|集团军?|银行|公司|人民解放军|海军|空军|陆军|武警|"
    r"外交部|"
    r"教育部|财政部|国务院|联合国|欧盟|公安局|公安厅|医院|电视台|博物馆|图书馆|委员会|石油|兵团|"
    r"警务处|"
    r"检察厅|检察院|法院|人大|政协|市委|省委|县委|共产党|总局|总公司|电网|邮政|新华社|协会|中共"
)
_PART = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9<>·“”、和及]{0,24}(?:所|院|系|中心|司|局|处|室|部|行|委员会|委|队|"
    r"厂|学校|庭|店|站|组织|署|"
    r"分公司|公司|分社|舰队|团|军|旅|师|党委|支部|总台|馆|会|厅|中央|办公室|研究生部)"
)
#: What is built at a place and called after it. A river or a mountain has its name to itself.
_FACILITY = re.compile(
    "(?:机场|[东南西北]?站|核电站|水电站|大桥|油田|铁路|高铁|线|公路|赛车场|大学城|园区|工业园|"
    "开发区|口岸|港|草原|体育场|"
    "体育馆|体育中心|会展中心|国宾馆|实验室|广场|王宫|发射中心|大湾区|新区|特区|运河|水库|"
    "特别行政区|海峡|音乐厅|电影宫|自由贸易试验区|自贸区|自贸港)$"
)
#: Roads and railways that are called after both their ends by a character each: 京九铁路.
_ROAD = re.compile(
    "([京沪津渝广深港九哈沈大郑武成昆宝兰新青藏川陇海浙赣湘黔桂粤琼豫皖鄂陕甘宁蒙晋冀鲁苏杭甬徐"
    "连盐通太石济焦柳枝南包珠澳滇贵中老缅越泰坦赞]{2,4})(?:铁路|高铁|高速公路|高速铁路|客运专线|"
    "城际|公路|大桥|线|高速)$"
)
_CLEAR = 0.9
_LEAST_PART = 2
_BODIES = frozenset(
    {"联合国", "中共", "欧盟", "北约", "东盟", "武警", "国务院", "全国人大", "全国政协", "中纪委"}
)


def names_within(passage: Passage, found: list[Found]) -> list[Found]:
    """Adds well-known places and those the article names elsewhere, inside longer names."""
    text = passage.text
    known = Names(
        {
            text[item.start : item.end]
            for item in found
            if item.label is Label.PLACE and item.confidence >= _CLEAR and item.end - item.start > 1
        }
    )
    new: list[Found] = []
    for item in found:
        if item.label in _HOLDERS:
            new += _places(text, item, known)
            new += _signs(text, item)
            if item.label is Label.ORG:
                new += _bodies(text, item)
            new += _known_bodies(text, item)
        elif item.label is Label.PLACE and _FACILITY.search(text, item.start, item.end):
            new += _places(text, item, known)
            new += _roads(text, item)
    taken = {(item.start, item.end) for item in found}
    apart = [item for item in dict.fromkeys(new) if (item.start, item.end) not in taken]
    return sorted([*found, *apart], key=lambda f: (f.start, -f.end))


def _places(text: str, item: Found, known: Names) -> Iterator[Found]:
    at = item.start
    while at < item.end - 1:
        if _AFTER_PEOPLE.match(text, at, item.end):
            return
        limit = item.end - 1 if at == item.start else item.end
        end = _place_end(text, at, limit, known)
        if end:
            yield Found(at, end, Label.PLACE, RULE, nested=True)
        at = end or at + 1


def _place_end(text: str, at: int, limit: int, known: Names) -> int:
    """Where the longest known place ends that begins at `at`, or 0."""
    places = gazetteer().places
    for end in (*known.ends(text, at, limit), *places.ends(text, at, limit)):
        if _NO_COUNTRY.match(text, end, limit):
            continue
        division = _DIVISION.match(text, end, limit)
        if division:
            return division.end()
        return end
    return 0


def _roads(text: str, item: Found) -> Iterator[Found]:
    match = _ROAD.match(text, item.start, item.end)
    if match:
        for at in range(match.start(1), match.end(1)):
            yield place(at, nested=True)


def _signs(text: str, item: Found) -> Iterator[Found]:
    """Countries written as one character: 美 in 美国务院, 中 and 日 in 中日友好协会."""
    short = _SHORT.match(text, item.start, item.end) or _ARMY.fullmatch(text, item.start, item.end)
    if short:
        yield place(item.start, nested=True)
    pair = _PAIR.match(text, item.start, item.end)
    if pair and len(set(pair.group())) == len(pair.group()):
        for at in range(pair.start(), pair.end()):
            yield place(at, nested=True)
    for post in _POST.finditer(text, item.start, item.end):
        yield place(post.start(), nested=True)


def _known_bodies(text: str, item: Found) -> Iterator[Found]:
    """联合国 in 第51届联合国大会; of an organisation only what it begins with."""
    names = gazetteer()
    at = item.start
    while at < item.end - 1:
        for end in names.names.ends(text, at, item.end):
            name = text[at:end]
            whole = item.end - item.start
            loose = item.label is Label.EVENT and at > item.start and end == item.end
            if end - at < whole and not loose and names.is_a(Label.ORG, name) and _is_body(name):
                if item.label is not Label.ORG or item.end - end >= _LEAST_PART:
                    yield Found(at, end, Label.ORG, HINT, nested=True)
                at = end - 1
                break
        at += 1
        if item.label in {Label.ORG, Label.MEDIA}:
            return


def _is_body(name: str) -> bool:
    """Not the short name of a firm, which is part of its full name: 恒大 in 恒大地产."""
    return name in _BODIES or (len(name) > 3 and name.endswith(ORG_ENDINGS))


def _bodies(text: str, item: Found) -> Iterator[Found]:
    """The body that a part belongs to: 中国科学院 in 中国科学院物理研究所."""
    for match in _MAIN_BODY.finditer(text, item.start, item.end):
        end = match.end()
        if item.end - end >= 2 and _PART.fullmatch(text, end, item.end):
            yield Found(item.start, end, Label.ORG, HINT, nested=True)

"""Bodies that no place stands before: by what they do and the word they end with (独立选举委员会,
机场管理局), numbered armies, parties with foreign names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from zhupi.core.model import Label
from zhupi.language.lexicon import CONTINENTS, SOUNDS
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, RULE, Index, replace

#: What such bodies are there for.
_DOMAIN = (
    "独立|国家|国民|联邦|中央|最高|全国|临时|过渡|革命|救国|民族|人民|军事|选举|宪法|制宪|机场|民航|"
    "航空|航天|铁路|运河|港务|海事|海洋|水利|能源|原子能|核能|核安全|证券|期货|金融|银行|货币|外汇|"
    "税务|国税|海关|移民|难民|救灾|应急|紧急|管理|监督|监管|监察|调查|安全|情报|反恐|禁毒|国防|气象|"
    "地震|环境|环保|卫生|食品|药品|质量|专利|统计|司法|公平|贸易|竞争|反垄断|廉政|审计|足球|奥林匹克|"
    "广播|电影|科学|技术|发展|改革|规划|建设|住房|土地|农业|林业|渔业|劳工|人权|真相|和解|和平|统一|"
    "解放|停战|监察|仲裁|信息|资源|保护|控制|预防|疾病|交易|公路|交通|运输|电力|博彩|赛马|体育|法制"
)
_HEADS = "阵线|联合会|委员会|管理局|总局|理事会|管理处|管理署|开发署|规划署|保护署|协调署|公署|总署"
_BODY = Pattern(
    f"(?:{_DOMAIN}){{1,4}}(?:[及和与](?:{_DOMAIN}){{1,3}})?(?:{_HEADS})",
    needs=_HEADS.replace("|", " "),
)
#: What spans many countries: 国际天文学联合会.
_WIDE = Pattern(
    "(?:国际|世界|全球|泛美|全美|中华全国)(?:(?![的和在与各等多对为])[\u4e00-\u9fff]){2,7}?"
    "(?:联合会|协会|学会|联盟|理事会|委员会|基金会|总会)",
    needs="协会 基金会 委员会 学会 总会 理事会 联合会 联盟",
)
_LOOSE = frozenset({"调查委员会", "管理委员会", "监督委员会", "管理总局", "革命委员会"})
#: Bodies that have a name without anything before it.
_SOLE = Pattern(
    "刑部|户部|吏部|礼部|兵部|总理衙门|军机处|理藩院|都察院|翰林院|国民议会|制宪会议|制宪议会|联邦议院|联邦参议院|下议院|上议院|民航处|民航局|移民局|立法局|"
    "共和国卫队|国民警卫队|总统卫队|革命卫队|海岸警卫队|宪法法院|廉政公署|警务处|国会参议院|"
    "国会众议院|盟军|国家元首委员会|红军|八路军|新四军|志愿军|联合国军|北洋政府|国民政府|清廷|"
    "法务部|总统府|行政院|司法院|立法院|考试院|监察院|最高行政法院|宪法法庭|内政部|交通部|卫生部|"
    "经济部|总务省|文部科学省|厚生劳动省|经济产业省|国土交通省|陆军省|海军省|大藏省|通产省|"
    "气象厅|警视厅|天文台(?=[说称表发公录])|皇家海军|皇家空军|大陆军|近卫军|自卫队|国防军|民兵旅|政治局常委会",
    needs="刑部 户部 吏部 礼部 兵部 衙门 军机处 理藩院 都察院 翰林院 "
    "国民议会 制宪会议 制宪议会 联邦议院 联邦参议院 下议院 上议院 民航处 民航局 "
    "移民局 立法局 共和国卫队 国民警卫队 总统卫队 革命卫队 海岸警卫队 宪法法院 "
    "廉政公署 警务处 国会参议院 国会众议院 盟军 国家元首委员会 红军 八路军 "
    "新四军 志愿军 联合国军 北洋政府 国民政府 清廷 法务部 总统府 行政院 司法院 "
    "立法院 考试院 监察院 最高行政法院 宪法法庭 内政部 交通部 卫生部 经济部 "
    "总务省 文部科学省 厚生劳动省 经济产业省 国土交通省 陆军省 海军省 大藏省 "
    "通产省 气象厅 警视厅 天文台 皇家海军 皇家空军 大陆军 近卫军 自卫队 国防军 "
    "民兵旅 政治局常委会",
)
#: Courts, commands and centres that have a name without anything before it.
_COMMAND = Pattern(
    "红新月会|(?:高等法院)?(?:上诉|原讼)(?:法)?庭|"
    "(?:特种|作战|防谍|反谍|战略|导弹|火箭|网络|太空|联合|中央|南方|北方|首都|防卫|警备|战区|国土|防空|机动|"
    "海岸){1,3}司令部|(?:国际|国家|区域|联合){1,2}(?:协调|反恐|救援协调|指挥协调|打击犯罪|飓风)中心",
    needs="红新月会 诉庭 诉法庭 讼庭 讼法庭 司令部 中心",
)
#: 驻敖德萨总领馆, behind the country that it is of.
_POST = Pattern(
    "驻(?!当地|各|外|该|海外|在|地)(?:(?![的和与在等、])[\u4e00-\u9fff·]){1,8}?(?:大使馆|使馆|总领事馆|总领馆|领事馆|领馆|代表处)",
    needs="使馆 领事馆 总领馆 领馆 代表处",
)
_N = "[一二三四五六七八九十\\d]+"
_NUMBERED = Pattern(
    f"第{_N}(?:集团军|野战军|方面军|路军|军团|舰队|步兵师|装甲师|空降师|机步师|骑兵师|装甲旅|"
    "军(?!人|事|官|火|医|规|校|需|团))",
    needs="军 机步师 步兵师 甲 空降师 舰 骑",
)
_PARTY = Pattern(
    f"(?<![{SOUNDS}])([{SOUNDS}]{{2,5}})(?:自由|民主|社会|人民|共和|进步|革命|解放|伊斯兰|民族|劳动|"
    "保守|正义|繁荣|统一|爱国|运动){1,3}(?:党|阵线|同盟|联盟)",
    needs="党 同盟 联盟 阵线",
)
_IN_QUOTES = Pattern(
    "[“「]((?:自由|临时|民主|革命|救国|人民|民族|伊斯兰|过渡){2,3}政府|[\u4e00-\u9fff]{2,6}"
    "(?:委员会|阵线|解放军|救国军|同盟军))[”」]",
    needs="同盟军 委员会 政府 救国军 解放军 阵线",
)


_BRANCH = Pattern(
    "分会|分部|分行|分公司|分社|分院|分局|支部|支会|办事处|代表处|总会(?!议)|事务所",
    needs="分 支部 支会 办事处 代表处 总会 事务所",
)
_AND = frozenset("和与及、")
_DEPARTMENT = Pattern("(?:事务)?[司局处](?!长)", needs="司 局 处")
#: What the place or body before belongs to.
_JOINED = frozenset({_BODY, _SOLE, _COMMAND, _POST})


def own_bodies(passage: Passage, found: list[Found]) -> list[Found]:
    """独立选举委员会, 机场管理局, 民航处, 第一军, 因卡塔自由党, “自由临时政府”."""
    index = Index(found)
    text = passage.text
    new: list[Found] = []
    for pattern, group, sure in (
        (_BODY, 0, HINT),
        (_SOLE, 0, HINT),
        (_COMMAND, 0, HINT),
        (_POST, 0, HINT),
        (_WIDE, 0, HINT),
        (_NUMBERED, 0, HINT),
        (_PARTY, 0, RULE),
        (_IN_QUOTES, 1, HINT),
    ):
        for m in passage.find(pattern):
            start, end = m.start(group), m.end(group)
            if text[start:end] in _LOOSE or not passage.is_edge(start):
                continue
            if pattern is not _PARTY and not passage.is_edge(end):
                continue
            before = index.at(start - 1) if start else None
            army = pattern is _NUMBERED and before is not None and before.label is Label.PLACE
            if before is not None and (pattern in _JOINED or army) and _holds(passage, before, end):
                start = before.start
            elif pattern is _POST:
                continue
            if all(_yields(item, start, end) for item in index.overlapping(start, end)):
                new.append(Found(start, end, Label.ORG, sure))
    new += _branches(passage, found)
    new += _departments(passage, found)
    return replace(found, _longest(new))


def _branches(passage: Passage, found: list[Found]) -> Iterator[Found]:
    """世界自然基金会 + 香港 + 分会."""
    for body, where in pairwise(sorted(found)):
        adjoining = body.end == where.start and passage.joins(body, where)
        if body.label is Label.ORG and where.label is Label.PLACE and adjoining:
            match = passage.follow(_BRANCH, where)
            if match and passage.is_edge(match.end()):
                yield Found(body.start, match.end(), Label.ORG, HINT)


def _departments(passage: Passage, found: list[Found]) -> Iterator[Found]:
    """中国外交部 + 北美洲 + 和 + 大洋洲 + 事务司."""
    text = passage.text
    items = sorted(found)
    for number, body in enumerate(items):
        if body.label is not Label.ORG:
            continue
        last = body
        open_end = text[body.start : body.end].endswith(CONTINENTS)
        after = number + 1
        while after < len(items) and _is_next_place(
            passage, last, items[after], linked=last is not body or open_end
        ):
            last = items[after]
            after += 1
        match = passage.follow(_DEPARTMENT, last) if last is not body else None
        if match and passage.is_edge(match.end()):
            yield Found(body.start, match.end(), Label.ORG, HINT)


def _is_next_place(passage: Passage, last: Found, place: Found, *, linked: bool) -> bool:
    """Whether `place` follows `last` at once, or where `linked` behind an “and”."""
    if place.label is not Label.PLACE or not passage.joins(last, place):
        return False
    between = passage.text[last.end : place.start]
    return place.start >= last.end and (not between or (linked and between in _AND))


def _holds(passage: Passage, before: Found, end: int) -> bool:
    """Whether the place or body before belongs to the name: 香港 + 警务处."""
    return (
        before.label in {Label.PLACE, Label.ORG}
        and before.end - before.start > 1
        and end <= passage.block_end(before.start)
    )


def _yields(item: Found, start: int, end: int) -> bool:
    """What was found is a piece of it, and not the beginning of something longer."""
    return start <= item.start and item.end <= end and (item.start, item.end) != (start, end)


def _longest(items: list[Found]) -> list[Found]:
    result: list[Found] = []
    for item in sorted(set(items), key=lambda f: (f.start, -f.end)):
        if not result or item.start >= result[-1].end:
            result.append(item)
    return result


_STATION = Pattern(
    "(?:中央|国家|人民|自由)?(?:广播|电视)?(?:电台|电视台|电视[一二三四五]台|广播公司|通讯社|之声)",
    needs="之声 广播公司 电台 电视 通讯社",
)


def broadcasters(passage: Passage, found: list[Found]) -> list[Found]:
    """巴格达 + 电台, 德国 + 电视一台."""
    starts = {item.start for item in found}
    new = [
        Found(item.start, match.end(), Label.MEDIA, RULE)
        for item in found
        if item.label in {Label.PLACE, Label.ORG} and item.end - item.start > 1
        for match in (passage.follow(_STATION, item),)
        if match and passage.is_edge(match.end()) and not starts & set(range(item.end, match.end()))
    ]
    return replace(found, new)

"""Organisations put together from a place or a body and what follows up to a telling word, taken
apart where one was made of two, and dropped where it is what any one of its kind is called."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import ORG_ENDINGS, TITLES
from zhupi.language.passage import Found, Passage, Word
from zhupi.language.rules.common import HINT, RULE, replace

#: Words that make a name of the place directly before them.
_AFTER_PLACE = (
    "政府", "人民政府", "市政府", "省政府", "县政府", "议会", "国会", "众议院", "参议院",
    "国民议会", "军队", "海军", "空军", "陆军", "海警", "海关",
    "上议院", "下议院", "参众两院", "法院", "人民法院", "最高法院", "高等法院", "地方法院",
    "中级人民法院", "高级人民法院",
    "检察院", "人民检察院", "公安局", "公安厅", "人大", "政协",
    "党委", "党支部", "村委会", "村党支部", "行署", "纪委", "军区", "武警", "共产党",
    "社会党", "劳动党", "工党", "民主党", "共和党", "人民党", "外交部", "国防部",
    "财政部", "教育部", "卫生部", "央行", "中央银行", "足协", "足球协会", "奥委会", "红十字会",
    "科技大学", "师范大学", "农业大学", "医学院", "工学院", "师范学院",
    "日报社", "电视台", "图书馆", "博物馆", "话剧院", "歌舞团", "京剧院", "京剧团", "大使馆",
    "使馆", "总领馆", "总领事馆", "领事馆", "队", "国家队", "代表队", "男篮", "女篮",
    "男排", "女排", "男足", "女足", "国青队", "国奥队", "新华书店", "百货大楼",
    "供销社", "税务局", "工商局", "教育局", "卫生局", "财政局", "水利局", "农业局", "民政局",
    "公安分局", "派出所", "街道办事处", "总工会", "团委", "妇联", "残联", "侨联", "工商联",
    "作协", "文联", "科协", "记协", "商会", "总商会", "经济部", "总务省", "气象局", "电力局",
    "供电局",
)  # fmt: skip
#: Words that end a name which has more than the place before them.
_HEADS = (
    *_AFTER_PLACE, "委员会", "大学", "学院", "中学", "小学", "高中", "学校", "幼儿园", "医院", "公司", "集团", "银行", "分行", "支行", "协会", "学会", "联合会", "总会",
    "工会", "公会", "校友会", "联谊会", "同乡会", "会馆", "研究所", "研究院", "研究中心", "中心",
    "机构", "组织", "厂", "工厂", "矿务局", "农场", "林场", "书店", "纪念馆",
    "剧院", "剧团", "乐团", "艺术团", "出版社", "报社", "电台", "警察局", "部队", "阵线", "同盟",
    "联盟", "同盟军", "武装", "基金会", "俱乐部", "办公室", "总局", "分局", "支队", "总队",
    "大队", "中队", "旅行社", "律师事务所", "事务所", "工程处", "管理局", "管理处", "开发局",
    "理事会", "总部", "分部", "司令部", "指挥部", "领导小组", "督察组", "历史系", 
    
    "党团", "航空", "汽车", "法庭", "监狱", "合作社", "党组",
    "编辑部", "实验室", "工程学院", "控股", "股份", "有限公司", "师团", "舰队", "工作站",
    "电力公司",
)  # fmt: skip
_LONG_HEADS = frozenset(head for head in _HEADS if len(head) > 1)
_LONGEST_HEAD = max(map(len, _HEADS))
_LAST = frozenset(head[-1] for head in _HEADS)
_MODIFIERS = frozenset({"n", "nz", "vn", "an", "LOC", "ORG", "nw", "a", "s", "f"})
_NUMBER = re.compile("第?[〇零一二三四五六七八九十百\\d]+(?!月|日|年|时|个|名|位|家|多|余)")
#: Parts of a body, by their last character: 历史系, 统计司. At least three characters.
_PARTS = frozenset("系厅局署司处部")
_NO_PARTS = (
    "大厅", "餐厅", "客厅", "关系", "体系", "总部", "全部", "结局", "格局", "布局", "公司",
    "俱乐部", "干部", "到处", "好处",
    "之处", "东部", "西部", "南部", "北部", "中部", "内部",
)  # fmt: skip
#: What has a name of its own only where a place stands before it.
_NOT_AFTER_BODY = frozenset(
    {
        "政府",
        "公司",
        "组织",
        "总部",
        "代表队",
        "党委",
        "工会",
        "党组",
        "党支部",
        "纪委",
        "团委",
        "队",
        "集团",
        "医院",
        "学校",
    }
)
#: Words that stand between a place and a body that is none of its own.
_NO_PART = frozenset(
    "有关 各 当地 人民 群众 公司 企业 部门 主要 所有 其他 全体 一些 多家 大型 国有 中小 民营 外"
    "资 合资 著名 最大 城市 农村 地方 本地 部分 知名 "
    "领导 干部 职工 农民 学生 市民 居民 客户 记者 游客 球迷 代表 两个 境内 市场 社会 老 新 大 小 上市 一家 重点 下属 所属 直属 驻地 执政 反对 主要 上 下 中 里 内 外 间".split()
)
_LONGEST = 24
_EMBASSY = re.compile("(?:大使馆|使馆|总领事馆|总领馆|领事馆|代表处|办事处|联络处|商务处)(?!员)")
_COMMITTEE = re.compile(
    "(?:自治区|[省市县区州地旗镇乡])?(?:党)?委(?=副?书记|常委|组织部|宣传部|统战部|政法委|办公|"
    "副?秘书|、|和|与|，|员会)(?:员会)?"
)
_LEVEL_ONLY = re.compile(
    "(?:[省市县区镇乡州村]|自治区|地区)(?:委|政府|人民政府|人大|政协|[^大学]{0,4}[局厅院办处]|"
    ".{0,3}委员会|纪委)|"
    "(?:大|中|小)学|医院|学院|公司|集团|银行|总公司|分公司|集团军|训练基地|央行|军方|中央银行|"
    "国家队|党委|党支部|市委|县委|省委|"
    "[\u4e00-\u9fff]{1,3}族|人民代表大会|代表大会|常委会"
)
_GENERIC = re.compile("[\u4e00-\u9fff·]*(?:代表团|访华团|访问团|考察团|铁路局势|政局|访问学者)")
_AND = re.compile("[、和与及]")
_TO_PLACE = (
    "机场", "车站", "火车站", "广场", "高铁", "铁路", "油田", "大桥", "圣母院", "大教堂", "教堂",
    "清真寺", "饭店", "酒店", "宾馆", "体育场", "体育馆", "公园", "油气田", "港", "核电站",
    "水电站", "高速公路", "王宫",
)  # fmt: skip
_TO_ORG = (
    "军区", "纪念馆", "博物馆", "农场", "医院", "学校", "大学", "学院", "中学", "小学", "监狱",
    "大使馆", "领事馆", "总领馆", "研究所", "研究院", "公司", "集团", "银行", "公安局", "派出所",
    "法院", "大学堂", "图书馆", "林场", "出版社", "电影制片厂",
)  # fmt: skip
_KINDS = (
    "公司",
    "银行",
    "巨头",
    "企业",
    "集团",
    "机构",
    "厂商",
    "厂家",
    "俱乐部",
    "球队",
    "组织",
    "投行",
)
_SURE = 0.97


def committees(passage: Passage, found: list[Found]) -> list[Found]:
    """云南 + 省委 of 云南省委书记; 中共 before it belongs to it."""
    text = passage.text
    new: list[Found] = []
    for item in found:
        if item.label is not Label.PLACE:
            continue
        match = passage.follow(_COMMITTEE, item)
        if match:
            start = item.start - 2 if text.endswith("中共", 0, item.start) else item.start
            start = max(start, passage.blocks[0].start)
            new.append(Found(start, match.end(), Label.ORG, RULE))
    return replace(found, new)


def assembled(passage: Passage, found: list[Found]) -> list[Found]:
    """美国 + 最高 + 法院, 中国红十字会 + 总会, 襄樊大学 + 历史系."""
    words = passage.words()
    ordered = sorted(found)
    starts = [item.start for item in ordered]
    new: list[Found] = []
    for index, word in enumerate(words):
        if not index or word.tag in {"PER", "TIME", "w"}:
            continue
        text = passage.text[word.start : word.end]
        if not _is_head(text) or text in TITLES:
            continue
        start = _opening(passage, words, index, ordered, starts)
        if start < word.start:
            new.append(Found(start, word.end, Label.ORG, HINT))
    return replace(found, _longest(new))


def _is_head(text: str) -> bool:
    if len(text) > 2 and text[-1] in _PARTS:
        return not text.endswith(_NO_PARTS)
    if text[-1] not in _LAST:
        return False
    return text in _HEADS or (
        len(text) > 2 and any(text[-n:] in _LONG_HEADS for n in range(2, _LONGEST_HEAD + 1))
    )


def _opening(
    passage: Passage, words: Sequence[Word], index: int, found: list[Found], starts: list[int]
) -> int:
    """Where an organisation begins that ends with a word, or the word's own start."""
    head = words[index]
    start = end = head.start
    between = 0
    for word in reversed(words[max(0, index - 7) : index]):
        text = passage.text[word.start : word.end]
        if (
            word.end != end
            or head.end - word.start > _LONGEST
            or text in _NO_PART
            or text in TITLES
        ):
            break
        number = word.tag == "m" and _NUMBER.fullmatch(text) is not None
        covered = _at(found, starts, word)
        if covered is not None and covered.label in {
            Label.PERSON,
            Label.EVENT,
            Label.LAW,
            Label.TIME,
        }:
            break
        if covered is None and word.tag not in _MODIFIERS and not number:
            break
        end = word.start
        if covered is not None and covered.start >= word.start:
            if not _makes_name(passage.text, covered, head, between):
                break
            start = covered.start
        between += 1
    return start


def _makes_name(text: str, opening: Found, head: Word, between: int) -> bool:
    name = text[head.start : head.end]
    if between:
        return opening.end - opening.start > 1
    if opening.label is Label.PLACE:
        return name in _AFTER_PLACE and opening.end - opening.start > 1
    return opening.label is Label.ORG and len(name) > 1 and name not in _NOT_AFTER_BODY


def _at(found: list[Found], starts: list[int], word: Word) -> Found | None:
    at = bisect_right(starts, word.start) - 1
    return found[at] if at >= 0 and found[at].end > word.start else None


def _longest(items: list[Found]) -> list[Found]:
    result: list[Found] = []
    for item in sorted(items, key=lambda f: (f.start, -f.end)):
        if result and item.start < result[-1].end:
            if item.end - item.start > result[-1].end - result[-1].start:
                result[-1] = item
            continue
        result.append(item)
    return result


def embassies(passage: Passage, found: list[Found]) -> list[Found]:
    """中国驻加拿大大使馆 is one name."""
    new: list[Found] = []
    ordered = sorted(found)
    for first, second in pairwise(ordered):
        if first.label is not Label.PLACE or not passage.joins(first, second):
            continue
        if passage.text[first.end : second.start] != "驻":
            continue
        match = passage.follow(_EMBASSY, second) if second.label is Label.PLACE else None
        if match:
            new.append(Found(first.start, match.end(), Label.ORG, RULE))
        elif second.label is Label.ORG and _EMBASSY.search(
            passage.text, second.end - 4, second.end
        ):
            new.append(Found(first.start, second.end, Label.ORG, RULE))
    return replace(found, new)


def of_its_kind(passage: Passage, found: list[Found]) -> list[Found]:
    """Drops 市政府, 汉族 and 代表团 with whatever is before it; the places in it stay."""
    result: list[Found] = []
    for item in found:
        name = passage.text[item.start : item.end]
        if item.label is Label.ORG and _LEVEL_ONLY.fullmatch(name):
            continue
        if item.label is Label.ORG and _GENERIC.fullmatch(name):
            places = gazetteer().places
            end = next(places.ends(passage.text, item.start, item.end), 0)
            if end:
                result.append(Found(item.start, end, Label.PLACE, HINT))
            continue
        result.append(item)
    return result


def parted(passage: Passage, found: list[Found]) -> list[Found]:
    """教育部和财政部 is two, 国家发展和改革委员会 one."""
    new: list[Found] = []
    text = passage.text
    for item in found:
        if item.label is not Label.ORG:
            continue
        cuts = [m.start() for m in _AND.finditer(text, item.start, item.end)]
        if not cuts:
            continue
        edges = [item.start, *(c for cut in cuts for c in (cut, cut + 1)), item.end]
        parts = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
        if all(_whole(text[a:b]) for a, b in parts):
            new += (Found(a, b, Label.ORG, max(item.confidence, HINT)) for a, b in parts)
    return replace(found, new)


def described(passage: Passage, found: list[Found]) -> list[Found]:
    """雷曼兄弟 of 美国投资银行雷曼兄弟: what is said before a known name is none of it."""
    names = gazetteer()
    text = passage.text
    new: list[Found] = []
    for item in found:
        if item.label is not Label.ORG or item.end - item.start < 6:
            continue
        for cut in range(item.start + 3, item.end - 2):
            if not text.endswith(_KINDS, item.start, cut):
                continue
            if names.is_a(Label.ORG, text[cut : item.end]):
                new.append(Found(cut, item.end, Label.ORG, max(item.confidence, HINT)))
                place = next(names.places.ends(text, item.start, cut), 0)
                if place:
                    new.append(Found(item.start, place, Label.PLACE, HINT))
                break
    return replace(found, new)


def _whole(name: str) -> bool:
    known = gazetteer().is_a(Label.ORG, name)
    return known or (len(name) > 3 and name.endswith(ORG_ENDINGS))


def by_ending(passage: Passage, found: list[Found]) -> list[Found]:
    """湖北省军区 is no place, 巴黎圣母院 no organisation."""
    result: list[Found] = []
    for item in found:
        name = passage.text[item.start : item.end]
        label = item.label
        if gazetteer().labels.get(name) is not label and len(name) > 3:
            if label is Label.PLACE and name.endswith(_TO_ORG):
                label = Label.ORG
            elif label is Label.ORG and name.endswith(_TO_PLACE):
                label = Label.PLACE
        result.append(Found(item.start, item.end, label, item.confidence, item.nested))
    return result

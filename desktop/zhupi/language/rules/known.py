"""Names that the gazetteers know, where the reader saw nothing, a piece, or two in one."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import COUNTRIES
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, RULE, SOUND, Index, add, replace
from zhupi.language.rules.mentions import follows_title

_NO_TONGUES = frozenset({Label.PLACE, Label.ORG, Label.EVENT})
_SURE = 0.97
_DOUBTFUL = 0.9
_BORNE = 0.7  #: for a place that people are called like as well
_SHORT = 2
#: Kinds of word that a name may be taken for: common noun, proper noun, work, place, verbal noun.
_OPEN = frozenset({"n", "nz", "nw", "s", "vn", "an", "ORG", "LOC", "PER"})
_CITIES = (
    "老家",
    "故乡",
    "家乡",
    "城市",
    "首都",
    "首府",
    "小城",
    "小镇",
    "重镇",
    "村庄",
    "古城",
    "海港",
    "省会",
)
_OF_PEOPLE = Pattern("(?:人|籍|队|式|史|菜|方面|各地|全境|全国|国内|军民)")
_CLOCK = Pattern(
    "时间(?:[\\d〇零一二三四五六七八九十今昨明周星上下本]|$|已|还|是|为|凌晨|上午|下午|中午)",
    needs="时间",
)
#: Behind a sign of a plate's or a boat's number: 京 + A12345, 闽 + 晋渔05112.
_PLATE = Pattern(
    "[\u4e00-\u9fff]?[渔运航货油拖供机引][\\d〇零一二三四五六七八九十]{3,}|"
    "[A-Z][·• ]?[A-Z\\d]{5}(?![A-Za-z])"
)
_LANGUAGE = Pattern("语(?![言气录调境音重])|文(?![化明物学艺教坛旅体献莱森]|字(?![幕母典]))")
#: 中 in 中、英、法三种文字 and in 中、英文.
_LISTED_LANGUAGE = Pattern(
    "(?:[、和及与]?[中华英法德俄日韩朝越葡西阿蒙藏]){0,6}(?:[两二三四五六七八九多]种|双)(?:语|文)|"
    "(?:[、和及与/][中英法德俄日韩朝越葡西阿蒙藏]){1,6}(?:语(?![言气录调境音重])|文(?![化明物学艺教坛旅体献莱森]|字(?![幕母典])))",
    needs="语 文",
)
_TONGUE = Pattern("[\u4e00-\u9fff]{2,4}语", needs="语")
_HEAVENLY = Pattern("(?:月球|火星)的?[南北]极", needs="月球 火星")
_LANDS = ("草原", "沙漠", "盆地")
_LAUNCH_SITES = ("航天中心", "发射中心", "发射场")
#: 内阁官房长官, 律政司司长: titles as a whole.
_OFFICE = Pattern("长官|(?<=司)司长")
_BANKS = frozenset({"东岸", "西岸", "南岸", "北岸"})
_SULTAN = "苏丹"
#: 经济 of “经济冷战”.
_COINED = Pattern("[“「][\u4e00-\u9fff]{1,4}$")
_UNIT = Pattern(
    "(?:(?:[^的附近和与在到至往赴从离距返\\W]{0,4})?(?:国际)?机场|[东南西北]?站(?!在|出|起|着|立|点|长)|"
    "(?:第[一二三四五])?核电站|水电站|"
    "长江大桥|大桥|跨海大桥|油田|煤矿|铁路|高铁|高速公路|公路|国际赛车场|大学城|工业园区|工业园|"
    "开发区|口岸|港(?![口人元区督商股股府澳])|"
    "草原|沙漠|盆地|半岛|群岛|水库|体育场|体育馆|体育中心|火车站|汽车站|会展中心|国宾馆)",
    needs="机场 站 大桥 油田 煤矿 铁路 高铁 公路 赛车场 大学城 工业园 开发区 口岸 港 草原 沙漠 "
    "盆地 半岛 群岛 水库 体育场 体育馆 体育中心 会展中心 国宾馆",
)


def known(passage: Passage, found: list[Found]) -> list[Found]:
    """Known names that stand there as whole words and of which at most a piece was found."""
    names = gazetteer()
    index = Index(found)
    new: list[Found] = []
    last = 0
    text = passage.text
    heads = names.openings
    for word in passage.words():
        if word.start < last or text[word.start : word.start + 2] not in heads:
            continue
        for end, what in names.names.found(text, word.start, passage.block_end(word.start)):
            name = text[word.start : end]
            if not passage.is_edge(end) and not (name in COUNTRIES and len(name) > 2):
                continue
            label = what.label
            if label is None:
                continue
            around = index.overlapping(word.start, end)
            name_found = Found(word.start, end, label, HINT)
            if _fits(passage, around, name_found, word.tag) and not _is_part(
                passage, index, name_found
            ):
                new.append(name_found)
                last = end
            break
    new += _beheaded(passage, found)
    return replace(found, new)


def _beheaded(passage: Passage, found: list[Found]) -> list[Found]:
    """吐瓦鲁, whose first character was taken for the end of the word before: 抵吐 + 瓦鲁."""
    text = passage.text
    new = []
    for item in found:
        start = item.start - 1
        if item.end - start <= _SHORT or start < 1 or passage.is_edge(start):
            continue
        whole = text[start : item.end]
        if gazetteer().is_a(Label.PLACE, whole) and SOUND.fullmatch(whole, 1):
            new.append(Found(start, item.end, Label.PLACE, HINT))
    return new


def _fits(passage: Passage, around: list[Found], name: Found, tag: str) -> bool:
    if not around:
        word = passage.word_at(name.start)
        if word is None or word.end != name.end:
            return True
        return tag in _OPEN and not (tag == "n" and _is_ordinary(passage, name))
    if any(item.start < name.start or item.end > name.end for item in around):
        return False
    if len(around) == 1 and (around[0].start, around[0].end) == (name.start, name.end):
        return _stronger(passage, around[0], name)
    size = name.end - name.start
    if name.label is not Label.PLACE and size != 3 and _only_places(around):
        return True  # 港 in 港府, 长春 in 长春长生
    return size > _SHORT and (
        _is_beginning(passage, around[0], name)
        or all(item.confidence < _SURE or item.label is name.label for item in around)
    )


def _is_beginning(passage: Passage, item: Found, name: Found) -> bool:
    """Whether who was found is only how a foreign place begins: 阿比 of 阿比让."""
    text = passage.text
    who, whole = text[item.start : item.end], text[name.start : name.end]
    return (
        item.label is Label.PERSON
        and name.label is Label.PLACE
        and item.start == name.start
        and item.end < name.end
        and SOUND.fullmatch(whole) is not None
        and not follows_title(passage, item.start)
        and text.count(who) == text.count(whole)
        and not _goes_on(passage, name)
    )


def _goes_on(passage: Passage, name: Found) -> bool:
    """Whether somebody stands behind a name, whom its last character may govern: 阿比 + 让 + 他."""
    after = passage.word_at(name.end)
    return after is not None and after.tag in {"r", "PER"}


def _only_places(items: list[Found]) -> bool:
    return all(item.label is Label.PLACE for item in items)


def _is_part(passage: Passage, found: Index, name: Found) -> bool:
    """Whether a known name is only a part of a title, of a work's name or of a coined word."""
    text = passage.text
    if name.label is Label.ORG:
        return passage.follow(_OFFICE, name) is not None
    before = found.at(name.start - 1) if name.start else None
    if name.label is Label.PLACE:
        whole = text[name.start : name.end]
        behind_place = before is not None and before.label is Label.PLACE
        if whole in _BANKS:
            return behind_place or text.endswith(("江", "河", "湖", "海"), 0, name.start)
        return whole == _SULTAN and behind_place  # 文莱苏丹
    if name.label is Label.EVENT:
        if text[name.start - 1 : name.start] == "《":
            return text.startswith("》", name.end)
        quoted = text.startswith(("”", "」"), name.end)
        return quoted and _COINED.search(text, max(0, name.start - 5), name.start) is not None
    return False


def _is_ordinary(passage: Passage, name: Found) -> bool:
    """Whether LAC is sure that what may be a short name is a common noun: 樟树, 白银, 黑石."""
    return (
        name.label in {Label.PLACE, Label.ORG}
        and name.end - name.start == _SHORT
        and not passage.text[name.start].isascii()
        and passage.certainty(name.start, name.end) > _DOUBTFUL
    )


def _stronger(passage: Passage, item: Found, name: Found) -> bool:
    """Whether the gazetteer may say that what was found has another label."""
    if item.label is name.label or item.label is Label.TIME:
        return False
    if item.label in {Label.PERSON, Label.ORG} and (
        passage.text[name.start : name.end] in gazetteer().people
    ):
        return item.confidence < _BORNE
    if item.label is Label.PERSON:
        return name.end - name.start > 2 or item.confidence < _DOUBTFUL
    if item.label is Label.ORG:
        return name.label is Label.MEDIA or item.confidence < _DOUBTFUL
    return name.label in {Label.EVENT, Label.MEDIA} or item.confidence < _DOUBTFUL


def cities(passage: Passage, found: list[Found]) -> list[Found]:
    """A name behind 城市, 首都, 小镇 is a place."""
    return [
        Found(item.start, item.end, Label.PLACE, HINT)
        if item.label in {Label.PERSON, Label.ORG}
        and item.confidence < _SURE
        and passage.text.endswith(_CITIES, 0, item.start)
        and passage.is_edge(item.start)
        else item
        for item in found
    ]


def opening_words(passage: Passage, found: list[Found]) -> list[Found]:
    """欧洲 of 欧洲人, 国务院 of 国务院常务会议: known names that open a word without a label."""
    names = gazetteer()
    new: list[Found] = []
    for word in passage.words():
        if word.tag not in {"n", "nz", "nw"} or word.end - word.start < 3:
            continue
        for end, what in names.names.found(passage.text, word.start, word.end):
            name = passage.text[word.start : end]
            label = what.label
            if label is None:
                continue
            rest = passage.text[end : word.end]
            if end == word.end or not _opens(label, name, rest):
                continue
            new.append(Found(word.start, end, label, HINT))
            break
    return add(found, new)


def _opens(label: Label, name: str, rest: str) -> bool:
    if label is Label.PLACE:
        return _OF_PEOPLE.match(rest) is not None or (len(name) > 3 and len(rest) > 1)
    return label is Label.ORG and len(name) > 2 and len(rest) > 1


def of_the_clock(passage: Passage, found: list[Found]) -> list[Found]:
    """北京 in 北京时间 is part of a time, 荷兰 in 南非荷兰语 of a language, 南极 in 月球南极 of a
    heavenly body, 苏丹 in 文莱苏丹博尔基亚 a title, 京 of 京A12345 of a number: no places."""
    text = passage.text
    places = {item.end for item in found if item.label is Label.PLACE}
    people = {item.start for item in found if item.label is Label.PERSON}
    poles = {m.group()[-2:] for m in passage.find(_HEAVENLY)}
    return [
        item
        for item in found
        if not (
            item.label is Label.PLACE
            and (
                passage.follow(_CLOCK, item)
                or passage.follow(_LANGUAGE, item)
                or (item.end - item.start == 1 and passage.follow(_LISTED_LANGUAGE, item))
                or text[item.start : item.end] in poles
                or (item.end - item.start == 1 and passage.follow(_PLATE, item))
                or (
                    text[item.start : item.end] == _SULTAN
                    and item.start in places
                    and item.end in people
                )
            )
        )
        and not (item.label in _NO_TONGUES and _TONGUE.fullmatch(text, item.start, item.end))
    ]


def facilities(passage: Passage, found: list[Found]) -> list[Found]:
    """昆明 + 南站, 福岛 + 第一核电站: one place, and the other inside. So is 西昌卫星发射中心."""
    new = [
        Found(item.start, item.end, Label.PLACE, RULE)
        for item in found
        if item.label is Label.ORG
        and passage.text.endswith(_LAUNCH_SITES, item.start, item.end)
        and "航空" not in passage.text[item.start : item.end]
    ]
    starts = {item.start for item in found}
    for item in found:
        if item.label is not Label.PLACE or item.end in starts:
            continue
        if passage.text[item.start : item.end] in COUNTRIES:
            continue  # 中国高速公路 are many
        match = passage.follow(_UNIT, item)
        if match and match.group() in _LANDS and passage.text[item.end - 1] in "旗县市州省区":
            continue
        if match and passage.is_edge(match.end()):
            new.append(Found(item.start, match.end(), Label.PLACE, RULE))
    return replace(found, new)

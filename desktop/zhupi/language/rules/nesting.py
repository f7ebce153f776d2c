"""Names inside longer names: 中国 in 中国外交部, 中国科学院 in 中国科学院物理研究所."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from zhupi.core.model import Label
from zhupi.language.gazetteer import Names, gazetteer
from zhupi.language.lexicon import NUMERALS, ORG_ENDINGS, SIGN_BODIES, SOUNDS
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.body_words import words
from zhupi.language.rules.common import HINT, RULE, SOUND, place
from zhupi.language.rules.parents import house, parent
from zhupi.language.rules.short_forms import AMBIGUOUS, is_run
from zhupi.language.rules.states import land_end

_HOLDERS = frozenset({Label.ORG, Label.MEDIA, Label.LAW, Label.EVENT})
_SHORT = Pattern(
    rf"[中美英法德俄日韩印澳加乌菲伊以泰](?=(?:{'|'.join(SIGN_BODIES)}))|[苏朝越](?=(?:大?使|领)馆|国防部|外交部)|[英法俄德美日意](?=外部|海军部|陆军部|使署)|[伊朝](?=核)|"
    "[川东南国深厦]航$|[鞍武马邯太包首济莱唐]钢$|[港台澳]大(?:$|.{0,6}[系所院部]$)|欧(?=足联)"
)
_SIGN_OF = Pattern(
    "[川深厦鞍武马邯太包济唐中美英法德俄苏日韩印澳加乌菲伊以泰朝荷柬缅叙土沙意西葡巴阿清越台港欧淮湘滇桂粤"
    "奉直皖晋陕鲁豫浙赣鄂闽黔]"
)
_ARMY = Pattern(
    "[中美英法德俄苏日韩朝印越澳台乌荷泰柬缅以伊叙土沙意西葡巴阿港](?:军|队|府|共|军队|空军|海军|"
    "陆军|警)|[淮湘滇桂粤川奉直皖晋陕鲁豫浙赣苏鄂闽黔]军",
    needs="共 军 府 警 队",
)
_POST = Pattern(
    r"(?<=驻)[华美英法德俄日韩朝印越澳欧台港沪京穗汉渝](?=使|大使|领|总领|联络|记者|代表|军|"
    r"部队|办)",
    needs="代表 使 军 办 络 记者 部队 领",
)
_PAIR = Pattern(
    r"[直皖奉江浙川滇粤桂晋苏湘鄂]{2}(?=战争|之[战役])|"
    r"[中美英法德俄苏日韩朝印越澳加欧非拉阿亚缅巴泰柬老蒙哈菲伊爱土芬西普]{2,4}(?=之[战役]|关系|友好|联合|和平|合作|首脑|经贸|贸易|"
    r"文化|战争|论坛|峰会|协会|公司|银行|会议|围棋|卫生|战略|冲突|世界杯|铁路|工业园|经济|科技|和亲|修好|安保|安全保障|同盟|通商|引渡|边界|渔业|航空|投资|"
    r"领导人|农业|擂台|议会|青年|商会|核|财长|自贸|自由|边境|理事会|友谊)|港澳台?(?=事务)"
)
_LEVEL = Pattern(
    "(?:^|(?<=[省市县区州盟旗部社局]))([\u4e00-\u9fff]{2,4}(?:街道|社区|地区(?=行署)|保税港区|"
    "村(?!委)|[镇乡州]|(?<!园)区))"
    "(?=党|村|政府|人民|人大|政协|委|办事|公[安证所]|派出|工商|税务|法院|行署|中心|管委|总支|"
    "支部|纪|篮球|卫生|教育|人社|分局|检察)",
    needs="乡 区 州 村 行署 街道 镇",
)
_BRANCH = Pattern(
    "(?<=局)([\u4e00-\u9fff]{2,3})(?=分局|派出所)|(?<=[省市])([\u4e00-\u9fff]{2,3})(?=分局)",
    needs="分局 派出所",
)
_AT_PLACE = Pattern(
    "([\u4e00-\u9fff]{2,6}?)(?<!第[一二三])(?:水电站|核电站|(?:国际|公路|铁路|水运|航空)?口岸|烈士陵园|集中营|"
    "动物园|大剧院)$",
    needs="动物园 口岸 大剧院 核电站 水电站 陵 集中营",
)
_OF_BODY = Pattern(
    rf"(?:(?!第)[\u4e00-\u9fff]){{3,16}}?(?=第[{NUMERALS}]+[届次]|年会|峰会)", needs="峰会 年会 第"
)
_NUMBERED_OF = Pattern(
    rf"第[{NUMERALS}]+[届次]([\u4e00-\u9fff]{{2,14}}(?:联合会|协会|委员会|组织|理事会|联盟))"
    "(?:全体|代表)?(?:大会|会议|年会|全会|峰会)",
    needs="会议 全会 大会 峰会 年会",
)
#: 美国际开发署, 美国务院 and 美国会参议院 begin with 美, not with 美国; 西安事变 with 西安;
#: 诺鲁孜节 is no feast of 诺鲁.
_NO_COUNTRY = Pattern("[际务]|人国民|会[参众两议]|孜")
#: Papers that are called after what is no place to their readers.
_NO_PLACE = Pattern("南华早|字林西|平利用")
#: The end of 铁路, 公路: no 路南 begins in 中国铁路南昌局.
_ROAD_WORD = Pattern("(?<=[铁公道])路")
#: What a foreign name goes on with: 多· behind 阿曼.
_GOES_ON = Pattern(f"[{SOUNDS}]{{0,3}}·", needs="·")
_DIVISION = Pattern(
    "(?:省|市|县|自治区|特别行政区|特区(?!报))", needs="县 市 特别行政 特区 省 自治区"
)
#: Names of people that are names of places too, before what is called after the people.
AFTER_PEOPLE = Pattern(
    "中山(?:大学|舰|装|医)|[海南]南航|长江实业|哥伦比亚(?:大学|广播)|黄河大合唱|东方红|西南联",
    needs="东方红 中山 南航 哥伦比亚 长江实业 黄河大合 西南联",
)
_MAIN_BODY = Pattern(
    r"大学|科学院|工程院|(?<!农)学院|军区|舰队|集团军?|银行|公司|人民解放军|海军|空军|陆军|武警|"
    r"外交部|"
    r"教育部|财政部|国务院|联合国|欧盟|公安局|公安厅|医院|电视台|博物馆|图书馆|委员会|石油|兵团|"
    r"警务处|"
    r"国会|参议院|众议院|立法院|检察厅|检察院|法院|人大|政协|市委|省委|县委|共产党|总局|总公司|电网|邮政|新华社|协会|中共"
)
_PART = Pattern(
    r"[\u4e00-\u9fffA-Za-z0-9<>·“”、和及]{0,24}(?:所|院|系|中心|司|局|处|室|部|行|委员会|委|队|"
    r"厂|学校|庭|店|站|组织|署|"
    r"分公司|公司|分社|舰队|团|军|旅|师|党委|支部|总台|馆|会|厅|中央|办公室|研究生部)"
)
#: What is built at a place and called after it. A river or a mountain has its name to itself.
_FACILITY = Pattern(
    "(?:机场|[东南西北]?站|核电站|水电站|油田|铁路|高铁|线|公路|赛车场|大学城|园区|工业园|"
    "开发区|口岸|港|草原|体育场|"
    "体育馆|体育中心|会展中心|国宾馆|实验室|(?<=门)广场|王宫|发射中心|大湾区|新区|特区|运河|水库|"
    "特别行政区|海峡|音乐厅|电影宫|自由贸易试验区|自贸区|自贸港)$"
)
#: Roads and railways that are called after both their ends by a character each: 京九铁路.
_ROAD = Pattern(
    "([京沪津渝广深港九哈沈大郑武成昆宝兰新青藏川陇海浙赣湘黔桂粤琼豫皖鄂陕甘宁蒙晋冀鲁苏杭甬徐"
    "连盐通太石济焦柳枝南包珠澳滇贵中老缅越泰坦赞]{2,4})(?:铁路|高铁|高速公路|高速铁路|客运专线|"
    "城际|公路|线|高速)$",
    needs="公路 城际 线 铁路 高速 高铁",
)
#: A division whose name is made of two.
_OF_TWO = Pattern(f"[{SOUNDS}]{{1,6}}[-－–][{SOUNDS}]{{1,6}}[县郡州省]", needs="- － –")
_GOVERNMENT_OF = Pattern("([\u4e00-\u9fff·]{2,})(?:政府|内阁)", needs="政府 阁")
#: Of a state: 法租界.
_CONCESSION = Pattern("[英法日美德俄意奥比](?=租界)")
#: A university's short name, before a part of it: 台大外文系.
_SHORT_UNIVERSITY = Pattern(
    "([港台北清浙复科中南武厦川交师]大)(?=[\u4e00-\u9fff]{1,8}(?:系|学院|研究所|法学所|医院|出版社)$)"
)
#: Of two or three states at the beginning of a treaty's name: 美菲共同防御条约.
_TREATY = Pattern(
    "(?:[中美英法德俄苏日韩朝印越澳加欧台乌菲伊以泰巴蒙缅老柬爱满葡西意荷匈土埃墨]|新(?!约))"
    "{2,3}(?![国亚])"
)
#: 法 in 法网.
_OPEN = Pattern("[法澳美温]网")
#: What has its name to itself.
_ALONE = Pattern("(?:桥|寺|庙|庵|观)$")
#: Parts that nobody's bank or oil company has: 中国银行业协会, 环球银行金融电信协会.
_OF_ALL = Pattern(
    "[^分总]{0,8}(?:协会|管理局|监管局|监督局|管理委员会|学会|联合会|联盟|商会|公会)$|(?:天然气|化工|股份|集团|有限|总)*(?:公司|集团)$|委员会$"
)
_TRADES = ("银行", "石油", "邮政", "电网", "公司")
#: What places end with that have a government of their own: 松本市.
_OF_DIVISIONS = frozenset("省市县州府区郡町村道都邦")
_CLEAR = 0.9
_LEAST_PART = 2
_BODIES = words("""
    联合国 中共 欧盟 北约 东盟 非盟 武警 国务院 全国人大 全国政协 中纪委 中共中央 共青团 解放军
    中科院 社科院 海军 空军 陆军 民革 民盟 民建 民进 致公党 越共 俄共 苏共 日共 法共 世贸组织
    国家防总 西共体 欧共体 金砖国家 二十国集团 七国集团
    """)
_ENDS = frozenset("党军院部局委团会")


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
    bodies = {
        text[item.start : item.end]
        for item in found
        if item.label is Label.ORG and item.confidence >= _CLEAR
    }
    people = {text[item.start : item.end] for item in found if item.label is Label.PERSON}
    new: list[Found] = []
    for item in found:
        if item.label in _HOLDERS:
            new += list(_dashed(text, item)) or _places(text, item, known)
            new += _signs(text, item)
            new += _levels(text, item)
            if item.label is Label.ORG:
                new += _bodies(text, item)
                new += _head_of_government(text, item, people)
                new += parent(text, item, bodies)
            if item.label is Label.MEDIA:
                new += _known_medium(text, item)
            new += _known_bodies(text, item)
            if item.label is Label.EVENT:
                new += _host(text, item)
            if item.label is Label.LAW:
                new += _parties(text, item)
        elif item.label is Label.PLACE and (inner := house(text, item)):
            new.append(inner)
        elif item.label is Label.PLACE and _CONCESSION.match(text, item.start, item.end):
            new += _signs(text, item)
        elif item.label is Label.PLACE and _FACILITY.search(text, item.start, item.end):
            new += (inner for inner in _places(text, item, known) if inner.start == item.start)
            new += _roads(text, item)
            new += _at_place(text, item)
    taken = {(item.start, item.end) for item in found}
    apart = [item for item in dict.fromkeys(new) if (item.start, item.end) not in taken]
    return sorted([*found, *apart], key=lambda f: (f.start, -f.end))


def _places(text: str, item: Found, known: Names) -> Iterator[Found]:
    at = item.start
    while at < item.end - 1:
        if AFTER_PEOPLE.match(text, at, item.end):
            return
        limit = item.end - 1 if at == item.start else item.end
        end = 0 if _ROAD_WORD.match(text, at) else _place_end(text, at, limit, known)
        if end and not _is_same(text, item, at, end):
            yield Found(at, end, Label.PLACE, RULE, nested=True)
        at = end or at + 1


def _is_same(text: str, item: Found, start: int, end: int) -> bool:
    """Whether a place is only a short name of what holds it: 马拉卡纳 of 马拉卡纳体育场."""
    if start != item.start or item.label is not Label.PLACE:
        return False
    canonical = gazetteer().canonical(Label.PLACE, text[start:end])
    return canonical == gazetteer().canonical(Label.PLACE, text[start : item.end])


def _dashed(text: str, item: Found) -> Iterator[Found]:
    """迈阿密-戴德县 in 迈阿密-戴德县警察局."""
    match = _OF_TWO.match(text, item.start, item.end - 1)
    if match is not None:
        yield Found(item.start, match.end(), Label.PLACE, HINT, nested=True)


def _place_end(text: str, at: int, limit: int, known: Names) -> int:
    """Where the longest known place ends that begins at `at`, or 0."""
    places = gazetteer().places
    for end in (*known.ends(text, at, limit), *places.ends(text, at, limit)):
        if text[at:end] in AMBIGUOUS and (_PAIR.match(text, at) or _TREATY.match(text, at)):
            continue
        if _NO_COUNTRY.match(text, end, limit) or _is_committee(text, at, end):
            continue
        if _GOES_ON.match(text, end, limit) or _NO_PLACE.match(text, at, limit):
            continue
        division = _DIVISION.match(text, end, limit)
        if division and not _is_committee(text, at, division.end()):
            return division.end()
        return land_end(text, at, end, len(text)) or end
    return 0


def _is_committee(text: str, start: int, end: int) -> bool:
    """Whether a division's last character belongs to its committee: 湖南 + 省委, but 沛县 + 委."""
    return (
        end - start > _LEAST_PART
        and text.startswith(("省委", "市委", "县委", "区委"), end - 1)
        and not text.startswith("员", end + 1)
    )


def _head_of_government(text: str, item: Found, people: Collection[str]) -> Iterator[Found]:
    """拜登 in 拜登政府."""
    match = _GOVERNMENT_OF.fullmatch(text, item.start, item.end)
    if match is None:
        return
    name = match[1]
    known = gazetteer()
    family = next(known.japanese.ends(text, item.start, match.end(1)), 0)
    foreign = len(name) > _LEAST_PART and SOUND.fullmatch(name) is not None
    if name in people or (
        name not in known.names
        and name[-1] not in _OF_DIVISIONS
        and (foreign or 0 < match.end(1) - family <= _LEAST_PART < len(name))
    ):
        yield Found(item.start, match.end(1), Label.PERSON, HINT, nested=True)


def _known_medium(text: str, item: Found) -> Iterator[Found]:
    """深圳卫视 in 深圳卫视直新闻."""
    for end, known in gazetteer().names.found(text, item.start, item.end - _LEAST_PART):
        if known.label is Label.MEDIA:
            yield Found(item.start, end, Label.MEDIA, HINT, nested=True)
            return


def _at_place(text: str, item: Found) -> Iterator[Found]:
    match = _AT_PLACE.fullmatch(text, item.start, item.end)
    if match:
        yield Found(match.start(1), match.end(1), Label.PLACE, HINT, nested=True)


def _roads(text: str, item: Found) -> Iterator[Found]:
    match = _ROAD.match(text, item.start, item.end)
    if match:
        for at in range(match.start(1), match.end(1)):
            yield place(at, nested=True)


def _signs(text: str, item: Found) -> Iterator[Found]:
    """Countries written as one character: 美 in 美国务院, 中 and 日 in 中日友好协会."""
    if text.startswith(("中共", "美联储"), item.start):
        return
    if item.label is Label.PLACE and _CONCESSION.match(text, item.start, item.end):
        yield place(item.start, nested=True)
    if item.label is Label.EVENT and _OPEN.fullmatch(text, item.start, item.end):
        yield place(item.start, nested=True)
    short = _SHORT.match(text, item.start, item.end) or _ARMY.fullmatch(text, item.start, item.end)
    if short and _SIGN_OF.match(text, item.start):
        yield place(item.start, nested=True)
    for pair in _PAIR.finditer(text, item.start, item.end):
        river = gazetteer().is_a(Label.PLACE, pair.group()) and pair.group()[-1] in "江苏"
        if len(set(pair.group())) == len(pair.group()) and not river:
            for at in range(pair.start(), pair.end()):
                yield place(at, nested=True)
    for post in _POST.finditer(text, item.start, item.end):
        yield place(post.start(), nested=True)


def _parties(text: str, item: Found) -> Iterator[Found]:
    """美 and 菲 in 美菲共同防御条约."""
    match = _TREATY.match(text, item.start, item.end)
    if match is None:
        return
    places = gazetteer().places
    run = range(match.start(), match.end())
    # 中美日内瓦…: 日 is the beginning of a longer name.
    end = next((at for at in run if any(places.ends(text, at, item.end))), match.end())
    if end - match.start() > 1 and is_run(text[match.start() : end]):
        for at in range(match.start(), end):
            yield place(at, nested=True)


def may_hold(text: str, outer: Found, inner: Found) -> bool:
    """Whether a name that a reader saw inside another can be there: in a bridge's or a temple's
    is none, and 环球银行金融电信协会 holds no bank."""
    if AFTER_PEOPLE.match(text, inner.start) or _NO_PLACE.match(text, inner.start):
        return False
    if outer.label is Label.PLACE:
        if text.endswith("联盟", outer.start, outer.end) and inner.start == outer.start:
            return False  # 苏维埃社会主义共和国 + 联盟
        return _ALONE.search(text, outer.start, outer.end) is None
    name = text[inner.start : inner.end]
    return inner.label is not Label.ORG or not _is_trade(text, inner.end, name, outer)


def _is_trade(text: str, end: int, name: str, outer: Found) -> bool:
    """Whether a body only seems to stand at the beginning of an association's name."""
    return name.endswith(_TRADES) and _OF_ALL.match(text, end, outer.end) is not None


def _levels(text: str, item: Found) -> Iterator[Found]:
    """东岭村 in 东岭村党支部, 市北 in 青岛市公安局市北分局."""
    name = text[item.start : item.end]
    for pattern in (_LEVEL, _BRANCH):
        for match in pattern.finditer(name):
            at = 1 if match[1] else 2
            yield Found(
                item.start + match.start(at),
                item.start + match.end(at),
                Label.PLACE,
                HINT,
                nested=True,
            )


def _known_bodies(text: str, item: Found) -> Iterator[Found]:
    """联合国 in 第51届联合国大会; of an organisation only what it begins with."""
    names = gazetteer().names
    at = item.start
    while at < item.end - 1:
        for end, known in names.found(text, at, item.end):
            name = text[at:end]
            whole = item.end - item.start
            loose = item.label is Label.EVENT and at > item.start and end == item.end
            if loose or end - at == whole or _is_trade(text, end, name, item):
                continue
            if known.label is Label.ORG and _is_body(name):
                if item.label is not Label.ORG or item.end - end >= _LEAST_PART:
                    inner = Found(at, end, Label.ORG, HINT, nested=True)
                    yield inner
                    if item.label is not Label.ORG:  # 全国人大 of 全国人大常委会第十次会议
                        yield from _bodies(text, inner)
                at = end - 1
                break
        at += 1
        if item.label in {Label.ORG, Label.MEDIA}:
            return


def _host(text: str, item: Found) -> Iterator[Found]:
    """世界遗产委员会 in 世界遗产委员会第28届会议."""
    numbered = _NUMBERED_OF.match(text, item.start, item.end)
    if numbered:
        yield Found(numbered.start(1), numbered.end(1), Label.ORG, HINT, nested=True)
        return
    match = _OF_BODY.match(text, item.start, item.end)
    if match and match.group().endswith((*ORG_ENDINGS, "论坛")):
        yield Found(match.start(), match.end(), Label.ORG, HINT, nested=True)


def _is_body(name: str) -> bool:
    """Not the short name of a firm, which is part of its full name: 恒大 in 恒大地产."""
    if name in _BODIES or (len(name) > 2 and name[-1] in _ENDS):
        return True
    return len(name) > 3 and name.endswith(ORG_ENDINGS)


def _bodies(text: str, item: Found) -> Iterator[Found]:
    """The body that a part belongs to: 中国科学院 in 中国科学院物理研究所."""
    university = _SHORT_UNIVERSITY.match(text, item.start, item.end)
    if university is not None:
        yield Found(item.start, university.end(), Label.ORG, HINT, nested=True)
    for match in _MAIN_BODY.finditer(text, item.start, item.end):
        end = match.end()
        if (
            (end - item.start > 2 or match.group() in {"中共", "国会", "人大"})
            and item.end - end >= 2
            and not _is_trade(text, end, match.group(), item)
            and _PART.fullmatch(text, end, item.end)
        ):
            yield Found(item.start, end, Label.ORG, HINT, nested=True)

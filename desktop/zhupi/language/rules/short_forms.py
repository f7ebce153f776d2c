"""Countries and provinces written as one character: 中美, 美方, 访华, 京津冀. The mention is that
character."""

from __future__ import annotations

from itertools import chain

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import SIGN_BODIES
from zhupi.language.passage import Found, Match, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import RULE, add, covering, place, replace

#: Signs that stand for a country almost wherever two of them meet.
_USUAL = "中美英法德俄苏日韩朝印越澳加欧台乌菲"
#: Those that need a word beside them which only states have.
_RARE = (
    "荷泰柬缅蒙巴以伊叙土埃沙匈塞波捷希意西葡瑞挪芬丹奥智墨古哈吉塔白非拉马新尼孟斯约黎坦赞肯阿秘老"
)
#: All of them.
STATES = _USUAL + _RARE
_PROVINCES = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁疆蒙港澳台穗深蓉汉"
#: What is no row of signs: other words, and names that rows of signs happen to make.
_NO_RUN = frozenset(
    [
        "中古",
        "中意",
        "中西",
        "美意",
        "德意",
        "新意",
        "法意",
        "古法",
        "老马",
        "中老",
        "新老",
        "西土",
        "马德",
        "古德",
        "台中",
        "德古",
        "马加",
        "加拉",
        "巴拉",
        "马拉",
        "以巴",
        "中马",
        "日新",
        "深藏",
        "中土",
        "老美",
        "中台",
        "台日",
        "英吉",
        "甘青",
        "青藏",
        "宁苏",
        "川美",
        "深汉",
        "汉中",
        "台深",
        "港深",
        "深港",
        "苏黎",
        "以法",
        "以新",
        "加法",
        "日以",
        "中以",
        "中加",
        "苏澳",
        "晋宁",
        "宁晋",
        "汉川",
        "青川",
        "宁陕",
        "吉川",
        "深川",
        "藏青",
        "甘宁",
        "法老",
        "韩非",
    ]
)
#: Known names that signs make too: 中欧 is the middle of Europe, or China and Europe.
AMBIGUOUS = frozenset({"中美", "中法", "中欧", "美西"})
#: What follows signs of countries that stand beside one another.
TIES = (
    "关系|双方|两国|三国|四国|五国|六国|两军|两党|两地|双边|三边|三方|四方|之间|高层|领导人|"
    "贸易|经贸|外长|首脑|元首|防长|财长|"
    "会谈|会晤|峰会|冲突|战争|建交|复交|断交|合作|互动|官方|联合|军事|竞争|对话|友好|边境|边界|"
    "谈判|铁路|高铁|停火|和谈|交火|"
    "协议|同盟|联军|混血|航线|互换|邦交|外交|友谊|文化|人民|合资|合拍|争端|民间|海底|原油|"
    "天然气|警方|学者|企业家|矛盾|摩擦|"
    "开战|参战|宣战|停战|交恶|间[所的之签缔]|口岸|《|协议|协定|核|工业园|传统|海域|互免|签署|自贸|大战"
)
_RUN = Pattern(rf"[{_USUAL}]{{2,5}}")
#: Of one that is usual and one that is rare: 中缅, 泰中. 江 is a sign nowhere else.
_MIXED = Pattern(rf"[{_USUAL}][{_RARE}]|[{_RARE}][{_USUAL}]|江浙")
_BETWEEN = Pattern(
    rf"[{_USUAL}]{{2,5}}(?={TIES})|"
    rf"(?:{_MIXED.source})(?={TIES})|[{STATES}]{{2,4}}(?=两国|三国|双边|边境|边界|关系|冲突|"
    r"战争|建交|复交|铁路|双方|两军|停火|"
    r"和谈|外长|首脑|核协议|自贸)",
    needs=TIES.replace("|", " "),
)
#: 亚非 is nothing else before these, however the words around were cut.
_CONTINENTS = Pattern("亚非(?=国家|各国|人民|学生|团结|地区)", needs="亚非")
_PARTS_OF_EARTH = Pattern("亚欧(?!大陆)|欧美|亚非(?!拉)|亚太欧", needs="亚太欧 亚欧 亚非 欧美")
_REGIONS = Pattern(
    rf"[{_PROVINCES}]{{2,5}}(?=[两三四五六七八九](?:省|市|地|区|县))|[{_PROVINCES}]{{2,5}}(?![族语]|两种|双语)|"
    r"港澳(?=办|事务|同胞|居民)"
)
_OFFICE = (
    "(?:前|副|新任|时任|候任|国家|现任)?(?:总统|总理|首相|议员|参议员|众议员|外长|防长|财长|"
    "国防部长|财政部长|商务部长|外交部长|"
    "国务卿|副国务卿|助理国务卿|外相|防相|阁僚|高官|官员|官方|政要|议长|驻华大使|大使|领导人|"
    "领袖|国王|女王|王储|专家|学者|记者)"
)
_SIDE = Pattern(
    rf"([{_USUAL}荷泰柬缅巴伊叙土埃沙匈塞波捷希葡瑞挪芬丹奥墨尼孟斯约黎港])(?:方|媒|舰|战机|籍|(?<!越)境(?![界况遇地域])|"
    rf"企(?!业)|商(?!务|业|人|量|店|场|品|会)|股(?!东|份|权|票)|政府|代表团|驻华|{_OFFICE})",
    needs="方 媒 境 舰 战机 籍 企 商 股 政府 代表团 驻华 总统 总理 首相 议员 外长 防长 财长 "
    "部长 国务卿 外相 防相 阁僚 官 政要 议长 大使 领导人 领袖 国王 女王 王储 专家 学者 记者",
)
_WITHIN = Pattern(f"[{_USUAL.replace('越', '')}{_RARE}]境[\u4e00-\u9fff]{{2}}", needs="境")
_TRADE = Pattern(
    "([沪深晋徽浙粤苏闽台港日韩美])(?=商(?!务|业|量|店|场|品|会|标)|资(?!格|金|料|源|助|本|产|"
    "历|深)|股(?!东|份|权|票)|指跌|指涨|指收|企|胞|剧|籍)",
    needs="企 剧 商 指收 指涨 指跌 籍 股 胞 资",
)
_PEOPLE = Pattern(
    "([港澳台])(?=人(?!员|民|物|工|士|们|次)|府|督|客|民众|方|警|胞|籍)", needs="台 港 澳"
)
_OF_SHIPS = Pattern(rf"(?<=[艘条])([{_USUAL}])(?=[轮船])", needs="轮 船")
_ISRAEL = Pattern(
    r"(?<![加予难给得可足])(以)(?=方(?![面式法案针])|军(?![面式法案针礼功队乐令舰旗人营职事火权费备团区"
    r"歌棋])|总理|总统|外长|防长)",
    needs="以",
)
_BODY = Pattern(
    rf"([{_USUAL}伊以泰土])((?:国会(?=[参众两议]))?(?:{'|'.join(SIGN_BODIES)})|国务卿)",
    needs=" ".join((*SIGN_BODIES, "国务卿")),
)
_SIGNS = frozenset(STATES + _PROVINCES + "华满侨沽")
_TOWARDS = Pattern(
    rf"([访赴驻援涉旅遏抵侵返晋离留])([华{_USUAL}荷泰柬缅埃伊巴港澳藏疆京沪津渝穗川])(?!学|文|"
    r"语|国|度|元)",
    needs="访 赴 驻 援 涉 旅 遏 抵 侵 返 晋 离 留",
)
_LOOSELY = Pattern(
    rf"(?!来日方|居中)([对在来离反亲抵入进回到寓居由])([华{_USUAL}港疆藏京沪津渝穗])|"
    rf"([与同向自全])([华{_USUAL.replace('台', '')}港])"
)
_FOR_OR_AGAINST = Pattern(f"[亲反][{STATES}]", needs="亲 反")
_POLICY = Pattern(
    r"对([华美英法德俄日韩朝印越澳欧台])(?=强硬|友好|政策|战略|贸易|投资|关系|态度|认知|竞争|合作|"
    r"和约|媾和|抗战|遏制|打压|出口|制裁|援助|表述|军售|加征|开战|宣战|立场|关税|工作|交往|外交|作战|侦察)",
    needs="对",
)


def listed(passage: Passage, found: list[Found]) -> list[Found]:
    """印 of 中、印两国: what stands in one list with a country's sign, as a word of its own."""
    new: list[Found] = []
    for item in found:
        at = item.end + 1
        while (
            item.label is Label.PLACE
            and item.end - item.start == 1
            and passage.text.startswith("、", at - 1)
            and at < passage.block_end(item.start)
            and passage.text[at] in _USUAL
            and passage.is_edge(at)
            and passage.is_edge(at + 1)
        ):
            new.append(place(at))
            at += 2
    return add(found, new)


def bodies(passage: Passage, found: list[Found]) -> list[Found]:
    """美国务院 is 美 and 国务院, where LAC reads 美国 and 务院."""
    new = []
    for m in passage.find(_BODY):
        if not (passage.is_edge(m.start()) and passage.is_edge(m.end())):
            continue
        whole = covering(found, m.start(), m.end())
        if m.group(2) == "国务卿":
            new.append(place(m.start()))
        elif whole is None:
            new.append(Found(m.start(), m.end(), Label.ORG, RULE))
    return replace(found, new)


def pairs(passage: Passage, found: list[Found]) -> list[Found]:
    """中美, 德法, 京津冀: one mention each."""
    new: list[Found] = []
    for item in found:
        short = passage.text[item.start : item.end]
        if item.label is not Label.ORG and _is_pair(item, short):
            new += (place(i, confidence=item.confidence) for i in range(item.start, item.end))
    for m in chain(*map(passage.find, (_BETWEEN, _PARTS_OF_EARTH, _REGIONS))):
        edges = passage.is_edge(m.start()) and _may_end(passage, m)
        whole = covering(found, m.start(), m.end())
        if edges and is_run(m.group()) and not _within_name(whole, m):
            new += (place(i) for i in range(m.start(), m.end()))
    for m in passage.find(_CONTINENTS):
        new += (place(i) for i in range(m.start(), m.end()))
    return replace(found, list(dict.fromkeys(new)))


def _is_pair(item: Found, name: str) -> bool:
    """Whether a name is nothing but signs; a rare sign makes one only of what is taken for a
    place and is not known as one."""
    if _RUN.fullmatch(name):
        return is_run(name)
    mixed = item.label is Label.PLACE and _MIXED.fullmatch(name) is not None
    return mixed and is_run(name) and gazetteer().get(name) is None


def is_run(run: str) -> bool:
    """Whether characters that may each stand for a country do so together."""
    return (
        len(set(run)) == len(run)
        and run not in _NO_RUN
        and (run not in gazetteer().names or run in AMBIGUOUS)
    )


def _may_end(passage: Passage, match: Match) -> bool:
    """A word ends there, or a numeral follows that LAC took into it: 赣四 + 省."""
    end = match.end()
    text = passage.text
    return (
        passage.is_edge(end)
        or text[end : end + 1] in "两三四五六七八九"
        or text.startswith("关系", end)
    )


def _within_name(whole: Found | None, match: Match) -> bool:
    """Whether the signs are part of a longer name."""
    return (
        whole is not None
        and whole.label in {Label.ORG, Label.MEDIA, Label.LAW, Label.EVENT}
        and (whole.end - whole.start > match.end() - match.start() + 1)
    )


def signs_only(passage: Passage, found: list[Found]) -> list[Found]:
    """A place of one character is one of the signs, or stands beside one or in a list (江 of 江浙,
    科 of 伊科两国, 漳 of 漳、卫); or it is none."""
    text = passage.text
    single = {f.start for f in found if f.label is Label.PLACE and f.end - f.start == 1}
    signs = {at for at in single if text[at] in _SIGNS}
    return [
        item
        for item in found
        if item.start not in single
        or item.end - item.start > 1
        or (
            not text.startswith(("、智", "智体", "译《", "译本", "译者", "诗"), item.end)
            and (
                item.start in signs
                or signs & {item.start - 1, item.end}
                or text.startswith("、", item.end)
            )
        )
    ]


def sides(passage: Passage, found: list[Found]) -> list[Found]:
    """美方, 日媒, 俄外长, 港人, 台商."""
    new = []
    for m in chain(*map(passage.find, (_SIDE, _ISRAEL, _TRADE, _PEOPLE, _OF_SHIPS))):
        if passage.is_edge(m.start(1)) and _ends_word(passage, m):
            around = covering(found, m.start(1), m.end(1) + 1)
            short = around is not None and around.end - around.start <= m.end(1) - m.start(1) + 1
            if around is None or short or around.label not in {Label.ORG, Label.MEDIA}:
                new.append(place(m.start(1)))
    for item in found:
        if item.label is Label.PLACE and _WITHIN.match(passage.text, item.start, item.end):
            new += [place(item.start), item._replace(start=item.start + 2)]  # 缅 + 境 + 九谷
    return replace(found, list(dict.fromkeys(new)))


def _ends_word(passage: Passage, match: Match) -> bool:
    return passage.is_edge(match.end()) or passage.is_edge(match.end(1) + 1)


def towards(passage: Passage, found: list[Found]) -> list[Found]:
    """访华, 驻美, 对俄; where the verb is a common word, only if LAC agrees or a word ends so."""
    new = [
        place(m.start(2))
        for m in passage.find(_TOWARDS)
        if passage.is_edge(m.start())
        and (passage.is_edge(m.end()) or passage.text.startswith("者", m.end()))
    ]
    for m in passage.find(_LOOSELY):
        word = passage.word_at(m.start())
        if word is not None and word.end == m.end() and word.tag in {"v", "vn", "vd"}:
            new.append(place(word.end - 1))
    new += (place(m.start(1)) for m in passage.find(_POLICY) if passage.is_edge(m.start()))
    new += (
        place(item.end - 1)
        for item in found
        if item.label is Label.PLACE
        and _FOR_OR_AGAINST.fullmatch(passage.text, item.start, item.end)
    )
    return replace(found, list(dict.fromkeys(new)))

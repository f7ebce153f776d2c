"""The office, rank or calling that a text tells beside a person's name.

It stands directly before the name or directly after it; names of bodies and places before it do
not belong to it. Every look takes a bounded number of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from zhupi.language.lexicon import TITLES
from zhupi.language.patterns import Pattern

_REACH = 16  #: characters of the longest title
_FREE = 10  #: of one whose words are not all known

#: Titles beside those of the lexicon; the last word of compound ones.
_MORE = """
    大臣 官房长官 长官 委员长 副委员长 委员 常委 行长 副行长 总干事 干事长 理事长 理事 秘书
    元帅 上校 中校 少校 上尉
    司令员 政委 参谋长 总参谋长 总督 总长 署长 副署长 处长 科长 所长 副所长 会长 副会长 社长
    副社长 台长 馆长 站长
    组长 团长 副团长 班长 机长 船长 舰长 村长 镇长 乡长 区长 副市长 副省长 书记员 党首 党魁
    总书记 女王 亲王 公主 王子
    教皇 主教 法师 法官 大法官 检察长 检察官 审判长 庭长 律师 公证员 警长 警官 探长 医生 医师
    护士 护士长 护工 药师
    教师 老师 讲师 工程师 总工程师 设计师 总设计师 建筑师 厨师 摄影师 分析师 经济师 会计师
    航天员 宇航员 飞行员
    运动员 队员 球员 选手 守门员 门将 前锋 边锋 边裁 主裁判 队医 后卫 中场 主教练 总教练 裁判
    冠军 得主 主持人 播音员
    评论员 撰稿人 通讯员 编导 编剧
    总编 总编辑 副主编 作曲家 歌手 歌星 演员 影星 明星 诗人 学生 博士生 研究生 教士 牧师 神父
    首领 领导人 创始人
    负责人 联合创始人 掌门人 候选人 受害人 被告人 被告 原告 嫌疑人 经理 副总经理 副总裁 董事
    独立董事 首席科学家 交易员 店主
    贸易代表 首席代表 谈判代表 常驻代表 国家安全事务助理 安全顾问 议员 国会议员 下院议员
    上院议员 众议长 参议长 发言人 女发言人
    专员 高级专员 协调员 观察员 调查员 主任医师 代办 大公 酋长 总管 总监 总顾问 教务长 学监
    船员 矿工 村民 村支书 支书
    办公厅主任 太守 巡抚 知县 知府 御史 尚书 侍郎 大学士 军机大臣 皇太后 皇后 太后 天皇 苏丹
    可汗 国师 义士 烈士 制片人 主演 埃米尔 巡按使 都督 第一夫人 总统夫人 外相 财相 藏相 防相
    大将 准将 少佐 中佐 大佐 元首 国君 摄政 摄政王 宰相 丞相 总兵 提督
    """
#: Callings that any word may come before: 物理学家, 短跑运动员.
_CALLINGS = tuple("家员师长官手士匠爵")
#: What ends like one and is none.
_NO_CALLINGS = frozenset(
    ("国家", "大家", "一家", "人家", "自家", "人员", "成员", "女士", "人士", "先生", "后者", "前者")
)
#: What may stand before the last word of a title, in any number.
_FIELDS = """
    陆军 海军 空军 国家 外交 国防 财政 财务 经济 贸易 商务 内政 司法 农业 教育 文化 卫生 劳工
    能源 环境 交通
    交通运输 运输 科技 科学 工业 国土安全 国务 政府 内阁 总统 总理 首相 主席 国家安全事务
    国家安全 安全 事务 特别 常务 常任 首席 高级 资深 名誉 荣誉 执行 联合 办公室 新闻 政治 军事
    情报 法律 政治局 中央 书记处 总 候补 终身 轮值 临时 代理 第一 第二 上议院 下议院 议会 国会
    参议院 众议院 民主党 共和党 党 副 女 男 青年 著名 知名 时任 前任 现任 候任 当选 原 前 代 大
    """
#: After these words or characters a title begins anew: they are no part of one.
_STOP_WORDS = """
    邀请 任命 支持 批评 要求 宣布 表示 当选 出任 担任 接替 选举 提名 击败 战胜 感谢 祝贺 指责
    授予 逮捕 杀害 陪同 率领 包括 刊出 发布 聘请
    """
_STOPS = Pattern(
    r"[的是由与和同该这那其两几各向给把被让请在到了着过等说称会见访从于以为及或将也都就还又再并而但曾]|"
    # 反对党领袖 is one title; no mark or bracket of any script is part of one.
    r"(?<!反)对|[^\w·]|" + "|".join(_STOP_WORDS.split())
)
#: What stands behind the name of a country and belongs to it: 英方, 美籍华裔, 日裔.
_PEOPLES = Pattern(r"^(?:方|裔|籍(?:[\u4e00-\u9fff]裔)?)", needs="方 籍 裔")
_AT_THE_TIME = Pattern(r"^[时现]任(?=.)", needs="任")
_SHORT_OFFICES = {"外长": "外交部长", "防长": "国防部长", "财长": "财政部长", "央行行长": "行长"}
#: What makes another word of a title that stands behind a name: 总统府, 主席团.
_NO_TITLE_BEFORE = "府团台级馆后制学家会部处办们候选夫人之的"


def title_before(text: str, start: int, limit: int) -> tuple[str, int]:
    """The title that ends at `start` and begins no earlier than `limit`, and where it begins.

    `limit` is where the name before it ends, if that is near; `text` is folded. ("", start) where
    there is none.
    """
    low = max(limit, start - _REACH, 0)
    window = text[low:start]
    match = _known().search(window) if window.endswith(_titles()) else None
    known = match.group() if match else ""
    stop = 0
    for found in _STOPS.finditer(window):
        stop = found.end()
    loose = _PEOPLES.sub("", window[stop:], count=1) if low + stop == limit else window[stop:]
    # Nothing stands between the title and a name, a mark, or a word that no title has.
    bordered = low + stop == limit or stop
    free = len(known) < len(loose) <= _FREE and loose not in _NO_CALLINGS
    called = loose.endswith(_titles()) or (len(loose) > 1 and loose.endswith(_CALLINGS))
    if bordered and free and called:
        return _office_only(loose, start)
    return _office_only(known, start)


def _office_only(title: str, end: int) -> tuple[str, int]:
    """Without the word that says somebody bore it at the time."""
    office = _AT_THE_TIME.sub("", title)
    return office, end - len(office)


def title_after(text: str, end: int, limit: int) -> tuple[str, int]:
    """The title that begins at `end`, and where it ends, no later than `limit`."""
    match = _following().match(text, end, min(limit, end + _REACH))
    if match is None:
        return "", end
    if text[match.end() : match.end() + 1] and text[match.end()] in _NO_TITLE_BEFORE:
        return "", end
    return match.group(), match.end()


def rank(title: str) -> str:
    """A title without what says since when, or until when, somebody bears it.

    >>> rank("前国务卿"), rank("副总统")
    ('国务卿', '副总统')
    """
    return re.sub(r"^(?:前任|现任|时任|候任|当选|前|原)", "", title)


def alike(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one of the first may be the same office as one of the others.

    >>> alike({"外长"}, {"外交部长"}), alike({"国务卿"}, {"歌手", "演员"})
    (True, False)
    """
    mine = {_office(title) for title in some}
    theirs = {_office(title) for title in others}
    return any(a.endswith(b) or b.endswith(a) for a in mine for b in theirs)


def _office(title: str) -> str:
    ranked = rank(title)
    return _SHORT_OFFICES.get(ranked, ranked)


@cache
def _titles() -> tuple[str, ...]:
    """All heads of titles, the longest first. 务卿 is a piece of 国务卿."""
    words = {*TITLES, *_MORE.split()} - {"务卿", "国务"}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _known() -> Pattern:
    fields = rf"(?:{'|'.join(_FIELDS.split())})"
    return Pattern(rf"(?:{fields}(?:[、和及]{fields})*)*(?:{'|'.join(_titles())})\Z")


#: Titles that stand behind a name as well.
_AFTER = """
    总统 副总统 总理 副总理 首相 副首相 主席 副主席 总书记 书记 国务卿 部长 副部长 外长 防长
    财长 司长 局长 副局长 厅长 省长 市长 州长 县长 镇长 区长 议长 议员 参议员 众议员 大使 公使
    参赞 领事 特使 秘书长 委员 委员长 主任 副主任 院长 副院长 校长 教授 副教授 博士 院士 研究员
    董事长 总裁 总经理 经理 将军 元帅 上将 中将 少将 上校 司令 司令员 政委 国王 女王 王子 公主
    亲王 皇帝 天皇 教皇 律师 法官 医生 大夫 老师 导演 教练 队长 处长 科长 所长 会长 社长 行长
    署长 总督 爵士 记者 参谋长 总参谋长 大臣 官房长官 大师
    """


@cache
def _following() -> Pattern:
    words = sorted(_AFTER.split(), key=lambda word: (-len(word), word))
    fields = "国家|外交|国防|财政|前|副"
    return Pattern(rf"(?:{fields})*(?:{'|'.join(words)})")

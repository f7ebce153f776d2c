"""Whether words of time mean a time where they stand: 三月街, 1号 and 当年 often do not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from zhupi.language.dates.almanac import almanac
from zhupi.language.dates.numerals import DIGITS, number
from zhupi.language.dates.points import Expression, Hints
from zhupi.language.dates.vocabulary import NAMED_PLACES
from zhupi.language.patterns import Pattern

#: Before a day that is also another word: `刚过小满`.
_ARRIVING = Pattern(r"[过逢值临]了?$")
#: Eras that are other words, too: `延长五年`.
_WORDS_TOO = frozenset(
    re.findall(
        "..",
        "延长文明开国大业神功主体天长养老先天长安长庆光化中和大顺大同大观正统建武开元上元升平永和天安太平"
        "成化明道大中大定光武天和仁和永光元始初元",
    )
)
_RECURRING = Pattern("(?:每[天日年周月晚夜早逢个]?|逢年)的?$")
#: 每年2月和10月的清晨: the second of them.
_RECURRING_TOO = Pattern(
    "每年的?(?:[0-9十一二三四五六七八九月日号初底末上中下旬春夏秋冬]{1,8}"
    "|春节|清明节?|端午节?|中秋节?|国庆节?|元旦|五一|重阳节?|元宵节?|圣诞节?)[和与及、]$",
    needs="每年",
)
#: Before and after an hour, in its clause, where it is one of every day.
_DAILY = Pattern(
    "时段(?:为|是|：)$|(?:每[天日晚早夜逢周]|天天|夜夜|总是?|常常?|往往|通常|一向|向来|从来|照例|平[时日素])"
    "[^，。；：！？\n“”]{0,6}$"
)
_HABIT = Pattern("[^，。；：！？\n]{0,12}的(?:老?习惯|作息|老?规矩|生物钟|惯例)")


_PLACE_OF_DAY = Pattern(f"(?:{NAMED_PLACES})")
#: 4月19日运动, 六月四日阵线: movements that are called by their day.
_MOVEMENT_OF_DAY = Pattern("(?:运动|革命|阵线)(?=[，。；、）)”」』的中]|$)", needs="运动 革命 阵线")
_BEHIND_A_NAME = frozenset("的上旁边下附和、，。”》")  #: after a place, where it is no subject
_IN_A_PLACE = Pattern("[在到往从沿]$")
_TITLE = 40  #: characters
_OPENING, _CLOSING = frozenset("“‘「『"), frozenset({"”", "’", "」", "』"})
_CALLED = Pattern(
    "(?:运动(?![会员场服鞋])|大?革命|起义|事件|事变|惨案|政变|抵抗)[^，。；：！？“”]{0,6}[”’」』]"
)
#: “2030年可持续发展议程”, “2025年计划”: programmes that are called by their year.
_PROGRAMME = Pattern(
    "(?:(?![的了将这那我要]|实现|落实|完成|启动|推进|达到)[^，。；：！？“”‘’]){0,10}(?:计划|议程|愿景|战略|行动|倡议|宣言|纲要|路线图|框架|目标)[”’」』]"
)
_EPITHET = 6  #: characters, with the mark
#: Before a day of the week that is called so: “流血星期日”, but “就在周日”.
_EPITHETS = Pattern("[^，。；：、！？“”‘’\\d]{1,5}(?<![在到于从至是等本上下这每])")
_YEAR_TOLD = Pattern(r"(?:1\d|20)\d\d年(?![代前])|[一二][〇零九八]..年(?!代)")
#: After 当年 where it is no year but long ago.
_LONG_AGO = Pattern("[的那在是就也这还曾跟和与一同被她他我]|最")
#: After the day of a dispatch: 仰光四日电.
_DISPATCH = Pattern(
    r"(?:综合)?(?:消息|[专急路外]?[电讯])(?=[\s】〕〉)）:：]|$)|[^，。；：、\s】〕）]{0,8}电(?=[】〕）])"
)
#: Days told in Chinese numerals, as old papers have all of theirs.
_OLD_DAYS = Pattern(
    "月[十廿卅一二三四五六七八九]{1,3}日|日[上下]午|日[专急路]?电[\\s】〕)）]"
    "|日[^，。】〕]{1,8}电[】〕]"
)
#: What follows a day, and no length of time: 六日自南昌飞汉口.
_DOES = Pattern(
    "会[见晤谈商]|接见|召[见开集]|开会|[开闭]幕|举行|宣[布誓]|发[表出]|就职|辞职|到[达京沪任]|[返启起]程|出发|动身|[进反]攻|攻[入克占]|[收克]复"
    "|占领|陷落|失守|突围|渡[江河]|[病逝]故|逝世|被[捕害刺炸]|遇[刺害难]|奉[旨命召任派委]|下令|正式|发动|[进侵来]犯|犯(?![罪人规法])|[自由抵赴飞晋驰乘率偕晨晚夜起召]|在(?!内)|上午|下午|电[^话影视]|离(?=[沪京平津汉穗渝])"
)
#: A clause that begins with a day, before the next.
_CLAUSE_OF_DAY = Pattern(
    "[，。；：月]([十廿卅一二三四五六七八九]{1,3})日(?![，。；：、内后前来间之无不而])"
    "[^，。；：日]{1,15}[，；]$"
)
_NEXT_CLAUSE = Pattern(
    "[^，。；：日]{1,15}[，；]([十廿卅一二三四五六七八九]{1,3})日(?![，。；：、内后前来间])"
)
_AFTER_LENGTH = frozenset("，。；：、内后前来间之以无不而未可")  #: after a length of days
#: Before a number of days that something lasts.
_LASTING = Pattern(
    "[历共约达逾凡留停驻居卧病养战住候待等过了休每第数近仅再隔各满足经有整连之这那时]"
)
#: Before a number of days, whatever the paper: 历时二十三日.
_FOR_DAYS = Pattern(
    "(?:历时|为期|耗时|费时|用时|长达|时隔|相隔|历经|限[期时]|(?<![上下权期时年界局有极])限)[近约共仅整]?$",
    needs="时 期 达 隔 经 限",
)
#: 期限10日 lasts ten days, 期限10日到期 ends on the tenth.
_TERM = Pattern("(?:(?:期限|时限)[为是仅约共]?|[上下]限[为是])$", needs="限")
_ENDS = Pattern("到期|届满|期满|截止|截至|结束|为止|止|起|当[天日]|[零0]时|24[时点]")
_INSIDE = Pattern("[之以]内|内(?![部地容阁蒙政外存需陆])", needs="内")
_HOURS = frozenset({"part", "clock", "zone"})
_Belief = Callable[[str, Expression, Hints], bool]


def believable(text: str, item: Expression, hints: Hints) -> bool:
    """Whether the words mean a time here."""
    kinds = frozenset(item.first.kinds)
    if "bare" in kinds:
        return not _is_so_long(text, item)
    if "era" in item.first.words and not _is_era(text, item, hints):
        return False
    if _in_title(text, item.start) or _names_a_place(text, item) or _is_called_by(text, item):
        return False
    if _is_habit(text, item, kinds):
        return False
    for fitting, belief in _BELIEFS:
        if kinds <= fitting:
            return belief(text, item, hints)
    return True


def _is_part(_text: str, item: Expression, hints: Hints) -> bool:
    words = item.first.words
    if "third" in words:
        return _on_edges(item, hints) and _is_word(item, hints)
    return "s_rel" in words and _on_edges(item, hints)


def _is_era(text: str, item: Expression, hints: Hints) -> bool:
    words = item.first.words
    plain = words["era"] not in _WORDS_TOO or text[item.start] in "唐宋元明清日"
    return plain or words["era_n"] == "元" or _is_word(item, hints)


#: Before a number of months that something takes: 前后不足一月.
_SHORT_OF = Pattern("(?:不[足到满及]|未[满及]|将近|[仅逾阅]|历时)$")


def _is_month(text: str, item: Expression, hints: Hints) -> bool:
    longer = item.last is not None or item.relation != ""
    if not longer and _SHORT_OF.search(text, max(0, item.start - 3), item.start):
        return False
    return longer or item.first.words["m"].isascii() or _is_word(item, hints)


def _is_edge(_text: str, item: Expression, hints: Hints) -> bool:
    return "edge_y" in item.first.words and _on_edges(item, hints)


def _names_a_place(text: str, item: Expression) -> bool:
    """里斯本四月二十五日大桥, which no comma parts from its date; 4月19日运动."""
    if item.first.kinds != ("month", "day") or item.last is not None or item.relation:
        return False
    if _MOVEMENT_OF_DAY.match(text, item.end):
        return True
    place = _PLACE_OF_DAY.match(text, item.end)
    if place is None:
        return False
    if _IN_A_PLACE.search(text, max(0, item.start - 2), item.start):
        return True
    # 3月1日大桥的…… tells a day more often.
    after = text[place.end() : place.end() + 1]
    return after in _BEHIND_A_NAME and not text[item.end - 2].isdecimal()


def _is_called_by(text: str, item: Expression) -> bool:
    """“流血星期日”, “4月19日运动”: in marks a name, which has its name from a day."""
    if item.last is not None or item.relation:
        return False
    if item.first.kinds == ("month", "day"):
        return text[item.start - 1] in _OPENING and bool(_CALLED.match(text, item.end))
    if item.first.kinds == ("year",):
        named = _PROGRAMME.match(text, item.end) or _CALLED.match(text, item.end)
        return bool(named) and text[item.start - 1] in _OPENING
    if item.first.kinds != ("weekday",) or text[item.end : item.end + 1] not in _CLOSING:
        return False
    low = max(0, item.start - _EPITHET)
    begin = max(text.rfind(mark, low, item.start) for mark in _OPENING)
    return bool(begin >= 0 and _EPITHETS.fullmatch(text, begin + 1, item.start))


def _in_title(text: str, at: int) -> bool:
    """Whether it stands in the title of a work."""
    start = max(0, at - _TITLE)
    return text.rfind("《", start, at) > text.rfind("》", start, at)


def _is_age(text: str, item: Expression, hints: Hints) -> bool:
    if item.relation == "" and item.end - item.start == 2 and text[item.end - 1] in "代朝":
        # 明代城砖 may be cut elsewhere.
        begins = hints.is_edge is None or hints.is_edge(item.start)
        return begins and text[item.end : item.end + 1] not in set("表码理价替谢办")
    return _on_edges(item, hints)


def _is_year(text: str, item: Expression, hints: Hints) -> bool:
    if _names_a_meeting(text, item, hints):
        return False
    if item.first.words.get("y_rel") != "当年" or _at_clause(text, item):
        return True
    # 2019年立项，当年开工; but 当年的同学 is of long ago.
    begin = max(
        text.rfind(mark, max(0, item.start - _SENTENCE * 3), item.start) for mark in "。！？\n"
    )
    if text[item.start - 1] in "他她我你们谁":
        return False
    told = _YEAR_TOLD.search(text, max(begin + 1, item.start - _SENTENCE * 3), item.start)
    goes_on = _at_start(text, item) and text[item.end : item.end + 1] in set("就被在也")
    return bool(told) and (goes_on or not _LONG_AGO.match(text, item.end))


def _names_a_meeting(text: str, item: Expression, hints: Hints) -> bool:
    """博鳌亚洲论坛2023年年会: the year stands inside a name."""
    if item.last is not None or not text.startswith("年会", item.end):
        return False
    at = bisect_left(hints.names, item.start, key=lambda name: name[1])
    return at < len(hints.names) and hints.names[at][1] == item.start


def _on_edges(item: Expression, hints: Hints) -> bool:
    """Whether it stands on borders of words: 年底 in 年底前 too, which is one word."""
    edge = hints.is_edge
    return edge is None or (edge(item.first.start) and (edge(item.first.end) or edge(item.end)))


def _is_word(item: Expression, hints: Hints) -> bool:
    """Whether a tagger takes it for a time; where there is none, yes."""
    return hints.is_time is None or hints.is_time(item.start, item.end)


_CLAUSE_START = Pattern(r"[,，。;；:：!！?？\n“‘「『（(—]$")


def _at_clause(text: str, item: Expression) -> bool:
    """Whether it stands alone at the beginning of a clause: `；当年，`."""
    after = text[item.end : item.end + 1]
    return _at_start(text, item) and after in {"，", ",", ""}


def _at_start(text: str, item: Expression) -> bool:
    before = text[max(0, item.start - 1) : item.start]
    return not before or bool(_CLAUSE_START.match(before))


def _is_day(text: str, item: Expression, hints: Hints) -> bool:
    words = item.first.words
    digits = words["dd"]
    if _lasts(text, item):
        return False
    told = _told_around(text, item)
    if told is not None:
        return told
    if words["dd_u"] == "号":
        known = hints.is_time is not None and hints.is_time(item.start, item.end)
        return known and digits.isascii() and text[item.start - 1 : item.start] not in set("-“‘·")
    other = text[item.end : item.end + 1] == "本" and text[item.end + 1 : item.end + 2] not in set(
        "报市省台刊县"
    )
    if digits == "一" or other:
        return False
    if digits.isascii() or digits[0] in "廿念卅":
        return True
    # 三日 is a length of time more often.
    alone = item.first.kinds == ("day",) and _at_clause(text, item)
    return (len(digits) > 1 or alone) and _is_word(item, hints)


def _is_so_long(text: str, item: Expression) -> bool:
    """3至5日之内: as long as that, where no month stands before it."""
    if item.last is None or item.last.kinds != ("day",) or item.first.kinds != ("bare",):
        return False
    month = text[max(0, item.start - 1) : item.start] == "月"
    return not month and _INSIDE.match(text, item.last.end) is not None


def _lasts(text: str, item: Expression) -> bool:
    """历时二十三日, 期限10日: for so many days."""
    if item.last is not None or item.relation == "before":  # 限期10日前拆除
        return False
    before = max(0, item.start - 4), item.start
    if _TERM.search(text, *before) and not _ENDS.match(text, item.end):
        return True
    return bool(_FOR_DAYS.search(text, *before))


def _told_around(text: str, item: Expression) -> bool | None:
    """What the words around a day alone leave no doubt of."""
    words = item.first.words
    if item.last is not None or "dd_c" in words:
        return True
    if text[item.start - 1 : item.start] == "月" or "内" in text[item.end - 1 : item.end + 1]:
        return False
    if words["dd"].isascii() or words["dd_u"] != "日" or item.first.kinds[0] != "day":
        return None
    before = text[max(0, item.start - 3) : item.start]
    if before.endswith("以来"):
        return False
    # A chronicle has each day at the beginning of its line.
    heads = text[item.start - 1 : item.start] in {"", "\n"} and text[item.end : item.end + 1] in {
        " ",
        "\u3000",
        "\n",
    }
    old = heads or bool(_DISPATCH.match(text, item.end)) or _is_day_of_old(text, item)
    return True if old or _is_next_day(text, item) else None


def _is_next_day(text: str, item: Expression) -> bool:
    """三日抵吐瓦鲁，四日过境关岛，五日到帛琉: clause by clause a later day."""
    if not _at_start(text, item) or text[item.end : item.end + 1] in _AFTER_LENGTH:
        return False
    day = number(item.first.words["dd"]) or 0
    if before := _CLAUSE_OF_DAY.search(text, max(0, item.start - 2 * _SENTENCE), item.start):
        step = day - (number(before[1]) or 0)
    elif after := _NEXT_CLAUSE.match(text, item.end):
        step = (number(after[1]) or 0) - day
    else:
        return False
    dated = bool(_OLD_DAYS.search(text, max(0, item.start - 2 * _LINE), item.start))
    return step == 1 or (step > 1 and dated)


def _is_day_of_old(text: str, item: Expression) -> bool:
    """張氏十日在平召見諸將: in a story that tells its days in Chinese numerals."""
    if _LASTING.search(text, max(0, item.start - 1), item.start):
        return False
    does = _DOES.match(text, item.end) or len(item.first.kinds) > 1
    after_from = text[item.start - 1 : item.start] in "于自至"
    return bool(does or after_from) and bool(
        _OLD_DAYS.search(text, max(0, item.start - 2 * _LINE), item.start)
    )


def _is_habit(text: str, item: Expression, kinds: frozenset[str]) -> bool:
    """每年5月, 凌晨三点起床的习惯, 他总是清晨五点出门."""
    if _RECURRING.search(text, max(0, item.start - 3), item.start):
        return True
    if _RECURRING_TOO.search(text, max(0, item.start - _SENTENCE), item.start):
        return True
    if "clock" not in kinds or not kinds <= _HOURS:
        return False
    before = text[max(0, item.start - _SENTENCE) : item.start]
    return bool(_DAILY.search(before) or _HABIT.match(text, item.end))


def _is_clock(text: str, item: Expression, hints: Hints) -> bool:
    words = item.first.words
    alone = item.first.kinds == ("clock",) and "点" in text[item.start : item.end]
    if alone and (text[item.start - 1] in _POINTS or words.get("k_m", "") in _FEW):
        return False
    if "k_h2" in words:
        return (item.last is not None and "k_h2" in item.last.words) or (
            hints.is_time is not None and hints.is_time(item.start, item.end)
        )
    if item.last is not None:
        return True
    if text[item.end - 2 : item.end] in {"左右", "前后"} or text[item.end - 1] == "许":
        return True
    if words["k_h"].isascii() and "时" in text[item.start : item.end]:
        return True
    sure = "k_half" in words or "k_m" in words or "k_zero" in words or words["k_h"] in {"零", "〇"}
    return sure or (
        words["k_h"] != "一" and hints.is_time is not None and hints.is_time(item.start, item.end)
    )


def _is_feast_or_day(text: str, item: Expression, hints: Hints) -> bool:
    if item.first.has("feast"):
        return _is_feast(text, item, hints)
    return _is_relative_day(text, item, hints)


#: What is counted, behind 十一 (印过十一版), and what is no count.
_COUNTED = frozenset("版次个届名场条枚本座项家位件章回篇种块张岁分秒点元万亿千百倍度级层幅辆架艘")
_NO_COUNT = ("度假", "本地", "家庭", "家电", "个人", "张家", "场馆", "项目", "点亮")
#: What one does on a day told by one character, in telegrams: 今晋京.
_TRAVELS = frozenset("晋抵返赴离飞")
#: Before 今 where both are one word: 如今, 至今, 当今.
_NOW = frozenset("如至当而迄现古")


def _is_feast(text: str, item: Expression, hints: Hints) -> bool:
    name = item.first.words["feast"]
    counted = text[item.end : item.end + 1] in _COUNTED
    if name == "十一" and counted and not text.startswith(_NO_COUNT, item.end):
        return False
    if text[item.start] in "“‘「" and almanac().feasts[name].bare:
        return _on_edges(item, hints)
    if almanac().feasts[name].bare:
        return True
    if name in {"国庆", "清明", "元宵", "圣诞", "重阳", "小年", "五一"}:
        return _on_edges(item, hints) and (
            _is_word(item, hints) or item.relation != "" or item.end > item.first.start + len(name)
        )
    return _on_edges(item, hints) and (
        item.relation != ""
        or item.first.has("part", "dayword")
        or bool(_ARRIVING.search(text, max(0, item.start - 3), item.start))
    )


#: After 今天的, where it is nowadays: people, lands, and what has become.
_NOWADAYS = Pattern(
    r"(?![^，。；]{0,6}(?:队|杯|赛|[论讲]坛|会议|[大峰年]会|新闻|版|日报|节目|股市|课))"
    r"(?:[许很]?多|不少|大多数?|多数|一些|绝大多数|所有|整个|这[一个座代]?){0,2}(?:"
    r"年轻|青年|少年|孩子|儿童|学生|大学|父母|家长|老人|女性|男性|妇女|读者|观众|听众|网民|消费者"
    r"|农民|工人|人们|人类|国人|国手|球员|医生|艺术|我们|你们|他们|她们|我国|中国|世界|社会|时代"
    r"|生活|中华|全球|国际|[美日英法德韩俄印]国|日本|欧洲|非洲|亚洲|美洲|西方|东方|城市|乡村|农村"
    r"|互联网|科技|面貌|样子|模样|规模|成就|局面|地位|繁荣|格局|辉煌|幸福|和平"
    r"|[^，。；的]{1,5}人(?=[们，大多都也仍已还未从不来]))"
)
_LIKE = frozenset("对到与和比同跟像上")  #: before 今天的, which is nowadays
_SENTENCE = 20
_DOERS = frozenset("们他她它我你您于到至在却便就又")  #: before 第二天, which is the next
_DOES_NEXT = ("便", "即", "以", "就", "又", "还", "才", "一早", "却", "将", "再")  #: after it
_LINE = 200  #: characters on either side that show a headline
_POINTS = frozenset("报跌涨挫升降达")  #: before points of an index
_FEW = frozenset(DIGITS[1:])  #: 四点八分 is a mark
#: 三四年前, 二三十年来: nobody knows from when.
_SO_MANY = Pattern("一二|[二两]三|三四|四五|五六|六七|七八|八九")
#: What makes a length of time after it a duration.
_NEARLY = frozenset("近约达超逾满隔")


#: After a length in a treaty's last articles: 可以在一年以前，以书面通知终止.
_IN_WRITING = Pattern("，?(?:以书面|书面通知|预先通知)")


def _is_length(text: str, item: Expression, _hints: Hints) -> bool:
    words = item.first.words
    if words["r_side"].endswith("前") and _IN_WRITING.match(text, item.end):
        return False
    if (
        words["r_n"] in {"百", "千"}
        or _SO_MANY.search(words["r_n"])
        or (
            words["r_u"] == "周"
            and text[max(0, item.start - 3) : item.start].strip("场馆园岛城").endswith(("绕", "环"))
        )
        or text[item.start - 1 : item.start] in _NEARLY
        or (words["r_n"] == "一" and words["r_side"] in {"来", "以来"})
    ):
        return False
    if "r_more" in words or words.get("r_half") == "多":
        count = number(words["r_n"])
        return (
            words["r_u"] in {"年", "个月"}
            and count is not None
            and count < 5
            and "r_more" not in words
        ) or (words["r_u"] == "个月" and count is not None and count < 10)
    return True


def _is_event(text: str, item: Expression, hints: Hints) -> bool:
    """赛前两天, but not 社会前三强."""
    if len(item.first.words["ev"]) > 1 or hints.is_edge is None:
        return True
    return hints.is_edge(item.start) or text[item.start - 1] in "在到于至从，、"


def _is_span(text: str, item: Expression, _hints: Hints) -> bool:
    words = item.first.words
    if words["p_n"] == "半" and "世纪" in words["p_u"]:
        return False
    if words["p_pre"].startswith("过去") and text[item.end : item.end + 1] in {"，", "。"}:
        # 飓风过去二十年，
        return _at_start(text, item)
    if words["p_pre"].startswith("近") and "p_in" not in words:
        before = text[max(0, item.start - 1) : item.start]
        return not before or before in "是为创" or bool(_CLAUSE_START.match(before))
    return True


def _is_short_line(text: str, item: Expression) -> bool:
    """Whether 今 is today, as in headlines and old papers, and not nowadays."""
    low, high = max(0, item.start - _LINE), item.end + _LINE
    begin = max(low, text.rfind("\n", low, item.start) + 1)
    found = text.find("\n", item.end, high)
    end = found if found >= 0 else high
    line = text[begin:end]
    near = text[max(begin, item.start - _SENTENCE) : min(item.end + _SENTENCE, end)]
    return "昨" in near or not any(mark in line for mark in "。；")


def _is_nowadays(text: str, item: Expression) -> bool:
    """今天看来, 与今天的一样, 今天的年轻人."""
    if text.startswith("看来", item.end):
        return True
    if text[item.end : item.end + 1] != "的":
        return False
    return text[item.start - 1] in _LIKE or bool(_NOWADAYS.match(text, item.end + 1))


def _is_relative_day(text: str, item: Expression, hints: Hints) -> bool:
    word = item.first.words.get("w", "")
    if "w_nth" in item.first.words:
        # 第三天比赛 and 连续第三天上涨 are other days to everybody.
        count = number(item.first.words["w_nth"])
        return (count or 0) > 1 and (
            _at_start(text, item) or item.first.has("part") or text[item.start - 1] in "的在到至于"
        )
    if word == "第二天":
        does = text[item.start - 1] in _DOERS or text.startswith(_DOES_NEXT, item.end)
        return (
            _at_start(text, item)
            or item.first.has("part")
            or (does and text[item.end : item.end + 1] != "的")
        )
    if word == "今天" and item.first.kinds == ("dayword",):
        return not _is_nowadays(text, item)
    if word[:1] == "这":
        return _at_start(text, item) or text[item.start - 1] in "在是到从"
    if word in {"昨", "今", "明"} and text[item.end : item.end + 1] != "起":
        leaves = (
            word != "明"
            and text[item.end : item.end + 1] in _TRAVELS
            and text[item.start - 1 : item.start] not in _NOW
        )
        known = leaves or (
            hints.is_time is not None and _on_edges(item, hints) and _is_word(item, hints)
        )
        return known and (word == "昨" or _is_short_line(text, item))
    weekday = "weekday" in item.first.kinds
    edge = hints.is_edge if word in {"今", "明"} or weekday else None
    return not (weekday and item.last is not None) and (edge is None or edge(item.start))


#: The first that holds all kinds of a point decides; a point of other kinds is believed.
_BELIEFS: tuple[tuple[frozenset[str], _Belief], ...] = (
    (
        frozenset({"part", "season", "third", "same", "zone", "bareyear", "now", "vacation"}),
        _is_part,
    ),
    (frozenset({"day"}), _is_day),
    (frozenset({"clock"}), _is_clock),
    (frozenset({"feast", "part", "dayword"}), _is_feast_or_day),
    (frozenset({"month"}), _is_month),
    (frozenset({"edge"}), _is_edge),
    (frozenset({"length"}), _is_length),
    (frozenset({"span"}), _is_span),
    (frozenset({"event"}), _is_event),
    (frozenset({"age", "reign"}), _is_age),
    (frozenset({"year"}), _is_year),
    (frozenset({"week", "weekday", "dayword", "monthword"}), _is_relative_day),
)

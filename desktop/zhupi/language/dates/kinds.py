"""The kinds of units, as patterns with named groups: `resolving` reads the groups.

A unit's rank says what may follow it in one expression: units of higher rank. Of two kinds that
fit at a place the one that stands first here holds.
"""

from __future__ import annotations

from typing import NamedTuple

from zhupi.language.dates import telegrams
from zhupi.language.dates.almanac import Almanac
from zhupi.language.dates.cycles import CYCLE, NAME_OF_DAY
from zhupi.language.dates.vocabulary import (
    APART,
    COUNT,
    COUNTED,
    CZ,
    DAY,
    DIGITS,
    ENGLISH,
    EVENTS,
    HOUR,
    LANDS,
    LENGTH,
    LUNAR_DAY,
    MINUTE,
    MONTH,
    NO_AFTER,
    NO_AGO,
    NO_BEFORE,
    NO_COMING,
    NO_DAY,
    NO_EDGE,
    NO_FEAST,
    NO_HOUR,
    NO_INSIDE,
    NO_MONTH,
    NO_POINT,
    NO_WEEK,
    NUMERALS,
    PARTS,
    STEMS,
    TO,
    WEEK,
    C,
)  # fmt: skip
from zhupi.language.patterns import any_of

_NUMBERS = DIGITS + NUMERALS
_FIRST_LANDS = "前后东西南北唐宋元明清秦汉魏晋隋武五十蜀吴辽金燕赵凉梁齐陈周"
_PAIRED = "三四|四五|五六|六七|七八|八九"  #: 五六年 is a length of time
#: After 初一, which is a class of a school, or 初次, 初九 in the names of books.
_NO_MOON = "[年学男女生新毕班级下上期的时到]|数学|语文|英语|物理|家长|课|暑|寒"
#: What is counted from an event; of longer ones none that lasts: 手术后三个月里.
_EVENT_UNIT = "(?:[天日晚](?!内)|(?:周(?!年)|个?星期|个?礼拜|个月)(?![内里间以来]))"
#: Two digits of a year, not of about so many: 四九年以后, but 三四年前.
_TWO = f"(?!{_PAIRED}|[一二两][二三])[{C}][{CZ}]"
#: What has its name from the end of a year: 年末聚会.
_YEARLY = "聚会|聚餐|晚会|派对|舞会|酒会|大促|促销|商战|奖(?!励)|红包|购物季|音乐会|歌会"
_SHORT_EVENTS = "选赛考节会展婚战灾震"
#: No other calendar's name before a year: 伊朗历1402年.
#: 一千八百年 is a length of time mostly: of 一千九百一年九月 and 西历一千九百年 it is known better.
_IN_THOUSANDS = (
    rf"(?<!距今)一千[八九]百[{CZ}十]{{1,3}}(?=年[{C}正十]{{1,2}}月)"
    rf"|(?<=[公西阳]历|[公西]元)一千[八九]百[{CZ}十]{{0,3}}(?!年(?:[前后来间]|以[前后来]|之[前后间久]))"
)
_OWN_CALENDAR = "".join(
    f"(?<!{name}历)"
    for name in ("伊朗", "波斯", "伊斯兰", "希吉来", "回", "希伯来", "犹太", "佛", "泰", "傣")
)
#: Behind a day told in Chinese numerals, or its 日: 十八日壬戌.
_IN_CYCLE = rf"(?P<dd_c>(?<=[{C}十廿日]){NAME_OF_DAY})?"
#: Double hours of old: 丑刻, 午正.
_BRANCHES = "".join(sorted({name[1] for name in CYCLE}))
_DOUBLE_HOURS = (
    rf"(?<=[日夜晨{C}十廿）)])[{_BRANCHES}]"
    r"(?:[时刻](?!常|候|间|期)|[初正末](?=[，、；。刻一二三四]))[一二三四]?刻?"
)
#: What is called after 年, behind 是: 是年龄, 是年报; but 是年会试, 是年长子生.
_OF_A_YEAR = (
    "(?:[轻度终底初末薪均产关级货夜青龄报画糕味费金审检利代华限景份收成纪头尾节假票卡租息化饭猪兽率鉴谱庚]"
    "|会(?![试议考党匪])|长(?![子女孙兄男江沙春公])|[前后](?!后)|中(?=[大考报盘促冲结工会检])|三十(?=[晚，。的]))"
)
#: Before a book, as in 三本日语书, 这本日记.
_OF_BOOKS = f"{NUMERALS}{DIGITS}几多余来这那每哪某整第"
_ALIVE = r"(?:1[0-9]|20)\d\d"


class Kind(NamedTuple):
    name: str
    rank: int
    begins: str  #: every character that it can begin with
    pattern: str
    needs: str = ""  #: as `Pattern` has it


def kinds(book: Almanac) -> tuple[Kind, ...]:
    """All of them."""
    return (
        *_written(),
        *_lengths(),
        _eras(book),
        *_ages(book),
        *_years(book),
        *_parts_of_years(),
        *_feasts(book),
        *_months(),
        *_days(),
        *_weeks(),
        *_hours(),
        *_halves_of_ranges(),
        *_bare_years(),
    )


def zone_kind(book: Almanac) -> Kind:
    """当地时间, 北京时间."""
    return Kind(
        "zone",
        0,
        _firsts(book.zones),
        rf"(?P<zone>{any_of(book.zones)})(?:时间|(?<=世界)时)[,，]?\s?",
        needs="时",
    )


def _firsts(words: object) -> str:
    return "".join(sorted({str(word)[0] for word in words}))  # type: ignore[attr-defined]


def _written() -> tuple[Kind, ...]:
    """2023-08-02, October 5, 2023."""
    day = r"(?:st|nd|rd|th)?,?"
    return (
        Kind(
            "iso", 5, DIGITS,
            r"(?<![\d./:-])(?P<iso_y>1\d{3}|2[01]\d\d)(?P<iso_s>[-/.])(?P<iso_m>0?[1-9]|1[0-2])"
            r"(?P=iso_s)(?P<iso_d>3[01]|[12]\d|0?[1-9])(?![\d%]|[-/.]\d)",
        ),
        Kind(
            "english", 5, "JFMASOND",
            rf"(?<![A-Za-z])(?P<en_m>{ENGLISH})\.?\s(?P<en_d>\d{{1,2}}){day}\s(?P<en_y>\d{{4}})(?!\d)",
        ),
        Kind(
            "english", 5, DIGITS,
            rf"(?<!\d)(?P<en_d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<en_m2>{ENGLISH})\.?,?\s"
            r"(?P<en_y2>\d{4})(?!\d)",
        ),
        Kind(
            "english", 5, "JFMASOND",
            rf"(?<![A-Za-z])(?P<en_m3>{ENGLISH})\.?\s(?P<en_y3>\d{{4}})(?!\d)",
        ),
    )  # fmt: skip


def _lengths() -> tuple[Kind, ...]:
    """开幕前3天, 八年前, 过去三年."""
    return (
        Kind(
            "event", 5, _firsts(EVENTS),
            rf"(?P<ev>{any_of(EVENTS)})(?:(?P<ev_same>当[天日晚夜])|(?P<ev_next>[次翌]日|第二天)"
            rf"|(?P<ev_side>[前后])(?P<ev_n>{COUNT})(?P<ev_u>{_EVENT_UNIT})|(?P<ev_eve>前夕)"
            rf"|(?P<ev_n2>{COUNT})(?P<ev_u2>[天日]|周(?!年)|个?星期|个?礼拜)(?P<ev_side2>[之以]?前{NO_BEFORE}|[之以]?后{NO_AFTER}))",
        ),
        Kind(
            "event", 5, _SHORT_EVENTS,
            rf"(?P<ev>[{_SHORT_EVENTS}])(?P<ev_side>[前后])(?P<ev_n>{COUNT})天(?!内)",
        ),
        Kind(
            "length", 9, _NUMBERS,
            rf"{APART}(?<!月)(?!\d+日[之以]前|(?<=[于在限])\d+日前)(?![{CZ}]{{3}}|{_TWO}年)(?P<r_n>{COUNT})(?P<r_more>[多余几])?(?P<r_u>个半小时|{LENGTH}|分钟)(?P<r_half>[半多])?(?:(?<=年)零?(?P<r_mon>{COUNT})个月)?(?:(?<=时)[零又]?(?P<r_min>{COUNT})分钟?)?"
            rf"(?P<r_side>[之以]前|前{NO_BEFORE}|[之以]后|后{NO_AFTER}|以来|来{NO_COMING})"
            r"(?P<r_today>的(?:[今昨][天日晚夜]|这一?天|同一天|同日))?",
        ),
        Kind(
            "span", 9, "过今未最近接此其随",
            rf"(?P<p_pre>(?:(?<![好经已又])过去|今后|未来|最近|近|接下来|[此其随]后|此前)的?)(?![{C}]?十?[{C}]?世纪|(?<=的)\d+日)(?P<p_n>{COUNT})"
            rf"(?P<p_u>{LENGTH})(?![多前后]|[之以][前后])"
            rf"(?P<p_in>以来|来{NO_COMING}|间|里|内{NO_INSIDE})?",
        ),
    )  # fmt: skip


def _ages(book: Almanac) -> tuple[Kind, ...]:
    """Longer than a year: 八五期间, 20世纪末, 八十年代, 唐代, 康熙年间."""
    decade_part = "初期?|末期?|中后?期|后期|前期|中叶|末叶"
    return (
        Kind(
            "plan", 1, "“" + NUMERALS,
            r"“?(?P<plan>十?[一二三四五六七八九]|十)五[”’」]?(?P<plan_part>时期|期间|末期?|初期?|以来|开局之年)",
            needs="五",
        ),
        Kind(
            "fiscal", 1, DIGITS,
            r"(?<![\d.])(?P<fy>(?:19|20)\d\d)(?:[/—–~～至到-](?P<fy_to>(?:\d\d)?\d\d))?年?"
            r"(?:财年|财政年度|赛季|学年度?)",
            needs="财年 财政年度 赛季 学年",
        ),
        Kind(
            "bccentury", 1, "公纪", rf"[公纪]元前(?P<bcc>\d{{1,2}}|[{C}十]{{1,3}})世纪",
            needs="世纪",
        ),
        Kind(
            "decade", 1, DIGITS,
            rf"(?<![\d.])(?P<d_full>1\d\d0|20\d0)(?:['’]?s|年代)(?P<d_part>{decade_part})?",
        ),
        Kind(
            "century", 1, "上本下公" + _NUMBERS,
            rf"(?<![\d.个半第{C}十])(?:(?P<c_rel>上个?|本|下个?)"
            rf"|公?元?(?P<c_n>2[0-3]|1\d|[1-9]|二?十[{C}]?|[{C}]))世纪"
            rf"(?:(?P<c_pair>[{C}]十?[、至到]?)?(?P<c_dec>[1-9]0|[{C}][十〇零])年代)?"
            r"(?P<c_part>初期?|末期?|末叶|中叶|中后?期|[前后]期|[上下前后]半叶|[前后]半期)?"
            r"(?!之交|大道|公园|大厦|广场|经济报)",
            needs="世纪",
        ),
        Kind(
            "decade", 1, _NUMBERS,
            rf"(?<![\d.{C}十第])(?P<d_pair>[2-9]0、|[{C}]十?[、至到]?)?(?P<d_two>[1-9]0|[{C}][十〇零])年代"
            rf"(?P<d_part2>{decade_part})?",
            needs="年代",
        ),
        Kind("age", 1, _firsts(book.dynasties), rf"(?P<age>{any_of(book.dynasties)})(?![史书人])"),
        Kind(
            "reign", 1, _FIRST_LANDS + _firsts(book.eras),
            rf"(?:(?P<era_of2>{LANDS})[朝代]?)?(?P<reign>{any_of(book.eras)})(?:年间|朝(?![廷鲜]))",
            needs="年间 朝",
        ),
    )  # fmt: skip


def _eras(book: Almanac) -> Kind:
    """康熙三十二年, 前秦建元二年."""
    return Kind(
        "era", 1, "中日" + _FIRST_LANDS + _firsts(book.eras),
        rf"(?:(?P<era_of>{LANDS})[朝代]?|中华|日本)?(?P<era>{any_of(book.eras)})"
        rf"(?P<era_n>元|\d{{1,4}}|[{C}十廿卅百]{{1,4}}|[{C}]?百[零〇][{C}]|[{CZ}]{{2,4}})[年载]{STEMS}",
        needs="年 载",
    )  # fmt: skip


def _years(book: Almanac) -> tuple[Kind, ...]:
    cycle = "|".join(CYCLE)
    return (
        # 嘉靖甲子年, 光绪甲午
        Kind(
            "year", 1, _firsts(book.eras),
            rf"(?P<era_k>{any_of(book.eras)})(?P<y_cyc>{cycle})(?:年|(?=[，。春夏秋冬正]|[{C}十]{{1,2}}月))",
        ),
        # 癸卯年六月
        Kind(
            "year", 1, "甲乙丙丁戊己庚辛壬癸",
            rf"(?P<y_cyc>{cycle})(?:年(?![画俗货])|(?<=[，。；于自]..)(?=[春夏秋冬](?![节季天])|[{C}十正]{{1,2}}月))",
        ),
        Kind(
            "bc", 1, "公纪西前",
            rf"(?:[公纪西]元前|{NO_AGO}前(?=[1-9]\d\d\d?年)|(?<=年[至到—–~～-])前(?=\d{{1,4}}年))(?P<bc>\d{{1,4}}|[{C}十百]{{1,7}})年",
        ),
        Kind("ad", 1, "公西", rf"[公西]元(?P<ad>\d{{1,3}}|[{C}十百]{{1,7}})年"),
        Kind(
            "year", 1, "公西阳一二" + DIGITS,
            rf"(?<![\d.,:/{CZ}十百千万]){_OWN_CALENDAR}(?:[公西]元|[公西阳]历)?(?P<y>1\d{{3}}|2[01]\d\d|(?<=[到至在于])2[2-9]\d\d(?=年(?!前|以|来))|[一二][{CZ}]{{3}}|{_IN_THOUSANDS})年(?:度|全年)?"
            r"(?!代|级|版|款|的?(?:历史|文明)|(?:的|(?<=[0〇零]年))古[老城镇都树寺国])",
        ),
        Kind(
            "year", 1, "'’" + DIGITS,
            r"(?<![\d.,:/~～至到—–-])['’]?(?P<y_two>\d\d)年"
            r"(?=度?\d{1,2}月|[初底末]|春|夏|秋|冬|[上下]半年|年[初底])",
        ),
        Kind(
            "year", 1, "56789",
            rf"(?<=[于在自从到至，。；、(])(?P<y_two>[5-9]\d)年(?![来间后前的历之以多内里期龄，。；、]|{COUNT}月)",
        ),
        Kind(
            "year", 1, C,
            rf"{APART}(?<![年月日时分])(?P<y_two>[{C}][{CZ}])年(?=度?{MONTH}月|[初底末]|春|夏|秋|冬|[上下]半年|年[初底])",
        ),
        Kind(
            "year", 1, "三四五六七八九",
            rf"(?<=[于在自从到至，。；、(])(?!{_PAIRED})(?P<y_two>[三四五六七八九][{CZ}])年"
            rf"(?![来间后前的历之以多内里期龄，。；、]|{COUNT}个?月)",
        ),
        # 民国十年……，二十七年入川: of the era told before.
        Kind(
            "year", 1, "一二三四五六七八九十",
            rf"(?<=[，。；、：])(?P<y_era>[{C}]?十[{C}]?)年(?![来间后前的历之以多内里期龄，。；、代级如一不]|{COUNT}个月)",
        ),
        # 民国二十年……，于二十一年三月四日
        Kind(
            "year", 1, "一二三四五六七八九十",
            rf"(?<=[在于自])(?P<y_era>[{C}]?十[{C}]?)年(?=闰?(?:十[一二]?|[正腊冬{C}])月)",
        ),
        # 四年五月七日，日人以哀的美敦书迫我
        Kind(
            "year", 1, "一二三四五六七八九十",
            rf"(?<=[，。；：\n])(?P<y_era>[{C}]?十[{C}]?|[{C}])年(?={MONTH}月{DAY}日)",
        ),
        # 道光十九年……。|二十一年五月初十: it heads its paragraph.
        Kind(
            "year", 1, "一二三四五六七八九十",
            rf"(?<=\n)(?P<y_era>[{C}]?十[{C}]?)年(?=闰?(?:十[一二]?|[正腊冬{C}])月)",
        ),
        # 同治元年，授浙江巡抚。三年，克杭州。六年正月，入关: as lives were told.
        Kind(
            "year", 1, "二三四五六七八九十",
            rf"(?<=[。；])(?P<y_era>[{C}]?十[{C}]?|[二三四五六七八九])年"
            rf"(?=，|闰?(?:十[一二]?|[正腊冬{C}])月|[春夏秋冬][，正二三四五六七八九十])",
        ),
        # 至四十一年外放, 迄四十八年卒
        Kind(
            "year", 1, "二三四五六七八九十",
            rf"(?<=[至迄越])(?P<y_era>[{C}]?十[{C}]?)年(?![来间后前的历之以多内里期龄代级]|{COUNT}个月)",
        ),
        # 民国元年至十年: of the era of the first.
        Kind(
            "year", 1, "一二三四五六七八九十" + DIGITS,
            rf"(?<=[年载][至到—–~～-])(?P<y_era>\d{{1,2}}|[{C}]?十[{C}]?|[{C}])年(?![来间后前的历之以多内里期龄代级]|{COUNT}个月)",
        ),
        Kind(
            "year", 1, "一二",
            rf"{APART}(?<![间室号码第])(?P<y_word>(?:一[五六七](?=[{CZ}]{{2}}[至到)）春夏秋冬])|一[八九]|二[〇零])[{CZ}]{{2}})"
            rf"(?![{CZ}十百千万])(?=[,，。、;；：:！!?？”」』）)至到与和及那春夏秋冬—-]|[两三四]年|$)",
        ),
        Kind("year", 1, "这那", r"(?P<y_rel>(?P<y_this>[这那]一年))(?![多来间后前半级轮度])"),
        Kind(
            "year", 1, "全",
            r"(?<![年度今去明本上])(?P<y_rel>(?P<y_whole>全年))(?=净?[亏盈]|营收|收入|销售|净利|利润|[增下上][长降升跌涨])",
        ),
        Kind(
            "year", 1, "大去今明前本上来当同次翌隔第后下那是这该客再转",
            r"(?P<y_rel>(?<=[在于])[那这]一年(?=[，,])|(?:[那是这该]|[那这]一)年(?=(?:\d|[一二三四五六七八九十]){1,2}月|[春夏秋冬]|(?<=[那这该一]年)底|(?<=[，。；、：]是年)底(?![的前才])|中秋|端午|国庆|除夕|元旦|清明|重阳|圣诞)|大前年"
            rf"|今年(?!轻)|(?<!过)去年(?!轻)|(?<=过)去年(?![轻间代月份])|(?<![^，。；：、！\s“「）】])是年(?!{_OF_A_YEAR})|明年|(?<![\d{CZ}十几百千万多余两])[今去来客]岁(?![月数暮序])"
            r"|(?<![\d几数多半])前年(?![度轻])|(?<![\d几数多半天日月前以之今此])后年|本年(?!代)|上年(?![纪轻])|(?<![以年])来年|当年|同年(?!龄)|同一年|次年|翌年|隔年|(?<![\d几数多流运周旋好])转年"
            r"|第二年|(?<![提此再满])再?前一年|上一年|(?<![之以此其])后一年(?![多半])|下一年)度?(?:全年)?(?![级轮])",
        ),
    )  # fmt: skip


#: No season is told by 2022年冬奥会.
_GAMES = "(?:奥运|奥会|残奥|残运|青奥|运动会|亚运)"


def _parts_of_years() -> tuple[Kind, ...]:
    return (
        Kind(
            "rhyme", 5, "冬",
            rf"(?:(?<=月)(?=冬日)|(?=冬日?{telegrams.SENT})){telegrams.PATTERN}",
        ),
        Kind(
            "season", 3, "今去明当翌",
            rf"(?P<s_rel>[今去明当翌])(?P<s1>[春夏秋冬])(?!季?{_GAMES})(?:[今明](?P<s1_to>[春夏秋]))?(?![雨节晚运招收播种耕训游菜]|天气)",
        ),
        Kind("same", 5, "同", "同期"),
        Kind("half", 3, "上下前后", r"(?<![最找])(?P<h>[上下前后])半年(?!度?报|[来后前])"),
        Kind("half", 5, "上下", r"(?P<hm>[上下])半月(?![刊板])"),
        Kind(
            "quarter", 3, "第首次末前一二三四1234上本下",
            r"第?(?:(?P<q_from>[一二三1-3])[、至到—–~～-])?(?P<q>[一二三四1-4首])季度|(?P<q3>[首次末]季)(?!度报)"
            r"|(?P<q_rel>[上下]一?个?|本)季度|(?<=[比较与于和同])(?P<q_rel2>上)季(?![度节赛后])|(?P<q_first>前[二三两2-3]个?)季度?"
            r"|第(?P<q2>[一二三四1-4])季(?!度|后|赛|节目)",
            needs="季",
        ),
        Kind(
            "months", 3, "前头",
            rf"(?<![产此之以目满止效])[前头](?P<fm>1[01]|[2-9]|十一?|[{C}两])个?月(?![大\d])",
        ),
        Kind(
            "season", 3, "初早仲盛晚深金隆寒严暮阳春夏秋冬",
            rf"[初早仲盛晚深金隆寒严暮阳]?(?P<s2>[春夏秋冬])(?!季?{_GAMES})[天季日末初]?(?![雨节晚运招收播种耕训游菜至分]|令营)",
        ),
    )  # fmt: skip


def _feasts(book: Almanac) -> tuple[Kind, ...]:
    """Lunar dates, feasts, holidays."""
    numeric = [name for name in book.feasts if name[-1] in C + "十"]
    others = [name for name in book.feasts if name not in numeric]
    after = r"(?=[,，。、;；!！?？”」』）)\s]|$)"
    return (
        Kind(
            "lunar", 4, "农阴旧古夏",
            rf"(?:农历|阴历|旧历|古历|夏历){STEMS}(?P<l_leap>闰)?"
            rf"(?P<l_m>十[一二]|[正{C}十冬腊]|1[0-2]|[1-9])月(?:(?P<l_d>{LUNAR_DAY})日?{_IN_CYCLE})?",
            needs="农历 阴历 旧历 古历 夏历",
        ),
        Kind(
            "lunar", 4, "闰",
            rf"(?P<l_leap4>闰)(?P<l_m5>十[一二]?|[{C}正冬腊])月"
            rf"(?:(?P<l_d5>{LUNAR_DAY}|[{C}](?=日))日?{_IN_CYCLE})?",
        ),
        Kind(
            "lunar", 4, "闰正腊冬",
            rf"(?<![{C}十])(?P<l_leap3>闰)?(?P<l_m2>[正腊]|冬(?=月[初二三十廿]))月"
            rf"(?:(?P<l_d2>{LUNAR_DAY}|[{C}](?=日))日?{_IN_CYCLE})?",
        ),
        Kind(
            "lunar", 4, "闰十" + C,
            rf"{APART}(?P<l_leap2>闰)?(?P<l_m3>十[一二]?|[{C}])月(?P<l_d3>初[{C}十](?!{COUNTED})|廿[{C}]?(?![{C}日]))日?{_IN_CYCLE}",
        ),
        Kind(
            "lunar", 4, "十" + C,
            rf"{APART}(?P<l_m4>十[一二]?|[{C}])月(?P<l_d4>二?十[{C}]|[二三]?十){after}",
        ),
        Kind(
            "lunar", 4, "年",
            rf"(?<![去今明当每次翌同前后来{CZ}\d])年初(?P<l_ny>[二三四五六七八])(?![季期批个度次月项名百千万十、至到])",
        ),
        # 正月初一……，初七: of the moon told before.
        Kind(
            "lunar", 4, "初廿",
            rf"(?<![月年{C}十最])(?P<l_only>初[{C}十](?!{_NO_MOON}|[{C}十百千万个])|廿[{C}](?![日{C}十个余年]))日?{_IN_CYCLE}",
        ),
        Kind(
            "feast", 4, "农阴旧夏“‘「" + _firsts(book.feasts),
            rf"(?:农历|阴历|旧历|夏历)??[“‘「]?(?P<feast>(?:{any_of(others)}"
            rf"|(?<![{C}十])(?:{any_of(numeric)}){NO_FEAST}))[”’」]?(?P<f_hol>小?长假|假期|假日|黄金周|期间)?(?![{C}十百\d]+周年)"
            rf"(?:(?P<f_side>[前后])(?P<f_n>{COUNT})[天日](?!内))?",
        ),
        Kind("vacation", 4, "暑寒春", r"(?P<vac>暑假|寒假|暑期|春运)"),
    )  # fmt: skip


def _months() -> tuple[Kind, ...]:
    edges = "|".join(f"{name}{after}" for name, after in NO_EDGE.items())
    return (
        Kind(
            "month", 4, "西阳公国新" + _NUMBERS,
            rf"(?P<m_sun>西历|阳历|公历|国历|新历)?{APART}(?P<m_a>[{C}](?=[{C}十]月))?(?P<m>{MONTH})(?:两个?)?月(?:份|里(?=[,，]))?"
            rf"(?:(?<=年[{_NUMBERS}]月)(?!革命|物语)|(?<=年[{_NUMBERS}]{{2}}月)(?!革命|物语)|{NO_MONTH})",
        ),
        Kind(
            "monthword", 4, "上本这下当同次翌前后",
            rf"(?P<m_rel>本[(（](?:\d{{1,2}}|十?[{C}]|十)[)）]月|上上个?月|(?<![以之踏])上个?月(?![球面])|(?<![资成基])本月|这个月|下下个?月|下个?月|当月|同月"
            r"|次月|翌月|下一个月|同一个月|前一个月|后一个月)",
        ),
        Kind("third", 5, "上中下", r"(?P<third>[上中下]旬)"),
        Kind(
            "edge", 5, "年岁月",
            rf"(?P<edge_y>(?<![\d{C}十百两几数半多])年(?:[初底末](?:(?<=年年.)|(?!{_YEARLY}))|内{NO_INSIDE})|年终(?!奖|总结|盘点|决算)|年中(?!国|秋(?!收|季|粮|播))|岁末(?!{_YEARLY})|(?<!当)月[底初末内]|月中(?!旬))",
        ),
        Kind(
            "edge", 5, "初中后末底",
            rf"(?P<edge>[初后末]期|中期(?!选举|票据|报告|借贷|业绩|改款|考试|协[议定])|{edges})",
        ),
    )  # fmt: skip


def _days() -> tuple[Kind, ...]:
    return (
        # 5月29日新增 tells a day, 29日新增 may not.
        Kind(
            "day", 5, _NUMBERS + "念",
            rf"{APART}(?P<dd>{DAY})(?P<dd_u>[日号]|两[日天])(?P<dd_c>(?<=[{C}十]日){NAME_OF_DAY})?"
            rf"(?:(?<=月\d日)|(?<=月\d\d日)|{NO_DAY})",
        ),
        # 十九丑刻
        Kind(
            "day", 5, NUMERALS,
            rf"{APART}(?P<dd>{DAY})(?={_DOUBLE_HOURS})",
        ),
        # 九月甲戌朔
        Kind("cycle", 5, "甲乙丙丁戊己庚辛壬癸", rf"(?<=月)(?P<cyc>{NAME_OF_DAY})日?"),
        Kind("cycle", 5, "甲乙丙丁戊己庚辛壬癸", rf"(?<=[。\n○])(?P<cyc>{NAME_OF_DAY})(?=[，。])"),
        Kind(
            "day", 5, "初",
            rf"(?<=[本上是同当次翌]月)(?P<dd>初[{C}十](?!{COUNTED}))日?{_IN_CYCLE}",
        ),
        Kind("rhyme", 5, telegrams.RHYMES, telegrams.PATTERN),
        Kind(
            "dayword", 5, "今昨明大前后即当同次翌隔第是这那越再又本",
            rf"(?P<w>[今昨明前][(（](?:\d{{1,2}}|[{C}十廿卅]{{1,3}})[)）][日天晚夜晨早]|[今昨明前][日天晚夜晨][(（](?:\d{{1,2}}|[{C}十廿卅]{{1,3}})[)）]|(?:越|再过|又过了?)(?P<w_n>\d\d?|十?[{C}两]|十)[日天](?![后之])|今明两[天日]|昨今两[天日]|明后两?[天日]|大前天|大后天|(?<!之)前天(?![天花])|[昨今明后]天|前日(?!本)|(?<![日基样成版剧课书资根原文脚话读账绘抄副蓝标拷])(?<![{_OF_BOOKS}])本日(?![本语历志均]|记(?!者)|文(?!武)|报(?![载告道名到称]))"
            r"|昨日(?!之)|今日(?!头条|之|说法|本(?![报市省台刊县港网站]))|明日(?!之)|[今昨明](?:[晨早晚夜]|午(?!后))|前晚"
            r"|(?<=[，。；、定于])后日(?=[将可赴抵开举启晤到，、])|即日(?=起)|当[天日晚夜]|同一天|同日(?!本(?!报|刊|台|市|省))|同晚(?![霞会宴])|这一?[天日晚夜](?![后前来之子])|(?<=\d年)那一?[天夜晚]|那一?[天日](?=[上下早晚中傍凌清夜深午])|(?<![^\s，。；、：！？,;:”“「])是[日晚夜](?![内本元新常军渐益俄])|(?<![上下每本此这那多首几两屡再\d百十一二三四五六七八九])次[日晨](?!食)|翌[日晨]|隔[天日]"
            r"|第二天"
            rf"|(?<!连续)(?<!接连)(?<![每年月周期])(?<![年月周期]的)第(?![一1][天日])(?P<w_nth>\d{{1,3}}|[{C}十百零]{{1,5}})[天日](?![后之起])"
            r"|(?<!提)前一[天日晚]|(?<![最延推退落往向拖])后一[天日]|[今昨]|(?<![声说证表发文判申])明)",
        ),
    )  # fmt: skip


def _weeks() -> tuple[Kind, ...]:
    day = "[一二三四五六日天]"
    return (
        Kind(
            "nth", 5, "的第最",
            rf"的?(?:第(?P<nth>[一二三四五1-5])|最后(?P<nth_last>一))个{WEEK}(?P<nth_d>{day})",
        ),
        Kind(
            "week", 5, "上本这下当同",
            rf"(?P<wk>上上|上|本|这|下下|下|当|同)(?:一?个?{WEEK}|一(?=周)){NO_WEEK}"
            r"(?P<wk_d>[一二三四五六日天末](?![些次场家件])|[1-6](?!\d))?",
        ),
        Kind(
            "week", 5, "前后次",
            rf"(?<=[比较于与和同是到在，。、；：（(])(?P<wk>[前后](?=一)|次(?=周[{C[:6]}日末]))"
            rf"一?个?{WEEK}{NO_WEEK}(?P<wk_d>[{C[:6]}日末])?",
        ),
        Kind(
            "weekday", 5, "周星礼",
            r"(?<!黑色)(?<!(?<!指)数)(?<![每逢隔一两几\d半全四满头整多上下本这三五六七八九十圆])"
            rf"(?:周(?P<wd>[一二三四五六日])|(?:星期|礼拜)(?P<wd2>{day}))(?![一二三四五六]?次|本(?!报)|[些良刊]|例会)",
        ),
    )  # fmt: skip


def _hours() -> tuple[Kind, ...]:
    named = (
        r"(?<=[日号天月节夜])晚(?![于年期会宴报点婚清些了])|(?<=[日号天])夜(?![晚空以行])"
        r"|(?<=[日号天一二三四五六])早(?![已就在日些])|(?<=[日号])晨(?!报)|(?<=[日号])午(?!夜)"
        r"|(?<=[周期拜][一二三四五六日天])晚(?![于会报])|晚(?=\d{1,2}[时点:：]|[七八九十]点)"
    )
    return (
        Kind("part", 6, "的" + _firsts(PARTS), rf"的?(?P<part>{any_of(PARTS)})(?:时分)?"),
        Kind("part", 6, _BRANCHES, _DOUBLE_HOURS),
        Kind("part", 6, "晚夜早晨午", rf"(?P<part1>{named})"),
        Kind(
            "part", 6, "之当这那前夜晚",
            r"(?P<night>之夜|当[天日晚]|前[夕夜]|夜(?![晚市])|晚(?![会宴报了]))",
        ),
        Kind(
            "clock", 7, _NUMBERS,
            rf"(?<![\d.:：百小第])(?P<k_h>{HOUR})(?:时{NO_HOUR}|点{NO_POINT})"
            rf"(?:(?P<k_half>半(?![幅个价途年程数场决夜径]))|(?P<k_q>[一三])刻|(?P<k_zero>整|正|钟(?![响声敲表楼鸣]))"
            rf"|(?P<k_m>{MINUTE})分(?:(?P<k_s>{MINUTE})秒)?|(?P<k_m2>[二三四五]?十[{C}]?|[〇零][{C}]))?"
            r"(?:许|左右|前后|(?<=[时点])多)?",
        ),
        # 昨夜七钟
        Kind(
            "clock", 7, C + "十两",
            rf"(?<=[日夜晚晨早午])(?<!(?<![月{C}十廿卅])一日)(?P<k_h>{HOUR})(?:句|下)?钟(?:(?P<k_half>半)|(?P<k_zero>正))?(?![声头表楼响鸣])",
        ),
        Kind(
            "clock", 7, DIGITS,
            r"(?<![\d:：.])(?P<k_h2>[01]?\d|2[0-4])[:：](?P<k_m3>[0-5]\d)(?:[:：](?P<k_s2>[0-5]\d))?(?![\d:：])"
            r"(?:许|左右)?",
        ),
    )  # fmt: skip


def _bare_years() -> tuple[Kind, ...]:
    """Years without 年, where nothing else is written so: 《南京条约》（1842）, 自1861以来."""
    year = r"(?P<y>(?:1[5-9]|20)\d\d)"
    named = "》约争战变报明"  # of works, treaties, wars, 公报, 声明
    return (
        Kind(
            "year", 1, "12", rf"(?<=[{named}][(（]){year}(?=[)）](?![^，。；]{{0,12}}号|[A-Z\d]))"
        ),
        Kind("year", 1, "12", rf"(?<=自){year}(?=以来)"),
        Kind("year", 1, "公西", rf"[公西]元\s?{year}(?![\d.,年%％])"),
        # The first cell of a table's row, or what a line of a chronicle begins with.
        Kind("year", 1, "12", rf"(?<![^\n]){year}(?=\t|[：　](?=[\u4e00-\u9fff《“「]))"),
    )


def _halves_of_ranges() -> tuple[Kind, ...]:
    """1至9月, 3—5日, 1958-60年, 至今."""
    return (
        Kind(
            "bare", 8, DIGITS,
            rf"{APART}(?P<b>(?:1[5-9]|2[01])\d\d)"
            rf"(?=(?:{TO}{{1,2}}|[/、])(?:(?:1[5-9]|2[01])\d\d|\d\d)年(?!代))",
        ),
        Kind("bareyear", 8, DIGITS, r"(?<=[至到—–~～/-])(?P<b_y2>\d\d)年(?!代)"),
        # (1901—1966): the years of a life.
        Kind("bare", 8, "12", rf"(?<=[(（])(?P<b>{_ALIVE})(?=\s?{TO}{{1,2}}\s?{_ALIVE}[)）])"),
        Kind("bareyear", 8, "12", rf"(?<=[至—–~～-])\s?(?P<b_y2>{_ALIVE})(?=[)）])"),
        Kind(
            "bare", 8, _NUMBERS,
            rf"{APART}(?P<b_m>{MONTH})(?P<b_more>(?:、{MONTH}){{1,11}}(?=、))?"
            rf"(?=(?:{TO}{{1,2}}|、){MONTH}(?:[两三四五]个?)?月(?!\d))",
        ),
        Kind(
            "bare", 8, _NUMBERS,
            rf"{APART}(?P<b_d>{DAY})(?P<b_more>(?:、{DAY}){{1,30}}(?=、))?"
            rf"(?=(?:{TO}{{1,2}}|、){DAY}(?:[日号]|两[日天]))",
        ),
        Kind(
            "bare", 8, DIGITS,
            rf"(?<![\d.:：])(?P<b_h>\d{{1,2}})(?={TO}\d{{1,2}}[时点](?![间分]))",
        ),
        Kind(
            "now", 8, "今至迄现目",
            r"(?<=[至到])今(?![天日晚晨夜年早])|至今(?![年天日晚晨夜早起春夏秋冬])|迄今"
            r"|(?<=[至到])(?:现在|目前)",
        ),
    )  # fmt: skip

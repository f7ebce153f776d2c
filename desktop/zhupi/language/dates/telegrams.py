"""Days that Chinese telegrams told by a rhyme: 删日, 本月冬日, 筱电.

The rhymes of the old books stood for the days of a month, some days having several.
"""

from __future__ import annotations

from datetime import date

from zhupi.language.dates.vocabulary import DAY, C
from zhupi.language.patterns import Pattern

#: The characters of each day, from the first on.
_RHYMES = (
    "东先董送屋", "冬萧肿宋沃", "江肴讲绛觉", "支豪纸寘质", "微歌尾未物", "鱼麻语御",
    "虞阳麌遇曷", "齐庚荠霁黠", "佳青蟹泰屑", "灰蒸贿卦药", "真尤轸队陌", "文侵吻震锡",
    "元覃阮问职", "寒盐旱愿缉", "删咸潸翰合", "铣谏叶", "筱篠霰洽", "巧啸", "皓效", "哿号",
    "马箇", "养祃", "梗漾", "迥敬", "有径", "寝宥", "感沁", "俭勘", "豏艳", "陷卅", "世引",
)  # fmt: skip
RHYMES = "".join(_RHYMES)
#: Those that are hardly a word before 日 or 电 but in telegrams.
_RARE = frozenset("蒸删谏筱篠霰啸皓哿祃漾梗迥宥沁勘豏俭铣覃潸轸虞黠霁寘麌曷绛肴寝篠箇")
#: Those that the senders of telegrams mostly took; the others are mostly something else.
_USUAL = frozenset(
    "东冬江支微鱼虞阳齐庚佳青灰蒸真文侵元寒覃删铣筱霰巧啸皓效哿号马箇养漾梗敬迥径有宥寝感沁俭勘艳豏陷卅世引"
)
#: After 电 where it is no telegram.
_NO_TELEGRAM = (
    "(?:[影视话脑力子器气池网车台流压源梯路工灯机动能玩缆竞信邮讯厂站商热解饭磁离容阻极焊钻光波"
    "价量费线缸芯镀弧位势场煤荒耗损筒扇炉铃椅锯杆枢瓶]|表(?!示)|控(?![告诉])|荷(?!兰))"
)
#: Who speaks of a telegram says 江电, 江日通电, 江日电.
SENT = f"[专急密通代快复来]?电(?!{_NO_TELEGRAM})"
#: A rhyme of a day: with 日, or before what is a telegram.
PATTERN = (
    rf"(?P<rh>[{RHYMES}])(?:[(（]{DAY}[)）])?"
    rf"(?:日(?!事变|[本报刊月常子记照期后内新耳语渐益趋用侨媒企均前军寇方伪兵舰]|机(?!关)|产(?!生))"
    rf"|[子丑寅卯辰巳午未申酉戌亥]?(?={SENT})|(?=[晚夜](?:[{C}十]{{1,3}}时)))"
)
_TELEGRAM = Pattern(
    f"通电|专电|急电|密电|代电|复电|来电|电[称呈请云悉告令复致促邀陈约]|钧鉴|[{RHYMES}]电(?!{_NO_TELEGRAM})"
    f"|联衔|[{C}十廿{RHYMES}]日电",
    needs="电 钧鉴 联衔",
)
#: Words and men of the years in which telegrams were dated so.
_OF_THEN = Pattern(
    "(?=[民督巡护北军大执国钧蒋奉直皖晋滇桂粤东西十总资剿钦行日兵都伪敌袁黎冯徐曹段吴张阎孙唐陆蔡汪胡李白何宋孔陈盛])(?:"
    "民国(?![0-9]{3})|督军|巡阅使|督办|护法|北洋|军阀|大元帅|执政府|国府|大总统|国民革命|钧鉴|蒋委员长|军委会|军政府"
    "|奉军|直军|皖系|直系|奉系|皖军|晋军|滇军|桂军|桂系|粤军|东北军|西北军|十九路军|督理|总执政|资政院"
    "|总理衙门|剿匪|钦差|行营|剿共|日寇|国联|兵谏|都督|伪满|敌(?:机|军|寇|舰|酋)"
    "|袁世凯|黎元洪|冯国璋|徐世昌|曹锟|段祺瑞|吴佩孚|张作霖|张学良|冯玉祥|阎锡山|孙传芳|唐继尧|陆荣廷|蔡锷"
    "|蒋介石|蒋中正|汪精卫|汪兆铭|胡汉民|李宗仁|白崇禧|何应钦|唐生智|宋子文|孔祥熙|陈济棠|盛宣怀"
    ")"
)
_NOW = Pattern("(?<!\\d)(?:19[5-9]|20\\d)\\d年|(?:一九[五六七八九]|二[〇零]..)年", needs="年")
#: A year told, and one of the time in which telegrams were dated so.
_ANY_YEAR = Pattern("(?<!\\d)(?:1\\d|20)\\d\\d年|[一二][〇零九八][〇零一二三四五六七八九]{2}年")
_OLD_YEAR = Pattern(
    "(?:(?<!\\d)1(?:8[7-9]|9[0-4])\\d年|一(?:八[七八九]|九[〇零一二三四])[〇零一二三四五六七八九]年)"
    "(?!以来|[之以]?后|起)"
    "|(?:民国|光绪|宣统)(?:[元一二三四五六七八九十廿卅]{1,3}|[1-3]?\\d)年"
)
_BEFORE = Pattern(f"(?:[于在至自以奉接发月]|[{RHYMES}]日?[、两]|[，。；：、】（\\s])$")
_SENT = Pattern(SENT, needs="电")
#: After 江电, where it is surely a telegram.
_DONE = Pattern(
    f"{SENT}(?:[，、。；：”计悉称谓云呈请主宣劝责询问嘱促陈贺唁斥驳邀]|敬|奉|谅|致)", needs="电"
)
#: Before 日 both may be another word: 元日, 文日, 佳日, or the end of one: 部队日前.
_WORDS = frozenset(
    "东先元文佳有真冬青江阳号合世寒未语送支叶马问药职物质队泰觉讲歌尾遇御陌屋卦宋震翰愿缉效径引旱纸侵"
)
#: Before such a one, when it tells a day.
_ON_DAY = ("于", "在", "自", "至", "以", "奉", "接")
_ANY_RARE = "".join(sorted(_RARE))
_OTHERS = Pattern(
    f"[{_ANY_RARE}歌鱼微麻庚灰尤盐]日|[{_ANY_RARE}]{SENT}|[{RHYMES}]日?[通代密]电|[{RHYMES}]日电"
)
_LAST = 1949  #: the last year in which papers printed such telegrams
_NEAR = 80  #: characters between a day told by a rhyme and its telegram
_LINE = 300  #: characters in which one such day follows another
_AROUND = 3000  #: characters that show when a story is


def is_day(text: str, start: int, end: int, published: date | None) -> bool:
    """Whether a rhyme means a day: of a telegram, in a paper or a story of the years that dated
    them so."""
    if published is not None and published.year > _LAST:
        return _is_looked_back_on(text, start, end)
    fits = _is_of_day if "日" in text[start:end] else _is_of_wire
    if not fits(text, start, end):
        return False
    low, high = max(0, start - _AROUND), end + _AROUND
    if published is not None or not _NOW.search(text, low, high):
        return published is not None or _OF_THEN.search(text, low, high) is not None
    return _is_looked_back_on(text, start, end)


def _is_looked_back_on(text: str, start: int, end: int) -> bool:
    """Whether a paper of today tells of a telegram of then: the words can be nothing else, and the
    story is in one of those years."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    high = len(text) if high < 0 else high
    if not _TELEGRAM.search(text, max(low, start - _NEAR), min(high, end + _NEAR)):
        return False
    if text[start] not in _RARE and not _is_no_word(text, start, end):
        return False
    if _OLD_YEAR.search(text, low, high):
        return True
    told = [year[0] for year in _ANY_YEAR.finditer(text, max(0, start - _AROUND), start)]
    return bool(told) and _OLD_YEAR.fullmatch(told[-1]) is not None


def _is_no_word(text: str, start: int, end: int) -> bool:
    """Whether a rhyme that is not rare can be nothing but a day where it stands."""
    if "日" not in text[start:end]:
        return text[start] != "东" and (_is_wired(text, start, end) or _series(text, start, end))
    at = text.endswith(_ON_DAY, 0, start)
    wired = at or _SENT.match(text, end) is not None
    return wired or text[start] in _USUAL - _WORDS or _series(text, start, end)


def _is_wired(text: str, start: int, end: int) -> bool:
    """Whether 电 behind a rhyme is surely a telegram's: 江电称, 鱼酉电."""
    hour = end - start > 1 and _SENT.match(text, end) is not None
    return hour or _DONE.match(text, end) is not None


def _is_of_wire(text: str, start: int, end: int) -> bool:
    """江电 in a paper of then, which may be the end of one word and the beginning of another."""
    near = _has_telegram(text, start, end)
    if text.startswith(("晚", "夜"), end):
        return near or _series(text, start, end)
    # 东电 is a firm.
    if text[start] == "东" or not _SENT.match(text, end):
        return False
    return near or _is_wired(text, start, end) or _is_alone(text, start)


def _is_of_day(text: str, start: int, end: int) -> bool:
    """文日 in a paper of then."""
    if text[start] in _RARE or _series(text, start, end):
        return True
    if not _has_telegram(text, start, end):
        return False
    if text[start] in _USUAL and (text[start] not in _WORDS or _is_alone(text, start)):
        return True
    return text.endswith(_ON_DAY, 0, start) or _SENT.match(text, end) is not None


def _is_alone(text: str, start: int) -> bool:
    """Whether no word can go on at `start`."""
    return start == 0 or _BEFORE.search(text, max(0, start - 2), start) is not None


def _has_telegram(text: str, start: int, end: int) -> bool:
    """Whether a telegram is spoken of before or after."""
    before = _TELEGRAM.search(text, max(0, start - _NEAR), start)
    return (before or _TELEGRAM.search(text, end, end + _NEAR)) is not None


def _series(text: str, start: int, end: int) -> bool:
    """Whether other days told so stand around."""
    low = max(0, start - _LINE)
    return bool(_OTHERS.search(text[low:start]) or _OTHERS.search(text[end : end + _LINE]))


def day(rhyme: str) -> int:
    """The day of the month.

    >>> day("删"), day("冬")
    (15, 2)
    """
    return next(index for index, told in enumerate(_RHYMES, 1) if rhyme in told)

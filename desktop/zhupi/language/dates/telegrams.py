"""Days that Chinese telegrams told by a rhyme: 删日, 本月冬日, 筱电.

The rhymes of the old books stood for the days of a month, some days having several.
"""

from __future__ import annotations

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
_RARE = frozenset("蒸删谏筱篠霰啸皓哿祃漾梗迥宥沁勘豏俭铣覃潸轸虞黠霁寘麌曷绛肴侵寝篠箇")
#: After 电 where it is no telegram.
_NO_TELEGRAM = (
    "[影视话脑力子器气池网车台流压源梯路工灯机动能玩缆竞信邮讯厂站商热解饭磁离容阻极焊钻光波]"
)
#: Who speaks of a telegram says 江电, 江日通电, 江日电.
SENT = f"[专急密通代快复来]?电(?!{_NO_TELEGRAM})"
#: A rhyme of a day: with 日, or before what is a telegram.
PATTERN = (
    rf"(?P<rh>[{RHYMES}])(?:[(（]{DAY}[)）])?"
    rf"(?:日(?!事变|[本报刊月常子记照期后内新耳语渐益趋用])"
    rf"|[子丑寅卯辰巳午未申酉戌亥]?(?={SENT})|(?=[晚夜](?:[{C}十]{{1,3}}时)))"
)
_TELEGRAM = Pattern(
    f"通电|专电|急电|密电|代电|复电|来电|电[称呈请云悉告令复致促邀陈约]|钧鉴|[{RHYMES}]电(?!{_NO_TELEGRAM})"
    "|联衔|日电",
    needs="电 钧鉴 联衔",
)
#: Words and men of the years in which telegrams were dated so.
_OF_THEN = Pattern(
    "民国(?![0-9]{3})|督军|巡阅使|督办|护法|北洋|军阀|大元帅|执政府|国府|大总统|国民革命|钧鉴|蒋委员长|军委会|军政府"
    "|奉军|直军|皖系|直系|奉系|皖军|晋军|滇军|桂军|桂系|粤军|东北军|西北军|十九路军|督理|总执政|参议院|资政院"
    "|总理衙门|剿匪|钦差|行营|剿共|日寇|国联|兵谏|都督|伪满|行政院|[敌残](?:机|军|寇|舰|酋|敌)|师团|我军"
    "|袁世凯|黎元洪|冯国璋|徐世昌|曹锟|段祺瑞|吴佩孚|张作霖|张学良|冯玉祥|阎锡山|孙传芳|唐继尧|陆荣廷|蔡锷|孙中山"
    "|蒋介石|蒋中正|汪精卫|汪兆铭|胡汉民|李宗仁|白崇禧|何应钦|唐生智|宋子文|孔祥熙|陈济棠|刘湘|龙云|盛宣怀|张之洞|李鸿章"
)
_YEAR = Pattern("(?<!\\d)19[0-4]\\d年|一九[〇零一二三四][〇零一二三四五六七八九]年")
_WIRED = Pattern(
    "通电|代电|密电|钧鉴|电呈|联电|电[告请复令]",
    needs="通电 代电 密电 钧鉴 电呈 联电 电告 电请 电复 电令",
)
_BEFORE = Pattern(f"(?:[于在至自以奉接发月]|[{RHYMES}]日?[、两]|[，。；：、】（\\s])$")
_NEAR = 80  #: characters between a day told by a rhyme and its telegram
_AROUND = 3000  #: characters that show when a story is


def is_day(text: str, start: int, end: int) -> bool:
    """Whether a rhyme means a day: of a telegram, in a story of the years that dated them so."""
    around = text[max(0, start - _NEAR) : end + _NEAR]
    rest = text[max(0, start - _NEAR) : start] + text[end : end + _NEAR]
    rare = text[start] in _RARE
    telegram_beside = bool(_TELEGRAM.search(rest))
    telegram = telegram_beside or bool(_TELEGRAM.search(around))
    if rare and telegram:
        return True
    low, high = max(0, start - _AROUND), end + _AROUND
    of_then = bool(_OF_THEN.search(text, low, high)) or bool(
        _YEAR.search(text, low, high) and (_WIRED.search(rest) or _series(text, start, end))
    )
    if rare:
        return of_then or _series(text, start, end)
    alone = bool(_BEFORE.search(text, max(0, start - 2), start)) or start == 0
    sent = bool(_SENT.match(text, end))
    if text.startswith(("晚", "夜"), end):
        return of_then and (telegram or _series(text, start, end))
    if "日" not in text[start:end]:
        # 东电 is a firm.
        hour = end - start > 1 and sent
        done = alone or telegram_beside or bool(_DONE.match(text, end)) or hour
        return (of_then or (hour and telegram)) and sent and done and text[start] != "东"
    series = _series(text, start, end)
    certain = alone or sent or series or text[start] not in _WORDS
    return of_then and certain and (telegram or series)


_SENT = Pattern(SENT, needs="电")
#: After 江电, where it is surely a telegram.
_DONE = Pattern(f"{SENT}(?:[，、。；：计悉称谓云呈请主宣]|敬|奉|谅|致)", needs="电")
#: Before 日 both may be another word: 元日, 文日, 佳日.
_WORDS = frozenset("东先元文佳有真冬青江阳号合世寒未语送支叶马问药职物质")
_ANY_RARE = "".join(sorted(_RARE))
_OTHERS = Pattern(
    f"[{_ANY_RARE}歌鱼微麻庚灰尤盐]日|[{_ANY_RARE}]{SENT}|[{RHYMES}]日?[通代密]电|[{RHYMES}]日电"
)
_LINE = 300  #: characters in which one such day follows another


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

"""Whether the words around a time speak of what was or of what is to come."""

from __future__ import annotations

from enum import StrEnum

from zhupi.language.patterns import Pattern

_CLAUSE = 40  #: characters looked at on either side


class Tense(StrEnum):
    PAST = "past"
    COMING = "coming"
    OPEN = "open"


_END = Pattern(r"[。！？!?;；\n”]")
#: Not before 会 where it says that something will be, but in the name of a body or of a meeting:
#: 安理会在纽约开会, 议会否决了.
_BODY = (
    "(?<![委协峰讨谈览乐宴酒聚悼庙博奥监例机社])(?<!安理|委员|理事|董事|监事|立法|联合|记者|发布|说明|听证|运动|奥运|亚运|股东"
    "|校友|基金|十字|拍卖|交易|展销|洽谈|茶话|中全|见面)(?<!(?<!会)议)(?<!(?<!拿)大)(?<!(?<![今昨明当])晚)"
    "(?<!(?<![中美英法德俄韩泰各该两我外本他三多强大小])国)(?<!(?<![员职民手军停复开竣施])工)"
)
_BEFORE_COMING = Pattern(
    r"(?:将|拟|(?<![协规约决确一原固稳否肯鉴裁判认])定|预计|预定|预期|(?<!原)计划|准备|打算|即将|[将才都就也不还]会|可能|有望|不迟于|最迟|最快|最早|推迟到|延期至|延至|推迟至|等到|(?<![打持])(?<!持续)到|离|距离?|截至|截止|等待|等候|静待|期待|期盼|盼望?着?|必?须|务必|限|(?<![相供响适反对效感回答理报照策呼顺因接])应|(?<![申邀聘约提恳报])请)(?:会|要|在|于|将)?$"
)
_AFTER = Pattern(
    r"(?P<coming>起(?:正式)?(?:施行|实施|生效|执行|起用)|(?:施行|实施|执行|起用)|将(?!军|士|领|星|近)|即将|就要|[还也都]要(?![求把是让])|(?<![需主重只不必首次摘纪概提紧])要(?:访|赴|去(?!年)|来(?![自源])|在近期)|还将|拟(?!定的)|预计|预定|有望|计划(?!生育|经济|委)"
    rf"|准备|打算|势必|{_BODY}会(?=否|有|继续|在|再|是|对|于|迎|举|发|出|公)|(?<=[才都也就还不可却便仍们里])会(?![议谈见晤长])|开赛前|可望|(?<![原材资燃饲塑肥涂食饮面史意染香布调])料(?!理)|前(?:完成|提交|报名|送|交|到)|截止|到期|届满|再(?:讯|审))"
    r"|(?P<past>已|曾|了|过(?!程|去|度)|刚刚?|宣布|表示|称(?!为)|说(?!明)|透露|公布|发布|报道|通报|证实|指出|强调|签署|通过|抵(?![制抗押消触挡])|会见|举行了|召开了"
    r"|收盘|收[涨跌高低报]|下跌|上涨|上升|下降|大跌|大涨|高开|低开|报收|结束|闭幕|发生|遭|被|死|获悉|去世|逝世|病逝|击败|战胜|夺|赢|负于|承认|警告|呼吁|谴责|否认|批准|启动|当选|就职|辞职|开幕|落幕|亮相|揭晓|出席|率|访问|致电|决定|要求|回应|起诉|判|逮捕|拘)"
)
#: 截至10日，已有…… tells what was.
_UP_TO = Pattern("(?:(?<![迟期长改前定续])到|截至|截止至?)$", needs="到 截")
#: 下一轮谈判2月举行
_NEXT_ONE = Pattern("下一?[轮届次场站][^，。；：]{0,8}$", needs="下")
#: 合同已于1月6日到期: it did.
_BEFORE_PAST = Pattern(
    "(?:已经?|业已|早已|曾经?|早)[于在自从]$|[被遭了过][^，。；]{0,8}的那一?[天日]是$",
    needs="已 曾 早 的那",
)
#: 10月就要开打 is soon.
_SOON = Pattern("^[^，。；]{0,3}(?:就要|即将|马上|眼看)", needs="就要 即将 马上 眼看")
#: Before a time, in its sentence: what is told after it is still to come.
_WILL = Pattern(
    "将(?=[在于会要从自到赴前访率出再继])|预计|拟[于在]|可能(?=[把将会要])", needs="将 拟 预计 可能"
)


def imminent(text: str, end: int) -> bool:
    """Whether what comes at the time that ends there comes soon."""
    return bool(_SOON.search(text[end : end + _CLAUSE]))


def _is_over(after: str) -> bool:
    """Whether the first that the sentence tells of time after a day is that it was."""
    end = _END.search(after)
    cue = _AFTER.search(after, 0, end.start() if end else len(after))
    return after[:1] in {"才", "方"} or (cue is not None and cue["past"] in {"已", "曾", "了"})


def tense(text: str, start: int, end: int, block_start: int, block_end: int) -> Tense:
    """The tense of the clause that holds the time `text[start:end]`."""
    before = text[max(block_start, start - _CLAUSE) : start]
    ends = list(_END.finditer(before))
    if ends:
        before = before[ends[-1].end() :]
    after = text[end : min(block_end, end + _CLAUSE)].lstrip("，, ")
    up_to = _UP_TO.search(before) is not None
    if _BEFORE_COMING.search(before) and not (
        up_to and (after.startswith("为止") or _is_over(after))
    ):
        return Tense.COMING
    if _BEFORE_PAST.search(before):
        return Tense.PAST
    if _NEXT_ONE.search(before) and not _is_over(after):
        return Tense.COMING
    close = _END.search(after)
    if close:
        after = after[: close.start()]
    comma = after.find("，")
    cue = _AFTER.search(after[:comma] if comma >= 0 else after)
    if cue is not None:
        return Tense.COMING if cue["coming"] else Tense.PAST
    if _WILL.search(before):
        return Tense.COMING
    later = _AFTER.search(after)
    return Tense.PAST if later is not None and not later["coming"] else Tense.OPEN

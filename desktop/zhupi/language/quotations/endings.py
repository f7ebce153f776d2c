"""Where reported speech ends and the narrator, or somebody else, goes on.

Over lines of signs (`masking`); every repetition is bounded.
"""

from __future__ import annotations

from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues
from zhupi.language.quotations.aftermath import BY_CUE, DECLARING
from zhupi.language.quotations.forms import Form, Introduction
from zhupi.language.quotations.retold import CARRYING, declares, retold

_OTHERS = "[POLMW方者员人]"  #: names, and how words for people end
_TELLING = cues.any_of("""
表示 称 说 认为 指出 强调 承认 警告 提醒 主张 建议 坦言 直言 坚称 相信 担心 质疑 反驳 解释 补充 透露
希望 呼吁 觉得 回应 预计 断言 坚持 宣布
""")
#: …，某方则称…; …，但某人承认，…
_CONTRAST = Pattern(
    rf"，(?=[^，]{{0,24}}?{_OTHERS}[^，]{{0,8}}?(?:也|则|却|亦|还)[^，]{{0,10}}?"
    rf"(?:表示|称|说|认为|指出|强调|宣布|(?:{_TELLING})(?=[，：]))"
    rf"|(?:但|而|不过|然而)[^，：]{{0,16}}?{_OTHERS}[^，：]{{0,8}}?"
    rf"(?:{_TELLING})[，：]"
    rf"|(?:但|而|不过|然而)[他她][^，：]{{0,4}}?(?:{_TELLING}))",
    needs="，",
)
#: Behind a cue without a mark: …，当晚，某人…; …，某人认为…; …，满堂一声惊呼
_NARRATED = Pattern(
    r"，(?:T，[^，]{0,12}[PO]|[^，：]{0,10}P[^，：P]{0,6}(?:说|认为|表示|主张|指出|强调)(?!的)"
    r"|[^，：PO]{0,5}M(?:也|则|却|亦)|(?:全场|满堂|满座|举座|四座|台下))",
    needs="，",
)
#: …——这正是某人说的: no statute speaks of itself so.
_GLOSS = Pattern("[，—](?=—?[这那](?:正|就|也|便)?(?:是|意味着))", needs="，这 ，那 —")
#: “…”，用的是某人的诗: where words in marks were taken from.
_ALLUDED = Pattern(
    "(?<=Q)，(?=(?:所?[用引]|借用?|引用)的(?:正|就|也)?是[^，：]{0,6}(?:P|B|诗|词|典|名句|成语|[俗谚古老][语话])"
    "|(?:典|语|句)出|化用|引自|语本|出自[^，：]{0,4}[PB])",
    needs="用 借 引 出 语本",
)
#: 表示不愿参选，嗣经敦促…: what was done afterwards, in old papers, where nothing was told.
_AFTERWARDS = Pattern(
    "，(?=嗣[经因以后由又]|[后旋]经[^，：]{0,8}(?:敦促|敦劝|力劝|劝说|挽留|再三))",
    needs="嗣 后经 旋经",
)
_INTENDING = Pattern("愿|将|拟|宜|应|须|不|要|欲")
#: 声明说…，但没有规定期限: what a declaration leaves out.
_LEFT_OUT = Pattern(
    "，(?=(?:但|却|不过|然而)[^，：]{0,3}(?:未|没有?)[^，：]{0,3}(?:规定|写明|订明|列明|载明|说明|提[及到]|明确))",
    needs="但 却 不过 然而",
)
_CLAIMING = cues.words_of("""
宣布 宣告 宣称 声称 扬言 断言 预言 预测 保证 发誓 誓言 坚称 承诺 答应 估计 预计 料定 断定 预料
""")
#: What is still to come: 但此后将回升.
_TO_COME = "(?:将|会(?![议见谈场员晤])|可[能望]|或[将会许]|有望|势必|仍需|料|逐[步渐]|趋于?)"
#: …，结果却输了: how a claim turned out.
_TURNED_OUT = Pattern(
    "，(?=结果(?:却|反|竟|还是(?!要|得|会|取)|多半|到头来|不料|事与愿违|连|一直|只用|只花|不到|仅|足足|整整"
    "|提[前早]|晚了|早了)"
    rf"|(?:但|却|可|然而|不过)(?:至今|迄今|到头来|(?:此后|后来)(?![^，：]{{0,12}}?{_TO_COME}))"
    "|不料|岂料|谁知(?![道晓情悉])|哪知(?!道)|孰料|殊不知|到头来)",
    needs="结果 至今 迄今 此后 后来 不料 岂料 谁知 哪知 孰料 殊不知 到头来",
)
#: Of a story that is told as it was; how it went on is told, too.
_TOLD = Pattern("[曾过]|只想|原[想本]|本[想来]|当[时年晚]", needs="曾 过 想 原 本 当")
_HOW_IT_WENT_ON = Pattern("，(?:但|却|可|然而|不过)?(?:后来|此后|不料|岂料|谁知|哪知|孰料)")
#: …，但后来又承认…: what became of a claim, not of what it tells.
_TAKEN_BACK = Pattern(
    "，[^，：]{0,10}?(?:承认|改口|翻供|收回|否认|更正|道歉|反悔|食言|变卦|推翻|撤[回销]|证[实明]|查明|查实|查出|认定|调查发现|戳穿|揭穿|失信)"
)
#: The reporter, who looks and asks: …，记者看到…; …，截至发稿….
_REPORTER = Pattern(
    "，(?=(?:但|而|不过|然而|另|同时)?(?:(?:本报)?记者[^，：]{0,8}?(?:注意到|获悉|了解到|看到|发现|查询|梳理)"
    "|截至T?(?:记者|本报)?发稿|发稿[时前]"
    "|(?:但|而|不过|然而)(?:当|在|面对)?[^，：]{0,8}(?:被问|追问|问[到及]|提问)[^，：]{0,12}[时后](?=，)))",
    needs="记者 发稿 问",
)
#: How words were taken, and how they were said: …，逗得大家都笑了; …，说罢挥手.
_OF_WORDS = Pattern(
    "，(?=(?:说着|话音[刚未]?落|言语[间中]|边说边)"
    "|(?:(?:引得|逗得|惹得)(?:台下|全场|满场|记者|在座|在场|听众)"
    "|[他她这](?:的|番|句|席|一番|一席|几句)话[^，：]{0,6}(?:赢得|引起|引来|引得|逗|激起|让|令|使|传)"
    "|[他她][把将][^，：]{1,12}(?:归咎|归因|归功|形容|比作|称作|称为|视为|看作)"
    "|对[^，：]{1,14}[则却](?:不[愿肯便想]|拒绝|没有|未|避而不)[^，：]{0,3}(?:谈|评论|置评|回应|提及?|作答|表态))[^，：]*$"
    "|(?:维持|给予|重申|首次覆盖|首予|[上下]调)[^，：]{0,6}(?:Q|“[^，：”]{1,6}”|买入|增持|中性|推荐)[^，：]{0,4}评级(?=$|，)"
    "|[该这][^，：]{1,4}(?:成立|创[立建办]|建成|始建|建|落成|通车|开业)于T$"
    "|声音(?:有些|有点|略|微微|已)?[颤哽][^，：]{1,3}$)",
    needs="说 落 言语 得 话 把 将 对 评级 于T 声音",
)
#: What was to be seen and heard at the end: …，语气坚决。; …，全场起立。; not of a story, as
#: 唱完之后，全场起立.
_SCENE = Pattern(
    "(?<![后时完])，(?=(?:语[气调](?:十分|很|颇|非常|有些|略|显得)?[坚平激沉低强缓温轻严凝]"
    "|声音(?:有些|有点|略|微微|已)?[沙低发][^，：]{1,3}$"
    "|(?:全场|台下|满场|场内外?|会场[内上]?|四座)[^，：]{0,6}?(?:安静|寂静|肃静|静了|掌声|欢呼|鸦雀|哗然|沸腾|起立|大笑|笑声|嘘声|一片)"
    "|(?:其|该)?(?:公司)?股[价票]应声|舆论哗然|消息一?传出[^，：]{0,3}(?:舆论|股价)"
    "|(?:会议|会谈|会面|记者会|发布会|庭审|听证会|仪式|采访|谈话)(?:共|一直|前后)?(?:持续[到了至]|历时))[^，：]*$)",
    needs="语 声音 全场 台下 满场 场内 会场 四座 应声 舆论 股 持续 历时",
)
#: Behind these stories are told, in which there are scenes.
_STORIES = cues.words_of("回忆 讲述 记述 忆述 自述")
_OF_STORIES = (*_STORIES, "说")
#: 宣布废除协定，又掐断了信号: what was done behind what was declared.
_WENT_ON = Pattern(
    "，(?:(?P<also>[又还]|同时)|随即|旋即|随后|T|当天|当晚|同日|次日|附(?=[BW]))"
    "(?:[^，：了]{1,8}了[^，：]|(?<=附)[BW])",
    needs="，",
)
#: 宣布已裁员一成，还关闭了两家工厂: both are told, for the first is none of what is done by
#: declaring it.
_DONE_BY_WORDS = Pattern(
    "(?:即[日刻时]起?|自?T起?|立即|正式|提前|将|全面|全国|全市|全省|无限期|单方面|永久|再次|暂时)*"
    "(?:取消|废[除止]|解[除散雇]|成立|任命|[停休][^，：]|关闭|封[锁闭]|退[出役位]|辞|参选|戒严|禁止|[中终]止|实[施行]|启[动用]"
    "|恢复|开[除战始放幕]|罢|撤|断[绝交]|独立|闭幕|结束|投降|进入|接[管受]|没收|赦免|改[名组]|推[迟出]|延[期长]|放弃|承认|拒绝|支持|提名)"
)
_TOLD_AS_DONE = Pattern("了|已|共|累计|全年", needs="了 已 共 累计 全年")
#: 宣布降息，下调…: what was announced further; 宣布退役，结束了…: what that came to.
_ANNOUNCED_TOO = Pattern(
    "，(?:并|且|同时|其中)?(?:(?:改?由|自|从|即[日时]起|[^，：]{0,4}T起|将|拟|不再|所有|一律|其余"
    "|[下上]调|调[低高整降升]|[降提][低高]|关闭|解雇|取消|恢复|释放|停[止售办播]|暂停|终止|开放|限令|实[行施]|改[为由在用]|减少|增加|削减"
    "|出售|退还|免除|解散|维持|保留|启用|动用)[^，：了着没未却]*"
    "|[^，：了着没未却但P]{0,8}?(?:旅客|乘客|学生|师生|[员职]工|用户|顾客|客户|会员|[居市]民|股东|车辆|航班|列车|门店|课程|考试|比赛|票价|业务|职务)"
    "(?![^，：]*(?:受|迎来|面临|恶化|回暖|反弹|冲击|影响|反对|赞成|支持))"
    "[^，：了着没未却P]{0,8}?(?:将|改[为由在用]|可以|不再|一律)[^，：了着没未却]*)(?=$|，)",
    needs="，",
)
#: 据某人查明…，实属退缩: what the writer of a memorial thinks of it.
_JUDGED = Pattern(
    "，(?=实属|殊属|殊堪|洵属|殊为|情有可[疑原])", needs="，实属 ，殊 ，洵属 ，情有可"
)
#: …等语: with which old papers end another's words.
_SO_FAR = Pattern(
    "，(?=应请旨|相应[咨函请呈]|理合|合行|合亟|准此|等因奉此)"
    "|，?(?:等(?:语(?![言音种文法])|因(?![素为此])|情(?![况形节绪])|由(?!于))|云云)(?=$|，)",
    needs="应请旨 相应 理合 合行 合亟 准此 等语 等因 等情 等由 云云",
)
#: 殴打、克扣等情: and what is like it.
_AND_THE_LIKE = Pattern("、[^，：、]{1,6}$", needs="、")
#: …，谈话由某社播发
_ISSUED_BY = Pattern(
    "，(?P<what>谈话|讲话|声明|文章|公开信|消息|视频|录音|全文|原文)(?:由|经|刊[于登]|载[于在]|登[于在]|见诸?于?)M"
    "(?:播[发出]|刊[发登出载]|发[表布出]|转[发播载]|公布|首发|独家|登)?[^，：]{0,3}(?=$|，)",
    needs="M",
)
#: …，某方没有置评.
_NO_COMMENT = Pattern(
    "，(?:[LOPM]|[^，：POLM]{0,4}?(?:政府|公司|方面|当局|发言人|办公室|[警校院军]方))[^，：]{0,6}?(?:未|没有|不予|拒绝|尚未)(?:对此|就此|立即|予以|予)?"
    "(?:置评|发表评论|作?出?评论|作出回应)(?=$|，)",
    needs="置评 评论 回应",
)
#: 写信给某方，某方没有回应: what came of it is told as well.
_ASKED_FOR_IT = Pattern(
    "(?:信|函|电|投诉|反映|申请|请求|举报|交涉|联系|上访|追问|质问|询问|求助|申诉|要求|报告|提[出醒问])[^，：]{0,12}$"
)
#: “…”，便匆匆上了车: the narrator goes on behind words in marks.
_DID_THEN = Pattern("Q，(?=便(?![是于宜利])|后来|转身|扭头|掉头|说[完罢]|言[罢毕])", needs="Q，")


def ending(line: str, start: int, found: Introduction, *, personal: bool) -> int:
    """Where what `found` introduces and begins at `start` ends; `personal`: a person speaks."""
    both = (cues.CHAIN, _CONTRAST)
    begin = retold(line, start, found)
    ends = [match.start() for pattern in both if (match := pattern.search(line, begin))]
    if did := _DID_THEN.match(line, start):
        ends.append(did.start() + 1)
    cut = min(ends, default=len(line))
    declared = found.form is Form.BARE and found.word in DECLARING
    if declared and (act := cues.SHORT_ACT.match(line, start, cut)):
        return _announced(line, act.end(), cut)
    if declares(line, found) and (left_out := _LEFT_OUT.search(line, start, cut)):
        cut = left_out.start()
    for pattern in _patterns(found, personal=personal):
        if goes_on := pattern.search(line, start, cut):
            cut = goes_on.start()
    for applies in (_turned_out, _went_on, _afterwards, _commented, _cited):
        cut = applies(line, start, cut, found)
    return cut


def _announced(line: str, at: int, cut: int) -> int:
    """The end of what was announced behind 宣布停火, by what follows."""
    while too := _ANNOUNCED_TOO.match(line, at, cut):
        at = too.end()
    return at


def _turned_out(line: str, start: int, cut: int, found: Introduction) -> int:
    """Where it is told what became of a claim, a promise or a forecast."""
    ended = _TURNED_OUT.search(line, start, cut) if found.word in _CLAIMING else None
    if ended is None:
        return cut
    a_story = _TOLD.search(line, start, ended.start()) and _HOW_IT_WENT_ON.match(
        line, ended.start()
    )
    taken_back = _TAKEN_BACK.match(line, ended.start(), cut)
    return cut if a_story and not taken_back else ended.start()


def _went_on(line: str, start: int, cut: int, found: Introduction) -> int:
    """Where it is told what was done behind what was declared."""
    bare = found.form is Form.BARE and found.word in DECLARING
    ended = _WENT_ON.search(line, start, cut) if bare else None
    if ended is None:
        return cut
    told = _TOLD_AS_DONE.search(line, start, ended.start()) or (
        ended["also"] not in ("又", None) and not _DONE_BY_WORDS.match(line, start)
    )
    if line.startswith("，T", ended.start()):
        return cut if told or not _DONE_BY_WORDS.match(line, start) else ended.start()
    return cut if ended["also"] and told else ended.start()


def _afterwards(line: str, start: int, cut: int, found: Introduction) -> int:
    """Where old papers tell what came of an intention."""
    ended = _AFTERWARDS.search(line, start, cut)
    intended = ended and _INTENDING.search(line, start, ended.start())
    told = found.form is Form.SOURCE or _TOLD.search(line, start, cut)
    return ended.start() if ended and intended and not told else cut


def _commented(line: str, start: int, cut: int, found: Introduction) -> int:
    """Where it is told who printed it, or who did not answer to it."""
    issued = _ISSUED_BY.search(line, start, cut)
    if issued and line.find(issued["what"], start, issued.start()) < 0:
        cut = issued.start()
    silent = _NO_COMMENT.search(line, start, cut) if found.word not in CARRYING else None
    return (
        silent.start() if silent and not _ASKED_FOR_IT.search(line, start, silent.start()) else cut
    )


def _cited(line: str, start: int, cut: int, _found: Introduction) -> int:
    """Where old papers end another's words."""
    for ended in _SO_FAR.finditer(line, start, cut):
        listed = ended[0].strip("，").startswith(("等因", "等情", "等由"))
        if not (listed and _AND_THE_LIKE.search(line, start, ended.start())):
            return ended.start()
    return cut


def _patterns(found: Introduction, *, personal: bool) -> list[Pattern]:
    """With what the narrator may go on behind what `found` introduces."""
    word, bare = found.word, found.form is Form.BARE
    rules = (
        (bare, _NARRATED),
        (not personal, cues.OTHER),
        (word in cues.LAYING_DOWN, _GLOSS),
        (word in DECLARING, cues.SCENE),
        (found.form is Form.SOURCE, _JUDGED),
        (True, _ALLUDED),
        (True, _REPORTER),
        (word not in _STORIES, _OF_WORDS),
        (word not in _OF_STORIES, _SCENE),
    )
    of_cue = [pattern for words, pattern in BY_CUE if word in words]
    return [*(pattern for applies, pattern in rules if applies), *of_cue]

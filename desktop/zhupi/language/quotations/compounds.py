"""Nouns that begin with a cue, as 裁定书 and 评价体系: nobody says anything with them."""

from __future__ import annotations

from collections.abc import Mapping

from zhupi.language.patterns import Pattern
from zhupi.language.quotations.cues import words_of

#: Cues that never begin one; what stands behind them is told: 表示书已寄出.
_ONLY_VERBS = words_of("""
表示 认为 透露 指出 宣布 宣告 强调 宣称 声称 坚称 坦承 辩称 谎称 扬言 断言 告诉 直言 坦言 重申 直说
相信 坚信 自称 承认 否认 披露 觉得 预计 希望 力陈 表明 坚持 直指 放话 奏称 指称 载称 担心 呼吁
""")
#: Cues that begin none but those who do it and what is written: 裁定书, but 证实单位已搬走.
_MOSTLY_VERBS = words_of("""
证实 猜测 预测 裁定 认定 判定 估计 咬定 澄清 指控 指责 主张 抱怨 质疑
""")
_WRITTEN = r"书(?![面证记写籍店法画展香包架院桌里中上市目刊本])|函(?!谷)|者|值(?![得班此守])"
_WRITINGS = Pattern(_WRITTEN, needs="书 函 者 值")
#: How such nouns end, unless that is the beginning of another word: 承诺函, but not 承诺书面道歉.
_ENDS = Pattern(
    rf"""(?x)
    {_WRITTEN}|金(?![融额牌属价矿砖银秋发色黄刚字库店])|员(?![工警额])
    |[栏簿稿仪]|器(?![材官])|率(?![先领队众])|牌(?![价照])|板(?!块)|剂(?!量)|权(?![力衡威利重])
    |额(?![外度])|状(?![况态])|费(?![用尽时力解心])|单(?![位日独方纯打月身元])|信(?![息用任仰心贷号封徒赖托])
    |家(?![长庭里属用具乡电人住家中门禽畜])|线(?![上下索路人])|队伍|委员会
    |期(?=[内间的满未](?![将不应须]))|日(?=[期起])
    """
)
#: With what a clause goes on behind its subject: 规定机构必须公开账目 is told.
_CLAUSE = (
    "(?![^，：]{0,2}?(?:不得|不准|不能|必须|[应将已须遭被了都均会要仍尚未没是有]|正在|无法|存在|出现"
    "|发生|取消|延期|结束|失败|顺利))"
)
_SETS = (
    "体系|系统|标准|模型|指标|机制|办法|方法|程序|规程|流程|小组|期限|周期|用语|文书|等级|误差|精度"
    "|得分|主体"
)
_THINGS = (
    "能力|水平|义务|事项|条款|内容|文件|材料|资料|方式|方案|活动|对象|类别|分数|工作(?![人日组者岗])"
    "|信息(?!化)|主义|声(?=[中四不渐])|之声|声浪|力度|结果(?![就却会])"
)
_BODIES = "机构|部门|平台|工具|中心|窗口|渠道|手段"
#: What is done with it, and by whom; but 保证工作不受影响, 认定材料系伪造.
_BELONGING = Pattern(f"制度|(?:{_SETS}|{_THINGS}){_CLAUSE}")
_OF_THINGS = words_of("预报 通报 报告 公告 规定 警告 答复")
_BODY = Pattern(f"(?:{_BODIES}){_CLAUSE}")
_OF_BODIES = words_of("预报")
#: 评价 tells nothing without a mark: 评价工作已经结束.
_EVALUATING = Pattern(f"制度|{_SETS}|{_THINGS}|{_BODIES}|仪器")
#: Those who do it; but 估计人已经走了, 保证人不离岗.
_DOERS = Pattern("人(?=[的对向与须应可签]|$|[，：])", needs="人")
_BY_DOERS = words_of("保证 承诺 报告 裁决 评价 公告")
#: Where it is done; but 预测会上涨.
_MEETING = Pattern("会(?=上(?![涨升调扬])|[议场的在将已由开共中]|$|[，：])", needs="会")
_AT_MEETINGS = words_of("报告 通报 评价")
#: What stands behind cues of one character in longer words: 答题, 谈判.
_WORDS: Mapping[str, Pattern] = {
    "答": Pattern("[题案卷辩谢疑应数]"),
    "问": Pattern("[题卷候世责诊号讯询路津鼎政]"),
    "写": Pattern("[字作真生实照法手]"),
    "谈": Pattern("[判话论心吐资天]"),
    "讲": Pattern("[座师话台坛义堂究稿解课学]"),
    "道": Pattern("[路德理歉具]"),
    "批": Pattern("[次准发评判文件]"),
    "奏": Pattern("[折疏章效]"),
    "念": Pattern("[头书经旧]"),
    "载": Pattern("[体客人货重波荷]"),
    "赞": Pattern("[助成美许赏同歌誉]"),
    "骂": Pattern("[名声]"),
    "劝": Pattern("[业架]"),
}
#: Cues, and how nouns go on that begin with them.
_BY_CUE = (
    (_OF_THINGS, _BELONGING),
    (_OF_BODIES, _BODY),
    (words_of("评价"), _EVALUATING),
    (_BY_DOERS, _DOERS),
    (_AT_MEETINGS, _MEETING),
)


def begins(line: str, word: str, end: int) -> bool:
    """Whether the cue `word`, which ends at `end`, is the beginning of a longer word."""
    if len(word) == 1:
        longer = _WORDS.get(word)
        return longer is not None and longer.match(line, end) is not None
    if word in _ONLY_VERBS:
        return False
    if word in _MOSTLY_VERBS:
        return _WRITINGS.match(line, end) is not None
    return _ENDS.match(line, end) is not None or any(
        word in words and pattern.match(line, end) for words, pattern in _BY_CUE
    )

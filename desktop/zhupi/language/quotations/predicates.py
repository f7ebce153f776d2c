"""Whether a cue is a predicate: whether its subject stands beside it, or it needs none."""

from __future__ import annotations

import re

from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues, phrases, roles
from zhupi.language.quotations.clauses import Subject
from zhupi.language.quotations.cues import any_of, words_of
from zhupi.language.quotations.subjects import blanked

_BETWEEN = any_of("""
低声 轻声 小声 大声 高声 悄声 厉声 柔声 沉声 朗声 齐声 连声 失声 同声 随口 脱口 顺口 张口 一路
一口气 边走边 当庭 当面 当众 私下 举手 点头 摇头 摆手 挥手 苦笑 抢先 率先 插话 起哄
此前 此后 当场 当天 最近 不久前 早些时候 稍早 稍后 日后 后来 会后 赛后 会上 已经 早就 曾经 一致
普遍 共同 当即 立即 如是 这样 日前 近日 昨天 今天 事后 次日 翌日 第二天 当晚 当时 一度 由此 为此
就 便 硬 竟 偏 老 只 仅 突然 相继 先后 单方面 刚刚 刚 早前 匿名 才 总 常 中 里 内 上 来 去 答 笑着
站 坐 躺 蹲 跪 对外 已 发表 发布 公告 声明 报道 有诗 有言 有词 消息 接着 末条 最后 末了 开篇 开头
续 晚年 早年 生前 临终 罕见 罕有 破例 难得 例行 照例 同步 陆续 连续 接连 迟迟 始 方才 至今 其后 稍晚
开口 上台 登台 起身 当庭 回头 转身 上书 的话 的消息 的说法 略 大意 粗略 即 即予 初步
打电话 电话中 电话里 邮件中 微信中 短信中 紧急 来电 来函 来信 去电 急电 专电 密电
当众 上疏 上书 上折 上奏 具折 具呈
""")
#: What may stand between a subject and its cue.
_ADVERBS_ONLY = Pattern(
    rf"""(?x)
    (?:[_T，—\s]|{cues.JOIN}|{_BETWEEN}|[直拖等迟]?[到至](?=T)|[在于](?=T)|[自由从][LO]|(?<=T)方|在[\u4e00-\u9fff]{{2,6}}|用[\u4e00-\u9fff]{{1,6}}|[^，：的]{{1,5}}地|{phrases.MOOD}|、[POLMB]|等[^，：]{{0,6}}|[^，：的POLMQ]{{1,5}}(?:后|时|前)|第[^，：]{{1,8}}[条款章节])*$
    """,
)
#: What stands written somewhere, though nobody may be named.
_ON_PAPER = words_of("写着 写道 写下")
#: The same, though nobody stands beside them: 电中复云.
_CLASSICAL = words_of("云 曰 谓")
#: 又谓，…: the same one goes on.
AGAIN = Pattern("(?:[，T]|旋|嗣|末|最后|复)*(?:而?又|并|且|复|亦|更|继|略|大意|大旨)")
#: Not to be mistaken for anything else before words in marks.
_ALOUD = words_of("问 反问 追问 喊 喊道 高喊 答 回答 呼喊 喊话 骂道 感叹 感慨 抱怨 叮嘱 嘱咐")
#: 不知是谁喊了一声.
NOBODY = Pattern("不知道?是?(?:谁|哪[位个])[^，：]{0,6}$")


def is_borne(line: str, begin: int, found: re.Match[str], who: Subject | None) -> bool:
    """Whether a cue that needs a mark has one, and a subject beside it."""
    word, start = found["word"], found.start()
    free = word in cues.FREE and word not in cues.LAYING_DOWN
    # 问：… at the beginning of a paragraph of questions and answers.
    if free or (line.startswith("问：") and start == 0) or (word.endswith("道") and word != "报道"):
        return True
    if line[found.end()] != "Q":
        quoted = line.startswith("：Q", found.end())
        alone = begin > 0 or (quoted and word in _CLASSICAL)
        again = word in _CLASSICAL and AGAIN.fullmatch(line, begin, start)
        if again or word in _ON_PAPER or (alone and who is None):
            return True
        if who is None or not who.clear:
            if word in cues.LAYING_DOWN and who and who.near:
                # 灾害图写明，…: what can be read, known by how such words end.
                return roles.PAPERS.search(line[who.start : who.end]) is not None
            # 二丫问：“…”: whoever that is, it speaks.
            one = who is not None and who.near and who.end == start
            return (
                quoted and word in _ALOUD and (one or NOBODY.search(line[begin:start]) is not None)
            )
        if quoted:
            return True
    return is_predicate(line, begin, start, who)


def is_predicate(line: str, begin: int, cue: int, who: Subject | None) -> bool:
    """Whether nothing but adverbs stands between the cue and its subject."""
    clause = max(line.rfind(mark, begin, cue) for mark in "，：") + 1
    first = max(clause, begin, max(who.end, who.until) if who and who.near else 0)
    return bool(_ADVERBS_ONLY.match(blanked(line[first:cue])))

"""Where a sentence says that somebody speaks: the cue, its form, and what it introduces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

from zhupi.language.patterns import Pattern
from zhupi.language.quotations import cues, phrases, roles
from zhupi.language.quotations.cues import any_of, words_of
from zhupi.language.quotations.masking import QUOTE
from zhupi.language.quotations.subjects import Kind, Subject, blanked, in_clause, sheet, subject


class Form(Enum):
    MARKED = auto()  #: 表示，… with a comma or a colon, or with words in marks
    BARE = auto()  #: 称将访华
    AFTER = auto()  #: “…”他说。
    SOURCE = auto()  #: 据新华社报道，…
    OPEN = auto()  #: 他说： at the end of a paragraph


@dataclass(frozen=True, slots=True)
class Introduction:
    """A cue in a line of signs, all as places in it."""

    form: Form
    start: int  #: of the cue
    end: int
    content: int  #: where what is said begins
    begin: int  #: where the words that belong to the cue begin
    subject: Subject | None
    word: str = ""


_SOURCE_WORDS = any_of("""
查明 查复 查悉 报道 报导 统计 介绍 透露 披露 消息 说法 通报 估计 测算 测定 预测 记载 调查 报告 研究
爆料 回忆 称 说 观察 推算 数据 公告 声明 分析 电 谈 估算
""")
_SOURCE = Pattern(
    rf"""(?x)
    (?:根据|另据|(?<!{phrases.EVIDENCE})据|按照|按(?!揭))(?P<who>[^，：]{{0,40}}?)(?P<word>{_SOURCE_WORDS})
    (?:称|说|显示|指出|表示)?[，：]
    """,
    needs="据 按",
)
_SEEN = Pattern(r"在(?P<who>[^，：在]{1,30}?)(?P<word>看来|眼中|眼里)，", needs="看来 眼中 眼里")
_AS_SAID = Pattern(
    r"(?:正如|诚如|如同|一如|如)(?P<who>[^，：]{1,30}?)所(?P<word>说|言|指出|写|述|称)(?:的?那样|的)?[，：]",
    needs="如",
)
_OPINION = Pattern(
    r"""(?x)
    (?P<who>[^，：]{0,30}?)的
    (?P<word>解释|看法|理由|判断|结论|回答|答复|说法|观点|意见|主张|评价|建议|原话)[则也却]?是[，：]
    """,
    needs="的",
)
#: Acts of bringing another's words: 引某人的话：“…”, 宣读判决：“…”.
BROUGHT = words_of("援引 引述 引用 引 宣读")
_BROUGHT = Pattern(
    r"(?P<word>援引|引述|引用|引(?![来起发得出入导进])|宣读)了?(?!的)(?P<who>[^，：]{1,20}?)(?:的(?:话|诗句?|名言|名句))?"
    r"(?<![说道称写])：(?=Q)",
    needs="引 宣读",
)
_SOURCES = (_SOURCE, _SEEN, _AS_SAID, _OPINION, _BROUGHT)
_BETWEEN = any_of("""
低声 轻声 小声 大声 高声 悄声 厉声 柔声 沉声 朗声 齐声 连声 失声 同声 随口 脱口 顺口 张口 一路
一口气 边走边 当庭 当面 当众 私下 举手 点头 摇头 摆手 挥手 苦笑 抢先 率先 插话 起哄
此前 此后 当场 当天 最近 不久前 早些时候 稍早 稍后 日后 后来 会后 赛后 会上 已经 早就 曾经 一致
普遍 共同 当即 立即 如是 这样 日前 近日 昨天 今天 事后 次日 翌日 第二天 当晚 当时 一度 由此 为此
就 便 硬 竟 偏 老 只 仅 突然 相继 先后 单方面 刚刚 刚 早前 匿名 才 总 常 中 里 内 上 来 去 答 笑着
站 坐 躺 蹲 跪 对外 已 发表 发布 公告 声明 报道 有诗 有言 有词 消息 接着 末条 最后 末了 开篇 开头
续 晚年 早年 生前 临终 罕见 罕有 破例 难得 例行 照例 同步 陆续 连续 接连 迟迟 始 方才 至今 其后 稍晚
开口 上台 登台 起身 当庭 回头 转身 上书 的话 的消息 的说法 略 大意 粗略 即 即予 初步
打电话 当众 上疏 上书 上折 上奏 具折 具呈
""")
#: What may stand between a subject and its cue.
_ADVERBS_ONLY = Pattern(
    rf"""(?x)
    (?:[_T，—\s]|{cues.JOIN}|{_BETWEEN}|[直拖等迟]?[到至](?=T)|[在于](?=T)|[自由从][LO]|(?<=T)方|在[\u4e00-\u9fff]{{2,6}}|[^，：的]{{1,5}}地|{phrases.MOOD}|、[POLMB]|等[^，：]{{0,6}}|[^，：的POLMQ]{{1,5}}(?:后|时|前)|第[^，：]{{1,8}}[条款章节])*$
    """,
)
#: Free cues that are also mere verbs with an object: their subject must stand beside them.
_HESITANT = words_of("""
规定 写明 载明 言明 指明 自称 申令 诏令 训令 说 透露 警告 证实 承认 否认 重申 主张 强调 指出
预测 猜测 宣布 披露 呼吁 直言 断言 告诉
""")
#: What texts do; their subject must stand beside them, comma or not.
LAYING_DOWN = words_of("规定 写明 载明 言明 指明 订明")
#: What stands written somewhere, though nobody may be named.
_ON_PAPER = words_of("写着 写道 写下")
_WRITTEN = words_of("写着 写道 写 刻着 印着 题着 刻有 写到")
#: The same, though nobody stands beside them: 电中复云.
_CLASSICAL = words_of("云 曰 谓")
#: 又谓，…: the same one goes on.
_AGAIN = Pattern("(?:[，T]|旋|嗣|末|最后|复)*(?:而?又|并|且|复|亦|更|继)")
#: Not to be mistaken for anything else before words in marks.
_ALOUD = words_of("问 反问 追问 喊 喊道 高喊 答 回答 呼喊 喊话 骂道 感叹 感慨 抱怨 叮嘱 嘱咐")
#: 不知是谁喊了一声.
NOBODY = Pattern("不知道?是?(?:谁|哪[位个])[^，：]{0,6}$")
#: 没有任何组织宣称负责: nobody says so.
_NO_ONE = Pattern(
    "(?:^|[，：])[T_]?(?:截至目前|至今|迄今|目前|尚|仍|暂|还|也|但|却|并|此前)*(?:没有?|无|尚无|并无|从未有)"
    "(?:任何|哪[一个家位]|一[个家位名]|人|组织|机构|国家|政府|单位|部门|专家|官员)[^，：POLM的]{0,8}$"
    "|未有[^，：]{0,8}任何[^，：的]{0,8}$",
    needs="没 无 未有",
)
#: 替他辩护，称…: what stands behind that comma is told by its own cue.
_OWN_CUES = (
    "(?:称|说|表示|指出|认为|强调|写道|透露|坦言|重申|提到|介绍|呼吁|宣布|补充|解释|警告|承诺)"
)
_TAKES_OVER = Pattern(
    rf"，(?:并|还|又|也|首先)?{_OWN_CUES}(?![的明不法服谎过])"
    rf"|，[他她](?![们的自每])[^，：没未不拒否]{{0,8}}?{_OWN_CUES}[，：]|，[他她](?:说|称|表示)(?![的明不法服谎过一])"
    rf"|，[^，：]{{0,12}}P[^，：]{{0,4}}?{_OWN_CUES}[，：]|(?<=致辞|发言)，[他她](?![们的自])",
    needs="，",
)
#: 劝大家，不要慌张: what one is urged to do; otherwise how it was taken.
_URGING = words_of("劝 劝告 催促 恳求 央求 吩咐 请求 鼓励 勉励")
_URGED = Pattern(
    "不要|[别莫勿]|千万|务必|赶[快紧]|快(?![要步])|尽[快早量]|早[点些]|最好|先(?!后)|还是(?=[^，]{1,8}(?:吧|[好妙宜]$))"
    "|[应要](?![求是])"
)
#: What is asked, whatever the mark behind it.
_QUESTION = Pattern(
    r"[谁吗呢吧么何哪几怎]|多[少大长久高远快]|[是能可会应要]否|还是|难道|凭啥|干嘛|咋|(.)[不没]\1|Q"
    r"|(?:没有?|不)(?:$|，)"
)
_QUESTIONING = words_of("问 提问 追问 诘问")
#: 边看边问，久久不愿离开: what somebody did meanwhile, not what they asked or told.
_MEANWHILE = Pattern(
    "，(?:久久|不时|不停|不知不觉|不觉|频频|连连|一路(?!上要|小心|顺风|平安)|一直[说谈聊讲问][到至]|[说谈聊讲]到"
    "|转眼|渐渐|手[上里中]|脚下|随后|随即)",
    needs="，",
)
_AT_ONCE = Pattern("边[^，：边]{1,8}边[^，：]{0,4}$", needs="边")
#: What is done with words, of which another cue tells them.
_DONE = words_of("""
辩护 反驳 解释 辩解 回应 澄清 抱怨 批评 抨击 指责 称赞 赞扬 夸赞 安慰 劝说 道歉 求情 抗议 质疑 嘲讽
讽刺 调侃 打趣 表态 发文 发帖 留言 致辞 发言 喊话 声援 驳斥 痛斥 谴责 讥讽 嘲笑 开玩笑 自嘲 诉苦
作证 答复 否认
""")
#: Cues whose object may be a thing.
_NOMINAL = words_of("强调 重申 主张 证实 承认 否认 披露 透露 指出 预测 猜测 表示")
#: Mostly with mere objects; without a mark only where subject and clause are plain.
_PLAIN = words_of("""
裁定 裁决 判定 认定 公告 答 评价 指责 指控 批评 否认 坚持 质问 质疑 反驳 订明 预报 预计 估计
相信 坚信 承诺 保证 抱怨 赞扬 称赞 赞 表明 辩解 澄清 通报 报告 答复 写道 感叹 嘲讽 讽刺 主张
痛批 直批 怒批 痛斥 怒斥 力陈 垂询 谓 追问
""")
_DECLARING = words_of("宣布 宣告")
_NO_CLAUSE_NEEDED = words_of(
    "申令 诏令 训令 宣告 认为 称 自称 宣布 表示 宣称 声称 坚称 呼吁 告诉 辩称 谎称 扬言"
)
#: After words in marks that are only named: “好”字, “快”的说法.
_THINGS = any_of("""
方案 计划 口号 说法 概念 理论 主张 倡议 原则 政策 战略 建议 问题 论 论调 现象 传闻 传言 理念
目标 构想 设想 思想
模式 精神 提法 指控 指责 质疑 谣言 谎言 传说 行动 工程 制度 规定 条款 标准 路线 路线图 思路 承诺
愿景 谬论 言论
""")
_NAMED = Pattern(
    rf"(?:{_THINGS})(?!是|应|将|已|不|会)|"
    "[的等字之号式型]|[一二两三四五六七八九十几]个|[一二两三四]字|一词|、Q"
)
#: 写明共同点： at the end of a paragraph.
_OPEN = Pattern(r"[^，：QT]{0,8}：")
#: What has a cue without speaking: 报道称 is cued by its second verb.
_ANOTHER = Pattern(r"(?:称|说|道|写道|表示|指出|认为|强调|介绍|透露|宣布)(?!的)")
_LOOK_BACK = 8
#: So far back a subject is sought, and so many cues of a line are tried.
_REACH = 300
_TRIED = 60
#: From so many signs on what follows 说 is more than a language or a joke.
_LONG = 6
#: From so many signs on what follows other cues is more than an object.
_FULL = 8
_CONTENT_SKIPPED = " ，：—"


def next_introduction(
    line: str, start: int, *, sources: bool = True, asks: bool = False
) -> Introduction | None:
    """The first introduction of a line whose clause begins at `start`; `asks`: it ends with ？."""
    source = _source(line, start) if sources else None
    for found in islice(cues.CUE.finditer(line, start), _TRIED):
        if source and found.start() >= source.begin:
            inner = next_introduction(line, source.content, sources=False, asks=asks)
            return inner if inner and _is_own(line, source.content, inner) else source
        if not asks and _asks_nothing(line, start, found):
            continue
        introduction = _classified(line, max(start, found.start() - _REACH), found)
        if introduction:
            return introduction
    return source


def _asks_nothing(line: str, start: int, found: re.Match[str]) -> bool:
    """Whether behind a cue and its comma stands what is done, not what is asked or told."""
    end = found.end()
    if not line.startswith("，", end):
        return False
    if found["word"] in _QUESTIONING and not _QUESTION.search(line, end):
        return True
    meanwhile = _MEANWHILE.match(line, end) is not None
    return meanwhile and _AT_ONCE.search(line[start : found.start()]) is not None


def _is_own(line: str, begin: int, inner: Introduction) -> bool:
    """Whether what a source is cited for is itself what somebody says: 据新华社报道，他表示，…"""
    near = inner.subject is not None and inner.subject.near and inner.subject.clear
    return near and line.count("，", begin, inner.start) <= 1


def _source(line: str, start: int) -> Introduction | None:
    """据新华社报道，… or 在他看来，…"""
    found = [m for m in (p.search(line, start) for p in _SOURCES) if m]
    for match in sorted(found, key=lambda m: m.start()):
        who = match["who"]
        named: Subject | None
        if match["word"] == "电" and who[:1] in ("M", "O"):
            named = Subject(Kind.NAME, 0, 1, 0)
        else:
            named = in_clause(who, asked=True) if who else None
        if named is None and match["word"] not in ("报道", "报导", "介绍"):
            continue
        # 据某地电: where it was sent from says nothing.
        placed = match["word"] == "电" and match["who"].strip("LT") == ""
        moved = named.moved(match.start("who")) if named and not placed else None
        places = (*match.span("word"), match.end(), match.start())
        return Introduction(Form.SOURCE, *places, moved, match["word"])
    return None


def _classified(line: str, begin: int, found: re.Match[str]) -> Introduction | None:
    """The introduction that a cue makes, if it is one."""
    start, end = found.start(), found.end()
    word = found["word"]
    cue_end = start + len(word)
    if _is_none(line, max(begin, start - _LOOK_BACK), cue_end, word):
        return None
    told = _told(line, word, cue_end)
    if told and word in cues.ASKING and told[0][-1] not in "，：":
        told = None
    form = Form.BARE if told else _form(line, word, end)
    handed = word in _DONE and _TAKES_OVER.match(line, told.end() - 1 if told else end)
    if form is None or handed or _NO_ONE.search(line[begin:start]):
        return None
    who = sheet(line, begin, start) if word in _WRITTEN else None
    who = who or subject(line, begin, start, deeds=word not in _WRITTEN)
    if form is Form.BARE and not _has_clause(line, begin, found, who, told):
        return None
    if form is Form.MARKED and not _is_borne(line, begin, found, who):
        return None
    content = end
    if told:
        content = told.end()
    elif form is Form.OPEN or line[end : end + 1] in ("，", "："):
        content = end + 1
    return Introduction(form, start, cue_end, content, begin, who, word)


def _is_none(line: str, begin: int, end: int, word: str) -> bool:
    """Whether a cue that ends at `end` is a part of another word, or what something is called."""
    if word == "自称" and not cues.OF_ONESELF.match(line, end):
        return True
    alias = cues.ALIAS.search(line, begin, end) and not line.startswith(("，", "："), end)
    return bool(alias) or cues.NO_CUE.search(line, begin, end) is not None


def _told(line: str, word: str, end: int) -> re.Match[str] | None:
    """To whom somebody speaks, behind a cue that ends at `end`, and the mark behind that."""
    to = word in cues.TO
    if word not in cues.TELLING and not to:
        return None
    told = phrases.TOLD.match(line, end)
    if told is None or told.end() == len(line):
        return None
    if word in _URGING and line[told.end() - 1] == "，" and _URGED.match(line, told.end()):
        return told
    return told if word in cues.TELLING or line.startswith("：Q", told.end() - 1) else None


def _form(line: str, word: str, end: int) -> Form | None:
    """What stands behind a cue that ends at `end`; None: nothing that it could introduce."""
    rest = line[end : end + 12]
    # “…”记者问某人。
    whom = phrases.TOLD.match(line, end) if word in cues.TELLING else None
    if whom and whom.end() == len(line) and line[-1] not in "，：":
        return Form.AFTER
    once = rest[:1] == "，" and line.endswith(("了一声", "了一句"), 0, end)
    if not rest or rest == "，" or once:
        return Form.AFTER
    if _OPEN.fullmatch(line, end):
        return Form.OPEN
    if rest[0] in "，：":
        barred = rest[0] == "，" and word in cues.COLON and not _READS.search(line, 0, end)
        fits = not barred and bool(line[end + 1 :].strip(_CONTENT_SKIPPED))
    elif rest[0] == QUOTE:
        fits = not _NAMED.match(line, end + 1)
    else:
        free = word in cues.FREE or word in _PLAIN
        return Form.BARE if free and rest[0] != "的" and not _ANOTHER.match(rest) else None
    return Form.MARKED if fits else None


#: 县志载，…; 他写的却是，…: what can be read, whatever the mark.
_READS = Pattern(
    "[志书录传记史鉴谱牒B]载$|的[却则倒也]?是$"
    "|(?:[条款件书信告章]|[信文书件录记][里中]|接着|继续)(?:还|也|又|则|只|就|分明|明明白白地?)?写着?$"
)


def _is_borne(line: str, begin: int, found: re.Match[str], who: Subject | None) -> bool:
    """Whether a cue that needs a mark has one, and a subject beside it."""
    word, start = found["word"], found.start()
    free = word in cues.FREE and word not in LAYING_DOWN
    # 问：… at the beginning of a paragraph of questions and answers.
    if free or (line.startswith("问：") and start == 0) or (word.endswith("道") and word != "报道"):
        return True
    if line[found.end()] != "Q":
        quoted = line.startswith("：Q", found.end())
        alone = begin > 0 or (quoted and word in _CLASSICAL)
        again = word in _CLASSICAL and _AGAIN.fullmatch(line, begin, start)
        if again or word in _ON_PAPER or (alone and who is None):
            return True
        if who is None or not who.clear:
            if word in LAYING_DOWN and who and who.near:
                # 灾害图写明，…: what can be read, known by how such words end.
                return roles.PAPERS.search(line[who.start : who.end]) is not None
            # 二丫问：“…”: whoever that is, it speaks.
            one = who is not None and who.near and who.end == start
            return (
                quoted and word in _ALOUD and (one or NOBODY.search(line[begin:start]) is not None)
            )
        if quoted:
            return True
    return _is_predicate(line, begin, start, who)


def _is_predicate(line: str, begin: int, cue: int, who: Subject | None) -> bool:
    """Whether nothing but adverbs stands between the cue and its subject."""
    clause = max(line.rfind(mark, begin, cue) for mark in "，：") + 1
    first = max(clause, begin, max(who.end, who.until) if who and who.near else 0)
    return bool(_ADVERBS_ONLY.match(blanked(line[first:cue])))


def _has_clause(
    line: str,
    begin: int,
    found: re.Match[str],
    who: Subject | None,
    told: re.Match[str] | None,
) -> bool:
    """Whether a cue without a mark is followed by what somebody says."""
    word = found["word"]
    barred = cues.NO_CLAUSE.get(word)
    if barred and barred.match(line, found.end()):
        return False
    if (word in _HESITANT or told) and not _is_predicate(line, begin, found.start(), who):
        return False
    if word in _PLAIN and not told:
        return _is_plain(line, begin, found, who)
    if told:
        long = _weight(line[told.end() :]) >= 4
        return long and not line.startswith("的", told.end())
    return (who is not None or begin > 0) and _is_clause(word, line[found.end() :])


#: …，谓; …，大意谓
_GOING_ON = ("，", "，大意", "，略", "，内")
_AND_SAYS = ("，并", "，又", "，且", "，更")
_PLAIN_LONG = 5
_TERSE = 4  #: so long is a clause of old papers
#: With what a clause begins that has no subject of its own.
_ACTS = Pattern(
    "[\u4e00-\u9fff]{1,2}了|坚持|支持|反对|愿|将|要|不|会|已|绝|决不|没|无|从未|希望|继续|遵守|正在|可以|应"
)
_NEXT = 6  #: so near another cue takes over
#: 指责某人隐瞒账目
_OF_SOMEBODY = Pattern("[POLM][^，：的、和与]{3}")


def _is_plain(line: str, begin: int, found: re.Match[str], who: Subject | None) -> bool:
    """Whether a name or a word for somebody stands directly before a cue, and a clause behind."""
    by = found["tail"] == "以"
    terse = by or found["word"] == "谓"
    if terse and who is None and _AGAIN.fullmatch(line, begin, found.start()):
        return _weight(line[found.end() :]) >= _PLAIN_LONG
    ends = (*_GOING_ON, *_AND_SAYS) if terse else _GOING_ON
    beside = line.endswith(ends, 0, found.start())
    if who is None or not who.clear or not (who.near or beside):
        return False
    if not _is_predicate(line, begin, found.start(), who):
        return False
    clause = re.split("[，：]", line[found.end() :], maxsplit=1)[0]
    return (
        _weight(clause) >= _TERSE if by or (terse and beside) else _is_said(clause, found["word"])
    )


def _is_said(clause: str, word: str) -> bool:
    """Whether the words behind such a cue are told, and no object of it."""
    if _weight(clause) < _PLAIN_LONG or _is_thing(clause) or _ANOTHER.search(clause, 0, _NEXT):
        return False
    if word in _QUESTIONING:
        return _QUESTION.search(clause) is not None
    said = cues.VERBAL.search(clause, 1) or clause.endswith(QUOTE)
    return bool(said) or bool(_OF_SOMEBODY.match(clause))


def _is_thing(clause: str) -> bool:
    """Whether words are an object and no clause: 合作的重要性, but not 坚持合作的立场."""
    return cues.THING.search(clause) is not None and not _ACTS.match(clause)


def _weight(clause: str) -> int:
    """How long a clause is; a sign for a name counts as two, words in marks as six."""
    return sum(6 if sign == QUOTE else 2 if sign.isupper() else 1 for sign in clause)


def _is_clause(word: str, rest: str) -> bool:
    """Whether the words behind a cue are more than its object."""
    clause = re.split("[，：]", rest, maxsplit=1)[0]
    if word in _DECLARING and cues.SHORT_ACT.match(rest):
        return True
    if _weight(clause) < 4:
        return False
    if word in _NO_CLAUSE_NEEDED:
        return True
    if word == "说" and len(clause) >= _LONG and not cues.THING.search(clause):
        return True
    thing = word in _NOMINAL and _is_thing(clause)
    return (cues.VERBAL.search(clause) is not None or _weight(clause) >= _FULL) and not thing

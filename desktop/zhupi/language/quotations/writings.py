"""Who speaks in what is written: the writer of a letter, the law that an article is of."""

from __future__ import annotations

from zhupi.language.patterns import Pattern
from zhupi.language.quotations.bodies import Bodies
from zhupi.language.quotations.clauses import Subject
from zhupi.language.quotations.masking import Sentence
from zhupi.language.quotations.who import Who

#: 信中说, with nobody before it in its sentence.
_WRITTEN = Pattern(
    "T?(?:[公道致感检举求举报]?[开歉谢讨报救]?信|文|声明|公告|帖子|视频|书|报告|通报|日记|遗书|邮件|短信|留言|致辞|演讲|演说|讲话|回信|[通来原复去]?电文?|[来原复去唁公]?函|[原密复奏]?折|奏?疏|[祭呈]文)[中里内]"
)
#: 电文有云: of whoever sent it.
_SENT = Pattern("(?:电文|原[电函折])(?:[中里内])?[有略又复内]?")
#: 他写的短信, 某人留下的字条
_AUTHOR = Pattern(
    "[P他她](?![们的])[^，：P他她]{0,6}?[写寄发留签撰递][^，：P的]{0,6}的[^，：P]{0,8}"
    "(?:信|条|邮件|日记|诗|文|书|声明|报告|帖子|留言|稿|遗嘱)$"
)
#: What has articles.
_PAPER = Pattern("协议书?|合同|章程|守则|条例|公约|法案|规定|办法|契约|遗嘱|租约")
#: 条约第一条, of what is called so.
_KIND_OF_LAW = Pattern("[该本]?(?P<kind>公约|条约|条例|协[定议]|章程)(?=第)")


def is_in_writing(line: str, begin: int) -> bool:
    """Whether a clause begins with 信中 or 电文有."""
    return any(text.match(line, begin) for text in (_WRITTEN, _SENT))


def is_sent(line: str, start: int, end: int) -> bool:
    """Whether words are what somebody sent: 电文有."""
    return _SENT.fullmatch(line, start, end) is not None


def writer(line: str, begin: int, end: int) -> int | None:
    """The sign of who wrote what another one reads before `end`: 律师读了一封他写的信，信里写道."""
    comma = line.rfind("，", begin, end)
    if comma < 0 or not _WRITTEN.match(line, comma + 1):
        return None
    wrote = _AUTHOR.search(line, begin, comma)
    return wrote.start() if wrote else None


def law_of(sentence: Sentence, article: Subject, text: str, bodies: Bodies) -> Who | None:
    """The law or the paper that an article is of."""
    laws = [
        atom.mention
        for at, atom in sentence.atoms.items()
        if at < article.start and atom.sign == "W" and atom.mention
    ]
    if laws:
        return Who.named(laws[-1], text)
    kind = _KIND_OF_LAW.match(sentence.line, article.start, article.end)
    law = _paper(sentence, article, text) or bodies.law(kind["kind"] if kind else "")
    if law is None and kind:
        span = sentence.span(*kind.span("kind"))
        return Who(span, span.of(text))
    return law


def _paper(sentence: Sentence, article: Subject, text: str) -> Who | None:
    """Of what an article is that has no name: 协议写成，第二条规定."""
    before = [*_PAPER.finditer(sentence.line, 0, article.start)]
    if not before:
        return None
    span = sentence.span(*before[-1].span())
    return Who(span, span.of(text))

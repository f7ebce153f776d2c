"""Who wrote, edited, took the pictures: lines such as `作者丨朱恩地，深圳卫视直新闻记者`.

A line is a byline only as a whole: a role, a separator, and names that look like names. All
regular expressions here are run on lines of at most `LONGEST` characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from zhupi.core.model import Credit
from zhupi.importing.characters import count_han, is_han
from zhupi.importing.dates import find_date

LONGEST = 120

_REPORTER = (
    "(?:本报|本刊|本网|本台)?(?:特约|特派|实习|见习|驻[\u4e00-\u9fff]{1,6}|實習|見習)?(?:记者|記者)"
)
_ROLES = (
    "作者|文字|撰文|撰稿人?|采写|采访|文|通讯员|特约撰稿人?|评论员|"
    "(?:责任|值班|执行|助理|实习|高级|资深|新媒体)?(?:编辑|主编)|编者|责编|编审|编译|翻译|译者?|审核|审校|审读|终审|"
    "校对|校审|排版|美编|版式|设计|制图|插画|摄影|摄像|图片|图|视频|剪辑|音频|监制|策划|统筹|出品人?|"
    "(?:責任|執行|值班)?編輯|責編|編審|編譯|翻譯|譯者?|審核|審校|校對|設計|攝影|攝像|圖片?|視頻|"
    "監製|策劃|統籌|評論員|通訊員|撰稿"
)
_SOURCES = "(?:文章|稿件|信息|新闻|原文|图文)?(?:来源|來源|出处|出處)|转载自|轉載自|来自"
_ROLE = rf"(?:{_REPORTER}|(?:{_ROLES})(?:[/／、&和](?:{_ROLES}))*|{_SOURCES})"
_MARK = r"[丨｜|│︱:：/／]"
_ENGLISH = r"(?:By|Author|Authors|Editor|Editors|Written by|Edited by|Reporter|Photo|Source)"

#: `作者丨…`, `责任编辑：…`, `文/…`
_LABELLED = re.compile(rf"({_ROLE})\s*{_MARK}\s*")
#: `记者 王某`, `新华社记者 王某`; before it, the outlet
_NAMED = re.compile(rf"((?:[\u4e00-\u9fff]{{2,10}}?)??)({_REPORTER})\s+(.+)")
_DATELINE = re.compile(
    r"([\u4e00-\u9fff]{1,6}?[社网網])?(?:本报|本報)?[\u4e00-\u9fff·]{0,12}?(?:\d{1,2}月)?\d{1,2}日[电電讯訊]"
    rf"(?:\s*[（(]({_REPORTER})\s*([^（()）]{{2,60}})[)）])?"
)
_LATIN = re.compile(rf"({_ENGLISH})(?:\s*[:|｜]\s*|\s+)(.+)")
_LATIN_NAME = re.compile(r"[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){0,4}")
_HAN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_FOREIGN_NAME = re.compile(r"[\u3400-\u9fff]+(?:[·•・‧][\u3400-\u9fff]+)+")
_JOB = re.compile(
    r"(?:首席|高级|资深|实习|见习|特约|特派|驻[\u4e00-\u9fff]{1,6}|驻站|助理|责任|执行|值班|副|總|总)*"
    r"(?:记者|主编|编辑|总编辑?|评论员|撰稿人|通讯员|摄影师?|排版|设计师?|校对|監製|监制|記者|編輯|主編|評論員)$"
)
_PLACE = re.compile(r"\s+[\u4e00-\u9fff]{2,5}(?:报道|報道|电|電|摄|攝|文)$|\s*[/／]?[文摄攝]$")
_AROUND = re.compile(r"^[（(\[【〔]\s*(.*?)\s*[)）\]】〕]$")
_BRACKET = re.compile(r"(.+?)[（(]([^（()）]+)[)）]")
_NO_NAMES = frozenset(
    (
        "什么",
        "为什么",
        "怎么",
        "没有",
        "如何",
        "如下",
        "新闻",
        "内容",
        "说明",
        "原因",
        "问题",
        "编辑",
        "记者",
        "作者",
    )
)
_COLLECTIVE = re.compile(
    r"[\w·]{2,16}(?:社|报|報|网|網|台|中心|工作室|组|組|部|频道|頻道|客户端|记者|委员会|委員會)"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line says: people, and outlets it names as sources."""

    credits: tuple[Credit, ...] = ()
    sources: tuple[str, ...] = ()


def parse_byline(line: str) -> Byline | None:
    """The byline that `line` is, or None where it is anything else.

    >>> parse_byline("作者丨张某某，某某日报记者").credits
    (Credit(role='作者', name='张某某', affiliation='某某日报记者'),)
    """
    line = line.strip()
    if not line or len(line) > LONGEST or line[-1] in "。！？!?；;…":
        return None
    around = _AROUND.match(line)
    line = around[1] if around else line
    labels = list(_LABELLED.finditer(line))
    if labels and not line[: labels[0].start()].strip():
        return _labelled(line, labels)
    return _named(line) or _latin(line) or _dated_source(line, labels)


def parse_dateline(paragraph: str) -> Byline | None:
    """Whom the opening of a news report names: `某某社北京8月2日电（记者 王某、李某）…`."""
    match = _DATELINE.match(paragraph[:LONGEST])
    if match is None:
        return None
    outlet, role, names = match.groups()
    sources = (outlet,) if outlet else ()
    return Byline(tuple(_people(role, names.strip())) if names else (), sources)


def guess_source(bylines: Iterable[Byline]) -> str:
    """The outlet: named as the source, or else what most people of the byline work for."""
    every = list(bylines)
    named = [source for byline in every for source in byline.sources]
    if named:
        return named[0]
    outlets = Counter(
        outlet
        for byline in every
        for credit in byline.credits
        if len(outlet := _JOB.sub("", credit.affiliation).strip()) >= 2
    )
    return outlets.most_common(1)[0][0] if outlets else ""


def author_credits(names: str, *, chinese: bool) -> tuple[Credit, ...]:
    """Credits for a metadata field that holds authors, however they are separated."""
    role = "作者" if chinese else "By"
    found = [_person(role, name) for name in _split(re.sub("[;；]", "、", names.strip()))]
    return tuple(credit for credit in found if credit.name)


def _labelled(line: str, labels: list[re.Match[str]]) -> Byline | None:
    people: list[Credit] = []
    sources: list[str] = []
    ends = [label.start() for label in labels[1:]] + [len(line)]
    for label, end in zip(labels, ends, strict=True):
        role, value = label[1], line[label.end() : end].strip(" \t\u3000|｜丨；;，,")
        if re.fullmatch(_SOURCES, role):
            if not value or len(value) > 30:
                return None
            sources.append(_without_date(re.sub(r"[（(]ID[:：].*", "", value)))
        elif not value:
            return None
        else:
            found = _people(role, value)
            if not found:
                return None
            people += found
    return Byline(tuple(people), tuple(s for s in sources if s))


def _named(line: str) -> Byline | None:
    match = _NAMED.fullmatch(line)
    if not match:
        return None
    outlet, role, names = match.groups()
    people = _people(role, _PLACE.sub("", names))
    if not people:
        return None
    if outlet:
        people = [Credit(c.role, c.name, c.affiliation or outlet + role) for c in people]
    return Byline(tuple(people))


def _latin(line: str) -> Byline | None:
    match = _LATIN.fullmatch(line)
    if not match or count_han(line):
        return None
    role, names = match.groups()
    if role == "Source":
        return Byline(sources=(names.strip(),)) if len(names) <= 40 else None
    found: list[Credit] = []
    for name in re.split(r"\s*(?:,|;|&|\band\b)\s*", names):
        if not _LATIN_NAME.fullmatch(name) or not name[0].isupper():
            return None
        found.append(Credit(role, name))
    return Byline(tuple(found))


def _dated_source(line: str, labels: list[re.Match[str]]) -> Byline | None:
    """`某某网 2023-08-02 10:20 来源：某某社`, or less of it; at least the date."""
    before = line[: labels[0].start()] if labels else line
    outlet = _without_date(before).removeprefix("原创").strip()
    if find_date(before) is None or len(outlet) > 12:
        return None
    rest = _labelled(line, labels) if labels else Byline()
    if rest is None:
        return None
    return Byline(rest.credits, rest.sources or ((outlet,) if len(outlet) > 1 else ()))


def _without_date(text: str) -> str:
    bare = re.sub(r"\d{4}\s?[年\-/.]\s?\d{1,2}\s?[月\-/.]\s?\d{1,2}\s?日?", "", text)
    return re.sub(r"\d{1,2}:\d{2}(?::\d{2})?|发布时间|时间|日期|[:：]$|^[:：]", "", bare).strip(
        " \u3000|｜丨·"
    )


def _people(role: str, value: str) -> list[Credit]:
    """The persons that `value` names, or none where some of it is no name."""
    whole = _person(role, value)
    if whole.affiliation and _is_name(whole.name):
        return [whole]
    found = [_person(role, part) for part in _split(value)]
    return found if all(_is_name(credit.name) for credit in found) else []


def _person(role: str, text: str) -> Credit:
    text = text.strip()
    bracket = _BRACKET.fullmatch(text)
    if bracket:
        return Credit(role, bracket[1].strip(), bracket[2].strip())
    parts = re.split("[，,]", text, maxsplit=1)
    if len(parts) == 2:
        after = parts[1].strip()
        if _JOB.search(after) or len(after) > 4:
            return Credit(role, parts[0].strip(), after)
    return Credit(role, text)


def _split(names: str) -> list[str]:
    """`王某、李某` or `王某 李某`; but `王 某` is one name and Latin names keep their spaces."""
    parts = [p.strip() for p in re.split("[、，,/／&]", names) if p.strip()]
    found: list[str] = []
    for part in parts:
        words = part.split()
        if len(words) == 1 or not all(is_han(w[0]) for w in words):
            found.append(part)
        elif all(len(w) == 1 for w in words):
            found.append("".join(words))
        else:
            found += _spaced(words)
    return found


def _spaced(words: list[str]) -> list[str]:
    found: list[str] = []
    half = ""
    for word in words:
        if len(word) == 1 and not half:
            half = word
        else:
            found.append(half + word)
            half = ""
    return [*found, half] if half else found


def _is_name(name: str) -> bool:
    if name in _NO_NAMES:
        return False
    if count_han(name):
        return any(p.fullmatch(name) for p in (_HAN_NAME, _FOREIGN_NAME, _COLLECTIVE))
    return bool(_LATIN_NAME.fullmatch(name))

"""What stands between 《 and 》: laws and media; and media without these brackets."""

from __future__ import annotations

import re
from bisect import bisect_left

from zhupi.core.model import Label
from zhupi.language.lexicon import (
    AMBIGUOUS_MEDIA,
    LAW_ENDINGS,
    MEDIA_ENDINGS,
    MEDIA_NAMES,
    NO_LAWS,
    TITLE_MEDIA_ENDINGS,
)
from zhupi.language.passage import Found, Match, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, RULE, replace

_TITLE = Pattern(r"《([^《》\n]{1,60})》", needs="《")
#: 告台湾同胞书.
_CALL = Pattern("告[一-鿿]{2,10}书", needs="书")
_AFTER_MEDIUM = Pattern(
    r"(?:杂志|周刊|月刊|网站|报纸|报)|[^，。！？；《》]{0,8}?(?:引述|援引|报道|爆料|披露|刊文|"
    r"刊发|刊登)",
    needs="刊发 刊文 刊登 周刊 引述 报 披 援引 月刊 杂志 爆料 网站",
)
_NAMES = Pattern(
    "|".join(map(re.escape, sorted(MEDIA_NAMES - AMBIGUOUS_MEDIA, key=len, reverse=True))),
    needs=" ".join(MEDIA_NAMES - AMBIGUOUS_MEDIA),
)


def laws(passage: Passage, found: list[Found]) -> list[Found]:
    """《通胀削减法案》, 《上海公报》: titles that end as laws and treaties do; not 《孙子兵法》."""
    new: list[Found] = []
    no_laws = set()
    for m in passage.find(_TITLE):
        if _is_law(m.group(1)):
            new.append(_inside(m, Label.LAW, RULE))
        elif m.group(1).endswith(NO_LAWS):
            no_laws.add((m.start(1), m.end(1)))
    kept = [f for f in found if f.label is not Label.LAW or (f.start, f.end) not in no_laws]
    return replace(kept, new)


#: Titles of what is no paper, though it says something.
_REPORTS = ("报告", "公告", "通报", "白皮书", "公报", "声明")


def _is_law(title: str) -> bool:
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    if _CALL.fullmatch(bare):
        return True
    return bare.endswith(LAW_ENDINGS) and not bare.endswith(NO_LAWS)


def media_in_titles(passage: Passage, found: list[Found]) -> list[Found]:
    """《联合早报》 by its ending; any other title by what follows: 《…》杂志, 《…》引述."""
    new: list[Found] = []
    reports = set()
    for m in passage.find(_TITLE):
        title = m.group(1)
        if title.endswith(_REPORTS):
            reports.add((m.start(1), m.end(1)))
        if _is_law(title):
            continue
        if title in MEDIA_NAMES or title.endswith(TITLE_MEDIA_ENDINGS):
            new.append(_inside(m, Label.MEDIA, RULE))
        elif len(title) <= 8 and _AFTER_MEDIUM.match(passage.text, m.end()):
            new.append(_inside(m, Label.MEDIA, HINT))
    kept = [f for f in found if f.label is not Label.MEDIA or (f.start, f.end) not in reports]
    return replace(kept, new)


def media(passage: Passage, found: list[Found]) -> list[Found]:
    """News agencies and broadcasters: by name, and organisations by their ending."""
    text = passage.text
    relabelled = [
        Found(item.start, item.end, Label.MEDIA, item.confidence)
        if item.label is Label.ORG and _is_medium(text[item.start : item.end])
        else item
        for item in found
    ]
    present = sorted(relabelled)
    starts = [item.start for item in present]
    new = []
    for m in passage.find(_NAMES):
        at = bisect_left(starts, m.end())
        around = present[at - 1] if at and present[at - 1].end > m.start() else None
        if around is None:
            if passage.is_edge(m.start()) and passage.is_edge(m.end()):
                new.append(Found(m.start(), m.end(), Label.MEDIA, RULE))
        elif _is_list_of_media(text[around.start : around.end]):
            new.append(Found(m.start(), m.end(), Label.MEDIA, RULE))
    return replace(present, new)


def _is_medium(name: str) -> bool:
    return name in MEDIA_NAMES or (len(name) > 3 and name.endswith(MEDIA_ENDINGS))


def _is_list_of_media(name: str) -> bool:
    """LAC takes 路透社和法新社 for one organisation, and 和法新社."""
    parts = re.split("[和与、及]", name)
    return len(parts) > 1 and all(part in MEDIA_NAMES for part in parts if part)


def _inside(match: Match, label: Label, confidence: float) -> Found:
    return Found(match.start(1), match.end(1), label, confidence)

"""A query cut into its conditions, so that one can be put right or left out. Pure.

A condition is what implicit AND joins: a word with its field, a date, a group in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from zhupi.core.messages import Message, message
from zhupi.search.query_words import FIELD_NAMES, Kind, Token, UnparsableError, shown, tokens

_PREFIXES: Final = frozenset((Kind.MINUS, Kind.NOT, Kind.FIELD, Kind.WHOLE))
#: Not the `12:30` and `外长：` of texts, nor addresses, of which one is still being typed.
_LIKE_A_FIELD: Final = re.compile(
    r"(?!(?:https?|ftp|file|mailto)[:：])([A-Za-z]{2,12}(?=[:：])|[\u4e00-\u9fff]{2,4}(?=:))"
    r"[:：](?!//).*",
    re.IGNORECASE,
)
#: What others call the fields of Zhupi, or might look for among them. In all Chinese that could
#: stand before a colon in a text (`比分:三比一`) it has to be known, in Latin letters it has not.
_ALMOST_FIELDS: Final = frozenset(
    (
        *("题目", "題目", "题名", "題名", "主题", "主題", "内容", "內容", "全文", "文本", "关键词"),
        *("關鍵詞", "记者", "記者", "出处", "出處", "报纸", "報紙", "报社", "報社", "备注", "備註"),
        *(
            "批注",
            "注释",
            "註釋",
            "人名",
            "姓名",
            "职务",
            "職務",
            "说话人",
            "說話人",
            "组织",
            "組織",
        ),
        *("机关", "機關", "单位", "單位", "地名", "地方", "地区", "地區", "国家", "國家", "法规"),
        *(
            "法規",
            "法条",
            "法條",
            "媒介",
            "时间",
            "時間",
            "年份",
            "日子",
            "类型",
            "類型",
            "名称",
            "名稱",
        ),
    )
)
_NAMES: Final = (*FIELD_NAMES, *(name for names in FIELD_NAMES.values() for name in names))
_ALIKE: Final = 0.8  #: `dates` and `date`, `titel` and `title`, `人物名` and `人物`
_FIGURES: Final = tuple("+0123456789０１２３４５６７８９")
_VALUES: Final = frozenset((Kind.WORD, Kind.PHRASE, Kind.NEAR, Kind.REGEX, Kind.OPEN))
_LIMITS: Final = frozenset(("date", "has", "is"))


@dataclass(frozen=True, slots=True)
class Part:
    """One condition of a query: a word with its field, a date, a group in parentheses."""

    start: int
    end: int
    negated: bool
    field: str = ""  #: its English name
    word: Token | None = None  #: where the part is a single word or phrase

    def of(self, query: str) -> str:
        """The part as it was typed."""
        return query[self.start : self.end]

    @property
    def limits(self) -> bool:
        """Whether it only narrows what others ask for: a date, a flag, an exception."""
        return self.negated or self.field in _LIMITS


def parts_of(query: str) -> list[Part] | None:
    """The conditions that must hold together, in order; None where it does not parse.

    A query with `OR` outside parentheses is one part, for all of it finds nothing.
    """
    try:
        read = list(tokens(query))
    except UnparsableError:
        return None
    parts: list[Part] = []
    depth = 0
    first = 0
    for number, token in enumerate(read):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth < 0:
            return None
        if depth or token.kind in _PREFIXES:
            continue
        if token.kind is Kind.OR:
            return [Part(0, len(query), negated=False)]
        if token.kind is not Kind.AND:
            parts.append(_part(read[first : number + 1]))
        first = number + 1
    return None if depth or first < len(read) else parts


def _part(read: Sequence[Token]) -> Part:
    negated = read[0].kind in (Kind.MINUS, Kind.NOT)
    fields = [token.text for token in read if token.kind is Kind.FIELD]
    single = all(t.kind in _PREFIXES for t in read[:-1])
    last = read[-1]
    plain = last.kind is Kind.PHRASE or (last.kind is Kind.WORD and not set("*?") & set(last.text))
    word = last if single and plain else None
    return Part(read[0].start, read[-1].end, negated, fields[0] if fields else "", word)


def unknown_field(query: str) -> Message | None:
    """That a word before a colon was taken for text, where it looks like the name of a field."""
    try:
        read = list(tokens(query))
    except UnparsableError:
        return None
    for number, token in enumerate(read):
        found = _LIKE_A_FIELD.fullmatch(token.text) if token.kind is Kind.WORD else None
        if (
            found
            and (found.end(1) + 1 < len(token.text) or _asked(read[number + 1 :]))
            and _meant(found[1], query[token.start + found.end(1) + 1 :])
        ):
            return message(
                "“{field}:” is no field, so “{word}” was searched as typed.",
                field=found[1],
                word=shown(token.text),
            )
    return None


def _meant(name: str, value: str) -> bool:
    """Whether `name` could be a field to whoever typed it; `value`: what follows its colon."""
    if not name.isascii():
        return name in _ALMOST_FIELDS or bool(get_close_matches(name, _NAMES, 1, _ALIKE))
    if get_close_matches(name.lower(), FIELD_NAMES, 1, _ALIKE):
        return True
    # Texts have `localhost:8080` and `tel:10086`, and `WHO：` says what the WHO says.
    return not name.isupper() and not value.lstrip(' "(=＝').startswith(_FIGURES)


def _asked(following: Sequence[Token]) -> bool:
    """Whether what follows a colon is something that a field could hold."""
    return bool(following) and following[0].kind in _VALUES


def as_word(text: str) -> str:
    """`text` as one word of a query; empty where it cannot be one."""
    text = text.strip()
    if text.isalnum() and text not in ("AND", "OR", "NOT"):
        return text
    return "" if '"' in text or not text else f'"{text}"'

"""Organisations that LAC splits, joins or calls places."""

from __future__ import annotations

import re

from zhupi.core.model import Label
from zhupi.language.lexicon import COUNTRIES, PLACES, SEATS, STATE_BODIES
from zhupi.language.passage import Found, Passage
from zhupi.language.rules.common import RULE, replace

_AND = "和与及暨"
_CONTINENTS = ("亚洲", "欧洲", "非洲", "美洲", "大洋洲", "拉美", "东亚", "南亚", "西亚", "中东")
_POST = re.compile(r"(大使|总领事|公使|代表|记者|使馆|使领馆|部队)")
_STATION = re.compile(r"(.+)驻(.+)")


def with_country(passage: Passage, found: list[Found]) -> list[Found]:
    """The country before a body of state belongs to its name: 日本 + 外务省."""
    result: list[Found] = []
    text = passage.text
    for item in sorted(found):
        last = result[-1] if result else None
        if (
            last is not None
            and last.label is Label.PLACE
            and item.label is Label.ORG
            and last.end == item.start
            and text[last.start : last.end] in COUNTRIES
            and text[item.start : item.end].startswith(STATE_BODIES)
        ):
            result[-1] = Found(last.start, item.end, Label.ORG, RULE)
        else:
            result.append(item)
    return result


def complete(passage: Passage, found: list[Found]) -> list[Found]:
    """An organisation that ends in a region goes on: …部北美洲 + 和 + 大洋洲事务司."""
    result: list[Found] = []
    text = passage.text
    for item in sorted(found):
        last = result[-1] if result else None
        if (
            last is not None
            and last.label is Label.ORG
            and item.label is Label.ORG
            and item.start - last.end == 1
            and text[last.end] in _AND
            and text[last.start : last.end].endswith((*_CONTINENTS, *COUNTRIES))
        ):
            result[-1] = Found(last.start, item.end, Label.ORG, RULE)
        else:
            result.append(item)
    return result


def stations(passage: Passage, found: list[Found]) -> list[Found]:
    """中国驻美 + 大使 is two countries, not an organisation."""
    new: list[Found] = []
    text = passage.text
    for item in found:
        if item.label is not Label.ORG or not _POST.match(text, item.end):
            continue
        match = _STATION.fullmatch(text, item.start, item.end)
        if match is None or match[1] not in PLACES:
            continue
        new.append(Found(match.start(1), match.end(1), Label.PLACE, RULE))
        new.append(Found(match.start(2), match.end(2), Label.PLACE, RULE))
    return replace(found, new)


def seats(passage: Passage, found: list[Found]) -> list[Found]:
    """白宫 says and decides: an organisation."""
    return [
        Found(item.start, item.end, Label.ORG, item.confidence)
        if item.label is Label.PLACE and passage.text[item.start : item.end] in SEATS
        else item
        for item in found
    ]

"""Names of states' bodies: 美国务院 and 美国国务院 are one. Pure functions of the name alone."""

from __future__ import annotations

from functools import cache

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import ABBREVIATIONS, COUNTRIES, STATE_BODIES
from zhupi.language.patterns import Pattern

CHINA = "中国"
_BODIES_WORDS = """
    联邦调查局 中央情报局 司法部 国防部 能源部 内阁 议会 下议院 上议院 众议院 参议院
    国家安全委员会 贸易代表办公室 总统府 首相府 总理府 外交和贸易部 军队 国家安全局 最高法院
    驻华大使馆 大使馆 国务委员会 贸易委员会 人民政府
    """
_BODIES = frozenset(STATE_BODIES) | frozenset(_BODIES_WORDS.split())
_ENDINGS = frozenset(body[-2:] for body in _BODIES)
#: Those of China go by their names alone.
_CHINESE_ALONE = frozenset({"国务院"})
_ABROAD = Pattern("驻([中华美英法德俄日韩朝印越澳加欧])(?![国洲])", needs="驻")


def full_body(words: str) -> str:
    """The name of a state's body with its state written out; other names as they are.

    >>> full_body("美国务院"), full_body("中华人民共和国外交部"), full_body("美军")
    ('美国国务院', '中国外交部', '美军')
    """
    if "驻" in words:
        words = _ABROAD.sub(lambda m: "驻" + state(m[1]), words)
    country, body = divided(words)
    if not country:
        return words
    if country == CHINA and body in _CHINESE_ALONE:
        return body
    if body == "军队" and country in _signs():
        return _signs()[country] + "军"
    return country + body


def divided(words: str) -> tuple[str, str]:
    """A state's body as the state's usual name and the body; ("", words) for other names."""
    if words[-2:] not in _ENDINGS:
        return "", words
    if words[:1] in ABBREVIATIONS and words[1:] in _BODIES:
        return state(words[0]), words[1:]
    for size in range(min(len(words) - 1, 12), 1, -1):
        if words[size:] in _BODIES and is_country(words[:size]):
            return state(words[:size]), words[size:]
    return "", words


def state(name: str) -> str:
    """The usual name of a state, from any of its names or its sign; other names as they are."""
    name = ABBREVIATIONS.get(name, name)
    return gazetteer().canonical(Label.PLACE, name)


@cache
def _signs() -> dict[str, str]:
    """State → the one character that news writes for it."""
    signs: dict[str, str] = {}
    for sign, country in ABBREVIATIONS.items():
        signs.setdefault(country, sign)
    return signs


def is_country(name: str) -> bool:
    """Whether it is a name of a country that a body may begin with."""
    known = gazetteer()
    return known.is_a(Label.PLACE, name) and known.canonical(Label.PLACE, name) in COUNTRIES

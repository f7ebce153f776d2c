"""Names of Chinese people that took in what stands beside them, told by how else the article calls
them: troops and houses behind a family name (冯军, 段宅), a verb before it or an hour behind it
(闻孙氏, 冯昨日), words around a full name (前饬丁汝昌)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern, all_han
from zhupi.language.rules.common import CHINESE, RULE, SOUND

#: Behind the family name of somebody who is called by it alone elsewhere.
_HOUSEHOLD = frozenset("军宅邸府派系帅")
_HOUSES = frozenset("宅邸")
#: Behind it where nothing of a given name is: 孙氏, 蔡部.
_CALLED = frozenset("部旅公氏督侯")
_HONOURED = frozenset("公氏")
#: Before it, where somebody heard of them or saw them.
_HEARD = frozenset("闻据询访见")
_WHEN = (
    "今日", "昨日", "明日", "前日", "今晨", "昨晨", "昨晚", "昨夜", "今晚", "即日", "同日", "翌日",
    "次日",
)  # fmt: skip
#: Behind it where somebody was elected or spoke, and where several are named by it.
_DID = (
    "强调", "表示", "指出", "认为", "回应", "呼吁", "批评", "宣布", "主张", "答称", "复出", "二人",
    "三人", "两人", "四人",
)  # fmt: skip
#: The same, of which the name took the first character.
_BEGUN = Pattern(
    f"(?:{'|'.join(_DID)})(?![研度动查解整集频配控]|人)|"
    "(?:得|[一二三四五六七八九两])(?=[一二三四五六七八九两]?[十百千万票])"
)
_WHOLE = 3  #: characters of most names


def households(passage: Passage, found: list[Found]) -> list[Found]:
    """The family name, or the full name, alone. Drops what is no name without its hour: 余今日."""
    text = passage.text
    people = Counter(text[f.start : f.end] for f in found if f.label is Label.PERSON)
    alone = _called_alone(people)
    bearers = {name[0] for name in people if _is_whole(name) and not name.endswith(_WHEN + _DID)}
    result: list[Found] = []
    for item in found:
        name = text[item.start : item.end]
        own = (0, len(name))
        if item.label is Label.PLACE and len(name) == 2 and name[1] in _HOUSES:
            own = (0, 1) if name[0] in alone else own
        elif item.label is Label.PERSON:
            own = _own(name, people, alone, bearers) or own
            if len(name) == 2 and people[name] == 1 and _goes_on(text, item, people):
                own = (0, 1)
        if own == (0, len(name)):
            result.append(item)
        elif own[0] < own[1]:
            start = item.start + own[0]
            result.append(Found(start, item.start + own[1], Label.PERSON, RULE))
    return result


def _goes_on(text: str, item: Found, people: Iterable[str]) -> bool:
    """Whether the second character begins another word (李得一千票, 林强 + 调, 程三 + 人), and
    somebody else is named in full who is called so; 李强 of 李强调研 is a name."""
    name = text[item.start : item.end]
    others = any(_is_whole(other) and other[0] == name[0] and other != name for other in people)
    return others and _BEGUN.match(text, item.start + 1) is not None


def _called_alone(people: Iterable[str]) -> Collection[str]:
    """Family names by which somebody is called whom the article has in full as well: 雷军 of whom
    雷先生 is told is no army, for there is no other 雷."""
    names = set(people)
    alone = {name for name in names if len(name) == 1}
    alone |= {name[-2] for name in names if _is_whole(name) and name[-1] in _HONOURED}
    return alone & {
        name[0] for name in names if _is_whole(name) and name[1] not in _HOUSEHOLD | _CALLED
    }


def _is_whole(name: str) -> bool:
    return len(name) in {_WHOLE - 1, _WHOLE} and SOUND.fullmatch(name) is None


def _own(
    name: str, people: Mapping[str, int], alone: Collection[str], bearers: Collection[str]
) -> tuple[int, int] | None:
    """From where to where `name` is a person's; None where all of it may be, (0, 0) for none."""
    if len(name) == _WHOLE - 1:
        return (0, 1) if name[1] in _HOUSEHOLD and name[0] in alone else None
    if len(name) == _WHOLE and name.endswith(_WHEN):
        return (0, 1) if name[0] in bearers else (0, 0)
    if len(name) == _WHOLE and name.endswith(_DID):
        return (0, 1) if name[0] in bearers else None
    if len(name) == _WHOLE and name[0] in _HEARD and name[-1] in _HONOURED:
        return (1, 2)
    return _within(name, people)


def _within(name: str, people: Mapping[str, int]) -> tuple[int, int] | None:
    """Where the full name stands that a longer one begins or ends with."""
    if len(name) <= _WHOLE or not all_han(name) or SOUND.fullmatch(name) is not None:
        return None
    # 林郑月娥 has two family names.
    married = len(name) > _WHOLE and CHINESE.match(name) and CHINESE.match(name, 1)
    if married or any(gazetteer().japanese.ends(name, 0, len(name))):
        return None
    for start in (0, len(name) - _WHOLE):
        part = name[start : start + _WHOLE]
        if people.get(part, 0) > (0 if CHINESE.match(part) else 1):
            return start, start + _WHOLE
    return None

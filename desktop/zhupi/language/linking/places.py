"""Places of one article: 沪 is 上海, 南投 the 南投县 it names, 纽约 not the state."""

from __future__ import annotations

from itertools import chain

from zhupi.core.messages import message
from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.linking.names import Name, Names, by_key
from zhupi.language.linking.naming import canonical
from zhupi.language.linking.signs import meanings, usual
from zhupi.language.linking.states import is_country

#: Signs of states that mean nothing else in news, whatever else an article names.
_FIRM = frozenset("中华美英德俄日韩欧")
#: What follows the name of a place and says its level; the first that fits.
_LEVELS = (
    ("市", "特别行政区", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区"),
    ("省", "县", "区", "镇", "乡", "村", "街道", "都", "府", "道", "岛", "群岛", "半岛"),
)
_STATES = ("州", "邦")
_ALL_LEVELS = tuple(chain(*_LEVELS, _STATES))
#: What may follow a sign and adds nothing: 意国, 滇省.
_NATION = "国省"
#: What begins with the sign of a place and is no place that it stands for: 杭 is not 杭深线.
_ROADS = ("线", "铁路", "高铁", "公路", "高速", "城际", "客专", "大桥", "运河")


def link_places(names: Names) -> None:
    """Short names of places."""
    places = names.all(Label.PLACE)
    _link_levels(names, places)
    _link_signs(names, places)


def _link_levels(names: Names, places: list[Name]) -> None:
    """A place and the same with its level, where only one level is named.

    A state or province abroad is another place than the city it is called like.
    """
    begun = {
        name.words.removesuffix(level)
        for name in places
        if name.words.endswith(_ALL_LEVELS)
        for level in _ALL_LEVELS
    }
    for name in places:
        if name.words not in begun or names.is_settled(name) or len(name.words) < 2:
            continue
        found: list[Name] = []
        for levels in (*_LEVELS, _STATES):
            fuller = (names.get(Label.PLACE, name.words + level) for level in levels)
            found += [f for f in fuller if f is not None]
            if found:
                break
        if len(found) == 1 and not _known_apart(name, found[0]):
            names.put(name, found[0], message("“{full}” without its level.", full=found[0].surface))


def _known_apart(name: Name, full: Name) -> bool:
    """Whether both are known, as different things: 吉林 is the province, also beside 吉林市."""
    known = gazetteer()
    if not (known.is_a(Label.PLACE, name.words) and known.is_a(Label.PLACE, full.words)):
        return False
    mine = known.canonical(Label.PLACE, name.words)
    return mine != known.canonical(Label.PLACE, full.words) and not mine.endswith("市")


def _link_signs(names: Names, places: list[Name]) -> None:
    """One character for a place: what it usually means, unless the article names another."""
    begins = by_key((n.words[0], n) for n in places if len(n.words) > 1)
    named: dict[str, Name] = {}
    for name in places:
        if len(name.words) > 1 and not _sign(name.words):
            named.setdefault(canonical(Label.PLACE, names.root(name).words), name)
    for name in places:
        sign = _sign(name.words)
        if not sign or names.is_settled(name):
            continue
        full = _meant(sign, named) or _only_place(names, begins.get(sign, []))
        if full is not None:
            names.put(name, full, message("Stands for “{full}” here.", full=full.surface))
        elif sign in meanings():
            full = Name(Label.PLACE, usual(sign), usual(sign))
            names.put(name, full, message("The usual sign for {place}.", place=usual(sign)))


def _meant(sign: str, named: dict[str, Name]) -> Name | None:
    """The place that the sign stands for, of those that the article names."""
    possible = (canonical(Label.PLACE, place) for place in meanings().get(sign, ()))
    found = [named[place] for place in possible if place in named]
    usually = bool(found) and sign in meanings() and _is_usual(sign, found[0])
    return found[0] if usually or len(found) == 1 else None


def _is_usual(sign: str, name: Name) -> bool:
    return canonical(Label.PLACE, name.words) == canonical(Label.PLACE, usual(sign))


def _sign(words: str) -> str:
    """The character that stands for a place, alone or with 国; empty for other names."""
    if len(words) == 1:
        return words
    is_nation = len(words) == 2 and words[1] in _NATION
    return words[0] if is_nation and not gazetteer().is_a(Label.PLACE, words) else ""


def _only_place(names: Names, candidates: list[Name]) -> Name | None:
    """The one place that all of these name, whatever they call it; a firm sign means no other."""
    groups: dict[str, Name] = {}
    for name in candidates:
        if _sign(name.words) or name.words[0] in _FIRM or name.words.endswith(_ROADS):
            continue
        groups.setdefault(canonical(Label.PLACE, names.root(name).words), name)
    if len(groups) > 1:
        # 科 is 科威特, whatever is said of 科威特城.
        groups = {place: name for place, name in groups.items() if is_country(place)}
    return next(iter(groups.values())) if len(groups) == 1 else None

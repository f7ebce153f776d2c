"""Short names of bodies, media, laws and events, by the fuller name that an article has.

A short name is linked where one fuller name fits, and no other: by its characters (东电 of
东京电力公司), by what it leaves out at the end (雷曼 of 雷曼兄弟), or at the beginning (立法局 of
香港立法局, 救助管理办法 of the long title of a law).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zhupi.core.messages import Message, message
from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import ABBREVIATIONS, LAW_ENDINGS
from zhupi.language.linking.abbreviations import LONGEST, abbreviates, shortens_firm
from zhupi.language.linking.names import Name, Names, by_key

_SHORTENED = (Label.ORG, Label.EVENT, Label.MEDIA, Label.LAW)
_REPUBLIC = "中华人民共和国"
#: What begins a name and is left out of its short form: 发改委 of 国家发展和改革委员会.
_HEADS = ("中华人民共和国", "中国", "国家", "全国", "中共", "美国", "国务院", "联合国")
#: Of every state its own, so that another's is not meant without saying so.
_OWN = frozenset({"宪法", "刑法", "民法", "国籍法"})
_LEAST_COMMON = 2  #: characters of the kind of law that a short form keeps


def link_short_names(names: Names, alone: Callable[[Name], bool]) -> None:
    """`alone`: names of bodies that are told apart place by place, and so not here."""
    _link_sides(names)
    for label in _SHORTENED:
        group = [n for n in names.all(label) if len(n.words) <= LONGEST]
        _link_ends(names, label, [n for n in group if not alone(n)], group)
        _link_signs(names, label, [n for n in group if not alone(n)], group)
    _link_halls(names)


def _link_ends(names: Names, label: Label, short: Sequence[Name], full: Sequence[Name]) -> None:
    """Names that lack a beginning: a place, or all that makes a law's title long."""
    wanted = {n.words for n in short}
    ends = by_key((end, n) for n in full for end in _endings(n, label) if end in wanted)
    for name in short:
        if names.is_settled(name) or name.words in _OWN:
            continue
        candidates = [c for c in ends.get(name.words, ()) if not _known_apart(label, name, c)]
        found = names.only(candidates)
        if found is None and label is Label.LAW:
            found = next((c for c in candidates if c.words == _REPUBLIC + name.words), None)
        if found is not None:
            names.put(name, found, _left_out(found))


def _endings(name: Name, label: Label) -> list[str]:
    """What `name` may be called for short by its end."""
    if label is Label.LAW:
        return [name.words[at:] for at in range(1, len(name.words) - 1)]
    rest = name.rest
    if label is Label.ORG and not name.inner and name.words[0] in ABBREVIATIONS:
        rest = name.words[1:]
        return [rest] if len(rest) > 1 else []
    return [rest] if name.inner and len(rest) > 2 and label is not Label.EVENT else []


def _link_signs(names: Names, label: Label, short: Sequence[Name], full: Sequence[Name]) -> None:
    """Names made of characters of a longer one, and names of firms without what says so."""
    begins = by_key((first, n) for n in full if len(n.words) > 2 for first in _first_signs(n))
    for name in short:
        if names.is_settled(name) or not name.words:
            continue
        candidates = [
            c
            for c in begins.get(name.words[0], ())
            if c is not name and _is_short_for(label, name, c) and not _known_apart(label, name, c)
        ]
        found = names.only(candidates)
        if found is not None and _is_alone(names, name, found, begins[name.words[0]]):
            names.put(name, found, _shortened(found))
    if label is Label.LAW:
        _link_laws(names, short, full)


def _is_alone(names: Names, name: Name, full: Name, others: Sequence[Name]) -> bool:
    """Whether all that begins with the short name is that firm, or a part of it."""
    return all(
        names.root(other) is names.root(full) or other.words.startswith(full.words)
        for other in others
        if other is not name and other.words.startswith(name.words)
    )


def _first_signs(name: Name) -> set[str]:
    words = name.words
    return {words[0]} | {
        words[len(head)] for head in _HEADS if words.startswith(head) and len(words) > len(head)
    }


def _is_short_for(label: Label, name: Name, full: Name) -> bool:
    if abbreviates(name.words, full.words):
        return True
    return (
        label is Label.ORG
        and shortens_firm(name.words, full.words)
        and not gazetteer().is_a(Label.PLACE, name.words)
    )


def _link_laws(names: Names, short: Sequence[Name], full: Sequence[Name]) -> None:
    """中日联合声明, 建交公报: the kind of law in full, before it characters of the long title."""
    kinds = by_key((kind, n) for n in full for kind in _kinds(n.words))
    for name in short:
        if names.is_settled(name):
            continue
        for kind in _kinds(name.words):
            mine = name.words.removesuffix(kind)
            if len(mine) < _LEAST_COMMON:
                continue
            candidates = [
                c
                for c in kinds.get(kind, ())
                if len(c.words) > len(name.words) + 3 and _in_order(mine, c.words)
            ]
            found = names.only(candidates)
            if found is not None:
                names.put(name, found, _shortened(found))
                break


def _kinds(words: str) -> list[str]:
    """What kind of law a name says it is, the longest first."""
    ends = (words[-size:] for size in (4, 3, 2) if len(words) > size)
    return [end for end in ends if end in LAW_ENDINGS]


def _in_order(signs: str, words: str) -> bool:
    """Whether all of the characters come in this order, none of them beside the last one."""
    at = -1
    for sign in signs:
        found = words.find(sign, at + 1)
        if found < 0 or found == at + 1 > 0:
            return False
        at = found
    return True


def _link_sides(names: Names) -> None:
    """阿队 of 阿根廷队: the sign of a place, and what it stands for in the same article."""
    for name in names.all(Label.ORG):
        if len(name.inner) != 1 or names.is_settled(name):
            continue
        place = names.get(Label.PLACE, name.inner)
        if place is not None and names.is_settled(place):
            full = names.get(Label.ORG, names.root(place).words + name.rest)
            if full is not None:
                names.put(name, full, _shortened(full))


def _link_halls(names: Names) -> None:
    """西大厅 of 人民大会堂西大厅, where the article names the building as well."""
    places = names.all(Label.PLACE)
    ends = by_key((n.rest, n) for n in places if n.inner and len(n.rest) > 2)
    for name in places:
        if not names.is_settled(name) and not _is_known(Label.PLACE, name):
            found = names.only(ends.get(name.words, ()))
            if found is not None:
                names.put(name, found, _left_out(found))


def _known_apart(label: Label, name: Name, full: Name) -> bool:
    """Whether the short name is known as something else's."""
    known = gazetteer().canonical(label, name.words)
    return _is_known(label, name) and known != gazetteer().canonical(label, full.words)


def _is_known(label: Label, name: Name) -> bool:
    return gazetteer().is_a(label, name.words)


def _left_out(full: Name) -> Message:
    return message("Short for “{full}”, the only one in the article.", full=full.surface)


def _shortened(full: Name) -> Message:
    return message("Made of characters of “{full}”.", full=full.surface)

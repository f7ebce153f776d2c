"""The entities of one article. Rules come in the order in which they are believed.

First what a name is by itself (known names, states written out), then what the text says in so
many words, then what can be concluded from the names beside it. Nothing is linked on a guess
that two things fit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from zhupi.core.messages import Message, message
from zhupi.core.model import Label, Mention
from zhupi.language.linking.bodies import Bodies
from zhupi.language.linking.names import Name, Names
from zhupi.language.linking.naming import canonical, folded, spelling
from zhupi.language.linking.people import link_people, namesake, surname_of
from zhupi.language.linking.places import link_places
from zhupi.language.linking.short_names import link_short_names
from zhupi.language.linking.taught import Taught, names_after
from zhupi.language.linking.titles import title_after, title_before
from zhupi.language.patterns import Pattern

_FULLER = frozenset({"全称", "全名"})
_EQUAL = frozenset({"即", "下同"})
_LATIN = Pattern(r"[A-Za-z0-9.&/ -]+")


def linked(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """See `link`."""
    plain = folded(text)
    titled, speakers = _titled(text, plain, mentions)
    names = Names(text, plain, titled)
    for index, mention in enumerate(titled):
        name = names.of[index]
        if name is not None and mention.title:
            name.titles.add(spelling(mention.title))
    _learn(names)
    link_places(names)
    link_people(names)
    bodies = Bodies(names, speakers)
    link_short_names(names, bodies.is_alone)
    return [_entity(names, bodies, index) for index in range(len(titled))]


def _titled(
    text: str, plain: str, mentions: Sequence[Mention]
) -> tuple[list[Mention], dict[int, int]]:
    """People with their titles; and of bodies, who speaks for them: the title stands between."""
    ends: dict[int, int] = {}
    starts = {m.start for m in mentions if m.label is Label.PERSON}
    borders = sorted({m.end for m in mentions})
    for index, mention in enumerate(mentions):
        if mention.label is Label.ORG:
            ends.setdefault(mention.end, index)
    result: list[Mention] = []
    speakers: dict[int, int] = {}
    for index, mention in enumerate(mentions):
        if mention.label is not Label.PERSON:
            result.append(mention)
            continue
        at = bisect_right(borders, mention.start) - 1
        limit = borders[at] if at >= 0 else 0
        title, start = title_before(plain, mention.start, limit)
        if start in ends:
            speakers.setdefault(ends[start], index)
        if not title:
            title, end = title_after(plain, mention.end, len(plain))
            title = "" if end in starts else title
            start = mention.end
        if title != mention.title:
            mention = replace(mention, title=text[start : start + len(title)])  # noqa: PLW2901
        result.append(mention)
    return result, speakers


def _learn(names: Names) -> None:
    """What the text itself says to be another name, in brackets or with a word for it."""
    starting: dict[int, int] = {}
    by_end: dict[int, int] = {}
    for index, mention in enumerate(names.mentions):
        if names.of[index] is not None:
            by_end.setdefault(mention.end, index)
            starting.setdefault(mention.start, index)
    for end, index in by_end.items():
        name = names.of[index]
        if name is None:
            continue
        for taught in names_after(names.folded, end):
            other = _meant(names, name.label, taught, starting.get(taught.start))
            if other is not None and other is not name and _believable(name, other, taught):
                full, short = _in_rank(name, other, taught)
                told = names.text[end : taught.end + 1].strip()
                names.put(short, full, message("The article says so: “{words}”.", words=told))


def _meant(names: Names, label: Label, taught: Taught, index: int | None) -> Name | None:
    """The name that the taught words are: marked there, or anywhere else."""
    if index is not None and names.mentions[index].label is label:
        return names.of[index]
    return names.get(label, spelling(names.text[taught.start : taught.end]))


def _in_rank(name: Name, other: Name, taught: Taught) -> tuple[Name, Name]:
    """The fuller of two names first; behind a word such as 简称 or 本名 stands the lesser."""
    if taught.cue in _FULLER:
        return other, name
    if taught.cue and taught.cue not in _EQUAL:
        return name, other
    full, short = sorted((name, other), key=_fullness)
    return full, short


def _fullness(name: Name) -> tuple[bool, int]:
    """The fuller of two names comes first: written out, and longer."""
    return _LATIN.fullmatch(name.words) is not None, -len(name.words)


def _believable(name: Name, other: Name, taught: Taught) -> bool:
    """Whether what stands in brackets is another name, and not where something is or who it is."""
    if taught.cue:
        return True
    latin = [_LATIN.fullmatch(n.words) is not None for n in (name, other)]
    if latin[0] is not latin[1]:
        return True
    if name.label in {Label.PLACE, Label.PERSON}:
        return False
    short, full = sorted((name.words, other.words), key=len)
    return _in_order(short, full)


def _in_order(short: str, full: str) -> bool:
    rest = iter(full)
    return all(sign in rest for sign in short)


def _entity(names: Names, bodies: Bodies, index: int) -> Mention:
    mention, name = names.mentions[index], names.of[index]
    if name is None:
        return mention
    why: Message | None = names.why(name)
    words = _written(names.root(name))
    here = surname_of(names, index) if mention.label is Label.PERSON else None
    if here is not None:
        words, why = _written(names.root(here[0])), here[1]
    elif mention.label is Label.PERSON and (other := namesake(names, index)):
        words, why = f"{words}（{other}）", message("The text tells two people of this name apart.")
    elif mention.label is Label.ORG and (body := bodies.of(index)) is not None:
        words, why = body
    if words == spelling(names.text[mention.start : mention.end]):
        why = None
    elif why is None:
        why = message("Another name of {name}.", name=words)
    return Mention(
        mention.start,
        mention.end,
        mention.label,
        f"{mention.label}:{words}",
        mention.value,
        mention.confidence,
        mention.title,
        why,
    )


def _written(name: Name) -> str:
    return canonical(name.label, name.words)

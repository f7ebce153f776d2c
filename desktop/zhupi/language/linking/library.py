"""The entities of a library: which ids of single articles name the same thing.

An article says who 布林肯 is only if it has his whole name; the others do. Two ids become one where
the word lists say so, where some article taught the name, or where one whole name in the whole
library fits and no title contradicts. What several could be stays by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from zhupi.core.messages import Message, message
from zhupi.core.model import Label
from zhupi.core.understanding import EntityNames
from zhupi.language.gazetteer import gazetteer
from zhupi.language.linking.abbreviations import abbreviates, shortens_firm
from zhupi.language.linking.naming import canonical, spellings
from zhupi.language.linking.states import full_body
from zhupi.language.linking.titles import alike

_DOT = "·"
_TOLD_APART = "）"  #: ends an id that says which of several namesakes it is
_REPUBLIC = "中华人民共和国"
_LEAST = 2  #: characters of a name that means somebody outside its article
_SEVERAL = ""  #: no id: more than one whole name fits


class Library:
    """All entities of a library, and which are another one."""

    def __init__(self, entities: Iterable[EntityNames]) -> None:
        self._entities: dict[str, EntityNames] = {}
        for told in entities:
            if told.label is Label.TIME or told.entity.endswith(_TOLD_APART):
                continue
            before = self._entities.get(told.entity)
            self._entities[told.entity] = told if before is None else _together(before, told)
        self._names = {key: key[len(told.label) + 1 :] for key, told in self._entities.items()}
        self._is: dict[str, tuple[str, Message]] = {}

    def links(self) -> dict[str, tuple[str, Message]]:
        """Id → the id it is in the end, and why."""
        self._by_known_names()
        self._by_taught_names()
        self._by_whole_names()
        return {key: (self._root(key), why) for key, (_, why) in self._is.items()}

    def _put(self, entity: str, full: str, why: Message) -> None:
        if entity not in self._is and self._root(full) != entity:
            self._is[entity] = (full, why)

    def _root(self, entity: str) -> str:
        while entity in self._is:
            entity = self._is[entity][0]
        return entity

    # --- word lists ---------------------------------------------------------------------------

    def _by_known_names(self) -> None:
        """Ids that newer word lists, or a person, write otherwise."""
        known = gazetteer()
        spelt = spellings([name.replace("\n", " ") for name in self._names.values()])
        for (key, name), words in zip(self._names.items(), spelt, strict=True):
            label = self._entities[key].label
            if label is Label.ORG:
                words = full_body(words)  # noqa: PLW2901 -- the same name, written out
            if len(words) == 1 or words in known.names:
                words = canonical(label, words)  # noqa: PLW2901 -- as above
            if words != name and words:
                why = message("“{name}” is another name of it.", name=name)
                self._put(key, f"{label}:{words}", why)

    # --- names that articles teach ------------------------------------------------------------

    def _by_taught_names(self) -> None:
        """APEC where some article calls the organisation so, and none calls another so."""
        called = [
            (told, words)
            for key, told in self._entities.items()
            for words, _ in told.names
            if words != self._names[key]
        ]
        owners: dict[str, set[str]] = defaultdict(set)
        spelt = spellings([words.replace("\n", " ") for _, words in called])
        for (told, _), words in zip(called, spelt, strict=True):
            taught = f"{told.label}:{words}"
            if taught in self._entities and taught != told.entity:
                owners[taught].add(told.entity)
        for taught in sorted(owners):
            roots = {self._root(owner) for owner in owners[taught]}
            full = next(iter(roots))
            if len(roots) == 1 and full in self._entities and self._lasts(taught, full):
                why = message(
                    "An article calls “{full}” so, and none another.", full=self._names[full]
                )
                self._put(taught, full, why)

    # --- people -------------------------------------------------------------------------------

    def _by_whole_names(self) -> None:
        """布林肯 is 安东尼·布林肯 where no other whole name in the library ends so."""
        people = [
            (key, self._names[key], told)
            for key, told in self._entities.items()
            if told.label is Label.PERSON
        ]
        ends: dict[str, str] = {}
        begins: dict[str, str] = {}
        for key, name, _ in people:
            if _DOT in name:
                root = self._root(key)
                for piece in _ends(name):
                    ends[piece] = root if ends.get(piece, root) == root else _SEVERAL
                begin = name.partition(_DOT)[0]
                begins[begin] = root if begins.get(begin, root) == root else _SEVERAL
        for key, name, told in people:
            by_family = ends.get(name)
            found = by_family or begins.get(name, _SEVERAL)
            full = self._entities.get(found)
            if full is None or key in self._is or by_family == _SEVERAL or len(name) < _LEAST:
                continue
            # Many share a given name: there the title must tell as well.
            if _agree(told, full) if by_family else alike(told.titles, full.titles):
                why = message(
                    "“{full}” is the only one in the library called so.", full=self._names[found]
                )
                self._put(key, found, why)

    def _lasts(self, short: str, full: str) -> bool:
        """Whether a name that one article gives means the same in any other.

        Not so a place, body, law or person named without what tells it apart: 外交部, 公报, 王.
        """
        words, whole = self._names[short], self._names[full]
        told = self._entities[short]
        if len(words) < _LEAST or told.label is Label.PLACE:
            return False
        if told.label is Label.PERSON:
            return words not in whole and _agree(told, self._entities[full])
        if told.label is Label.LAW and whole == _REPUBLIC + words:
            return True
        return words.isascii() or abbreviates(words, whole) or shortens_firm(words, whole)


def _together(one: EntityNames, other: EntityNames) -> EntityNames:
    return replace(one, names=(*one.names, *other.names), titles=(*one.titles, *other.titles))


def _ends(name: str) -> Iterator[str]:
    at = name.find(_DOT)
    while at > 0:
        yield name[at + 1 :]
        at = name.find(_DOT, at + 1)


def _agree(short: EntityNames, full: EntityNames) -> bool:
    """Whether no title contradicts: where both have some, one must be the same."""
    return not short.titles or not full.titles or alike(short.titles, full.titles)

"""What search must know of an article beside its content: tags, notes, entities, reading.

Invariant: the same library gives the same facts, in the same order, so that their digests tell
whether they changed. What is damaged is left out, and `check` tells of it: one unreadable note
must not keep all others from being found.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from zhupi.core.model import Label, Purpose, ReadingState
from zhupi.core.search import ArticleFacts, EntityFacts
from zhupi.store import mention_cache

#: Of the entities of one article, and of the other names of one of them: the most frequent.
MOST_ENTITIES = 400
MOST_ALIASES = 10

#: What a person may look for by name; a time is found by its date.
_LABELS = frozenset(label.value for label in Label if label is not Label.TIME)
_QUOTES = re.compile(r"[《》〈〉“”\"]+")
_LATIN = re.compile(r"[A-Za-z]")

_Said = tuple[set[str], list[str]]


def facts(connection: sqlite3.Connection, keys: Sequence[str]) -> list[ArticleFacts]:
    """The facts of those of `keys` that exist, in that order."""
    listed = json.dumps(list(keys))
    rows = connection.execute(
        "SELECT a.id, a.reading, c.text, m.data FROM json_each(?) k "
        "JOIN articles a ON a.id = k.value "
        "LEFT JOIN mentions m ON m.article = a.id AND m.digest = a.digest "
        # The text is long: it is read only where there is something to look up in it.
        "LEFT JOIN contents c ON c.article = m.article ORDER BY k.key",
        (listed,),
    ).fetchall()
    said = _said(connection, listed)
    return [
        ArticleFacts(
            key,
            tags=tuple(sorted(said[key][0])) if key in said else (),
            notes=tuple(sorted(said[key][1])) if key in said else (),
            entities=_entities(data, text),
            read=reading == ReadingState.READ,
            annotated=key in said,
        )
        for key, reading, text, data in rows
    ]


def _said(connection: sqlite3.Connection, listed: str) -> Mapping[str, _Said]:
    """Article → its tags and notes; only for those with annotations."""
    rows = connection.execute(
        "SELECT article, bodies FROM annotations WHERE article IN (SELECT value FROM json_each(?))",
        (listed,),
    ).fetchall()
    found: dict[str, _Said] = defaultdict(lambda: (set(), []))
    for article, bodies in rows:
        tags, notes = found[article]
        for purpose, value in _readable(bodies):
            if purpose == Purpose.TAGGING:
                tags.add(value)
            elif purpose == Purpose.COMMENTING and value:
                notes.append(value)
    return found


def _readable(bodies: object) -> list[tuple[str, str]]:
    try:
        return [(str(purpose), str(value)) for purpose, value in json.loads(str(bodies))]
    except (ValueError, TypeError):
        return []


def _entities(data: object, text: object) -> tuple[EntityFacts, ...]:
    if not isinstance(data, bytes) or not isinstance(text, str):
        return ()
    try:
        # No objects for mentions: there are hundreds in an article, and all articles are read
        # where the index is built anew.
        named = [
            (label, entity, text[start:end])
            for start, end, label, entity, *_ in mention_cache.packed(data)
            if label in _LABELS
        ]
    except (ValueError, TypeError):
        return ()
    return tuple(sorted(entity_facts(named), key=lambda e: (e.label, e.name, e.aliases)))


def entity_facts(named: Iterable[tuple[str, str, str]]) -> list[EntityFacts]:
    """The entities of mentions (label, entity's id, how the text has it), the most frequent first
    where there are more than `MOST_ENTITIES`."""
    counted: dict[tuple[str, str], dict[str, int]] = {}
    for label, entity, surface in named:
        surfaces = counted.setdefault((label, entity), {})
        surfaces[surface] = surfaces.get(surface, 0) + 1
    if len(counted) > MOST_ENTITIES:
        ranked = sorted(counted.items(), key=lambda item: (-sum(item[1].values()), item[0]))
        counted = dict(ranked[:MOST_ENTITIES])
    found = (_entity(label, entity, surfaces) for (label, entity), surfaces in counted.items())
    return [entity for entity in found if entity is not None]


def _entity(label: str, entity: str, surfaces: Mapping[str, int]) -> EntityFacts | None:
    prefix = f"{label}:"
    own = entity[len(prefix) :] if entity.startswith(prefix) else ""
    if own and len(surfaces) == 1 and own in surfaces:
        return EntityFacts(Label(label), own)
    plain: Counter[str] = Counter()
    for surface, count in surfaces.items():
        if shown := _plain(surface):
            plain[shown] += count
    if not plain:
        return None
    ranked = sorted(plain, key=lambda surface: (-plain[surface], surface))
    # An id has no spaces, which a Han name does not miss and a Latin one does. It may also be the
    # full name of what this article calls otherwise: 美 is 美国.
    whole = own in plain or not _LATIN.search(own) or len(own) > len(max(ranked, key=len))
    name = own if own and whole else ranked[0]
    aliases = [surface for surface in ranked if surface != name]
    return EntityFacts(Label(label), name, tuple(sorted(aliases[:MOST_ALIASES])))


def _plain(surface: str) -> str:
    return " ".join(_QUOTES.sub("", surface).split())

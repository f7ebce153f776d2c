"""What search must know of an article beside its content: tags, notes, entities, reading.

Invariant: the same library gives the same facts, in the same order, so that their digests tell
whether they changed. What is damaged is left out, and `check` tells of it: one unreadable note
must not keep all others from being found.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence

from zhupi.core.model import Label, Purpose, ReadingState
from zhupi.core.search import ArticleFacts, EntityFacts
from zhupi.store import mention_cache
from zhupi.store.entity_counts import named
from zhupi.store.naming import naming

#: Of the entities of one article, and of the other names of one of them: the most frequent.
MOST_ENTITIES = 400
MOST_ALIASES = 10

_Said = tuple[set[str], list[str]]
#: Label and id of an entity → how often it is called what.
_Named = dict[tuple[str, str], dict[str, int]]


def facts(connection: sqlite3.Connection, keys: Sequence[str]) -> list[ArticleFacts]:
    """The facts of those of `keys` that exist, in that order."""
    listed = json.dumps(list(keys))
    rows = connection.execute(
        "SELECT a.id, a.reading, n.number FROM json_each(?) k JOIN articles a ON a.id = k.value "
        "LEFT JOIN counted_articles n ON n.article = a.id ORDER BY k.key",
        (listed,),
    ).fetchall()
    said = _said(connection, listed)
    counted = _counted(connection, [number for *_, number in rows if number is not None])
    uncounted = _uncounted(connection, [key for key, _, number in rows if number is None])
    return [
        ArticleFacts(
            key,
            tags=tuple(sorted(said[key][0])) if key in said else (),
            notes=tuple(sorted(said[key][1])) if key in said else (),
            entities=_sorted(uncounted.get(key) if number is None else counted.get(number)),
            read=reading == ReadingState.READ,
            annotated=key in said,
        )
        for key, reading, number in rows
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


def _counted(connection: sqlite3.Connection, numbers: Sequence[int]) -> Mapping[int, _Named]:
    """Number of an article → what it names, after corrections."""
    rows = connection.execute(
        "SELECT c.article, e.label, n.name, s.name, c.count FROM article_names c "
        "JOIN entities e ON e.number = c.entity JOIN names n ON n.number = e.name "
        "JOIN names s ON s.number = c.name "
        "WHERE c.article IN (SELECT value FROM json_each(?)) AND NOT c.title",
        (json.dumps(numbers),),
    ).fetchall()
    found: dict[int, _Named] = defaultdict(dict)
    for article, label, entity, name, count in rows:
        found[article].setdefault((label, f"{label}:{entity}"), {})[name] = count
    return found


def _uncounted(connection: sqlite3.Connection, keys: Sequence[str]) -> Mapping[str, _Named]:
    """The same of articles of which there are mentions that nobody has counted yet."""
    if not keys:
        return {}
    rows = connection.execute(
        "SELECT a.id, c.text, m.data FROM json_each(?) k JOIN articles a ON a.id = k.value "
        "JOIN mentions m ON m.article = a.id AND m.digest = a.digest "
        "JOIN contents c ON c.article = a.id",
        (json.dumps(keys),),
    ).fetchall()
    return {key: _named(data, text) for key, text, data in rows}


def _named(data: object, text: object) -> _Named:
    if not isinstance(data, bytes) or not isinstance(text, str):
        return {}
    found: _Named = {}
    for label, entity, title, name in named(text, mention_cache.read(data) or ()).elements():
        if not title:
            names = found.setdefault((label, f"{label}:{entity}"), {})
            names[name] = names.get(name, 0) + 1
    return found


def _sorted(counted: _Named | None) -> tuple[EntityFacts, ...]:
    if not counted:
        return ()
    return tuple(sorted(entity_facts(counted), key=lambda e: (e.label, e.name, e.aliases)))


def entity_facts(counted: Mapping[tuple[str, str], Mapping[str, int]]) -> list[EntityFacts]:
    """The entities (label and id) with their names and how often each; the most frequent first
    where there are more than `MOST_ENTITIES`."""
    if len(counted) > MOST_ENTITIES:
        ranked = sorted(counted.items(), key=lambda item: (-sum(item[1].values()), item[0]))
        counted = dict(ranked[:MOST_ENTITIES])
    found: list[EntityFacts] = []
    for (label, entity), names in counted.items():
        if called := naming(entity, names):
            name, *aliases = called
            found.append(EntityFacts(Label(label), name, tuple(sorted(aliases[:MOST_ALIASES]))))
    return found

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

from zhupi.core.model import Label, Mention, Purpose, ReadingState
from zhupi.core.search import ArticleFacts, EntityFacts
from zhupi.store import mention_cache

#: Of the entities of one article, and of the other names of one of them: the most frequent.
MOST_ENTITIES = 400
MOST_ALIASES = 10

#: What a person may look for by name; a time is found by its date.
_LABELS = frozenset(Label) - {Label.TIME}
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
    mentions = mention_cache.unpacked(data) if isinstance(data, bytes) else None
    if not mentions or not isinstance(text, str):
        return ()
    return tuple(sorted(entity_facts(mentions, text), key=lambda e: (e.label, e.name, e.aliases)))


def entity_facts(mentions: Iterable[Mention], text: str) -> list[EntityFacts]:
    """The entities that `mentions` name in `text`, the most frequent first."""
    surfaces: dict[tuple[Label, str], Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.label in _LABELS and (surface := _plain(mention.span.of(text))):
            surfaces[mention.label, mention.entity][surface] += 1
    ranked = sorted(surfaces.items(), key=lambda item: (-item[1].total(), item[0]))
    return [_entity(label, entity, counted) for (label, entity), counted in ranked[:MOST_ENTITIES]]


def _entity(label: Label, entity: str, surfaces: Counter[str]) -> EntityFacts:
    ranked = sorted(surfaces, key=lambda surface: (-surfaces[surface], surface))
    own = entity.removeprefix(f"{label}:")
    # An id has no spaces, which a Han name does not miss and a Latin one does. It may also be the
    # full name of what this article calls otherwise: 美 is 美国.
    whole = own != entity and own
    if whole and (
        own in surfaces or not _LATIN.search(own) or len(own) > len(max(ranked, key=len))
    ):
        name = own
    else:
        name = ranked[0]
    aliases = [surface for surface in ranked if surface != name]
    return EntityFacts(label, name, tuple(sorted(aliases[:MOST_ALIASES])))


def _plain(surface: str) -> str:
    return " ".join(_QUOTES.sub("", surface).split())

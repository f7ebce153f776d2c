"""What is counted of entities, as people ask for it, inside a connection of the caller's.

Entities that are linked are one: the one they are linked to, by whose id they are known.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import groupby
from typing import Any

from zhupi.core.messages import Message
from zhupi.core.model import Label
from zhupi.core.understanding import EntityNames, EntitySummary
from zhupi.store.message_json import message_of
from zhupi.store.naming import naming
from zhupi.store.rows import execute

_AT_ONCE = 5_000  #: entities, so that readers of all of them keep no writer waiting
_MOST_TITLES = 20
#: Entities, each with the number of the one that it is.
_GROUPED = (
    "SELECT e.label, e.mentions, e.articles, coalesce(l.target, e.number) AS root "
    "FROM entities e LEFT JOIN entity_links l ON l.entity = e.number"
)
_MEMBERS = (
    "SELECT e.number, e.label, n.name, e.mentions, e.articles, NULL, e.number "
    "FROM json_each(?1) k JOIN entities e ON e.number = k.value JOIN names n ON n.number = e.name "
    "UNION ALL SELECT e.number, e.label, n.name, e.mentions, e.articles, l.why, l.target "
    "FROM json_each(?1) k JOIN entity_links l ON l.target = k.value "
    "JOIN entities e ON e.number = l.entity JOIN names n ON n.number = e.name"
)
_MATCHING = (
    "WITH matching AS MATERIALIZED "
    "(SELECT number FROM names WHERE instr(coalesce(folded, name), CAST(? AS TEXT)) > 0), "
    "hit AS (SELECT entity FROM entity_names "
    "WHERE NOT title AND name IN (SELECT number FROM matching) "
    "UNION SELECT number FROM entities "
    "WHERE articles > 0 AND name IN (SELECT number FROM matching)) "
    "SELECT DISTINCT coalesce(l.target, h.entity) FROM hit h "
    "LEFT JOIN entity_links l ON l.entity = h.entity"
)


def summaries(
    connection: sqlite3.Connection, typed: str, labels: Sequence[Label], limit: int
) -> list[EntitySummary]:
    """The entities of which a name holds `typed`, which is folded; the most mentioned first."""
    conditions, values = ["articles > 0"], []
    if labels:
        conditions.append("label IN (SELECT value FROM json_each(?))")
        values.append(json.dumps([label.value for label in labels]))
    if typed:
        found = execute(connection, _MATCHING, (typed,)).fetchall()
        conditions.append("root IN (SELECT value FROM json_each(?))")
        values.append(json.dumps([root for (root,) in found]))
    rows = connection.execute(
        f"SELECT root FROM ({_GROUPED}) WHERE {' AND '.join(conditions)} "  # noqa: S608  constants
        "GROUP BY root ORDER BY sum(mentions) DESC, root LIMIT ?",
        (*values, limit or -1),
    ).fetchall()
    roots = [root for (root,) in rows]
    portions = (roots[at : at + _AT_ONCE] for at in range(0, len(roots), _AT_ONCE))
    return [one for some in portions for one in _described(connection, some)]


def summary(connection: sqlite3.Connection, identifier: str) -> EntitySummary | None:
    """The entity with this id, or the one that this is too."""
    root = _root(connection, identifier)
    return next(iter(_described(connection, [root])), None) if root else None


def articles(connection: sqlite3.Connection, identifier: str, limit: int) -> list[tuple[str, int]]:
    """Id of each article that names it, latest first, and how often; 0: all of them."""
    if not (root := _root(connection, identifier)):
        return []
    streams = [
        connection.execute(
            "SELECT day, article, count FROM entity_articles WHERE entity = ? "
            "ORDER BY day DESC, article DESC LIMIT ?",
            (member, limit or -1),
        ).fetchall()
        for member in (root, *_linked(connection, root))
    ]
    places = groupby(merge(*streams, reverse=True), key=lambda row: row[:2])
    counted = [(number, sum(row[2] for row in rows)) for (_, number), rows in places]
    counted = counted[: limit or None]
    keys = connection.execute(
        "SELECT c.article FROM json_each(?) k JOIN counted_articles c ON c.number = k.value "
        "ORDER BY k.key",
        (json.dumps([number for number, _ in counted]),),
    ).fetchall()
    return [(key, count) for (key,), (_, count) in zip(keys, counted, strict=True)]


def _root(connection: sqlite3.Connection, identifier: str) -> int:
    """The number of the entity with this id, or of the one that this is too; 0: there is none."""
    label, _, name = identifier.partition(":")
    found = execute(
        connection,
        "SELECT coalesce(l.target, e.number) FROM names n JOIN entities e ON e.name = n.number "
        "LEFT JOIN entity_links l ON l.entity = e.number "
        "WHERE n.name = CAST(? AS TEXT) AND e.label = CAST(? AS TEXT)",
        (name, label),
    ).fetchone()
    return int(found[0]) if found else 0


def _linked(connection: sqlite3.Connection, root: int) -> list[int]:
    rows = connection.execute("SELECT entity FROM entity_links WHERE target = ?", (root,))
    return [entity for (entity,) in rows.fetchall()]


# --- describing -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """The entities that are one."""

    id: str = ""
    label: Label = Label.ORG
    mentions: int = 0
    members: dict[int, int] = field(default_factory=dict)  #: number → how many articles
    articles: int = 0
    names: dict[str, int] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)  #: of those that fold otherwise
    days: list[int] = field(default_factory=list)
    why: dict[str, None] = field(default_factory=dict)  #: as written


def _described(connection: sqlite3.Connection, roots: Sequence[int]) -> list[EntitySummary]:
    """What there is to know of these; those that no article names are left out."""
    groups: dict[int, _Group] = {root: _Group() for root in roots}
    for number, label, name, mentions, articles, why, root in connection.execute(
        _MEMBERS, (json.dumps(roots),)
    ).fetchall():
        group = groups[root]
        group.members[number] = group.articles = articles
        group.mentions += mentions
        if number == root:
            group.id, group.label = f"{label}:{name}", Label(label)
        elif why and articles:
            group.why[why] = None
    of = {member: group for group in groups.values() for member in group.members}
    _read_names(connection, of)
    _read_days(connection, of)
    _count_articles(connection, groups)
    return [summary for group in groups.values() if (summary := _summary(group)) is not None]


def _read_names(connection: sqlite3.Connection, of: Mapping[int, _Group]) -> None:
    rows = connection.execute(
        "SELECT c.entity, c.title, n.name, n.folded, c.count FROM json_each(?) k "
        "JOIN entity_names c ON c.entity = k.value JOIN names n ON n.number = c.name",
        (json.dumps(list(of)),),
    ).fetchall()
    for entity, title, name, folded, count in rows:
        group = of[entity]
        names = group.titles if title else group.names
        names[name] = names.get(name, 0) + count
        if folded:
            group.folded[name] = folded


def _read_days(connection: sqlite3.Connection, of: Mapping[int, _Group]) -> None:
    # Two looks into the key for each, however many articles there are.
    rows = connection.execute(
        "SELECT k.value, (SELECT min(day) FROM entity_articles WHERE entity = k.value AND day > 0),"
        " (SELECT max(day) FROM entity_articles WHERE entity = k.value AND day > 0) "
        "FROM json_each(?) k",
        (json.dumps(list(of)),),
    ).fetchall()
    for entity, *days in rows:
        of[entity].days += days


def _count_articles(connection: sqlite3.Connection, groups: Mapping[int, _Group]) -> None:
    """Counts once the articles that name several of a group.

    Only those of its rarer names are looked at: the most frequent one may stand in most articles.
    """
    several: dict[int, tuple[_Group, list[int]]] = {}
    for group in groups.values():
        if len(group.members) > 1:
            most = max(group.members, key=group.members.__getitem__)
            several[most] = group, [member for member in group.members if member != most]
    rows = connection.execute(
        "SELECT g.key, count(DISTINCT a.article) FROM json_each(?) g JOIN json_each(g.value) m "
        "JOIN entity_articles a ON a.entity = m.value "
        "WHERE NOT EXISTS (SELECT 1 FROM entity_articles b WHERE b.entity = CAST(g.key AS INTEGER) "
        "AND b.day = a.day AND b.article = a.article) GROUP BY g.key",
        (json.dumps({most: others for most, (_, others) in several.items()}),),
    ).fetchall()
    more = {int(most): count for most, count in rows}
    for most, (group, _) in several.items():
        group.articles = group.members[most] + more.get(most, 0)


def _summary(group: _Group) -> EntitySummary | None:
    called = naming(group.id, group.names)
    if not called or not group.articles:
        return None
    days = [day for day in group.days if day]
    why: list[Message] = []
    for written in group.why:
        with suppress(ValueError, TypeError, KeyError):
            why.append(message_of(json.loads(written)))
    # Traditional and simplified forms are one.
    once: dict[str, str] = {}
    for name in called:
        once.setdefault(group.folded.get(name, name), name)
    return EntitySummary(
        group.id,
        group.label,
        called[0],
        tuple(once.values())[1:],
        group.mentions,
        group.articles,
        date.fromordinal(min(days)) if days else None,
        date.fromordinal(max(days)) if days else None,
        tuple(sorted(group.titles, key=lambda t: (-group.titles[t], t))[:_MOST_TITLES]),
        tuple(why),
    )


# --- links ------------------------------------------------------------------------------------


def names(connection: sqlite3.Connection, after: int) -> tuple[list[EntityNames], int]:
    """Entities that articles name, in the order of their numbers, and the last of these."""
    rows = connection.execute(
        "SELECT e.number, e.label, n.name FROM entities e JOIN names n ON n.number = e.name "
        "WHERE e.number > ? AND e.articles > 0 ORDER BY e.number LIMIT ?",
        (after, _AT_ONCE),
    ).fetchall()
    if not rows:
        return [], after
    last = rows[-1][0]
    called: dict[tuple[int, bool], list[tuple[str, int]]] = defaultdict(list)
    for entity, title, name, count in connection.execute(
        "SELECT c.entity, c.title, n.name, c.count FROM entity_names c "
        "JOIN names n ON n.number = c.name WHERE c.entity > ? AND c.entity <= ? "
        "ORDER BY c.entity, c.count DESC, n.name",
        (after, last),
    ).fetchall():
        called[entity, bool(title)].append((name, count))
    return [
        EntityNames(
            f"{label}:{name}",
            Label(label),
            tuple(called[number, False]),
            tuple(title for title, _ in called.get((number, True), ())),
        )
        for number, label, name in rows
    ], last


def numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """Id → number, of all entities there ever were."""
    rows = connection.execute(
        "SELECT e.label, n.name, e.number FROM entities e JOIN names n ON n.number = e.name"
    ).fetchall()
    return {f"{label}:{name}": number for label, name, number in rows}


def grown(connection: sqlite3.Connection) -> tuple[int, int]:
    """How often counts changed, and how often they had when entities were linked last."""
    found: dict[str, Any] = dict(
        connection.execute("SELECT name, number FROM understanding").fetchall()
    )
    return found.get("counted", 0), found.get("linked", 0)


# --- what does not yet follow -----------------------------------------------------------------

_UNCOUNTED = (
    "SELECT article FROM pending_articles UNION ALL SELECT * FROM ("
    "SELECT m.article FROM mentions m JOIN articles a ON a.id = m.article AND a.digest = m.digest "
    "JOIN contents t ON t.article = m.article "
    "LEFT JOIN counted_articles c ON c.article = m.article WHERE c.article IS NULL)"
)


def uncounted(connection: sqlite3.Connection, limit: int) -> list[str]:
    """Articles that were corrected, or of which mentions are kept that nobody counted yet."""
    rows = connection.execute(f"{_UNCOUNTED} LIMIT ?", (limit,)).fetchall()
    return [key for (key,) in rows]


def pending_words(connection: sqlite3.Connection) -> dict[str, str]:
    """Words of corrections, and the article (by id) up to which they were looked for."""
    return dict(connection.execute("SELECT word, upto FROM pending_words").fetchall())


def texts(connection: sqlite3.Connection, after: str, limit: int) -> list[tuple[str, str]]:
    """Id and text of articles in the order of their ids; of damaged ones an empty text."""
    rows = connection.execute(
        "SELECT article, text FROM contents WHERE article > ? ORDER BY article LIMIT ?",
        (after, limit),
    ).fetchall()
    return [(key, text if isinstance(text, str) else "") for key, text in rows]


def looked(connection: sqlite3.Connection, upto: str | None) -> None:
    """The words were looked for up to this article; None: in all."""
    if upto is None:
        connection.execute("DELETE FROM pending_words")
    else:
        connection.execute("UPDATE pending_words SET upto = ?1 WHERE upto < ?1", (upto,))


def behind(connection: sqlite3.Connection) -> int:
    """In how many articles somebody must look for what was corrected."""
    found = connection.execute(
        "SELECT (SELECT count(*) FROM pending_articles) + "
        "(SELECT count(*) FROM contents WHERE article > (SELECT min(upto) FROM pending_words))"
    ).fetchone()
    return int(found[0])


def pending(connection: sqlite3.Connection) -> int:
    """In how many articles somebody must look before all follows."""
    found = connection.execute(
        f"SELECT (SELECT count(*) FROM ({_UNCOUNTED})) + "  # noqa: S608  constants
        "(SELECT count(*) FROM contents WHERE article > (SELECT min(upto) FROM pending_words))"
    ).fetchone()
    return int(found[0])


# --- checking ---------------------------------------------------------------------------------

#: Entities of which the sums differ; both in the order of their keys, so nothing is sorted.
_WRONG_SUMS = (
    "SELECT 1 FROM entities e LEFT JOIN (SELECT entity, sum(count) AS mentions, "
    "count(*) AS articles FROM entity_articles GROUP BY entity) a ON a.entity = e.number "
    "LEFT JOIN (SELECT entity, sum(count) AS mentions FROM entity_names WHERE NOT title "
    "GROUP BY entity) n ON n.entity = e.number WHERE e.mentions <> coalesce(a.mentions, 0) "
    "OR e.articles <> coalesce(a.articles, 0) OR e.mentions <> coalesce(n.mentions, 0)"
)
_WRONG_TOTAL = (
    "SELECT 1 WHERE (SELECT coalesce(sum(mentions), 0) FROM entities) <> "
    "(SELECT coalesce(sum(count), 0) FROM article_names WHERE NOT title)"
)
_WRONG_ARTICLES = (
    "SELECT 1 FROM (SELECT DISTINCT article FROM article_names) n "
    "LEFT JOIN counted_articles c ON c.number = n.article "
    "LEFT JOIN articles a ON a.id = c.article WHERE a.id IS NULL"
)


def miscounted(connection: sqlite3.Connection) -> bool:
    """Whether the counts disagree with one another, as only damage can make them."""
    questions = (_WRONG_SUMS, _WRONG_TOTAL, _WRONG_ARTICLES)
    return any(connection.execute(f"{sql} LIMIT 1").fetchone() for sql in questions)

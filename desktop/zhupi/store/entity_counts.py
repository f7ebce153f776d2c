"""What articles name, counted: per article, and per entity of the library.

Each text stands once, in `names`; an entity is a label and a name. `article_names` has how often an
article calls an entity by which name (or which title), and the rest are its sums: `entities` and
`entity_names` over the library, `entity_articles` by article and day, so that an entity's first
and last day, and its latest articles, are found at once.

Invariant: the sums are those of `article_names`, whose articles are those of `counted_articles`; an
article is there only with what follows from the content it holds now. Only a `Counting` writes
these tables, in the transaction of what they follow.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from zhupi.core.folding import Folding
from zhupi.core.model import Label, Mention
from zhupi.store.rows import encodable, execute

#: What a person may look for by name; a time is found by its date.
NAMED = frozenset(label.value for label in Label if label is not Label.TIME)
_QUOTES = re.compile(r"[《》〈〉“”\"]+")

#: Label, name in the entity's id, whether a title, and the name or title as an article has it.
Key = tuple[str, str, bool, str]
_Row = tuple[int, int, int]  #: numbers: entity, title or not, name


def named(text: str, mentions: Iterable[Mention]) -> Counter[Key]:
    """How often `text` calls which entity by which name, and by which title."""
    counted: Counter[Key] = Counter()
    for mention in mentions:
        label, _, name = mention.entity.partition(":")
        if label not in NAMED:
            label, name = mention.label.value, mention.entity
        if mention.label.value not in NAMED:
            continue
        if shown := plain(mention.span.of(text)):
            counted[label, name, False, shown] += 1
            if title := plain(mention.title):
                counted[label, name, True, title] += 1
    return counted


def plain(surface: str) -> str:
    """A name as one says it: without marks around it, its white space single."""
    return " ".join(_QUOTES.sub("", surface).split())


#: The id of the entity that one is, and why as it is written.
Link = tuple[str, str]


def rooted(links: Mapping[str, Link]) -> dict[str, Link]:
    """Each link to the last of its chain; a ring is no link."""
    found: dict[str, Link] = {}
    for entity, (target, why) in links.items():
        seen, last = {entity}, target
        while last in links and last not in seen:
            seen.add(last)
            last = links[last][0]
        if last not in seen:
            found[entity] = last, why
    return found


class Counting:
    """Writes the counts, inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def count(self, article: str, day: int, found: Mapping[Key, int]) -> bool:
        """Makes the counts of `article` these; whether they are others now.

        `day` is the ordinal of its day of publication, 0 where that is not known.
        """
        now = {self._row_of(key): times for key, times in found.items()}
        number, old_day, before = self._counted(article)
        if number and old_day == day and before == now:
            return False
        if not number:
            number = self._next("counted_articles")
            self._run("INSERT INTO counted_articles VALUES (?, ?, ?)", number, article, day)
        elif old_day != day:
            self._run("UPDATE counted_articles SET day = ? WHERE number = ?", day, number)
        self._write(number, before, now)
        self._sum_up(number, (old_day, before), (day, now))
        step(self._connection, "counted")
        return True

    def drop(self, article: str) -> None:
        """The article is no longer counted: it is gone, or holds something else now."""
        number, day, before = self._counted(article)
        if number:
            self._write(number, before, {})
            self._sum_up(number, (day, before), (day, {}))
            self._run("DELETE FROM counted_articles WHERE number = ?", number)
            step(self._connection, "counted")

    def _counted(self, article: str) -> tuple[int, int, dict[_Row, int]]:
        """Number, day and counts of an article; 0 where it is not counted."""
        found = self._run(
            "SELECT number, day FROM counted_articles WHERE article = ?", article
        ).fetchone()
        if found is None:
            return 0, 0, {}
        rows = self._run(
            "SELECT entity, title, name, count FROM article_names WHERE article = ?", found[0]
        ).fetchall()
        return *found, {(entity, title, name): times for entity, title, name, times in rows}

    def _write(self, number: int, before: Mapping[_Row, int], now: Mapping[_Row, int]) -> None:
        """Writes `article_names`, and `entity_names` over all articles."""
        many = self._connection.executemany
        gone = [(number, *row) for row in before if row not in now]
        many(
            "DELETE FROM article_names WHERE article = ? AND entity = ? AND title = ? AND name = ?",
            gone,
        )
        many(
            "INSERT OR REPLACE INTO article_names VALUES (?, ?, ?, ?, ?)",
            [(number, *row, times) for row, times in now.items() if before.get(row) != times],
        )
        steps = {row: now.get(row, 0) - before.get(row, 0) for row in (*before, *now)}
        many(
            "INSERT INTO entity_names VALUES (?, ?, ?, ?) ON CONFLICT (entity, title, name) "
            "DO UPDATE SET count = count + excluded.count",
            [(*row, step) for row, step in steps.items() if step],
        )
        many(
            "DELETE FROM entity_names WHERE entity = ? AND title = ? AND name = ? AND count < 1",
            [row for row, step in steps.items() if step < 0],
        )

    def _sum_up(
        self,
        number: int,
        before: tuple[int, Mapping[_Row, int]],
        now: tuple[int, Mapping[_Row, int]],
    ) -> None:
        """Writes `entities` and `entity_articles`."""
        (old_day, old), (day, new) = (before[0], _mentions(before[1])), (now[0], _mentions(now[1]))
        changed = [e for e in {*old, *new} if (old_day, old.get(e)) != (day, new.get(e))]
        many = self._connection.executemany
        many(
            "UPDATE entities SET mentions = mentions + ?, articles = articles + ? WHERE number = ?",
            [(new[e] - old[e], (e in new) - (e in old), e) for e in changed],
        )
        many(
            "DELETE FROM entity_articles WHERE entity = ? AND day = ? AND article = ?",
            [(e, old_day, number) for e in changed if e in old],
        )
        many(
            "INSERT INTO entity_articles VALUES (?, ?, ?, ?)",
            [(e, day, number, new[e]) for e in changed if e in new],
        )

    # --- links --------------------------------------------------------------------------------

    def link(self, links: Mapping[str, Link], numbers: Mapping[str, int], counted: int) -> bool:
        """Puts links in place of earlier ones, whose ids have these numbers, as far as known.

        `counted` is the number of changes that the links know of. Whether anything changed.
        """
        run = self._run
        now = {
            numbers.get(entity) or self._number(entity): (
                numbers.get(target) or self._number(target),
                why,
            )
            for entity, (target, why) in links.items()
        }
        rows = run("SELECT entity, target, why FROM entity_links").fetchall()
        before = {entity: (target, why) for entity, target, why in rows}
        self._connection.executemany(
            "DELETE FROM entity_links WHERE entity = ?", [(e,) for e in before if e not in now]
        )
        new = [(e, t, encodable(why)) for e, (t, why) in now.items() if before.get(e) != (t, why)]
        self._connection.executemany(
            "INSERT OR REPLACE INTO entity_links VALUES (?, ?, CAST(? AS TEXT))", sorted(new)
        )
        run("INSERT OR REPLACE INTO understanding VALUES ('linked', ?)", counted)
        return before != now

    def _number(self, identifier: str) -> int:
        label, _, name = identifier.partition(":")
        return self._entity(label, self._name(name))

    # --- numbers ------------------------------------------------------------------------------

    def _row_of(self, key: Key) -> _Row:
        label, entity, title, name = key
        return self._entity(label, self._name(entity)), int(title), self._name(name)

    def _entity(self, label: str, name: int) -> int:
        found = self._run("SELECT number FROM entities WHERE name = ? AND label = ?", name, label)
        if (row := found.fetchone()) is not None:
            return int(row[0])
        number = self._next("entities")
        self._run("INSERT INTO entities VALUES (?, ?, ?, 0, 0)", number, label, name)
        return number

    def _name(self, name: str) -> int:
        found = self._run("SELECT number FROM names WHERE name = CAST(? AS TEXT)", name).fetchone()
        if found is not None:
            return int(found[0])
        number, folded = self._next("names"), self._fold(name)
        self._run(
            "INSERT INTO names VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT))",
            number,
            name,
            None if folded == name else folded,
        )
        return number

    def _next(self, table: str) -> int:
        sql = f"SELECT coalesce(max(number), 0) + 1 FROM {table}"  # noqa: S608  names from this module
        return int(self._run(sql).fetchone()[0])

    @cached_property
    def _fold(self) -> Folding:
        return Folding()

    def _run(self, sql: str, *values: object) -> sqlite3.Cursor:
        return execute(self._connection, sql, [encodable(value) for value in values])


def step(connection: sqlite3.Connection, name: str) -> None:
    """Counts on one of the numbers in `understanding`."""
    connection.execute(
        "INSERT INTO understanding VALUES (?, 1) "
        "ON CONFLICT (name) DO UPDATE SET number = number + 1",
        (name,),
    )


def _mentions(rows: Mapping[_Row, int]) -> Counter[int]:
    """Entity → how often it is named."""
    sums: Counter[int] = Counter()
    for (entity, title, _), times in rows.items():
        if not title:
            sums[entity] += times
    return sums

"""A new library of the rows that were saved: what belongs together is put together again.

Invariant: what is committed is a library in order: `check` finds nothing in it. Nothing that a
person wrote is left out because something else was lost: annotations of a lost text stand in one
made of their quotes, and wait for review.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from zhupi.core.messages import Message, message, plural
from zhupi.core.model import AnnotationState, Article, Block, BlockKind, ReadingState
from zhupi.store import feed
from zhupi.store.images import row_changes_of, size_of
from zhupi.store.row_changes import summary
from zhupi.store.row_values import (
    annotation_of,
    article_of,
    article_row,
    content_row,
    correction_of,
)
from zhupi.store.row_writer import RowWriter
from zhupi.store.rows import (
    ANNOTATIONS,
    ARTICLES,
    CONTENTS,
    CORRECTIONS,
    ORIGINS,
    SAVED_SEARCHES,
    TAG_KEYS,
    TAGS,
    VERSIONS,
    Row,
    Table,
    execute,
    read_row,
    to_json,
    with_checksum,
)
from zhupi.store.saved_history import SavedHistory, SavedOperation

#: What a report calls the rows; those of contents and origins belong to others.
KINDS: Mapping[str, str] = {
    ARTICLES.name: "articles",
    ANNOTATIONS.name: "annotations",
    TAGS.name: "tags",
    TAG_KEYS.name: "keys of tags",
    SAVED_SEARCHES.name: "saved searches",
    VERSIONS.name: "old texts",
    CORRECTIONS.name: "corrections",
}
_PLACELESS = frozenset((AnnotationState.AMBIGUOUS, AnnotationState.ORPHAN))


class Rebuilt:
    """Rows going into an empty library, in one transaction of `connection`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._writer = RowWriter(connection)
        self.keys: dict[str, set[str]] = {}
        self.restored: Counter[str] = Counter()
        self.lost: list[Message] = []

    def has(self, table: Table, key: str) -> bool:
        return key in self.keys.get(table.name, ())

    def add(self, table: Table, row: Row, *, restored: bool = False) -> None:
        """Writes a whole row unless there is one of its key."""
        key = str(row[0])
        if self.has(table, key):
            return
        self._writer.insert(table, row)
        self.keys.setdefault(table.name, set()).add(key)
        self.restored[table.name] += restored

    def add_as_read(self, table: Table, row: Sequence[Any]) -> bool:
        """Writes a damaged row as it reads, where it makes sense at all; whether it does."""
        named = zip(table.columns[:-1], row, strict=False)
        read = [
            str(value, "utf-8", "replace")
            if isinstance(value, bytes) and column not in table.numbers
            else value
            for column, value in named
        ]
        if any(isinstance(value, bytes) for value in read):
            return False
        values = with_checksum(read)
        if not _makes_sense(table, values):
            return False
        self.add(table, values, restored=True)
        return True

    def finish(self, history: SavedHistory) -> None:
        """Makes a library in order of the rows, and gives it what can be kept of its history."""
        self._pair_articles()
        self._give_articles_to_annotations()
        self._drop_dangling()
        self._verify_positions()
        kept = history.kept(self._known_article)
        self._write_history(kept)
        self._tell_forgotten(history.found - len(kept), len(kept))
        self._writer.finish()
        feed.seal(self._connection)

    def saved(self) -> dict[str, int]:
        """Kind of row → how many there are now."""
        return {
            kind: int(self._ask(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608  names from `rows`
            for table, kind in KINDS.items()
        }

    def restored_kinds(self) -> dict[str, int]:
        """Kind of row → how many were not in the file itself, or not as they were."""
        both = {CONTENTS.name: ARTICLES.name, ORIGINS.name: ANNOTATIONS.name}
        counts: Counter[str] = Counter()
        for table, count in self.restored.items():
            counts[KINDS[both.get(table, table)]] += count
        return {kind: count for kind, count in counts.items() if count}

    def title_of(self, article: object) -> str:
        """The title of an article, or its id where that is lost."""
        found = self._ask("SELECT title FROM articles WHERE id = CAST(? AS TEXT)", str(article))
        return str(found[0][0]) if found else str(article)

    # --- articles -----------------------------------------------------------------------------

    def _pair_articles(self) -> None:
        """Each article has its two rows, and they agree."""
        for (key,) in self._ask(
            "SELECT article FROM contents WHERE article NOT IN (SELECT id FROM articles)"
        ):
            content = read_row(self._connection, CONTENTS, key)
            assert content is not None
            title = str(content[1]).split("\n", 1)[0]
            blank = Article(key, title, str(content[1]), ())
            made = article_row(blank, _now(), ReadingState.UNREAD)
            self._writer.insert(ARTICLES, _agreeing(made, content))
            self.lost.append(
                message(
                    "Of the article “{title}” the source, the authors and the date are lost; "
                    "its text is saved.",
                    title=title,
                )
            )
        for (key,) in self._ask(
            "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM contents)"
        ):
            self._make_text(key)
        if self.restored[ARTICLES.name] or self.restored[CONTENTS.name] or self.lost:
            for (key,) in self._ask("SELECT id FROM articles"):
                self._make_agree(key)

    def _make_text(self, key: str) -> None:
        """A text of the quotes of an article whose own is lost."""
        row = read_row(self._connection, ARTICLES, key)
        assert row is not None
        quotes = self._ask(
            'SELECT exact FROM annotations WHERE article = CAST(? AS TEXT) ORDER BY "start", id',
            key,
        )
        title = str(row[2])
        lines = [title, *(str(exact).replace("\n", " ") for (exact,) in quotes)]
        blocks: list[Block] = []
        at = 0
        for line in lines:
            kind = BlockKind.PARAGRAPH if blocks else BlockKind.TITLE
            blocks.append(Block(kind, at, at + len(line)))
            at += len(line) + 1
        content = content_row(Article(key, title, "\n".join(lines), tuple(blocks)))
        self._writer.insert(CONTENTS, content)
        self._writer.replace(ARTICLES, key, row, _agreeing(row, content))
        self.lost.append(
            message(
                "The text of the article “{title}” is lost; import it again. "
                "What was written about it is kept.",
                title=title,
            )
        )

    def _make_agree(self, key: str) -> None:
        row, content = (read_row(self._connection, t, key) for t in (ARTICLES, CONTENTS))
        if row is not None and content is not None and (new := _agreeing(row, content)) != row:
            self._writer.replace(ARTICLES, key, row, new)

    def _give_articles_to_annotations(self) -> None:
        """An annotation whose article is gone altogether gets one, named by its id."""
        for (key,) in self._ask(
            "SELECT DISTINCT article FROM annotations WHERE article NOT IN "
            "(SELECT id FROM articles)"
        ):
            blank = Article(key, f"({key})", f"({key})", ())
            self._writer.insert(ARTICLES, article_row(blank, _now(), ReadingState.UNREAD))
            self._make_text(key)

    # --- what refers to others ----------------------------------------------------------------

    def _drop_dangling(self) -> None:
        for table, column, parent, key in (
            (ORIGINS, "annotation", "annotations", "id"),
            (VERSIONS, "article", "articles", "id"),
        ):
            for (found,) in self._ask(
                f'SELECT "{table.columns[0]}" FROM {table.name} '  # noqa: S608  names from this module
                f"WHERE {column} NOT IN (SELECT {key} FROM {parent})"
            ):
                self._writer.put(table, found, None)

    def _verify_positions(self) -> None:
        """What does not stand where it says waits for review, with its quote."""
        for key, text in self._ask(
            "SELECT c.article, c.text FROM contents c "
            "WHERE EXISTS (SELECT 1 FROM annotations n WHERE n.article = c.article)"
        ):
            for row in self._ask(
                f"SELECT {ANNOTATIONS.column_list} FROM annotations "  # noqa: S608  names from `rows`
                "WHERE article = CAST(? AS TEXT)",
                key,
            ):
                if not _stands(row, text):
                    self._writer.replace(ANNOTATIONS, row[0], row, _orphaned(row))
                    self.lost.append(
                        message(
                            "The passage “{quote}” of “{title}” does not stand at its place; "
                            "it waits for review.",
                            quote=_short(row[4]),
                            title=self.title_of(key),
                        )
                    )

    # --- the history --------------------------------------------------------------------------

    def _known_article(self, image: Sequence[Any]) -> bool:
        """Whether undoing cannot meet an annotation whose article was lost."""
        return not self.lost or image[2] not in {ARTICLES.name, CONTENTS.name}

    def _write_history(self, operations: Iterable[SavedOperation]) -> None:
        for saved in operations:
            number, operation, program, created, undone, *_ = saved.row
            # Counts that damage has spoiled have no checksum that tells.
            counts = to_json(summary(row_changes_of(saved.images)))
            execute(
                self._connection,
                "INSERT INTO operations (number, operation, program, created, undone, summary) "
                "VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, CAST(? AS TEXT))",
                (number, operation, program, created, undone, counts),
            )
            for image in saved.images:
                execute(
                    self._connection,
                    "INSERT INTO operation_rows VALUES (?, ?, CAST(? AS TEXT), CAST(? AS TEXT), "
                    "?, ?, ?)",
                    image,
                )
            self._connection.execute(
                "UPDATE operations SET bytes = ? WHERE number = ?",
                (size_of(self._connection, number), number),
            )

    def _tell_forgotten(self, forgotten: int, kept: int) -> None:
        if forgotten and kept:
            self.lost.append(
                plural(
                    "The history is damaged: one operation of it can no longer be undone or "
                    "redone.",
                    "The history is damaged: {count} operations of it can no longer be undone or "
                    "redone.",
                    forgotten,
                )
            )
        elif forgotten:
            self.lost.append(
                message(
                    "The history is damaged: nothing done so far can be undone or redone any more."
                )
            )

    def _ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return execute(self._connection, sql, values).fetchall()


def _makes_sense(table: Table, row: Row) -> bool:
    """Whether the program could show a row, whatever letters in it are wrong."""
    senses: dict[str, Callable[[Row], object]] = {
        ANNOTATIONS.name: annotation_of,
        CONTENTS.name: lambda r: article_of(_any_article(r), r),
        CORRECTIONS.name: correction_of,
    }
    if not isinstance(row[0], str) or not row[0]:
        return False
    try:
        senses.get(table.name, len)(row)
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return table in (ANNOTATIONS, CONTENTS, TAGS, CORRECTIONS)


def _any_article(content: Row) -> Row:
    blank = Article(str(content[0]), "", "", ())
    return article_row(blank, _now(), ReadingState.UNREAD)


def _agreeing(row: Row, content: Row) -> Row:
    """The article's row with the digest and the size of this content."""
    a = dict(zip(ARTICLES.columns, row, strict=True))
    return article_row(article_of(row, content), str(a["imported"]), str(a["reading"]))


def _stands(row: Sequence[Any], text: str) -> bool:
    _, _, start, end, exact, *_ = row
    state = row[ANNOTATIONS.columns.index("state")]
    if state in _PLACELESS:
        return True
    inside = 0 <= start <= end <= len(text)
    return bool(inside and (state != AnnotationState.RESOLVED or text[start:end] == exact))


def _orphaned(row: Sequence[Any]) -> Row:
    state = ANNOTATIONS.columns.index("state")
    start = max(0, row[2])
    return with_checksum(
        (*row[:2], start, max(start, row[3]), *row[4:state], AnnotationState.ORPHAN.value)
    )


def _short(quote: object) -> str:
    text = str(quote)
    return text if len(text) <= 20 else f"{text[:20]}…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")

"""The tables of a library, and how an older library becomes one of today.

Invariant: `MIGRATIONS[n]` turns a library of schema n into one of schema n + 1 and is never
edited once released; an empty file is schema 0. A new library is made by running all of them, so
old and new libraries of one version have the same tables, to the letter.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

#: `Zhup` in ASCII; in the header of every library, so that `file` and we can tell it.
APPLICATION_ID = 0x5A687570

Migration = Callable[[sqlite3.Connection], None]

# `articles` holds what lists show and `contents` the rest, so that a list reads no texts.
# Nothing but derived rows cascades: no slip in our code can take annotations with it.
_SCHEMA_1 = (
    """
    CREATE TABLE articles (
        id TEXT NOT NULL PRIMARY KEY,
        digest TEXT NOT NULL,
        title TEXT NOT NULL,
        source TEXT NOT NULL,
        byline TEXT NOT NULL,
        published TEXT,
        characters INTEGER NOT NULL,
        path TEXT NOT NULL,
        imported TEXT NOT NULL,
        reading TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX articles_newest ON articles (published DESC, title, id, source, reading)",
    "CREATE INDEX articles_oldest ON articles (published, title, id, source, reading)",
    "CREATE INDEX articles_imported ON articles (imported DESC, id, source, reading, published)",
    "CREATE INDEX articles_title ON articles (title, id, source, reading, published)",
    "CREATE INDEX articles_digest ON articles (digest, id)",
    "CREATE INDEX articles_path ON articles (path)",
    "CREATE INDEX articles_source ON articles (source)",
    """
    CREATE TABLE contents (
        article TEXT NOT NULL PRIMARY KEY REFERENCES articles (id),
        text TEXT NOT NULL,
        blocks TEXT NOT NULL,
        styles TEXT NOT NULL,
        published_basis TEXT NOT NULL,
        language TEXT NOT NULL,
        url TEXT NOT NULL,
        format TEXT NOT NULL,
        encoding TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE annotations (
        id TEXT NOT NULL PRIMARY KEY,
        article TEXT NOT NULL REFERENCES articles (id),
        "start" INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        exact TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        bodies TEXT NOT NULL,
        color TEXT NOT NULL,
        creator TEXT NOT NULL,
        created TEXT NOT NULL,
        modified TEXT NOT NULL,
        state TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT
    """,
    'CREATE INDEX annotations_article ON annotations (article, "start", "end", id)',
    """
    CREATE TABLE tags (
        path TEXT NOT NULL PRIMARY KEY,
        color TEXT NOT NULL,
        description TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT
    """,
    # Derived from the bodies of annotations; kept by `row_writer`.
    """
    CREATE TABLE annotation_tags (
        tag TEXT NOT NULL,
        article TEXT NOT NULL,
        annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE,
        PRIMARY KEY (tag, article, annotation)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX annotation_tags_annotation ON annotation_tags (annotation)",
    # Derived from the texts, for telling near-duplicates; kept by `row_writer`.
    """
    CREATE TABLE sketches (
        value INTEGER NOT NULL,
        article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        PRIMARY KEY (value, article)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX sketches_article ON sketches (article)",
    # How often articles were written: tells the search index that it may be behind.
    "CREATE TABLE generations (articles INTEGER NOT NULL) STRICT",
    "INSERT INTO generations VALUES (0)",
    # A cache: no checksum, no history.
    """
    CREATE TABLE mentions (
        article TEXT NOT NULL PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
        digest TEXT NOT NULL,
        version TEXT NOT NULL,
        data BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE operations (
        number INTEGER PRIMARY KEY,
        operation TEXT NOT NULL,
        program TEXT NOT NULL,
        created TEXT NOT NULL,
        undone INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE operation_rows (
        operation INTEGER NOT NULL REFERENCES operations (number) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        before BLOB,
        after BLOB,
        checksum INTEGER NOT NULL,
        PRIMARY KEY (operation, position)
    ) STRICT
    """,
)


def _create_schema_1(connection: sqlite3.Connection) -> None:
    for statement in _SCHEMA_1:
        connection.execute(statement)


# A row of `feed` is derived: what `rows` wrote of an article, and when; see `feed`.
_SCHEMA_2 = (
    """
    CREATE TABLE feed (
        article TEXT NOT NULL PRIMARY KEY,
        contents INTEGER NOT NULL,
        facts INTEGER NOT NULL,
        removed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX feed_contents ON feed (contents, removed)",
    # Most articles have no facts: they cost an import nothing here.
    "CREATE INDEX feed_facts ON feed (facts, removed) WHERE facts > 0",
    "CREATE INDEX feed_removed ON feed (contents) WHERE removed",
    "CREATE TABLE feed_stamps (number INTEGER PRIMARY KEY, stamp TEXT NOT NULL) STRICT",
    "INSERT INTO feed_stamps VALUES (0, lower(hex(randomblob(8))))",
    "DROP TABLE generations",
    """
    CREATE TABLE saved_searches (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        literal INTEGER NOT NULL,
        sort TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT
    """,
    # Not of the history, and without a reference: see `saved_searches`.
    "CREATE TABLE seen_searches (search TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL) STRICT",
)


def _create_schema_2(connection: sqlite3.Connection) -> None:
    for statement in _SCHEMA_2:
        connection.execute(statement)


# New tables only, and columns of the history's own: no row that a person wrote is written anew.
_SCHEMA_3 = (
    # Of annotations that wait for review: where they stood, and how sure their place is.
    """
    CREATE TABLE origins (
        annotation TEXT NOT NULL PRIMARY KEY REFERENCES annotations (id),
        version TEXT,
        "start" INTEGER,
        "end" INTEGER,
        exact TEXT,
        prefix TEXT,
        suffix TEXT,
        confidence REAL NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX origins_version ON origins (version)",
    # Contents that articles held before, as long as an origin names them; see `versions`.
    """
    CREATE TABLE versions (
        id TEXT NOT NULL PRIMARY KEY,
        article TEXT NOT NULL REFERENCES articles (id),
        digest TEXT NOT NULL,
        replaced TEXT NOT NULL,
        data TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX versions_article ON versions (article, replaced, digest)",
    "CREATE INDEX versions_digest ON versions (digest, article)",
    """
    CREATE TABLE tag_keys (
        "key" TEXT NOT NULL PRIMARY KEY,
        tag TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT
    """,
    # Derived from `annotation_tags`, which takes a second to count in a large library.
    """
    CREATE TABLE tag_counts (
        tag TEXT NOT NULL PRIMARY KEY,
        count INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # Few lose their last passage at a time.
    "CREATE INDEX tag_counts_none ON tag_counts (count) WHERE count < 1",
    "INSERT INTO tag_counts SELECT tag, count(*) FROM annotation_tags GROUP BY tag",
    # Not of the history: see `recent_tags`.
    """
    CREATE TABLE recent_tags (
        tag TEXT NOT NULL PRIMARY KEY,
        used INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO recent_tags
    SELECT tag, row_number() OVER (ORDER BY last) FROM (
        SELECT t.tag AS tag, max(julianday(n.modified)) AS last
        FROM annotation_tags t JOIN annotations n ON n.id = t.annotation
        GROUP BY t.tag ORDER BY last DESC LIMIT 100
    )
    """,
    # Nearly all annotations are resolved: the few that wait cost the others nothing here.
    "CREATE INDEX annotations_waiting ON annotations (state) WHERE state <> 'resolved'",
    "ALTER TABLE operations ADD COLUMN summary TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE operations ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0",
    """
    UPDATE operations SET (summary, bytes) = (
        SELECT
            json_object(
                'articles',
                count(DISTINCT CASE WHEN r.kind IN ('articles', 'contents') THEN r.key END),
                'annotations', count(CASE WHEN r.kind = 'annotations' THEN 1 END),
                'tags', count(CASE WHEN r.kind = 'tags' THEN 1 END),
                'searches', count(CASE WHEN r.kind = 'saved_searches' THEN 1 END)
            ),
            coalesce(sum(coalesce(length(r.before), 0) + coalesce(length(r.after), 0)), 0)
        FROM operation_rows r WHERE r.operation = operations.number
    )
    """,
    "CREATE INDEX operations_undone ON operations (number) WHERE undone",
)


def _create_schema_3(connection: sqlite3.Connection) -> None:
    for statement in _SCHEMA_3:
        connection.execute(statement)


# New tables only. All but `corrections` are derived and can be made anew: they are WITHOUT ROWID,
# so that their pages hold no rows that a repair could take for others.
_SCHEMA_4 = (
    """
    CREATE TABLE corrections (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        scope TEXT NOT NULL,
        found TEXT NOT NULL,
        was TEXT,
        text TEXT NOT NULL,
        label TEXT,
        entity TEXT NOT NULL,
        value TEXT NOT NULL,
        article TEXT NOT NULL,
        "start" INTEGER,
        "end" INTEGER,
        exact TEXT,
        prefix TEXT,
        suffix TEXT,
        creator TEXT NOT NULL,
        created TEXT,
        checksum INTEGER NOT NULL
    ) STRICT
    """,
    # How often corrections and links between entities were written; see `correction_queries`.
    """
    CREATE TABLE understanding (
        name TEXT NOT NULL PRIMARY KEY,
        number INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # Whose entities do not yet follow all corrections: of single articles, and of all that hold
    # some words, up to which article (by id) they were looked at.
    "CREATE TABLE pending_articles (article TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE pending_words (
        word TEXT NOT NULL PRIMARY KEY,
        upto TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # What articles name, after corrections; see `entity_counts`. Every text stands once, in
    # `names`; all else are numbers.
    """
    CREATE TABLE names (
        number INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        folded TEXT
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE entities (
        number INTEGER NOT NULL PRIMARY KEY,
        label TEXT NOT NULL,
        name INTEGER NOT NULL,
        mentions INTEGER NOT NULL,
        articles INTEGER NOT NULL,
        UNIQUE (name, label)
    ) STRICT, WITHOUT ROWID
    """,
    # Articles whose entities are counted, with the day of publication (0: not known).
    """
    CREATE TABLE counted_articles (
        number INTEGER NOT NULL PRIMARY KEY,
        article TEXT NOT NULL UNIQUE,
        day INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE article_names (
        article INTEGER NOT NULL,
        entity INTEGER NOT NULL,
        title INTEGER NOT NULL,
        name INTEGER NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (article, entity, title, name)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE entity_articles (
        entity INTEGER NOT NULL,
        day INTEGER NOT NULL,
        article INTEGER NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (entity, day, article)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE entity_names (
        entity INTEGER NOT NULL,
        title INTEGER NOT NULL,
        name INTEGER NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (entity, title, name)
    ) STRICT, WITHOUT ROWID
    """,
    # Entities that are another's; see `entity_links`.
    """
    CREATE TABLE entity_links (
        entity INTEGER NOT NULL PRIMARY KEY,
        target INTEGER NOT NULL,
        why TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX entity_links_target ON entity_links (target)",
)


def _create_schema_4(connection: sqlite3.Connection) -> None:
    for statement in _SCHEMA_4:
        connection.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (
    _create_schema_1,
    _create_schema_2,
    _create_schema_3,
    _create_schema_4,
)


def objects(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Kind, name and SQL of every table and index, but those that SQLite makes by itself."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {
        (kind, name, sql) for kind, name, sql in rows.fetchall() if not name.startswith("sqlite_")
    }


def columns(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Table and name of every column."""
    tables = [name for kind, name, _ in objects(connection) if kind == "table"]
    return {
        (table, row[1])
        for table in tables
        for row in connection.execute("SELECT * FROM pragma_table_info(?)", (table,)).fetchall()
    }


def schema_version(connection: sqlite3.Connection) -> int:
    """The schema the file has now; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, migrations: tuple[Migration, ...]) -> None:
    """Brings the file to schema `len(migrations)` in one transaction, or leaves it as it was.

    Back up a library that holds anything first.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in migrations[schema_version(connection) :]:
            migration(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise

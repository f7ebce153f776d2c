"""An older library becomes one of today, or stays as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from zhupi.core.errors import LibraryError, LibraryReadOnlyError
from zhupi.store import Store, schema


def _next(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE tags ADD COLUMN key TEXT NOT NULL DEFAULT ''")


def _failing(connection: sqlite3.Connection) -> None:
    _next(connection)
    connection.execute("SELECT * FROM no_such_table")


@pytest.fixture
def older(folder: Path, store: Store, make_article: Any) -> Path:
    """The folder of a closed library of today's schema, to which a later one is older."""
    store.add_articles([make_article()])
    store.close()
    return folder


def _version(file: Path) -> int:
    with closing(sqlite3.connect(file)) as raw:
        return schema.schema_version(raw)


def test_an_older_library_is_backed_up_and_brought_up_to_date(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version of the program must not put years of notes at risk."""
    before = _version(older / "library.sqlite")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, _next))
    with pytest.raises(LibraryReadOnlyError, match="must be brought up to date"):
        Store.open(older, "window", read_only=True)
    with closing(Store.open(older, "window")) as store:
        assert store.article_ids() == ["a1"]
    assert _version(older / "library.sqlite") == before + 1
    (backup,) = (older / "backups").iterdir()
    assert _version(backup) == before
    with closing(sqlite3.connect(backup)) as raw:
        assert raw.execute("SELECT id FROM articles").fetchall() == [("a1",)]


def test_a_migration_that_fails_leaves_the_library_as_it_was(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a migration would be a library of no version."""
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, _failing))
        with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
            Store.open(older, "window")
    with closing(Store.open(older, "window")) as store:
        assert store.article_ids() == ["a1"]
        assert store.check(full=True) == []
        assert not store.read_only


def test_no_migration_without_its_backup(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the backup cannot be written, the library stays as it is."""
    before = _version(older / "library.sqlite")
    (older / "backups").touch()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, _next))
    with pytest.raises(LibraryError, match="backup"):
        Store.open(older, "window")
    assert _version(older / "library.sqlite") == before

"""`zhupi backup`: what a person without a window does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_backup_is_made_listed_and_restored(filled: Run, library: Path) -> None:
    """All from a shell, and from a script."""
    assert filled("backup", "--list").err == "There are no backups yet.\n"
    made = filled("backup", "--json").json
    assert (made["reason"], made["schema"] > 2) == ("asked", True)
    assert filled("backup", "--list", "--json").json == [made]
    assert made["name"] in filled("backup", "--list").out
    keys = [article["id"] for article in filled("articles", "--json").json]
    assert filled("delete", keys[0]).code == 0
    answer = filled("backup", "--restore", made["name"])
    assert answer.code == 0
    assert "is the library now" in answer.err
    assert "is kept as" in answer.err
    assert [article["id"] for article in filled("articles", "--json").json] == keys
    found = filled("search", "日内瓦", "--json").json
    assert found["total"] == 1, "the index follows what was restored"
    assert len(filled("backup", "--list", "--json").json) == 2


def test_a_copy_goes_where_it_was_asked_for(filled: Run, tmp_path: Path) -> None:
    """Onto a stick, under a name of one's own."""
    file = tmp_path / "副本.sqlite"
    answer = filled("backup", file, "--json").json
    assert answer == {"file": str(file), "bytes": file.stat().st_size}
    assert filled("backup", "--list", "--json").json == []
    restored = filled("backup", "--restore", file, "--json").json
    assert restored["before"].endswith("-restore.sqlite")


def test_what_cannot_be_restored_is_said(filled: Run, news: Path) -> None:
    """One sentence, and exit code 1."""
    answer = filled("backup", "--restore", "yesterday")
    assert (answer.code, answer.err) == (1, "There is no backup yesterday.\n")
    answer = filled("backup", "--restore", next(news.iterdir()))
    assert answer.code == 1
    assert "is no backup of a library" in answer.err

"""What an operation made of the rows it touched, and what that means to those who look on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from zhupi.core.model import Change
from zhupi.store.rows import (
    ANNOTATIONS,
    ARTICLES,
    BODIES,
    CONTENTS,
    CORRECTIONS,
    ORIGINS,
    SAVED_SEARCHES,
    TAG_KEYS,
    TAGS,
    Row,
    Table,
    tags_said,
)

#: By what a person knows a row again, the most telling first; its columns.
_NAMING = (
    (ARTICLES, "title"),
    (TAGS, "path"),
    (TAG_KEYS, "tag"),
    (ANNOTATIONS, "exact"),
    (SAVED_SEARCHES, "name"),
    (CORRECTIONS, "text"),
)
_MOST_WORDS = 20  #: characters


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row, before and after; None where there was none."""

    table: Table
    key: str
    before: Row | None
    after: Row | None


def change_of(changes: Sequence[RowChange], operation: str, program: str) -> Change:
    """What the row changes mean to those who show the library."""
    articles: dict[str, None] = {}
    annotations: dict[str, None] = {}
    tags: set[str] = set()
    searches: dict[str, None] = {}
    corrections: dict[str, None] = {}
    index = False
    # Thousands of annotations may bear the same tags.
    said = cache(tags_said)
    for change in changes:
        rows = [row for row in (change.before, change.after) if row is not None]
        if change.table is ANNOTATIONS:
            annotations[change.key] = None
            tags.update(*(said(str(row[BODIES])) for row in rows))
        elif change.table is ORIGINS:
            annotations[change.key] = None
        elif change.table is TAGS:
            tags.add(change.key)
        elif change.table is TAG_KEYS:
            tags.update(str(row[1]) for row in rows)
        elif change.table is SAVED_SEARCHES:
            searches[change.key] = None
        elif change.table is CORRECTIONS:
            corrections[change.key] = None
        elif change.table is ARTICLES or change.table is CONTENTS:
            articles[change.key] = None
            # Where an article's file lies is no part of its digest, nor of the index.
            index = index or change.table is CONTENTS or len({row[1] for row in rows}) > 1
    return Change(
        operation,
        program,
        about=_about(changes),
        more=_several(changes),
        articles=tuple(articles),
        annotations=tuple(annotations),
        tags=tuple(sorted(tags)),
        searches=tuple(searches),
        corrections=tuple(corrections),
        index=index,
    )


def together(steps: Sequence[Change]) -> Change:
    """All of `steps`, which are of one kind, as one."""
    return replace(
        steps[0],
        about=steps[0].about if len(steps) == 1 else "",
        more=steps[0].more and len(steps) == 1,
        articles=tuple(dict.fromkeys(key for step in steps for key in step.articles)),
        annotations=tuple(dict.fromkeys(key for step in steps for key in step.annotations)),
        tags=tuple(sorted({tag for step in steps for tag in step.tags})),
        searches=tuple(dict.fromkeys(key for step in steps for key in step.searches)),
        corrections=tuple(dict.fromkeys(key for step in steps for key in step.corrections)),
        index=any(step.index for step in steps),
    )


def summary(changes: Sequence[RowChange]) -> Mapping[str, int | str]:
    """What was written, as `HistoryEntry` has it: how many of each kind, and one in words.

    A tag counts where something is said of it otherwise, not where an annotation bears it.
    """
    tags: set[str] = set()
    keys: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        if change.table is TAG_KEYS:
            rows = (change.before, change.after)
            tags.update(str(row[1]) for row in rows if row is not None)
        else:
            keys[change.table.name].add(change.key)
    counts: dict[str, int | str] = {
        "articles": len(keys[ARTICLES.name] | keys[CONTENTS.name]),
        "annotations": len(keys[ANNOTATIONS.name] | keys[ORIGINS.name]),
        "tags": len(keys[TAGS.name] | tags),
        "searches": len(keys[SAVED_SEARCHES.name]),
        "about": _about(changes),
    }
    if corrections := len(keys[CORRECTIONS.name]):
        # Most have none, and those of older schemas never.
        counts["corrections"] = corrections
    return counts


def _about(changes: Sequence[RowChange]) -> str:
    """The title, tag, passage or name by which a person knows the first of the changes again."""
    for table, column in _NAMING:
        place = table.columns.index(column)
        for change in changes:
            if change.table is table:
                if table is ANNOTATIONS and (tag := _exchanged(changes)):
                    return tag[:_MOST_WORDS]
                row = change.after or change.before
                value: object = row[place] if row else None
                if isinstance(value, bytes):
                    # Damage made a text into these; the images of the history read them so.
                    value = value.decode("utf-8", "replace")
                words = value.split() if isinstance(value, str) else ()
                return " ".join(words)[:_MOST_WORDS]
    return ""


def _exchanged(changes: Sequence[RowChange]) -> str:
    """The tag that several annotations lost, or got: what was done was done to it."""
    several = [c for c in changes if c.table is ANNOTATIONS and c.before and c.after]
    if len(several) < 2 or several[0].before is None or several[0].after is None:
        return ""
    before, after = (tags_said(str(row[BODIES])) for row in (several[0].before, several[0].after))
    return min(before - after or after - before, default="")


def _several(changes: Sequence[RowChange]) -> bool:
    """Whether more than one stands in `changes` of the kind that `_about` names."""
    table = next((table for table, _ in _NAMING if any(c.table is table for c in changes)), None)
    if table is TAGS or table is TAG_KEYS or (table is ANNOTATIONS and _exchanged(changes)):
        return _tags_touched(changes) > 1
    return len({change.key for change in changes if change.table is table}) > 1


def _tags_touched(changes: Sequence[RowChange]) -> int:
    """How many tags went, came or changed: with all below it one is one, with its new name too."""
    before: set[str] = set()
    after: set[str] = set()
    for change in changes:
        for row, tags in ((change.before, before), (change.after, after)):
            if row is None:
                continue
            if change.table is TAGS:
                tags.add(change.key)
            elif change.table is TAG_KEYS:
                tags.add(str(row[1]))
    said = before & after
    for change in changes:
        if change.table is ANNOTATIONS and change.before and change.after:
            had, has = (tags_said(str(row[BODIES])) for row in (change.before, change.after))
            before |= had - has
            after |= has - had
    return max(len(_highest(before - after)), len(_highest(after - before))) or len(said)


def _highest(tags: set[str]) -> set[str]:
    """Those of `tags` that stand below no other of them."""
    return {tag for tag in tags if not any(tag.startswith(f"{other}/") for other in tags)}


def tags_gained(changes: Iterable[RowChange]) -> set[str]:
    """The tags that some annotation bears now and did not before."""
    gained: set[str] = set()
    said = cache(tags_said)
    for change in changes:
        if change.table is ANNOTATIONS and change.after is not None:
            had = said(str(change.before[BODIES])) if change.before else set()
            gained |= said(str(change.after[BODIES])) - had
    return gained

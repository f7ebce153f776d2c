"""The tag tree, and tagging many passages at once. Every method that changes is one operation."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from zhupi.annotations import merged, overlapping
from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.messages import message
from zhupi.core.model import (
    COLORS,
    Annotation,
    AnnotationFilter,
    AnnotationState,
    Change,
    Tag,
    TagCount,
)
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.core.tagging import Place, TagFate, TagReport
from zhupi.store import Store
from zhupi.workspace import parts
from zhupi.workspace.bodies import bodies_of, checked_tag, written
from zhupi.workspace.filters import checked_color
from zhupi.workspace.retrying import again
from zhupi.workspace.signing import Sign
from zhupi.workspace.tagging_places import PlacesTagger

KEYS = range(1, 10)


class Tagging:
    """`Workspace.tagging`."""

    def __init__(self, store: Store, creator: str, sign: Sign) -> None:
        self._store = store
        self._creator = creator
        self._sign = sign
        self._names: Callable[[str, Mapping[str, int]], list[str]] | None = None
        self._making = threading.Lock()

    # --- looking ------------------------------------------------------------------------------

    def tree(self) -> list[TagCount]:
        """Every tag, by path; the parents of a tag are there though nobody made them."""
        known = {counted.tag.path: counted for counted in self._store.tags()}
        for path in list(known):
            for parent in parents(path):
                known.setdefault(parent, TagCount(Tag(parent), 0))
        # As a tree is read: a tag, then all below it, and only then its neighbour 外交部.
        return [known[path] for path in sorted(known, key=lambda path: path.split("/"))]

    def find(self, typed: str) -> list[str]:
        """The paths with `typed` in them, by characters or by pinyin, best first."""
        counts = {counted.tag.path: counted.count for counted in self.tree()}
        with self._making:
            if self._names is None:
                self._names = parts.tag_names().find
            return self._names(typed, counts)

    def recent(self, limit: int = 9) -> list[str]:
        """The tags used last, latest first."""
        return list(self._store.recent_tags(limit))

    def keys(self) -> Mapping[int, str]:
        """Number key (1 to 9) → tag: those bound by hand, and the recent ones on the others."""
        keys = {c.tag.key: c.tag.path for c in self._store.tags() if c.tag.key}
        bound = set(keys.values())
        others = (path for path in self.recent(len(KEYS) + len(bound)) if path not in bound)
        free = (key for key in KEYS if key not in keys)
        return dict(sorted({**keys, **dict(zip(free, others, strict=False))}.items()))

    def color_of(self, tags: Sequence[str]) -> str:
        """What a new passage with these tags takes: the colour of the first that has one."""
        if not tags:
            return COLORS[0]
        colors = {counted.tag.path: counted.tag.color for counted in self._store.tags()}
        found = (colors.get(checked_tag(tag)) for tag in tags)
        return next(filter(None, found), COLORS[0])

    # --- the tree -----------------------------------------------------------------------------

    def describe(self, tag: Tag) -> Change:
        """Gives a tag its colour, description and key, or makes it; a key moves from its tag.

        Raises `InvalidRequestError`.
        """
        clean = replace(
            tag,
            path=checked_tag(tag.path),
            color=checked_color(tag.color) if tag.color else "",
            description=written(tag.description).strip(),
        )
        return self._sign(self._store.set_tag(clean))

    def rename(self, path: str, new: str, progress: ProgressSink = ignore_progress) -> Change:
        """Gives a tag another path, and all below it with it; where that exists the two merge.

        This is also how a tag is moved. Raises `NotFoundError`, `InvalidRequestError` (a path
        below itself, an empty name). A cancel by `progress` leaves nothing.
        """
        return self._move([path], new, "rename tag", progress)

    def merge(
        self, paths: Sequence[str], into: str, progress: ProgressSink = ignore_progress
    ) -> Change:
        """Makes `paths`, and what is below each, one with `into` and what is below it."""
        return self._move(paths, into, "merge tags", progress)

    def split(self, path: str, parts: Mapping[str, Sequence[str]]) -> Change:
        """Gives annotations of `path` one of several new tags instead: new tag → annotation ids.

        Those not named keep `path`. Raises `NotFoundError`, `InvalidRequestError` for one that
        has not this tag, or is to have several of the new ones.
        """
        return again(lambda: self._split(checked_tag(path), parts))

    def _split(self, path: str, parts: Mapping[str, Sequence[str]]) -> Change:
        bearing = {a.id: a for a in self._with_exactly(path)}
        if not bearing:
            raise NotFoundError(message("No passage has the tag «{tag}» itself.", tag=path))
        now = datetime.now(UTC)
        altered: dict[str, Annotation] = {}
        for new, ids in parts.items():
            target = checked_tag(new)
            for word in ids:
                key = word if word in bearing else self._store.resolve_annotation(word)
                if key not in bearing or key in altered:
                    raise _not_to_be_split(key, path, twice=key in altered)
                old = bearing[key]
                tags = [target if tag == path else tag for tag in old.tags]
                altered[key] = replace(old, bodies=bodies_of(tags, old.note), modified=now)
        changed = [new for key, new in altered.items() if new.bodies != bearing[key].bodies]
        if not changed:
            return self._sign(Change("split tag"))
        seen = [bearing[new.id] for new in changed]
        return self._sign(self._store.change_annotations((), changed, (), "split tag", seen=seen))

    def delete(
        self,
        path: str,
        passages: TagFate = TagFate.KEEP,
        progress: ProgressSink = ignore_progress,
    ) -> Change:
        """Removes a tag and all below it. Raises `NotFoundError`."""
        return self._sign(self._store.delete_tag(checked_tag(path), passages, progress))

    # --- many passages ------------------------------------------------------------------------

    def tag_places(
        self,
        places: Sequence[Place],
        tags: Sequence[str],
        *,
        note: str = "",
        color: str = "",
        progress: ProgressSink = ignore_progress,
    ) -> TagReport:
        """Tags all `places`, as one operation; an empty colour takes the first tag's.

        A place that already is an annotation gets what it lacks, and keeps its colour. A cancel
        leaves nothing. Raises `InvalidRequestError` for no tag, or one that is none.
        """
        paths = list(dict.fromkeys(map(checked_tag, tags)))
        if not paths:
            raise InvalidRequestError(message("Name a tag to give to the passages."))
        tagger = PlacesTagger(
            self._store,
            bodies_of(paths, note),
            color=checked_color(color) if color else self.color_of(paths),
            creator=self._creator,
            progress=progress,
        )
        report = tagger.run(places)
        return replace(report, change=self._sign(report.change))

    def overlapping(self, tag: str, article: str = "") -> list[tuple[Annotation, ...]]:
        """Groups of annotations with exactly this tag that overlap one another.

        Those that wait for review are left out: nobody said yet where they stand.
        """
        path = checked_tag(tag)
        articles = (self._store.resolve_article(article),) if article else ()
        resolved = self._with_exactly(path, articles, AnnotationState.RESOLVED)
        return overlapping(resolved, path)

    def merge_overlapping(self, tag: str, article: str = "") -> Change:
        """Makes one annotation of each of these groups: all its text, tags and notes."""
        return again(lambda: self._merge_overlapping(tag, article))

    def _merge_overlapping(self, tag: str, article: str) -> Change:
        text, text_of = "", ""
        kept: list[Annotation] = []
        removed: list[str] = []
        seen: list[Annotation] = []
        for group in self.overlapping(tag, article):
            if text_of != group[0].target.article:
                text_of = group[0].target.article
                text = self._store.article(text_of).text
            one = merged(group, text)
            kept.append(one)
            seen += group
            removed += [annotation.id for annotation in group if annotation.id != one.id]
        if not kept:
            return self._sign(Change("merge annotations"))
        return self._sign(
            self._store.change_annotations((), kept, removed, "merge annotations", seen=seen)
        )

    # --- inside -------------------------------------------------------------------------------

    def _move(
        self, paths: Sequence[str], into: str, operation: str, progress: ProgressSink
    ) -> Change:
        target = checked_tag(into)
        moves = {path: target for path in map(checked_tag, paths) if path != target}
        if not moves:
            return self._sign(Change(operation))
        return self._sign(self._store.rename_tags(moves, operation, progress))

    def _with_exactly(
        self,
        path: str,
        articles: tuple[str, ...] = (),
        state: AnnotationState | None = None,
    ) -> list[Annotation]:
        wanted = AnnotationFilter(articles=articles, tag=path, state=state)
        return [a for a in self._store.annotations(wanted) if path in a.tags]


def parents(path: str) -> list[str]:
    """What is above a tag, the highest first.

    >>> parents("外交/会晤/元首")
    ['外交', '外交/会晤']
    """
    steps = path.split("/")
    return ["/".join(steps[:count]) for count in range(1, len(steps))]


def _not_to_be_split(key: str, path: str, *, twice: bool) -> InvalidRequestError:
    if twice:
        return InvalidRequestError(
            message("The annotation {id} is named twice; it can get one new tag.", id=key)
        )
    return InvalidRequestError(
        message("The annotation {id} does not have the tag «{tag}».", id=key, tag=path)
    )

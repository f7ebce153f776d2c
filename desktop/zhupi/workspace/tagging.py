"""The tag tree, and tagging many passages at once. Every method that changes is one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from zhupi.core.model import Annotation, Change, Tag, TagCount
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.core.tagging import Place, TagFate, TagReport
from zhupi.store import Store

Sign = Callable[[Change], Change]


class Tagging:
    """`Workspace.tagging`."""

    def __init__(self, store: Store, creator: str, sign: Sign) -> None:
        self._store = store
        self._creator = creator
        self._sign = sign

    def tree(self) -> list[TagCount]:
        """Every tag, by path; the parents of a tag are there though nobody made them."""
        raise NotImplementedError

    def find(self, typed: str) -> list[str]:
        """The paths with `typed` in them, by characters or by pinyin, best first."""
        raise NotImplementedError

    def recent(self, limit: int = 9) -> list[str]:
        """The tags used last, latest first."""
        raise NotImplementedError

    def keys(self) -> Mapping[int, str]:
        """Number key (1 to 9) → tag: those bound by hand, and the recent ones on the others."""
        raise NotImplementedError

    def describe(self, tag: Tag) -> Change:
        """Gives a tag its colour, description and key, or makes it; a key moves from its tag.

        Raises `InvalidRequestError`.
        """
        raise NotImplementedError

    def rename(self, path: str, new: str) -> Change:
        """Gives a tag another path, and all below it with it; where that exists the two merge.

        This is also how a tag is moved. Raises `NotFoundError`, `InvalidRequestError` (a path
        below itself, an empty name).
        """
        raise NotImplementedError

    def merge(self, paths: Sequence[str], into: str) -> Change:
        """Makes `paths`, and what is below each, one with `into` and what is below it."""
        raise NotImplementedError

    def split(self, path: str, parts: Mapping[str, Sequence[str]]) -> Change:
        """Gives annotations of `path` one of several new tags instead: new tag → annotation ids.

        Those not named keep `path`.
        """
        raise NotImplementedError

    def delete(self, path: str, passages: TagFate = TagFate.KEEP) -> Change:
        """Removes a tag and all below it. Raises `NotFoundError`."""
        raise NotImplementedError

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

        Raises `InvalidRequestError` for no tag, or one that is none.
        """
        raise NotImplementedError

    def overlapping(self, tag: str, article: str = "") -> list[tuple[Annotation, ...]]:
        """Groups of annotations with exactly this tag that overlap one another."""
        raise NotImplementedError

    def merge_overlapping(self, tag: str, article: str = "") -> Change:
        """Makes one annotation of each of these groups: all its text, tags and notes."""
        raise NotImplementedError

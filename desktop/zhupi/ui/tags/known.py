"""The tags of the open library, as every part of the window knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from zhupi.core.model import Change, TagCount
from zhupi.ui.services import Services
from zhupi.ui.tagging import FormParts
from zhupi.ui.tags.finder import TagFinder

MOST_RECENT = 12


class KnownTags(QObject):
    """Follows the library: all its tags, the number keys, and those used last."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.all: Sequence[TagCount] = ()
        self.keys: Mapping[int, str] = {}  #: number key → tag
        self.recent: Sequence[str] = ()  #: latest first
        self.finder = TagFinder(services, "tags to write", self)
        services.tasks.changed.connect(self._on_change)

    def color_of(self, tags: Sequence[str]) -> str:
        """The colour of the first of `tags` that has one; empty where none has."""
        colors = {found.tag.path: found.tag.color for found in self.all}
        return next(filter(None, (colors.get(tag) for tag in tags)), "")

    def completing(self, parts: FormParts) -> FormParts:
        """`parts` with all that a form needs to help in writing tags."""
        return replace(
            parts,
            known_tags=tuple(found.tag.path for found in self.all),
            recent_tags=tuple(self.recent),
            keys=tuple(self.keys.items()),
            finder=self.finder,
        )

    def read(self) -> None:
        """Reads them; `changed` tells when they are there."""
        tagging = self._services.workspace.tagging

        def done(found: tuple[list[TagCount], Mapping[int, str], list[str]]) -> None:
            self.all, self.keys, self.recent = found
            self.changed.emit()

        self._services.tasks.run(
            lambda: (tagging.tree(), tagging.keys(), tagging.recent(MOST_RECENT)), done=done
        )

    def _on_change(self, change: Change) -> None:
        if change.tags or change.index:
            self.read()

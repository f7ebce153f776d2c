"""What the number keys do: their actions are called after their tags, and say why they cannot."""

from __future__ import annotations

from PySide6.QtCore import QObject

from zhupi.ui.actions import ActionRegistry
from zhupi.ui.controllers.annotating import AnnotatingController
from zhupi.ui.notices import NoticeBar
from zhupi.ui.painting import one_line
from zhupi.ui.services import Services
from zhupi.ui.tags.menu import KEYS


def tag_action(key: int) -> str:
    """The name of the action that gives the tag of a number key."""
    return f"tag-{key}"


class TagKeys(QObject):
    """Keeps nine actions in step with the library's tags."""

    def __init__(
        self,
        services: Services,
        annotating: AnnotatingController,
        registry: ActionRegistry,
        notices: NoticeBar,
    ) -> None:
        super().__init__(registry)
        self._services = services
        self._annotating = annotating
        self._registry = registry
        self._notices = notices
        annotating.known.changed.connect(self._name)
        registry.refused.connect(self._refuse)
        self._name()

    def _name(self) -> None:
        """A key without a tag has no place in the menu; pressed, it says what it lacks."""
        tr = self._services.tr
        for key in KEYS:
            tag = self._annotating.known.keys.get(key)
            text = (
                tr("Tag: {tag}", tag=one_line(tag)) if tag else tr("Tag of the key {key}", key=key)
            )
            self._registry.set_text(tag_action(key), text)
            self._registry.set_visible(tag_action(key), visible=bool(tag))
        self._registry.refresh_soon()

    def _refuse(self, name: str) -> None:
        """Somebody pressed a key that can do nothing now: never silently."""
        if self._services.workspace.read_only:
            self._notices.say(self._services.tr("This library can only be read here."))
        elif name.startswith("tag-"):
            self._annotating.put_key_tag(int(name.removeprefix("tag-")))

"""What the operations of the history are called before people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhupi.core.messages import Message, message

_TITLES: Mapping[str, Message] = MappingProxyType(
    {
        "annotate": message("Annotate"),
        "edit": message("Edit annotation"),
        "delete": message("Delete annotation"),
        "delete articles": message("Delete articles"),
        "replace article": message("Update article"),
        "mark read": message("Mark as read"),
        "mark unread": message("Mark as unread"),
        "set tag": message("Change tag"),
        "undo": message("Undo"),
        "redo": message("Redo"),
    }
)


def operation_title(name: str) -> Message:
    """The title of a `Change.operation` or of what undo would take back."""
    return _TITLES.get(name) or Message(name)

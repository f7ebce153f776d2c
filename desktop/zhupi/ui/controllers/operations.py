"""The names of undoable operations, for menus and messages."""

from __future__ import annotations

from zhupi.core.messages import Translator


def operation_text(operation: str, tr: Translator) -> str:
    """What an operation of the store is called; its own name where it is a newer one."""
    return {
        "annotate": tr("annotate"),
        "edit": tr("edit the annotation"),
        "delete": tr("delete the annotation"),
        "delete articles": tr("delete articles"),
        "replace article": tr("import a corrected text"),
        "mark read": tr("mark as read"),
        "mark unread": tr("mark as unread"),
        "set tag": tr("change a tag"),
    }.get(operation, operation)

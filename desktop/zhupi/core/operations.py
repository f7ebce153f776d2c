"""What the operations of the history are called before people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zhupi.core.messages import Message, message

_TITLES: Mapping[str, Message] = MappingProxyType(
    {
        "annotate": message("annotate"),
        "edit": message("edit the annotation"),
        "delete": message("delete the annotation"),
        "delete articles": message("delete articles"),
        "replace article": message("import a corrected text"),
        "set tag": message("change a tag"),
        "rename tag": message("rename a tag"),
        "merge tags": message("merge tags"),
        "split tag": message("split a tag"),
        "delete tag": message("delete a tag"),
        "tag all": message("tag many passages"),
        "merge annotations": message("merge overlapping annotations"),
        "accept": message("confirm the places of annotations"),
        "reattach": message("attach an annotation again"),
        "revert article": message("go back to the old text"),
        "save search": message("save a search"),
        "delete search": message("delete a saved search"),
        "not an entity": message("mark as no name"),
        "correct label": message("correct the kind of a name"),
        "correct borders": message("correct the borders of a name"),
        "same as": message("say who or what a name stands for"),
        "correct value": message("correct a date"),
        "mark": message("mark a name or a date"),
        "withdraw": message("withdraw a correction"),
        "import corrections": message("import corrections"),
        "undo": message("Undo"),
        "redo": message("Redo"),
    }
)


def operation_title(name: str) -> Message:
    """The title of a `Change.operation` or of what undo would take back."""
    return _TITLES.get(name) or Message(name)

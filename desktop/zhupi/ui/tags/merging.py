"""Making several tags one, one tag several, and overlapping passages one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from zhupi.core.model import Annotation, Change
from zhupi.ui.painting import one_line
from zhupi.ui.tags.dialogs import ChoiceDialog, OtherTagDialog
from zhupi.ui.tags.finder import TagFinder
from zhupi.ui.tags.operations import TagOperations
from zhupi.ui.tags.passages import Passage, passages_of
from zhupi.ui.tags.split import SplitDialog
from zhupi.ui.tags.tree import is_below


class TagMerging(QObject):
    """Asks what is to become one or several, and has it done."""

    def __init__(self, operations: TagOperations, chosen: Callable[[], Annotation | None]) -> None:
        """`chosen`: the annotation that a person looks at."""
        super().__init__(operations)
        self._operations = operations
        self._chosen = chosen
        # Not a dialog's own: an answer may come when the dialog is gone.
        self._finder = TagFinder(operations.services, "tag to merge into", self)

    # --- tags ---------------------------------------------------------------------------------

    def ask_merge(self, path: str) -> None:
        """Asks for the tag that another is to become one with."""
        ops = self._operations
        if not ops.may_write():
            return
        others = [found for found in ops.paths() if not is_below(found, path)]
        if not others:
            ops.say(ops.tr_("There is no other tag to merge it into."))
            return
        tr = ops.tr_
        words = tr("Its passages, and those of the tags below it, get the tag that you choose.")
        question = (tr("Merge «{tag}» into another tag", tag=one_line(path)), words)
        dialog = OtherTagDialog(question, others, tr("Merge"), self._finder, tr, ops.window)
        ops.open(dialog, lambda: self.merge(path, dialog.chosen))

    def ask_whether(self, path: str, into: str) -> None:
        """Asks whether a tag shall become one with another that has the name it was given."""
        ops = self._operations
        tr = ops.tr_
        title = tr("«{tag}» is there already", tag=one_line(into))
        words = tr(
            "There is a tag «{new}». Shall «{tag}» become one with it? So will the tags below "
            "that have the same name.",
            new=one_line(into),
            tag=one_line(path),
        )
        dialog = ChoiceDialog((title, words), (), tr("Merge"), tr, ops.window)
        ops.open(dialog, lambda: self.merge(path, into))

    def merge(self, path: str, into: str) -> None:
        """Makes a tag one with another; so do the tags below that have the same name."""
        ops = self._operations
        told = ops.tr_("«{tag}» is now one with «{new}».", tag=one_line(path), new=one_line(into))
        tagging = ops.services.workspace.tagging
        ops.operate(lambda: tagging.merge([path], into), told, (path, into))

    def ask_split(self, path: str) -> None:
        """Asks which passages of a tag get another one."""
        ops = self._operations
        if not ops.may_write():
            return
        workspace = ops.services.workspace

        def ask(found: Sequence[Passage]) -> None:
            items = [item for item in found if path in item.annotation.tags]
            if not items:
                ops.say(ops.tr_("No passage has the tag «{tag}» itself.", tag=one_line(path)))
                return
            known = (ops.paths(), self._finder)
            dialog = SplitDialog(path, items, known, ops.tr_, ops.window)
            ops.open(dialog, lambda: self._split(path, dialog))

        ops.services.tasks.run(lambda: passages_of(workspace, path), done=ask)

    def _split(self, path: str, dialog: SplitDialog) -> None:
        ops, parts = self._operations, dialog.model.parts()
        told = ops.tr_.plural(
            "{count:,} passage of «{tag}» has another tag now.",
            "{count:,} passages of «{tag}» have another tag now.",
            sum(map(len, parts.values())),
            tag=one_line(path),
        )
        ops.operate(lambda: ops.services.workspace.tagging.split(path, parts), told)

    # --- overlapping passages -----------------------------------------------------------------

    def merge_overlapping(self, path: str, article: str = "") -> None:
        """Makes overlapping passages with exactly this tag one, in one article or in all."""
        ops = self._operations
        if not ops.may_write():
            return
        tr, tagging = ops.tr_, ops.services.workspace.tagging

        def work() -> tuple[tuple[int, int], Change | None]:
            groups = tagging.overlapping(path, article)
            change = tagging.merge_overlapping(path, article) if groups else None
            return (sum(map(len, groups)), len(groups)), change

        def done(counts: tuple[int, int]) -> None:
            many, few = counts
            tag = one_line(path)
            if not few:
                ops.say(tr("No passages with the tag «{tag}» overlap.", tag=tag))
                return
            told = tr.plural(
                "{many:,} overlapping passages with the tag «{tag}» are one now.",
                "{many:,} overlapping passages with the tag «{tag}» are {count:,} now.",
                few,
                many=many,
                tag=tag,
            )
            ops.say_done(told)

        ops.services.tasks.operate(work, done=done, failed=ops.fail)

    def merge_with_neighbours(self) -> None:
        """Makes one of the annotations that overlap the chosen one and share a tag with it.

        Others of its article that overlap with that tag become one, too.
        """
        ops, annotation = self._operations, self._chosen()
        if annotation is None:
            ops.say(ops.tr_("Choose an annotation first: click its highlight."))
            return
        if not ops.may_write():
            return
        tagging, article = ops.services.workspace.tagging, annotation.target.article

        def work() -> list[str]:
            return [
                tag
                for tag in annotation.tags
                if any(
                    annotation.id == found.id
                    for group in tagging.overlapping(tag, article)
                    for found in group
                )
            ]

        def done(tags: list[str]) -> None:
            if len(tags) > 1:
                self._ask_overlapping(tags, article)
            elif tags:
                self.merge_overlapping(tags[0], article)
            else:
                ops.say(ops.tr_("No annotation with the same tag overlaps this one."))

        ops.services.tasks.run(work, done=done)

    def _ask_overlapping(self, tags: Sequence[str], article: str) -> None:
        ops = self._operations
        tr = ops.tr_
        words = tr("Overlapping annotations of this article with which tag are to become one?")
        dialog = ChoiceDialog(
            (tr("Merge overlapping annotations"), words),
            [(tag, one_line(tag)) for tag in tags],
            tr("Merge"),
            tr,
            ops.window,
        )
        ops.open(dialog, lambda: self.merge_overlapping(dialog.chosen, article))

"""The tags panel's work: what is done with a tag becomes one operation, which can be undone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPoint

from zhupi.core.model import Annotation, AnnotationFilter, Change, Tag
from zhupi.core.tagging import TagFate
from zhupi.ui.controllers.annotating import AnnotatingController
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.notices import NoticeBar
from zhupi.ui.painting import one_line
from zhupi.ui.services import Services
from zhupi.ui.tagging import split_tags
from zhupi.ui.tags.dialogs import ChoiceDialog, OtherTagDialog, TagDialog
from zhupi.ui.tags.finder import TagFinder
from zhupi.ui.tags.menu import TagMenu
from zhupi.ui.tags.merging import TagMerging
from zhupi.ui.tags.operations import TagOperations
from zhupi.ui.tags.panel import TagsPanel
from zhupi.ui.tags.passages import passages_of
from zhupi.ui.tags.tree import is_below, moved

PASSAGES = "passages of a tag"


class TaggingController(QObject):
    """Between the tags panel and the library."""

    def __init__(
        self,
        services: Services,
        panel: TagsPanel,
        annotating: AnnotatingController,
        history: HistoryController,
        notices: NoticeBar,
    ) -> None:
        super().__init__(panel)
        self._services = services
        self._panel = panel
        self._annotating = annotating
        self._finder = TagFinder(services, "tags in the tree", self)
        self._others = TagFinder(services, "tag to stand below", self)
        self.operations = TagOperations(services, panel, history, notices)
        self.merging = TagMerging(self.operations, annotating.chosen)
        self.menu: TagMenu | None = None
        panel.set_writable(writable=self.writable)
        self.operations.moved.connect(self._follow)
        panel.typed.connect(self._find)
        self._finder.found.connect(panel.narrow)
        panel.new_wanted.connect(self.ask_new)
        panel.passages_wanted.connect(self.show_passages)
        panel.list.wanted.connect(annotating.show)
        panel.view.rename_wanted.connect(self.edit_name)
        panel.view.delete_wanted.connect(self.delete)
        panel.view.menu_wanted.connect(self._show_menu)
        panel.model.rename_wanted.connect(self.rename)
        panel.model.move_wanted.connect(self.move)
        annotating.known.changed.connect(self._on_tags)
        services.tasks.changed.connect(self._on_change)
        self._on_tags()

    @property
    def writable(self) -> bool:
        return self.operations.writable

    # --- looking ------------------------------------------------------------------------------

    def show_passages(self, path: str) -> None:
        """Lists the passages with a tag or one below it; an empty path closes the list."""
        tasks, workspace = self._services.tasks, self._services.workspace
        tasks.drop_searches(PASSAGES)
        if not path:
            self._panel.show_passages("", ())
            return
        tasks.search(
            lambda _check: passages_of(workspace, path),
            lambda found: self._panel.show_passages(path, found),
            topic=PASSAGES,
            quiet=True,
        )

    def _find(self, typed: str) -> None:
        if typed:
            self._finder.ask(typed)
        else:
            self._finder.drop()

    # --- one tag ------------------------------------------------------------------------------

    def edit_name(self, path: str) -> None:
        """Opens the field over a tag's name."""
        ops = self.operations
        if ops.may_write():
            self._panel.view.edit_name(path)

    def rename(self, path: str, typed: str) -> None:
        """Gives the last part of a tag's path another name."""
        ops = self.operations
        names = split_tags(typed)
        above = path.rpartition("/")[0]
        if len(names) == 1:
            self._move(path, f"{above}/{names[0]}" if above else names[0])
        elif names:
            ops.say(ops.tr_("A tag's name has no comma and no semicolon."))
        else:
            ops.say(ops.tr_("A tag needs a name."))

    def move(self, path: str, below: str) -> None:
        """Puts a tag, with all below it, below another one or below none."""
        name = path.rpartition("/")[2]
        self._move(path, f"{below}/{name}" if below else name)

    def ask_move(self, path: str) -> None:
        """Asks for the tag that another shall stand below; by mouse it is dragged there."""
        ops = self.operations
        if not ops.may_write():
            return
        tr, above = ops.tr_, path.rpartition("/")[0]
        top = tr("(no other tag: to the top)")
        others = [p for p in ops.paths() if not is_below(p, path) and p != above]
        question = (tr("Move «{tag}»", tag=one_line(path)), tr("It will stand below the tag:"))
        choices = [top, *others] if above else others
        if not choices:
            ops.say(tr("There is no other tag to move it below."))
            return
        dialog = OtherTagDialog(question, choices, tr("Move"), self._others, tr, ops.window)
        ops.open(dialog, lambda: self.move(path, "" if dialog.chosen == top else dialog.chosen))

    def ask_new(self, below: str = "") -> None:
        """Asks for a new tag."""
        ops = self.operations
        if not ops.may_write():
            return
        look = ops.look
        dialog = TagDialog(Tag(""), self._panel.keys, look, ops.window, below=below)

        def save() -> None:
            tag = dialog.tag()
            if ops.tag(tag.path) is not None:
                self._panel.view.choose(tag.path)
                ops.say(ops.tr_("«{tag}» is there already.", tag=one_line(tag.path)))
            else:
                told = ops.tr_("Tag «{tag}» made.", tag=one_line(tag.path))
                self._describe(tag, told, ("", tag.path))

        ops.open(dialog, save)

    def ask_description(self, path: str) -> None:
        """Asks for all that is said of a tag."""
        ops = self.operations
        tag = ops.tag(path)
        if tag is None or not ops.may_write():
            return
        dialog = TagDialog(tag, self._panel.keys, ops.look, ops.window)

        def save() -> None:
            if dialog.tag() != tag:
                self._describe(dialog.tag(), ops.tr_("«{tag}» changed.", tag=one_line(path)))

        ops.open(dialog, save)

    def set_color(self, path: str, color: str) -> None:
        """The colour that new passages with a tag take; empty: the one used last."""
        ops = self.operations
        tag = ops.tag(path)
        if tag is not None and tag.color != color and ops.may_write():
            told = ops.tr_("The colour of «{tag}» changed.", tag=one_line(path))
            self._describe(replace(tag, color=color), told)

    def bind(self, path: str, key: int) -> None:
        """Gives a tag a number key, which another may lose; 0: none of its own."""
        ops = self.operations
        tag = ops.tag(path)
        if tag is None or tag.key == key or not ops.may_write():
            return
        told = ops.tr_("«{tag}» has no key of its own now.", tag=one_line(path))
        if key:
            told = ops.tr_("«{tag}» has the key {key} now.", tag=one_line(path), key=key)
        self._describe(replace(tag, key=key), told)

    def delete(self, path: str) -> None:
        """Asks what becomes of the passages, where there are any, and deletes a tag."""
        ops = self.operations
        if not ops.may_write():
            return
        workspace = self._services.workspace

        def work() -> tuple[int, int]:
            found = workspace.annotations(AnnotationFilter(tag=path))
            return len(found), sum(_bears_only(path, annotation) for annotation in found)

        def ask(counts: tuple[int, int]) -> None:
            if counts[0]:
                self._ask_fate(path, *counts)
            else:
                self._delete(path, TagFate.KEEP, 0)

        self._services.tasks.run(work, done=ask)

    def _ask_fate(self, path: str, every: int, alone: int) -> None:
        ops = self.operations
        tr, tag = ops.tr_, one_line(path)
        words = tr.plural(
            "{count:,} passage has the tag «{tag}» or one below it.",
            "{count:,} passages have the tag «{tag}» or one below it.",
            every,
            tag=tag,
        )
        keep = tr("Keep the passages, without the tag")
        drop = tr.plural(
            "Delete the one passage that has no other tag and no note",
            "Delete the {count:,} passages that have no other tag and no note",
            alone,
        )
        answers = [(TagFate.KEEP.value, keep), (TagFate.DELETE.value, drop)]
        dialog = ChoiceDialog(
            (tr("Delete the tag «{tag}»", tag=tag), words),
            answers if alone else answers[:1],
            tr("Delete"),
            tr,
            ops.window,
        )

        def delete() -> None:
            fate = TagFate(dialog.chosen)
            self._delete(path, fate, alone if fate is TagFate.DELETE else 0)

        ops.open(dialog, delete)

    def _delete(self, path: str, fate: TagFate, gone: int) -> None:
        ops = self.operations
        tr, tag = ops.tr_, one_line(path)
        told = tr("Tag «{tag}» deleted.", tag=tag)
        if gone:
            told = tr.plural(
                "Tag «{tag}» deleted, and {count:,} passage with it.",
                "Tag «{tag}» deleted, and {count:,} passages with it.",
                gone,
                tag=tag,
            )
        ops.operate(lambda: self._services.workspace.tagging.delete(path, fate), told)

    # --- within -------------------------------------------------------------------------------

    def _move(self, path: str, new: str) -> None:
        ops = self.operations
        if new == path or not ops.may_write():
            return
        if is_below(new, path):
            ops.say(ops.tr_("«{tag}» cannot stand below itself.", tag=one_line(path)))
        elif ops.tag(new) is not None:
            self.merging.ask_whether(path, new)
        else:
            told = ops.tr_("«{tag}» is now «{new}».", tag=one_line(path), new=one_line(new))
            tagging = self._services.workspace.tagging
            ops.operate(lambda: tagging.rename(path, new), told, (path, new))

    def _describe(self, tag: Tag, told: str, made: tuple[str, str] | None = None) -> None:
        tagging = self._services.workspace.tagging
        self.operations.operate(lambda: tagging.describe(tag), told, made)

    def _follow(self, old: str, new: str) -> None:
        """What is in sight stays so where a tag has another path now."""
        self._panel.follow(old, new)
        if old and is_below(self._panel.shown_tag, old):
            self.show_passages(moved(self._panel.shown_tag, old, new))

    def _show_menu(self, path: str, where: QPoint) -> None:
        ops = self.operations
        look = ops.look
        self.menu = TagMenu(
            ops.tag(path), self._panel.keys, (self, self.merging), look, self._panel
        )
        self.menu.popup(where)

    def _on_tags(self) -> None:
        ops = self.operations
        known = self._annotating.known
        self._panel.set_tags(known.all, known.keys)
        shown = self._panel.shown_tag
        if shown and ops.tag(shown) is None:
            self.show_passages("")

    def _on_change(self, change: Change) -> None:
        shown = self._panel.shown_tag
        touched = any(is_below(tag, shown) for tag in change.tags)
        if shown and (touched or (change.articles and change.index)):
            self.show_passages(shown)


def _bears_only(path: str, annotation: Annotation) -> bool:
    """Whether nothing is said of a passage but `path` or what is below it."""
    return not annotation.note and all(is_below(tag, path) for tag in annotation.tags)

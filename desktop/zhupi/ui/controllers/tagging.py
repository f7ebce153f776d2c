"""The tags panel's work: what is done with a tag becomes one operation, which can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QDialog, QWidget

from zhupi.core.messages import Message, Translator
from zhupi.core.model import Annotation, AnnotationFilter, Change, Tag, TagCount
from zhupi.core.tagging import TagFate
from zhupi.ui.controllers.annotating import AnnotatingController
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.notices import NoticeBar
from zhupi.ui.painting import one_line
from zhupi.ui.services import Services
from zhupi.ui.tagging import split_tags
from zhupi.ui.tags.dialogs import ChoiceDialog, MergeDialog, TagDialog, open_dialog
from zhupi.ui.tags.finder import TagFinder
from zhupi.ui.tags.menu import TagMenu
from zhupi.ui.tags.panel import TagsPanel
from zhupi.ui.tags.passages import Passage, passages_of
from zhupi.ui.tags.split import SplitDialog
from zhupi.ui.tags.tree import is_below, moved
from zhupi.ui.theme import Theme

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
        self._history = history
        self._notices = notices
        self._finder = TagFinder(services, "tags in the tree", self)
        self.dialog: QDialog | None = None
        self.menu: TagMenu | None = None
        panel.set_writable(writable=self.writable)
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
        annotating.tags_read.connect(self._on_tags)
        services.tasks.changed.connect(self._on_change)
        self._on_tags()

    @property
    def writable(self) -> bool:
        return not self._services.workspace.read_only

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
        if self._may_write():
            self._panel.view.edit_name(path)

    def rename(self, path: str, typed: str) -> None:
        """Gives the last part of a tag's path another name."""
        names = split_tags(typed)
        above = path.rpartition("/")[0]
        if len(names) == 1:
            self._move(path, f"{above}/{names[0]}" if above else names[0])
        elif names:
            self._notices.say(self._tr("A tag's name has no comma and no semicolon."))
        else:
            self._notices.say(self._tr("A tag needs a name."))

    def move(self, path: str, below: str) -> None:
        """Puts a tag, with all below it, below another one or below none."""
        name = path.rpartition("/")[2]
        self._move(path, f"{below}/{name}" if below else name)

    def ask_new(self, below: str = "") -> None:
        """Asks for a new tag."""
        if not self._may_write():
            return
        look = (self._theme, self._tr)
        dialog = TagDialog(Tag(""), self._panel.keys, look, self._window, below=below)

        def save() -> None:
            tag = dialog.tag()
            if self._tag(tag.path) is not None:
                self._panel.view.choose(tag.path)
                self._notices.say(self._tr("«{tag}» is there already.", tag=one_line(tag.path)))
            else:
                told = self._tr("Tag «{tag}» made.", tag=one_line(tag.path))
                self._describe(tag, told, moved_to=("", tag.path))

        self.dialog = open_dialog(dialog, save)

    def ask_description(self, path: str) -> None:
        """Asks for all that is said of a tag."""
        tag = self._tag(path)
        if tag is None or not self._may_write():
            return
        dialog = TagDialog(tag, self._panel.keys, (self._theme, self._tr), self._window)

        def save() -> None:
            if dialog.tag() != tag:
                self._describe(dialog.tag(), self._tr("«{tag}» changed.", tag=one_line(path)))

        self.dialog = open_dialog(dialog, save)

    def set_color(self, path: str, color: str) -> None:
        """The colour that new passages with a tag take; empty: the one used last."""
        tag = self._tag(path)
        if tag is not None and tag.color != color and self._may_write():
            told = self._tr("The colour of «{tag}» changed.", tag=one_line(path))
            self._describe(replace(tag, color=color), told)

    def bind(self, path: str, key: int) -> None:
        """Gives a tag a number key, which another may lose; 0: none of its own."""
        tag = self._tag(path)
        if tag is None or tag.key == key or not self._may_write():
            return
        told = self._tr("«{tag}» has no key of its own now.", tag=one_line(path))
        if key:
            told = self._tr("«{tag}» has the key {key} now.", tag=one_line(path), key=key)
        self._describe(replace(tag, key=key), told)

    def delete(self, path: str) -> None:
        """Asks what becomes of the passages, where there are any, and deletes a tag."""
        if not self._may_write():
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
        tr, tag = self._tr, one_line(path)
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
            self._window,
        )

        def delete() -> None:
            fate = TagFate(dialog.chosen)
            self._delete(path, fate, alone if fate is TagFate.DELETE else 0)

        self.dialog = open_dialog(dialog, delete)

    def _delete(self, path: str, fate: TagFate, gone: int) -> None:
        tr, tag = self._tr, one_line(path)
        told = tr("Tag «{tag}» deleted.", tag=tag)
        if gone:
            told = tr.plural(
                "Tag «{tag}» deleted, and {count:,} passage with it.",
                "Tag «{tag}» deleted, and {count:,} passages with it.",
                gone,
                tag=tag,
            )
        self._operate(lambda: self._services.workspace.tagging.delete(path, fate), told)

    # --- several tags -------------------------------------------------------------------------

    def ask_merge(self, path: str) -> None:
        """Asks for the tag that another is to become one with."""
        if not self._may_write():
            return
        others = [found for found in self._paths() if not is_below(found, path)]
        if not others:
            self._notices.say(self._tr("There is no other tag to merge it into."))
            return
        finder = TagFinder(self._services, "tag to merge into", self)
        dialog = MergeDialog(path, others, finder, self._tr, self._window)
        self.dialog = open_dialog(dialog, lambda: self._merge(path, dialog.chosen))

    def ask_split(self, path: str) -> None:
        """Asks which passages of a tag get another one."""
        if not self._may_write():
            return
        workspace = self._services.workspace

        def ask(found: Sequence[Passage]) -> None:
            items = [item for item in found if path in item.annotation.tags]
            if not items:
                self._notices.say(
                    self._tr("No passage has the tag «{tag}» itself.", tag=one_line(path))
                )
                return
            finder = TagFinder(self._services, "tag to split off", self)
            known = (self._paths(), finder)
            dialog = SplitDialog(path, items, known, self._tr, self._window)
            self.dialog = open_dialog(dialog, lambda: self._split(path, dialog))

        self._services.tasks.run(lambda: passages_of(workspace, path), done=ask)

    def _split(self, path: str, dialog: SplitDialog) -> None:
        parts = dialog.model.parts()
        told = self._tr.plural(
            "{count:,} passage of «{tag}» has another tag now.",
            "{count:,} passages of «{tag}» have another tag now.",
            sum(map(len, parts.values())),
            tag=one_line(path),
        )
        self._operate(lambda: self._services.workspace.tagging.split(path, parts), told)

    def merge_overlapping(self, path: str, article: str = "") -> None:
        """Makes overlapping passages with exactly this tag one, in one article or in all."""
        if not self._may_write():
            return
        tr, tagging = self._tr, self._services.workspace.tagging

        def work() -> tuple[tuple[int, int], Change | None]:
            groups = tagging.overlapping(path, article)
            change = tagging.merge_overlapping(path, article) if groups else None
            return (sum(map(len, groups)), len(groups)), change

        def done(counts: tuple[int, int]) -> None:
            many, few = counts
            tag = one_line(path)
            if not few:
                self._notices.say(tr("No passages with the tag «{tag}» overlap.", tag=tag))
                return
            told = tr.plural(
                "{many:,} overlapping passages with the tag «{tag}» are one now.",
                "{many:,} overlapping passages with the tag «{tag}» are {count:,} now.",
                few,
                many=many,
                tag=tag,
            )
            self._notices.say(told, tr("Undo"), self._history.undo)

        self._services.tasks.operate(work, done=done, failed=self._failed)

    def merge_with_neighbours(self) -> None:
        """Merges the chosen annotation, and all of its article, with those that overlap it."""
        annotation = self._annotating.chosen()
        if annotation is None:
            self._notices.say(self._tr("Choose an annotation first: click its highlight."))
            return
        if not self._may_write():
            return
        tagging, article = self._services.workspace.tagging, annotation.target.article

        def work() -> list[str]:
            return [tag for tag in annotation.tags if _overlaps(annotation, tag)]

        def _overlaps(wanted: Annotation, tag: str) -> bool:
            groups = tagging.overlapping(tag, article)
            return any(wanted.id == found.id for group in groups for found in group)

        def done(tags: list[str]) -> None:
            if len(tags) > 1:
                self._ask_overlapping(tags, article)
            elif tags:
                self.merge_overlapping(tags[0], article)
            else:
                self._notices.say(self._tr("No annotation with the same tag overlaps this one."))

        self._services.tasks.run(work, done=done)

    def _ask_overlapping(self, tags: Sequence[str], article: str) -> None:
        tr = self._tr
        words = tr("Overlapping annotations of this article with which tag are to become one?")
        dialog = ChoiceDialog(
            (tr("Merge overlapping annotations"), words),
            [(tag, one_line(tag)) for tag in tags],
            tr("Merge"),
            tr,
            self._window,
        )
        self.dialog = open_dialog(dialog, lambda: self.merge_overlapping(dialog.chosen, article))

    # --- within -------------------------------------------------------------------------------

    def _move(self, path: str, new: str) -> None:
        if new == path or not self._may_write():
            return
        if is_below(new, path):
            self._notices.say(self._tr("«{tag}» cannot stand below itself.", tag=one_line(path)))
        elif self._tag(new) is not None:
            self._ask_whether_to_merge(path, new)
        else:
            told = self._tr("«{tag}» is now «{new}».", tag=one_line(path), new=one_line(new))
            tagging = self._services.workspace.tagging
            self._operate(lambda: tagging.rename(path, new), told, moved_to=(path, new))

    def _ask_whether_to_merge(self, path: str, new: str) -> None:
        tr = self._tr
        title = tr("«{tag}» is there already", tag=one_line(new))
        words = tr(
            "There is a tag «{new}». Shall «{tag}» become one with it? So will the tags below "
            "that have the same name.",
            new=one_line(new),
            tag=one_line(path),
        )
        dialog = ChoiceDialog((title, words), (), tr("Merge"), tr, self._window)
        self.dialog = open_dialog(dialog, lambda: self._merge(path, new))

    def _merge(self, path: str, into: str) -> None:
        told = self._tr("«{tag}» is now one with «{new}».", tag=one_line(path), new=one_line(into))
        tagging = self._services.workspace.tagging
        self._operate(lambda: tagging.merge([path], into), told, moved_to=(path, into))

    def _describe(self, tag: Tag, told: str, moved_to: tuple[str, str] = ("", "")) -> None:
        tagging = self._services.workspace.tagging
        self._operate(lambda: tagging.describe(tag), told, moved_to)

    def _operate(
        self, work: Callable[[], Change], told: str, moved_to: tuple[str, str] = ("", "")
    ) -> None:
        """Does it, and offers to take it back; what is in sight follows a tag that moved."""

        def done(_nothing: None) -> None:
            old, new = moved_to
            if new:
                self._panel.follow(old, new)
            if old and is_below(self._panel.shown_tag, old):
                self.show_passages(moved(self._panel.shown_tag, old, new))
            self._notices.say(told, self._tr("Undo"), self._history.undo)

        self._services.tasks.operate(lambda: (None, work()), done=done, failed=self._failed)

    def _failed(self, reason: Message) -> None:
        self._notices.warn(self._tr.render(reason))

    def _may_write(self) -> bool:
        if not self.writable:
            self._notices.say(self._tr("This library can only be read here."))
        return self.writable

    def _tag(self, path: str) -> Tag | None:
        """What is known of a tag, shown or not."""
        return next((c.tag for c in self._panel.model.counts if c.tag.path == path), None)

    def _paths(self) -> list[str]:
        return [found.tag.path for found in self._panel.model.counts]

    def _show_menu(self, path: str, where: QPoint) -> None:
        look = (self._theme, self._tr)
        self.menu = TagMenu(self._tag(path), self._panel.keys, self, look, self._panel)
        self.menu.popup(where)

    def _on_tags(self) -> None:
        tags: Sequence[TagCount] = self._annotating.tags
        self._panel.set_tags(tags, self._annotating.keys)
        shown = self._panel.shown_tag
        if shown and self._tag(shown) is None:
            self.show_passages("")

    def _on_change(self, change: Change) -> None:
        shown = self._panel.shown_tag
        if shown and (change.annotations or change.tags or change.articles):
            self.show_passages(shown)

    @property
    def _tr(self) -> Translator:
        return self._services.tr

    @property
    def _window(self) -> QWidget:
        return self._panel.window()

    @property
    def _theme(self) -> Theme:
        return self._panel.theme


def _bears_only(path: str, annotation: Annotation) -> bool:
    """Whether nothing is said of a passage but `path` or what is below it."""
    return not annotation.note and all(is_below(tag, path) for tag in annotation.tags)

"""Articles in and out: import, delete, export, and keeping search in step with the library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from zhupi.core.errors import shown_path
from zhupi.core.model import Article, ImportReport, ReadingState, TagCount
from zhupi.core.paths import sample_files
from zhupi.core.protocols import Exporter, ReadOptions
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.controllers.upkeep import UpkeepController
from zhupi.ui.dialogs.export import ExportDialog
from zhupi.ui.dialogs.import_files import EncodingDialog, ImportDialog
from zhupi.ui.dialogs.import_report import ImportReportDialog, report_summary
from zhupi.ui.notices import NoticeBar
from zhupi.ui.services import Services
from zhupi.workspace.jobs import Export, ImportFiles, Job


class LibraryController(QObject):
    """Asks what to import and export, hands it to the worker, and tells what came of it."""

    imported = Signal(object)  #: ImportReport

    def __init__(
        self,
        services: Services,
        history: HistoryController,
        upkeep: UpkeepController,
        notices: NoticeBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._services = services
        self._history = history
        self._upkeep = upkeep
        self._notices = notices
        self._window = window
        self.dialog: QDialog | None = None
        services.tasks.job_done.connect(self._on_job_done)

    @property
    def writable(self) -> bool:
        return not self._services.workspace.read_only

    # --- in -----------------------------------------------------------------------------------

    def ask_import(self, paths: Sequence[Path] = ()) -> None:
        """Opens the import dialog, filled with `paths`."""
        dialog = ImportDialog(self._services.tr, self._window)
        dialog.add(paths)
        dialog.accepted.connect(lambda: self.import_paths(dialog.paths, dialog.options()))
        self._open(dialog)

    def import_paths(self, paths: Iterable[Path], options: ReadOptions | None = None) -> None:
        chosen = tuple(paths)
        if chosen and self.writable:
            self._services.tasks.submit(ImportFiles(chosen, options or ReadOptions()))

    def import_samples(self) -> None:
        self.import_paths(sample_files())

    def ask_encoding(self, article: Article) -> None:
        """Asks for another encoding and imports the article's file again."""
        path = file_of(article)
        dialog = EncodingDialog(str(path), article.encoding, self._services.tr, self._window)
        dialog.accepted.connect(
            lambda: self.import_paths([path], ReadOptions(encoding=dialog.chosen()))
        )
        self._open(dialog)

    # --- out ----------------------------------------------------------------------------------

    def ask_export(self, article: Article | None, tags: Sequence[TagCount]) -> None:
        """Opens the export dialog."""

        def show(exporters: tuple[Exporter, ...]) -> None:
            dialog = ExportDialog(exporters, article, tags, self._services.tr, self._window)
            dialog.accepted.connect(lambda: self._export(dialog))
            self._open(dialog)

        self._services.tasks.run(self._services.workspace.export_formats, done=show)

    def _export(self, dialog: ExportDialog) -> None:
        self._services.tasks.submit(
            Export(
                dialog.exporter.name,
                dialog.wanted(),
                dialog.output,
                self._services.tr.language,
            )
        )

    def delete(self, articles: Sequence[str], title: str) -> None:
        """Deletes articles with what was written about them; the notice offers to take it back."""
        if not articles or not self.writable:
            return
        tr, workspace = self._services.tr, self._services.workspace
        if len(articles) == 1:
            text = tr("«{title}» deleted.", title=title)
        else:
            text = tr.plural("Article deleted.", "{count:,} articles deleted.", len(articles))

        def done(_nothing: None) -> None:
            self._notices.say(text, tr("Undo"), self._history.undo)

        self._services.tasks.operate(lambda: (None, workspace.delete_articles(articles)), done=done)

    def set_reading(self, articles: Sequence[str], state: ReadingState) -> None:
        workspace = self._services.workspace
        if articles and self.writable:
            self._services.tasks.operate(lambda: (None, workspace.set_reading(articles, state)))

    # --- search's index -----------------------------------------------------------------------

    def sync_index(self) -> None:
        """Has the index brought in step with the library, in the worker."""
        self._upkeep.sync()

    def rebuild_index(self) -> None:
        self._upkeep.sync(rebuild=True)

    # --- what came of it ----------------------------------------------------------------------

    def _on_job_done(self, _number: int, job: Job, result: object) -> None:
        tr = self._services.tr
        if isinstance(job, ImportFiles) and isinstance(result, ImportReport):
            self._tell_import(result)
            self.imported.emit(result)
        elif isinstance(job, Export) and isinstance(result, int):
            path = shown_path(job.output)
            self._notices.say(
                tr.plural(
                    "{count:,} annotation written to {path}",
                    "{count:,} annotations written to {path}",
                    result,
                    path=path,
                )
            )

    def _tell_import(self, report: ImportReport) -> None:
        tr = self._services.tr
        text = report_summary(report, tr)
        if len(report.failed) == 1:
            reason = tr.render(report.failed[0].reason)
            known = (*report.imported, *report.updated, *report.unchanged)
            # One file that could not be read: its reason is all there is to say.
            text = tr("{first} {then}", first=text, then=reason) if known else reason
        tell = self._notices.warn if report.failed else self._notices.say
        if len(report.failed) > 1 or report.near_duplicates:
            tell(text, tr("Details"), lambda: self.show_report(report))
        else:
            tell(text)

    def show_report(self, report: ImportReport) -> None:
        self._open(ImportReportDialog(report, self._services.tr, self._window))

    def _open(self, dialog: QDialog) -> None:
        # Not `exec`: a loop inside the loop would let the window be rebuilt under it.
        self.dialog = dialog
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def file_of(article: Article) -> Path:
    """The file an article was read from, also where it was one record of many."""
    path = Path(article.path)
    name, mark, number = article.path.rpartition("#")
    return Path(name) if mark and number.isdigit() and not path.exists() else path

"""Does one job of the worker process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from zhupi.core.care import Backup, BackupReason
from zhupi.core.errors import CancelledError
from zhupi.core.messages import Translator, message
from zhupi.core.model import Change, ImportReport, Progress
from zhupi.core.paths import resources
from zhupi.core.protocols import ProgressSink
from zhupi.workspace.applying import Applying
from zhupi.workspace.jobs import (
    WORKER,
    ApplyCorrections,
    Export,
    ExportConcordance,
    ImportFiles,
    Job,
    MakeBackup,
    Recognise,
    RecogniseAll,
    SyncIndex,
    TagPlaces,
    TidyIndex,
)
from zhupi.workspace.lanes import Lane, Lanes
from zhupi.workspace.library import Workspace
from zhupi.workspace.recognising import Sweep

#: How long names are sought before those found are made findable.
_SWEEP_SECONDS = 5.0
#: By what share what is counted must grow until names are linked anew on the way.
_WORTH_LINKING = 0.25


def lane_of(job: Job) -> Lane:
    """Where it runs."""
    match job:
        case Recognise():
            return Lane.PROMPT
        case SyncIndex():
            return Lane.INDEX
        case RecogniseAll() | ApplyCorrections():
            return Lane.SWEEP
        case TidyIndex() | MakeBackup(BackupReason.SESSION):
            return Lane.UPKEEP
        case _:
            return Lane.BULK


class _LetThroughError(CancelledError):
    """Idle work stops for somebody who waits, and goes on later."""


class Performing:
    """One job. `tell` says how far it is; `stopped`, whether it is to stop."""

    def __init__(
        self,
        workspace: Workspace,
        lanes: Lanes,
        tell: Callable[[Progress], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._workspace = workspace
        self._lanes = lanes
        self._tell = tell
        self._stopped = stopped

    def perform(self, job: Job) -> tuple[object, Change]:
        """Does the job; returns what its class documents, and the change."""
        self._check()
        workspace, progress = self._workspace, self._progress
        result: object = None
        change = Change("export", WORKER)
        match job:
            case ImportFiles():
                result, change = self._import(job)
            case SyncIndex(rebuild):
                change = workspace.sync_index(
                    progress, rebuild=rebuild, pause=self._let_others_index
                )
            case TidyIndex():
                self._while_still(self._tidy)
                change = Change("tidy", WORKER)
            case Recognise(article):
                result = workspace.understanding.reading(article)
                change = Change("recognise", WORKER, mentions=(article,))
            case RecogniseAll():
                sweep, applying = workspace.sweep(), workspace.understanding.applying()
                self._while_still(lambda: self._sweep(sweep, applying))
                self._while_still(lambda: self._apply(applying))
                change = Change("recognise", WORKER, index=True)
            case ApplyCorrections():
                applying = workspace.understanding.applying()
                self._while_still(lambda: self._apply(applying))
                change = replace(applying.change(), origin=WORKER)
                # The index followed step by step, so that no later job finds it to be another.
                change = replace(change, index=change.index or bool(change.mentions))
            case MakeBackup(reason):
                result = self._back_up(reason)
                change = Change("backup", WORKER)
            case Export(name, wanted, output, language):
                translator = Translator.load(language, resources() / "translations")
                result = workspace.export(name, wanted, output, translator, progress)
            case ExportConcordance(request, output, format_name):
                result = workspace.export_concordance(
                    request, output, progress, format_name=format_name
                )
            case TagPlaces(tags=tags, note=note, color=color):
                report = workspace.tagging.tag_places(
                    job.unpacked(), tags, note=note, color=color, progress=progress
                )
                result, change = report, report.change
        return result, change

    def _progress(self, step: Progress) -> None:
        self._check()
        self._tell(step)

    def _check(self, _step: Progress | None = None) -> None:
        if self._stopped():
            raise CancelledError(message("Stopped."))

    # --- the index ----------------------------------------------------------------------------

    def _import(self, job: ImportFiles) -> tuple[ImportReport, Change]:
        with self._lanes.importing():
            report, change = self._workspace.import_files(job.paths, job.options, self._progress)
        report = self._workspace.index_imported(report, self._progress, self._sync_to_the_end)
        return report, change

    def _let_others_index(self) -> bool:
        return self._lanes.index_wanted() or self._lanes.import_to_come()

    def _sync_to_the_end(self, progress: ProgressSink) -> None:
        """Makes the index equal to the library, letting others in between portions."""
        while self._sync_until_wanted(progress):
            pass

    def _sync_until_wanted(self, progress: ProgressSink) -> bool:
        """Whether it stopped before the end, because somebody else wants the index."""
        paused = False

        def pause() -> bool:
            nonlocal paused
            paused = self._lanes.index_wanted()
            return paused

        self._lanes.call_index(lambda: self._workspace.sync_index(progress, pause=pause))
        return paused

    # --- while nothing else is done -----------------------------------------------------------

    def _while_still(self, step: Callable[[], bool]) -> None:
        """Calls `step` until it says that nothing is left, while nobody waits for anything."""
        more = True
        while more:
            self._lanes.wait_until_still(self._stopped)
            self._check()
            with suppress(_LetThroughError):
                more = step()

    def _idle_progress(self, step: Progress) -> None:
        self._progress(step)
        if not self._lanes.still():
            raise _LetThroughError(message("Stopped."))

    def _back_up(self, reason: BackupReason) -> Backup:
        """Begins once all is still, and then goes on: beginning again would read all again.

        What somebody asked for does not wait.
        """
        if reason is BackupReason.SESSION:
            self._lanes.wait_until_still(self._stopped)
            self._check()
        return self._workspace.care.back_up(self._progress, reason)

    def _tidy(self) -> bool:
        return self._lanes.call_index(
            lambda: self._workspace.tidy_index(self._idle_progress), idle=True
        )

    def _sweep(self, sweep: Sweep, applying: Applying) -> bool:
        more = sweep.step(self._idle_progress, _SWEEP_SECONDS)
        self._sync_to_the_end(self._check)
        if more:
            applying.link(self._idle_progress, growth=_WORTH_LINKING)
        return more

    def _apply(self, applying: Applying) -> bool:
        more = applying.step(self._idle_progress, _SWEEP_SECONDS)
        self._sync_to_the_end(self._check)
        return more

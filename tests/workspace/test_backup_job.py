"""Backups in the worker process."""

from __future__ import annotations

from pathlib import Path

from zhupi.core.care import Backup, BackupReason
from zhupi.workspace import Workspace
from zhupi.workspace.jobs import Event, ImportFiles, JobDone, JobProgress, MakeBackup
from zhupi.workspace.lanes import Lane
from zhupi.workspace.performing import lane_of
from zhupi.workspace.worker import Worker


def test_the_worker_makes_a_backup_and_tells_how_far_it_is(tmp_path: Path) -> None:
    """The window never waits for it."""
    news = tmp_path / "news.txt"
    news.write_text("题目\n\n正文若干。\n", "utf-8")
    workspace = Workspace.open(tmp_path / "library", "window")
    worker = Worker(workspace.folder)
    try:
        worker.submit(ImportFiles((news,)))
        number = worker.submit(MakeBackup())
        seen: list[Event | None] = []
        while not (seen and isinstance(seen[-1], JobDone) and seen[-1].job == number):
            seen.append(worker.receive())
        made = seen[-1].result
        assert isinstance(made, Backup)
        assert workspace.care.backups() == [made]
        assert not workspace.care.backup_due(), "it waited for the import"
        assert any(isinstance(event, JobProgress) and event.job == number for event in seen)
    finally:
        worker.stop()
        workspace.close()


def test_what_was_asked_for_does_not_wait_for_stillness() -> None:
    """«Back up now» means now."""
    assert lane_of(MakeBackup()) is Lane.UPKEEP
    assert lane_of(MakeBackup(BackupReason.ASKED)) is Lane.BULK

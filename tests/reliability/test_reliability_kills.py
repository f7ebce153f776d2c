"""Whatever the program was at when it was killed, what it had told is there afterwards."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.reliability import programs
from tests.reliability.truth import BACKUP_GONE, NOT_THERE, look, truth_of

from zhupi.workspace import Workspace

KILLS = programs.asked_for("ZHUPI_KILLS", 200)
_AT_ONCE = 2

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are of POSIX")


def test_kills_lose_nothing_and_leave_nothing_half(tmp_path: Path) -> None:
    """What the window showed as saved is there; `kill_writers` and `truth` say what is looked at.

    Annotations, tags, imports, corrected texts, searches, undo and redo; and the search index.
    """
    share = -(-KILLS // _AT_ONCE)
    struck = programs.summed(
        programs.run_all(
            [
                programs.command("kill_writers", tmp_path / f"{n}", share, 20261123 + n)
                for n in range(_AT_ONCE)
            ]
        )
    )
    print(struck)
    assert struck["kills"] >= KILLS
    # Else the kills missed what they were to strike.
    assert struck["steps"] > KILLS
    assert struck["untold"] > 0
    assert struck["rolled back"] > KILLS // 20


def test_a_program_that_tells_too_early_is_found_out(tmp_path: Path) -> None:
    """The harness can fail: who says «saved» before it is so loses something within fifty kills.

    Most often that is a step. A backup leaves no trace in the library, so one that was told and
    never written is missed among the files.
    """
    with pytest.raises(AssertionError, match=f"{NOT_THERE}|{BACKUP_GONE}"):
        programs.run_all([programs.command("kill_writers", tmp_path / "0", 50, 3, "early")])


@pytest.mark.parametrize(("lost", "said"), [("step", NOT_THERE), ("backup", BACKUP_GONE)])
def test_whatever_was_told_and_is_not_there_fails_any_run(
    tmp_path: Path, lost: str, said: str
) -> None:
    """The look that finds out who tells too early is the look after every kill."""
    folder, news = tmp_path / "library", tmp_path / "news.txt"
    news.write_text("交流会开幕\n\n主办方介绍，本届博览会共有三家企业参展。\n", "utf-8")
    with closing(Workspace.open(folder, "window")) as workspace:
        workspace.import_files([news])
        workspace.sync_index()
        backup = workspace.care.back_up()
        told = truth_of(workspace)
        if lost == "step":
            workspace.delete_articles(workspace.article_ids())
    if lost == "backup":
        assert look(folder, {7: told}, index=False) == 7
        backup.file.unlink()
    with pytest.raises(AssertionError, match=said):
        look(folder, {7: told, 8: told}, index=False)

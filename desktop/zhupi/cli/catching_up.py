"""Answers from the search index, which may be behind the library or damaged.

A command that searches takes no lock where the index is in order. Where it is not, the index is
brought up to date first. Where that cannot be, a damaged index makes search look through the texts
themselves, and one that is behind is searched as it is; the person is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from zhupi.cli.context import Context
from zhupi.core.errors import IndexDamagedError, LibraryError
from zhupi.workspace import Workspace

T = TypeVar("T")
_STEP_SECONDS = 5.0
_SOON_DONE = 300  #: articles in which names are found within half a minute or so


def answered(
    context: Context,
    ask: Callable[[Workspace], T],
    queries: Collection[str] = (),
    *,
    facets: bool = False,
) -> T:
    """What `ask` finds in an index that is in step with the library, as far as it can be.

    Where the answers to `queries` depend on names, they are sought first in the articles in which
    nobody has; what was found stays if the person stops it. `facets` count names too, and are
    worth a short wait, but not a long one.
    """
    damaged = False
    with context.workspace("read") as workspace:
        try:
            behind = _names_wanted(workspace, queries, facets=facets)
            if workspace.index_state().complete and not behind:
                answer = ask(workspace)
                if not workspace.index_damaged:
                    return answer
                damaged = True
        except IndexDamagedError:
            damaged = True  # in a place that only this question reads
    with context.workspace("cache") as workspace:
        if not workspace.read_only and _names_wanted(workspace, queries, facets=facets):
            _seek_names(context, workspace)
        _catch_up(context, workspace, damaged=damaged)
        return ask(workspace)


def understood(context: Context, ask: Callable[[Workspace], T]) -> T:
    """What `ask` finds of names, sought in all articles and after all corrections, if it can be."""
    with context.workspace("read") as workspace:
        if not workspace.understanding.behind():
            return ask(workspace)
    with context.workspace("cache") as workspace:
        if workspace.read_only:
            context.say(
                context.tr("Names were not yet sought in all articles; some may be missing.")
            )
        else:
            _seek_names(context, workspace)
        return ask(workspace)


def _names_wanted(workspace: Workspace, queries: Collection[str], *, facets: bool) -> bool:
    if workspace.names_missing(queries):
        return True
    return facets and 0 < workspace.names_missing(["has:entity"]) <= _SOON_DONE


def _seek_names(context: Context, workspace: Workspace) -> None:
    context.say(context.tr("Looking for names in the articles first; it is done once."))
    sweep = workspace.sweep()
    try:
        while sweep.step(context.progress(), _STEP_SECONDS):
            pass
        workspace.understanding.apply(context.progress())
    except LibraryError as error:
        context.say(error.message)


def _catch_up(context: Context, workspace: Workspace, *, damaged: bool) -> None:
    """Indexes what an interrupted import left, or all where the index is gone or damaged."""
    state = workspace.index_state()
    damaged = damaged or state.damaged
    if state.complete and not damaged:
        return
    if workspace.read_only:
        if damaged:
            context.say(
                context.tr(
                    "The search index is damaged, and the library cannot be written from here."
                )
            )
            return
        context.say(context.tr("The search index is behind the library; hits may be missing."))
        return
    if damaged:
        context.say(context.tr("The search index is damaged; it is being rebuilt."))
    if not context.sync_index(workspace, rebuild=damaged):
        context.say(context.tr("The search index is behind the library; hits may be missing."))

"""undo, redo, history."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from zhupi.cli.commands.base import DONE, NOT_DONE, Command, no_arguments
from zhupi.cli.commands.words import count
from zhupi.cli.context import Context
from zhupi.cli.shapes import change_json, history_json
from zhupi.core.history import HistoryEntry
from zhupi.core.messages import Message, Translator, message, plural
from zhupi.core.model import Change
from zhupi.workspace import Workspace, operation_title

_LIMIT = 20


def done_to(context: Context, change: Change) -> None:
    """Says what an operation changed."""
    if context.as_json:
        context.document(change_json(change))
        return
    tr = context.tr
    annotations, articles = len(change.annotations), len(change.articles)
    counts = []
    # Whoever corrected a name looks for no annotation.
    if annotations or articles or not change.corrections:
        counts.append(tr.plural("{count} annotation", "{count} annotations", annotations))
        counts.append(tr.plural("{count} article", "{count} articles", articles))
    if change.tags:
        counts.append(tr.plural("{count} tag", "{count} tags", len(change.tags)))
    if change.corrections:
        made = len(change.corrections)
        counts.append(tr.plural("{count} correction", "{count} corrections", made))
    about = change.about if change.corrections else ""
    context.print(_told(tr, change.operation, about, counts))


def _told(tr: Translator, operation: str, about: str, counts: Sequence[str]) -> str:
    """An operation, what it was about, and how much it changed."""
    title, counted = tr.render(operation_title(operation)), tr(", ").join(counts)
    if about and counted:
        return tr("{operation}: “{about}”, {counts}", operation=title, about=about, counts=counted)
    if about:
        return tr("{operation}: “{about}”", operation=title, about=about)
    return tr("{operation}: {counts}", operation=title, counts=counted) if counted else title


def findable(context: Context, workspace: Workspace, change: Change | None) -> bool:
    """Has the index follow a change of articles' texts; whether it could."""
    return change is None or not change.index or context.sync_index(workspace)


def _step(
    take: Callable[[Workspace], Change | None], nothing: Message
) -> Callable[[Context, argparse.Namespace], int]:
    def run(context: Context, _args: argparse.Namespace) -> int:
        with context.workspace("write") as workspace:
            change = take(workspace)
            followed = findable(context, workspace, change)
        if change is None:
            context.say(nothing)
            if context.as_json:
                context.document(None)
            return NOT_DONE
        done_to(context, change)
        return DONE if followed else NOT_DONE

    return run


def _configure_history(parser: argparse.ArgumentParser, tr: Translator) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--limit",
        type=count,
        default=_LIMIT,
        metavar="N",
        help=tr("how many operations at the most (20)"),
    )
    what.add_argument(
        "--go-to",
        type=count,
        metavar="N",
        help=tr("undo or redo until the operation of this number is the last one done; 0: none"),
    )


def _history(context: Context, args: argparse.Namespace) -> int:
    if args.go_to is not None:
        return _go_to(context, args.go_to)
    with context.workspace("read") as workspace:
        entries = workspace.history(args.limit)
    if context.as_json:
        context.document([history_json(entry) for entry in entries])
        return DONE
    for entry in entries:
        context.print(_line(context.tr, entry))
    if not entries:
        context.print(context.tr("Nothing was done yet that could be undone."))
    return DONE


def _line(tr: Translator, entry: HistoryEntry) -> str:
    moment = entry.created.astimezone().strftime("%Y-%m-%d %H:%M")
    counts = (
        (entry.annotations, plural("{count} annotation", "{count} annotations", entry.annotations)),
        (entry.articles, plural("{count} article", "{count} articles", entry.articles)),
        (entry.tags, plural("{count} tag", "{count} tags", entry.tags)),
        (entry.searches, plural("{count} search", "{count} searches", entry.searches)),
        (entry.corrections, plural("{count} correction", "{count} corrections", entry.corrections)),
    )
    counted = [tr.render(words) for number, words in counts if number]
    told = _told(tr, entry.operation, entry.about, counted)
    if entry.undone:
        told = tr("{operation} (undone)", operation=told)
    return f"{entry.number:>6}  {moment}  {entry.program:12}  {told}"


def _go_to(context: Context, number: int) -> int:
    with context.workspace("write") as workspace:
        change = workspace.go_to(number)
        followed = findable(context, workspace, change)
    if change is None:
        context.say(context.tr("The library stands there already."))
        if context.as_json:
            context.document(None)
    else:
        done_to(context, change)
    return DONE if followed else NOT_DONE


COMMANDS = (
    Command(
        "undo",
        message("take back the last change"),
        no_arguments,
        _step(Workspace.undo, message("There is nothing to undo.")),
    ),
    Command(
        "redo",
        message("do again what was taken back"),
        no_arguments,
        _step(Workspace.redo, message("There is nothing to redo.")),
    ),
    Command(
        "history",
        message("list what was done, the last first, or go back to a moment of it"),
        _configure_history,
        _history,
    ),
)

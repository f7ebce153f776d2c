"""index."""

from __future__ import annotations

import argparse

from zhupi.cli.commands.base import DONE, Command
from zhupi.cli.context import Context
from zhupi.core.messages import Translator, message


def _configure(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "--rebuild", action="store_true", help=tr("throw the index away and make it anew")
    )


def _index(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("write") as workspace:
        before = workspace.index_state(compare=True)
        rebuilt = args.rebuild or before.damaged
        workspace.sync_index(context.progress(), rebuild=rebuilt, compare=True)
        articles = len(workspace.article_ids())
        complete = workspace.index_state().complete
    indexed = articles if rebuilt else len(before.missing)
    if context.as_json:
        context.document(
            {
                "articles": articles,
                "indexed": indexed,
                "removed": len(before.surplus),
                "rebuilt": rebuilt,
                "complete": complete,
            }
        )
    else:
        context.print(
            context.tr.plural(
                "{count} article in the index, {indexed} of them indexed now",
                "{count} articles in the index, {indexed} of them indexed now",
                articles,
                indexed=indexed,
            )
        )
    return DONE


COMMANDS = (
    Command(
        "index",
        message("bring the search index up to date, or rebuild it"),
        _configure,
        _index,
    ),
)

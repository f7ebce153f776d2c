"""similar."""

from __future__ import annotations

import argparse

from zhupi.cli.catching_up import answered
from zhupi.cli.commands.base import DONE, NOT_DONE, Command
from zhupi.cli.commands.words import count
from zhupi.cli.context import Context
from zhupi.cli.pages import hit_lines
from zhupi.cli.shapes import hit_json
from zhupi.core.messages import Translator, message
from zhupi.core.search import SearchPage
from zhupi.workspace import Workspace


def _configure(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument("article", metavar="ARTICLE", help=tr("an article's id, or its beginning"))
    parser.add_argument(
        "--limit",
        type=count,
        default=20,
        metavar="N",
        help=tr("how many articles at the most (20)"),
    )


def _similar(context: Context, args: argparse.Namespace) -> int:
    def ask(workspace: Workspace) -> SearchPage:
        return workspace.more_like(workspace.article(args.article).id, args.limit)

    page = answered(context, ask)
    if context.as_json:
        context.document([hit_json(hit) for hit in page.hits])
    else:
        for hit in page.hits:
            for line in hit_lines(hit):
                context.print(line)
        if not page.hits:
            context.say(context.tr("No article is like this one."))
    return DONE if page.complete else NOT_DONE


COMMANDS = (Command("similar", message("list the articles most like one"), _configure, _similar),)

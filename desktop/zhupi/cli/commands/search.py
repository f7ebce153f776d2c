"""search."""

from __future__ import annotations

import argparse
from dataclasses import replace

from zhupi.cli.catching_up import answered
from zhupi.cli.commands.base import DONE, NOT_DONE, Command
from zhupi.cli.commands.query_file import lines_of
from zhupi.cli.commands.words import count, file_name, typed
from zhupi.cli.context import Context
from zhupi.cli.pages import print_page
from zhupi.cli.shapes import page_json
from zhupi.core.messages import Translator, message
from zhupi.core.search import SearchRequest, SearchSort


def _configure_search(parser: argparse.ArgumentParser, tr: Translator) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "query",
        nargs="?",
        type=typed,
        metavar="QUERY",
        help=tr("what to look for; the guide describes the query language"),
    )
    what.add_argument(
        "--queries",
        type=file_name,
        metavar="FILE",
        help=tr("a file with one query a line; - is standard input"),
    )
    add_page_options(parser, tr)
    add_literal(parser, tr)


def add_page_options(
    parser: argparse.ArgumentParser, tr: Translator, *, sort: str = "relevance"
) -> None:
    """Which part of an answer is shown, and in which order."""
    parser.add_argument(
        "--limit", type=count, default=20, metavar="N", help=tr("how many hits at the most (20)")
    )
    parser.add_argument(
        "--offset", type=count, default=0, metavar="N", help=tr("how many hits to pass over")
    )
    parser.add_argument(
        "--sort",
        choices=[s.value for s in SearchSort],
        default=sort,
        help=tr("which hits come first"),
    )
    parser.add_argument(
        "--facets",
        action="store_true",
        help=tr("count the hits by source, year, month, tag, person, organisation and place"),
    )


def add_literal(parser: argparse.ArgumentParser, tr: Translator) -> None:
    """The option of every command that takes a query."""
    parser.add_argument(
        "--literal",
        action="store_true",
        help=tr("match these very characters: mind case, width, script and spaces"),
    )


def _search(context: Context, args: argparse.Namespace) -> int:
    request = SearchRequest(
        args.query or "",
        args.limit,
        args.offset,
        SearchSort(args.sort),
        facets=args.facets,
        literal=args.literal,
    )
    requests = [request]
    if args.queries is not None:
        requests = [replace(request, query=line) for line in lines_of(args.queries)]
    pages = answered(
        context,
        lambda workspace: [workspace.search(r) for r in requests],
        [r.query for r in requests],
        facets=args.facets,
    )
    if context.as_json:
        shapes = [page_json(page, context.tr) for page in pages]
        context.document(shapes if args.queries is not None else shapes[0])
    else:
        for page in pages:
            print_page(context, page)
    return DONE if all(page.complete for page in pages) else NOT_DONE


COMMANDS = (Command("search", message("search all articles"), _configure_search, _search),)

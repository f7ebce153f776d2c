"""search, index."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhupi.cli.commands.base import DONE, NOT_DONE, Command
from zhupi.cli.commands.query_file import lines_of
from zhupi.cli.commands.words import count, file_name, typed
from zhupi.cli.context import Context
from zhupi.cli.shapes import page_json
from zhupi.core.errors import IndexDamagedError
from zhupi.core.messages import Translator, message
from zhupi.core.search import Hit, SearchPage, SearchRequest, SearchSort
from zhupi.workspace import Workspace


def _configure_search(parser: argparse.ArgumentParser, tr: Translator) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "query",
        nargs="?",
        type=typed,
        metavar="QUERY",
        help=tr("words, “phrases” in quotes, AND, OR, NOT, title:, source:"),
    )
    what.add_argument(
        "--queries",
        type=file_name,
        metavar="FILE",
        help=tr("a file with one query a line; - is standard input"),
    )
    parser.add_argument(
        "--limit", type=count, default=20, metavar="N", help=tr("how many hits at the most (20)")
    )
    parser.add_argument(
        "--offset", type=count, default=0, metavar="N", help=tr("how many hits to pass over")
    )
    parser.add_argument(
        "--sort",
        choices=[s.value for s in SearchSort],
        default="relevance",
        help=tr("which hits come first"),
    )
    parser.add_argument(
        "--facets", action="store_true", help=tr("count the hits by source, year and month")
    )


def _search(context: Context, args: argparse.Namespace) -> int:
    request = SearchRequest(
        args.query or "", args.limit, args.offset, SearchSort(args.sort), args.facets
    )
    requests = [request]
    if args.queries is not None:
        requests = [replace(request, query=line) for line in lines_of(args.queries)]
    pages = _answers(context, requests)
    if context.as_json:
        shapes = [page_json(page, context.tr) for page in pages]
        context.document(shapes if args.queries is not None else shapes[0])
    else:
        for page in pages:
            _print_page(context, page)
    return DONE if all(page.complete for page in pages) else NOT_DONE


def _answers(context: Context, requests: Sequence[SearchRequest]) -> list[SearchPage]:
    damaged = False
    with context.workspace("read") as workspace:
        try:
            if workspace.index_state().complete:
                return [workspace.search(request) for request in requests]
        except IndexDamagedError:
            damaged = True  # in a place that only these queries read
    with context.workspace("cache") as workspace:
        _catch_up(context, workspace, damaged=damaged)
        return [workspace.search(request) for request in requests]


def _catch_up(context: Context, workspace: Workspace, *, damaged: bool) -> None:
    """Indexes what an interrupted import left, or all where the index is gone or damaged."""
    state = workspace.index_state()
    damaged = damaged or state.damaged
    if state.complete and not damaged:
        return
    if workspace.read_only:
        if damaged:
            raise IndexDamagedError(
                message("The search index is damaged and the library cannot be written from here.")
            )
        context.say(context.tr("The search index is behind the library; hits may be missing."))
        return
    if damaged:
        context.say(context.tr("The search index is damaged; it is being rebuilt."))
    if not context.sync_index(workspace, rebuild=damaged):
        context.say(context.tr("The search index is behind the library; hits may be missing."))


def _print_page(context: Context, page: SearchPage) -> None:
    tr = context.tr
    if page.remark is not None:
        context.say(page.remark)
    context.print(
        tr.plural(
            "{query}: {count} article, {milliseconds:.0f} ms",
            "{query}: {count} articles, {milliseconds:.0f} ms",
            page.total,
            query=page.query,
            milliseconds=page.milliseconds,
        )
    )
    for hit in page.hits:
        context.print(f"{hit.article[:8]}  {hit.count:>4} ×  {hit.title}")
        for line in _snippet_lines(hit):
            context.print(f"          {line}")


def _snippet_lines(hit: Hit) -> Iterator[str]:
    """Snippets with their matches between 【 and 】."""
    for snippet in hit.snippets:
        line, last = "", 0
        for mark in snippet.marks:
            start, end = mark.start - snippet.start, mark.end - snippet.start
            line += f"{snippet.text[last:start]}【{snippet.text[start:end]}】"
            last = end
        yield (line + snippet.text[last:]).replace("\n", " ")


def _configure_index(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "--rebuild", action="store_true", help=tr("throw the index away and make it anew")
    )


def _index(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("write") as workspace:
        before = workspace.index_state()
        workspace.sync_index(context.progress(), rebuild=args.rebuild)
        articles = len(workspace.article_ids())
        complete = workspace.index_state().complete
    rebuilt = args.rebuild or before.damaged
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
    Command("search", message("search all articles"), _configure_search, _search),
    Command(
        "index",
        message("bring the search index up to date, or rebuild it"),
        _configure_index,
        _index,
    ),
)

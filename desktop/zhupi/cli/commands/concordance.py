"""concordance."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from zhupi.cli.catching_up import answered
from zhupi.cli.commands.base import DONE, Command
from zhupi.cli.commands.search import add_literal
from zhupi.cli.commands.words import count, file_name, typed
from zhupi.cli.concordance_text import fitting_width, text_line
from zhupi.cli.context import Context
from zhupi.cli.shapes import Json, line_json
from zhupi.core.errors import shown_path
from zhupi.core.messages import Translator, message
from zhupi.core.model import Span
from zhupi.core.search import ConcordanceRequest, ConcordanceSort, SearchRequest
from zhupi.workspace import Workspace

T = TypeVar("T")
FORMATS = ("text", "csv", "json")


def _configure(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "query",
        type=typed,
        metavar="QUERY",
        help=tr("what to look for; the guide describes the query language"),
    )
    parser.add_argument(
        "--width",
        type=count,
        metavar="N",
        help=tr("characters on each side (30, or what fits the terminal)"),
    )
    parser.add_argument(
        "--sort",
        choices=[s.value for s in ConcordanceSort],
        default="article",
        help=tr("by article, or by what stands left or right of the match"),
    )
    parser.add_argument(
        "--limit",
        type=count,
        default=ConcordanceRequest("").limit,
        metavar="N",
        help=tr("how many lines at the most (100000)"),
    )
    parser.add_argument(
        "-o",
        "--output",
        type=file_name,
        metavar="FILE",
        help=tr("the file to write; without it the lines are printed"),
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help=tr("aligned text, CSV or JSON")
    )
    add_literal(parser, tr)


def _concordance(context: Context, args: argparse.Namespace) -> int:
    width = args.width
    if width is None:
        usual = ConcordanceRequest("").width
        width = usual if args.output else fitting_width(context.out, usual)
    sort = ConcordanceSort(args.sort)
    request = ConcordanceRequest(args.query, width, sort, args.literal, args.limit)
    if args.output is not None:
        return _write(context, request, args.format, args.output)
    if context.as_json or args.format == "json":
        context.document(_shapes(context, request))
    elif args.format == "csv":
        _print_csv(context, request)
    else:
        _print(context, request)
    return DONE


def _ask(context: Context, request: ConcordanceRequest, ask: Callable[[Workspace], T]) -> T:
    """What `ask` finds, after saying how the query was understood where that is not as typed."""
    question = SearchRequest(request.query, 0, literal=request.literal, exact_total=False)

    def explained(workspace: Workspace) -> T:
        remark = workspace.search(question).remark
        if remark is not None and not workspace.index_damaged:
            context.say(remark)
        return ask(workspace)

    return answered(context, explained, [request.query])


def _shapes(context: Context, request: ConcordanceRequest) -> list[Json]:
    return _ask(
        context, request, lambda there: [line_json(line) for line in there.concordance(request)]
    )


def _print(context: Context, request: ConcordanceRequest) -> None:
    """Prints each line when it is found."""
    printed: set[tuple[str, Span]] = set()  # once, also where a damaged index makes it ask again

    def print_lines(workspace: Workspace) -> None:
        for line in workspace.concordance(request):
            if (line.article, line.span) not in printed:
                printed.add((line.article, line.span))
                context.print(text_line(line, request.width))

    _ask(context, request, print_lines)
    if not printed:
        context.say(context.tr("Nothing found."))


def _print_csv(context: Context, request: ConcordanceRequest) -> None:
    """Only a finished table reaches the output."""
    with tempfile.TemporaryFile() as stream:
        _ask(context, request, lambda there: _export(there, request, stream, context))
        stream.seek(0)
        context.copy(stream)


def _export(
    workspace: Workspace, request: ConcordanceRequest, stream: BinaryIO, context: Context
) -> int:
    stream.seek(0)
    stream.truncate()
    return workspace.export_concordance(request, stream, context.progress(), format_name="csv")


def _write(context: Context, request: ConcordanceRequest, name: str, output: Path) -> int:
    if name == "json":
        shapes = _shapes(context, request)
        content = json.dumps(shapes, ensure_ascii=False, indent=2).encode() + b"\n"
        from zhupi.workspace.exporting import write_file  # noqa: PLC0415 -- loads lxml

        write_file(output, lambda stream: stream.write(content))
        count = len(shapes)
    else:
        progress = context.progress()
        count = _ask(
            context,
            request,
            lambda there: there.export_concordance(request, output, progress, format_name=name),
        )
    if context.as_json:
        context.document({"format": name, "lines": count, "output": shown_path(output)})
    else:
        context.say(context.tr.plural("{count} line exported", "{count} lines exported", count))
    return DONE


COMMANDS = (
    Command(
        "concordance",
        message("list every match with what stands around it"),
        _configure,
        _concordance,
    ),
)

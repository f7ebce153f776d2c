"""tag all: every match of a query."""

from __future__ import annotations

import argparse

from zhupi.cli.catching_up import answered
from zhupi.cli.commands.base import DONE, NOT_DONE, Command
from zhupi.cli.commands.search import add_literal
from zhupi.cli.commands.words import typed
from zhupi.cli.concordance_text import fitting_width, text_line
from zhupi.cli.context import Context
from zhupi.cli.shapes import line_json, tag_report_json
from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import Translator, message
from zhupi.core.model import COLORS
from zhupi.core.search import ConcordanceLine, ConcordanceRequest, SearchPage, SearchRequest
from zhupi.core.tagging import Place
from zhupi.workspace import Workspace

#: More are hardly meant, and nobody could look at them first.
_MOST = 200_000


def _configure(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "query",
        type=typed,
        metavar="QUERY",
        help=tr("what to look for; the guide describes the query language"),
    )
    parser.add_argument(
        "--tag",
        action="append",
        type=typed,
        required=True,
        dest="tags",
        metavar="TAG",
        help=tr("a tag, for instance 外交/会晤; may be given several times"),
    )
    parser.add_argument(
        "--note", type=typed, default="", metavar="TEXT", help=tr("a note on each passage")
    )
    parser.add_argument(
        "--color", default="", choices=COLORS, help=tr("the highlight's colour (the tag's)")
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=tr("only print the passages, as a concordance")
    )
    add_literal(parser, tr)


def _all(context: Context, args: argparse.Namespace) -> int:
    usual = ConcordanceRequest("").width
    width = fitting_width(context.out, usual) if args.dry_run else 0
    request = ConcordanceRequest(args.query, width, literal=args.literal, limit=_MOST + 1)
    lines, page = answered(context, lambda there: _lines(there, request), [args.query])
    if len(lines) > _MOST:
        raise InvalidRequestError(
            message(
                "More than {most:,} passages match: nothing was tagged. Narrow the search.",
                most=_MOST,
            )
        )
    if not page.exact:
        context.say(context.tr("The search takes long, so these may not be all."))
    elif page.remark is not None and not lines:
        context.say(page.remark)
    if args.dry_run:
        _print_lines(context, lines, width)
    else:
        _tag(context, args, lines)
    return DONE if page.exact else NOT_DONE


def _lines(
    workspace: Workspace, request: ConcordanceRequest
) -> tuple[list[ConcordanceLine], SearchPage]:
    """All that match, and what search says of them: whether it is all, and why there is none.

    Raises `InvalidRequestError` for a query that is not understood as it stands: what would be
    tagged instead was not asked for.
    """
    remark = workspace.remark(request.query, literal=request.literal)
    if remark is not None:
        raise InvalidRequestError(
            message(
                "{remark} So nothing was tagged. Quotation marks around the query help.",
                remark=remark,
            )
        )
    lines = list(workspace.concordance(request))
    return lines, workspace.search(SearchRequest(request.query, 0, literal=request.literal))


def _print_lines(context: Context, lines: list[ConcordanceLine], width: int) -> None:
    if context.as_json:
        context.document([line_json(line) for line in lines])
        return
    for line in lines:
        context.print(text_line(line, width))
    context.say(
        context.tr.plural(
            "{count:,} passage would be tagged.", "{count:,} passages would be tagged.", len(lines)
        )
    )


def _tag(context: Context, args: argparse.Namespace, lines: list[ConcordanceLine]) -> None:
    places = [Place(line.article, line.span, line.keyword) for line in lines]
    with context.workspace("write") as workspace:
        report = workspace.tagging.tag_places(
            places, args.tags, note=args.note, color=args.color, progress=context.progress()
        )
    if context.as_json:
        context.document(tag_report_json(report))
        return
    context.print(
        context.tr(
            "{added:,} passages tagged, {extended:,} annotations extended, "
            "{unchanged:,} unchanged, {gone:,} gone",
            added=report.added,
            extended=report.extended,
            unchanged=report.unchanged,
            gone=report.gone,
        )
    )


TAG_ALL = Command(
    "all",
    message("tag every match of a query, as one change that can be undone"),
    _configure,
    _all,
)

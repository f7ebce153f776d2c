"""review: annotations whose article's text changed."""

from __future__ import annotations

import argparse

from zhupi.cli.commands.base import DONE, NOT_DONE, Command
from zhupi.cli.commands.history import done_to, findable
from zhupi.cli.commands.options import group
from zhupi.cli.commands.words import position
from zhupi.cli.context import Context
from zhupi.cli.shapes import review_detail_json, review_item_json
from zhupi.cli.side_by_side import review_lines, state_words
from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import Translator, message
from zhupi.core.model import AnnotationState, Span
from zhupi.core.reviewing import waiting_message


def _configure_list(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "--article", default="", metavar="ARTICLE", help=tr("only those of this article")
    )


def _list(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("read") as workspace:
        items = workspace.reviewing.items(args.article)
    if context.as_json:
        context.document([review_item_json(item) for item in items])
        return DONE
    for item in items:
        annotation = item.annotation
        context.print(
            f"{annotation.id[:8]}  {annotation.target.article[:8]}  "
            f"{state_words(annotation, context.tr)}  {item.title}"
        )
        context.print("          「" + annotation.original_quote.replace("\n", " ") + "」")
    if not items:
        context.print(context.tr("No annotation waits for review."))
    return DONE


def _configure_one(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument("id", metavar="ID", help=tr("an annotation's id, or its beginning"))


def _show(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("read") as workspace:
        detail = workspace.reviewing.detail(args.id)
    if context.as_json:
        context.document(review_detail_json(detail))
    else:
        for line in review_lines(detail, context.tr, context.out):
            context.print(line)
    return DONE


def _configure_accept(parser: argparse.ArgumentParser, tr: Translator) -> None:
    # A positional that may be empty cannot be in a group of which one is required.
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help=tr("annotations' ids, or their beginnings")
    )
    parser.add_argument(
        "--all", action="store_true", dest="every", help=tr("all for which a place was found")
    )
    parser.set_defaults(refuse=parser.error)


def _accept(context: Context, args: argparse.Namespace) -> int:
    if bool(args.ids) == args.every:
        args.refuse("accept is followed by: ID… / --all")
    with context.workspace("write") as workspace:
        reviewing, ids = workspace.reviewing, args.ids
        if args.every:
            found = (item.annotation for item in reviewing.items())
            ids = [a.id for a in found if a.state is AnnotationState.MOVED]
        change = reviewing.accept(ids)
        waiting = sum(reviewing.counts().values())
    done_to(context, change)
    if waiting:
        context.say(waiting_message(waiting))
    return DONE


def _configure_attach(parser: argparse.ArgumentParser, tr: Translator) -> None:
    _configure_one(parser, tr)
    parser.add_argument(
        "--start",
        type=position,
        required=True,
        metavar="N",
        help=tr("the first character, counted from 0"),
    )
    parser.add_argument(
        "--end", type=position, required=True, metavar="N", help=tr("the character after the last")
    )


def _attach(context: Context, args: argparse.Namespace) -> int:
    if not 0 <= args.start < args.end:
        raise InvalidRequestError(
            message("{start} to {end} is not a range.", start=args.start, end=args.end)
        )
    with context.workspace("write") as workspace:
        change = workspace.reviewing.reattach(args.id, Span(args.start, args.end))
    done_to(context, change)
    return DONE


def _configure_revert(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument("article", metavar="ARTICLE", help=tr("an article's id, or its beginning"))


def _revert(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("write") as workspace:
        change = workspace.reviewing.revert(args.article)
        followed = findable(context, workspace, change)
    done_to(context, change)
    return DONE if followed else NOT_DONE


COMMANDS = (
    group(
        "review",
        message("list the annotations whose text changed, and settle where they stand"),
        (
            Command("show", message("print old and new, side by side"), _configure_one, _show),
            Command(
                "accept",
                message("confirm the places that were found"),
                _configure_accept,
                _accept,
            ),
            Command(
                "attach",
                message("attach an annotation to another passage of its article"),
                _configure_attach,
                _attach,
            ),
            Command(
                "revert",
                message("put the old text of an article back, and its annotations with it"),
                _configure_revert,
                _revert,
            ),
        ),
        Command("list", message("list what waits"), _configure_list, _list),
    ),
)

"""annotate, annotations."""

from __future__ import annotations

import argparse

from zhupi.cli.commands.base import DONE, Command
from zhupi.cli.commands.words import position, typed
from zhupi.cli.context import Context
from zhupi.cli.shapes import annotation_json
from zhupi.cli.side_by_side import state_words
from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import Translator, message
from zhupi.core.model import COLORS, Annotation, AnnotationState, Span


def _configure_annotate(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument("article", metavar="ARTICLE", help=tr("an article's id, or its beginning"))
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
    parser.add_argument(
        "--tag",
        action="append",
        type=typed,
        default=[],
        dest="tags",
        metavar="TAG",
        help=tr("a tag, for instance 外交/会晤; may be given several times"),
    )
    parser.add_argument(
        "--note", type=typed, default="", metavar="TEXT", help=tr("a note on the passage")
    )
    parser.add_argument(
        "--color", default="", choices=COLORS, help=tr("the highlight's colour (the tag's)")
    )


def _annotate(context: Context, args: argparse.Namespace) -> int:
    if not 0 <= args.start < args.end:
        raise InvalidRequestError(
            message("{start} to {end} is not a range.", start=args.start, end=args.end)
        )
    with context.workspace("write") as workspace:
        annotation, _ = workspace.annotate(
            args.article,
            Span(args.start, args.end),
            tags=args.tags,
            note=args.note,
            color=args.color,
        )
    if context.as_json:
        context.document(annotation_json(annotation))
    else:
        _print_annotation(context, annotation)
    return DONE


def add_filters(parser: argparse.ArgumentParser, tr: Translator) -> None:
    """The options that choose annotations; export takes the same."""
    parser.add_argument(
        "--article", default="", metavar="ARTICLE", help=tr("only those of this article")
    )
    parser.add_argument(
        "--tag",
        type=typed,
        default="",
        metavar="TAG",
        help=tr("only those with this tag or one below it"),
    )
    parser.add_argument(
        "--state",
        default="",
        metavar="STATE",
        help=tr("only those in this state: resolved, moved, ambiguous, orphan"),
    )
    parser.add_argument(
        "--color", default="", metavar="COLOR", help=tr("only those of this colour")
    )


def _list(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("read") as workspace:
        wanted = workspace.annotation_filter(args.article, args.tag, args.state, args.color)
        found = workspace.annotations(wanted)
    if context.as_json:
        context.document([annotation_json(annotation) for annotation in found])
    else:
        for annotation in found:
            _print_annotation(context, annotation)
    return DONE


def _print_annotation(context: Context, annotation: Annotation) -> None:
    tags = " ".join(f"#{tag}" for tag in annotation.tags)
    parts = [annotation.id[:8], annotation.target.article[:8], f"{annotation.color:6}", tags]
    if annotation.state is not AnnotationState.RESOLVED:
        parts.insert(3, f"[{state_words(annotation, context.tr)}]")
    context.print("  ".join(parts).rstrip())
    context.print("          「" + annotation.original_quote.replace("\n", " ") + "」")
    for line in annotation.note.splitlines():
        context.print("          " + line)


COMMANDS = (
    Command("annotate", message("annotate a passage"), _configure_annotate, _annotate),
    Command("annotations", message("list annotations"), add_filters, _list),
)

"""export."""

from __future__ import annotations

import argparse
import tempfile

from zhupi.cli.commands.annotating import add_filters
from zhupi.cli.commands.base import DONE, Command
from zhupi.cli.commands.words import file_name
from zhupi.cli.context import Context
from zhupi.core.errors import shown_path
from zhupi.core.messages import Translator, message
from zhupi.core.model import AnnotationFilter
from zhupi.workspace import Workspace

_JSON_SUFFIXES = frozenset({".json", ".jsonld"})


def _configure(parser: argparse.ArgumentParser, tr: Translator) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("format", nargs="?", metavar="FORMAT", help=tr("the format's name"))
    what.add_argument(
        "--list", action="store_true", dest="list_formats", help=tr("list the formats")
    )
    parser.add_argument(
        "-o",
        "--output",
        type=file_name,
        metavar="FILE",
        help=tr("the file to write; without it the document is printed"),
    )
    add_filters(parser, tr)


def _export(context: Context, args: argparse.Namespace) -> int:
    if args.list_formats:
        return _list(context)
    with context.workspace("read") as workspace:
        wanted = workspace.annotation_filter(args.article, args.tag, args.state, args.color)
        if args.output is None:
            count = _print_export(context, workspace, args.format, wanted)
        else:
            count = workspace.export(
                args.format, wanted, args.output, context.tr, context.progress()
            )
    if args.output is not None and context.as_json:
        output = shown_path(args.output)
        context.document({"format": args.format, "annotations": count, "output": output})
    else:
        context.say(
            context.tr.plural("{count} annotation exported", "{count} annotations exported", count)
        )
    return DONE


def _print_export(
    context: Context, workspace: Workspace, format_name: str, wanted: AnnotationFilter
) -> int:
    """Only a finished, checked document reaches the output; with `--json` as one of JSON."""
    with tempfile.TemporaryFile() as stream:
        count = workspace.export(format_name, wanted, stream, context.tr)
        stream.seek(0)
        suffixes = {e.name: e.suffix for e in workspace.export_formats()}
        if context.as_json and suffixes[format_name] not in _JSON_SUFFIXES:
            content = stream.read().decode("utf-8-sig")
            context.document({"format": format_name, "annotations": count, "content": content})
        else:
            context.copy(stream)
    return count


def _list(context: Context) -> int:
    exporters = Workspace.export_formats()
    if context.as_json:
        context.document(
            [
                {"name": e.name, "title": context.tr.render(e.title), "suffix": e.suffix}
                for e in exporters
            ]
        )
    else:
        for exporter in exporters:
            context.print(f"{exporter.name:16} {context.tr.render(exporter.title)}")
    return DONE


COMMANDS = (
    Command("export", message("write annotations in a standard format"), _configure, _export),
)

"""export."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from zhupi.cli.commands.annotating import add_filters
from zhupi.cli.commands.base import DONE, Command
from zhupi.cli.context import Context
from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", nargs="?", metavar="FORMAT")
    parser.add_argument("--list", action="store_true", dest="list_formats")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE")
    add_filters(parser)


def _export(context: Context, args: argparse.Namespace) -> int:
    if args.list_formats:
        return _list(context)
    if args.format is None:
        raise InvalidRequestError(
            message("Name a format: zhupi export --list shows those there are.")
        )
    with context.workspace() as workspace:
        wanted = workspace.annotation_filter(args.article, args.tag, args.state, args.color)
        if args.output is not None:
            count = workspace.export(
                args.format, wanted, args.output, context.tr, context.progress()
            )
        else:
            # Only a finished, checked document reaches the output.
            with tempfile.TemporaryFile() as stream:
                count = workspace.export(args.format, wanted, stream, context.tr)
                stream.seek(0)
                context.out.flush()
                shutil.copyfileobj(stream, context.out.buffer)
                context.out.buffer.flush()
    if args.output is not None and context.as_json:
        context.document({"format": args.format, "annotations": count, "output": str(args.output)})
    else:
        context.say(
            context.tr.plural("{count} annotation exported", "{count} annotations exported", count)
        )
    return DONE


def _list(context: Context) -> int:
    from zhupi.exchange import EXPORTERS  # noqa: PLC0415 -- loads lxml

    if context.as_json:
        context.document(
            [
                {"name": e.name, "title": context.tr.render(e.title), "suffix": e.suffix}
                for e in EXPORTERS
            ]
        )
    else:
        for exporter in EXPORTERS:
            context.print(f"{exporter.name:16} {context.tr.render(exporter.title)}")
    return DONE


COMMANDS = (
    Command("export", message("write annotations in a standard format"), _configure, _export),
)

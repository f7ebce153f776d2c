"""Options that stand at every command, and commands that consist of several."""

from __future__ import annotations

import argparse

from zhupi.cli.commands.base import Command
from zhupi.cli.commands.words import file_name
from zhupi.cli.context import Context
from zhupi.core.messages import Message, Translator


def add_common(parser: argparse.ArgumentParser, tr: Translator, *, first: bool) -> None:
    """`--library` and `--json`; they may stand before a command and after it.

    `first`: before all commands. A later one must not reset them.
    """
    parser.add_argument(
        "--library",
        type=file_name,
        metavar="DIR",
        default=None if first else argparse.SUPPRESS,
        help=tr("the library's folder"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=False if first else argparse.SUPPRESS,
        help=tr("print one JSON document"),
    )


def group(
    name: str, words: Message, actions: tuple[Command, ...], usual: Command | None = None
) -> Command:
    """A command followed by what is to be done: `tag rename`. `usual`: where nothing follows."""

    def configure(parser: argparse.ArgumentParser, tr: Translator) -> None:
        if usual is not None:
            usual.configure(parser, tr)
            parser.set_defaults(action=usual)
        subparsers = parser.add_subparsers(
            title=tr("what to do"), metavar="ACTION", required=usual is None
        )
        for action in actions:
            line = tr.render(action.help)
            sub = subparsers.add_parser(action.name, tr=tr, help=line, description=line)
            add_common(sub, tr, first=False)
            action.configure(sub, tr)
            sub.set_defaults(action=action)

    def run(context: Context, args: argparse.Namespace) -> int:
        action: Command = args.action
        return action.run(context, args)

    return Command(name, words, configure, run)

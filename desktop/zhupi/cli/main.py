"""Parses the command line and runs one command.

Exit codes: 0 done; 1 could not be done, or only in part; 2 wrong usage.
"""

from __future__ import annotations

import argparse
import locale
import os
from collections.abc import Sequence
from typing import TextIO

import zhupi
from zhupi.cli.commands import COMMANDS
from zhupi.cli.commands.base import NOT_DONE, Command
from zhupi.cli.commands.options import add_common
from zhupi.cli.context import Context, standard_streams
from zhupi.cli.usage import Parser
from zhupi.core.errors import ZhupiError, file_reason
from zhupi.core.messages import Translator, choose_language
from zhupi.core.paths import resources
from zhupi.core.settings import Settings, load_settings
from zhupi.workspace.locations import default_library, settings_file, signature


def run(arguments: Sequence[str]) -> int:
    """Runs one command; returns the exit code."""
    out, err = standard_streams()
    for stream in (out, err):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    settings = load_settings(settings_file())
    tr = translator(settings)
    parser = _parser(tr)
    args = parser.parse_args(arguments)
    command: Command = args.command
    context = Context(
        library=args.library or default_library(),
        as_json=args.json,
        tr=tr,
        creator=signature(settings),
        out=out,
        err=err,
    )
    return _guarded(command, context, args, err)


def _guarded(command: Command, context: Context, args: argparse.Namespace, err: TextIO) -> int:
    try:
        code = command.run(context, args)
        context.flush()
    except ZhupiError as error:
        context.say(error.message)
        return NOT_DONE
    except KeyboardInterrupt:
        context.say(context.tr("Stopped."))
        return NOT_DONE
    except BrokenPipeError:
        return NOT_DONE  # whoever read our output has had enough
    except OSError as error:
        # Of the machine, not of a file the command is about: no room for temporary files, say.
        context.say(context.tr("The system failed: {reason}.", reason=file_reason(error)))
        return NOT_DONE
    except MemoryError:
        context.say(context.tr("There is not enough memory for this."))
        return NOT_DONE
    else:
        err.flush()
        return code


def translator(settings: Settings) -> Translator:
    """The person's language, from the settings or the environment."""
    system = ""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            system = os.environ[name]
            break
    else:
        system = locale.getlocale()[0] or ""
    return Translator.load(choose_language(settings.language, system), resources() / "translations")


def _parser(tr: Translator) -> argparse.ArgumentParser:
    parser = Parser(
        tr,
        prog="zhupi",
        description=tr("Read, search and annotate Chinese news offline."),
        epilog=tr("Without a command the window opens."),
    )
    version = f"zhupi {zhupi.__version__}"
    words = tr("show the version and end")
    parser.add_argument("--version", action="version", version=version, help=words)
    add_common(parser, tr, first=True)
    commands = parser.add_subparsers(title=tr("commands"), metavar="COMMAND", required=True)
    for command in COMMANDS:
        line = tr.render(command.help)
        sub = commands.add_parser(command.name, tr=tr, help=line, description=line)
        add_common(sub, tr, first=False)
        command.configure(sub, tr)
        sub.set_defaults(command=command)
    return parser

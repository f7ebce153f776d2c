"""check."""

from __future__ import annotations

import argparse

from zhupi.cli.commands.base import DONE, NOT_DONE, Command, no_arguments
from zhupi.cli.context import Context
from zhupi.core.errors import LibraryError
from zhupi.core.messages import message
from zhupi.workspace import Finding


def _check(context: Context, _args: argparse.Namespace) -> int:
    try:
        with context.workspace("read") as workspace:
            problems = workspace.check(context.progress())
    except LibraryError as error:
        # That a library cannot be opened is the first thing to report of it.
        problems = [Finding("library", error.message)]
    if context.as_json:
        context.document(
            {
                "ok": not problems,
                "problems": [
                    {"area": p.area, "problem": context.tr.render(p.message)} for p in problems
                ],
            }
        )
    else:
        for problem in problems:
            context.say(problem.message)
        if not problems:
            context.print(context.tr("The library is in order."))
    return NOT_DONE if problems else DONE


COMMANDS = (Command("check", message("look for damage; changes nothing"), no_arguments, _check),)

"""check."""

from __future__ import annotations

import argparse

from zhupi.cli.commands.base import DONE, NOT_DONE, Command, no_arguments
from zhupi.cli.context import Context
from zhupi.core.messages import message


def _check(context: Context, _args: argparse.Namespace) -> int:
    with context.workspace("read") as workspace:
        problems = workspace.check(context.progress())
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
            context.print(context.tr.render(problem.message))
        if not problems:
            context.print(context.tr("The library is in order."))
    return NOT_DONE if problems else DONE


COMMANDS = (Command("check", message("look for damage; changes nothing"), no_arguments, _check),)

"""The parser of the command line, which speaks the person's language.

argparse knows English and gettext's own catalogues; both its help and its complaints are
translated here instead, so that one catalogue and one choice of language serve the whole program.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn

from zhupi.cli.commands.base import WRONG_USAGE
from zhupi.core.messages import Message, Translator, message

# What argparse and `commands.words` complain of, word for word. A sentence that is not here
# (a later Python's, say) comes out in English.
_COMPLAINTS = (
    message("argument {name}: {complaint}"),
    message("the following arguments are required: {names}"),
    message("one of the arguments {names} is required"),
    message("unrecognized arguments: {words}"),
    message("not allowed with argument {name}"),
    message("expected one argument"),
    message("expected at least one argument"),
    message("ignored explicit argument {value}"),
    message("invalid choice: {value} (choose from {choices})"),
    message("a file name is missing"),
    message("{word} is not a number from 0 on"),
    message("{word} is not a number from 0 to 9"),
    message("{word} is not a whole number"),
    message("{word} is not a day; write it as 2026-01-31"),
    message("{action} is followed by: {words}"),
)
_FIELD = re.compile(r"\\\{(\w+)\\\}")


def translated(complaint: str, tr: Translator) -> str:
    """A complaint of argparse in the language of `tr`."""
    for known in _COMPLAINTS:
        pattern = _FIELD.sub(r"(?P<\1>.+?)", re.escape(known.template))
        found = re.fullmatch(pattern, complaint, re.DOTALL)
        if found is not None:
            values = found.groupdict()
            if "complaint" in values:
                values["complaint"] = translated(values["complaint"], tr)
            return tr.render(Message(known.template, values))
    return complaint


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` whose every word is translated; its subparsers need a `tr` too."""

    def __init__(self, tr: Translator, **options: Any) -> None:
        formatter = partial(_Formatter, tr=tr)
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=formatter, **options)
        self._tr = tr
        self.add_argument("-h", "--help", action="help", help=tr("show this help and end"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {translated(message, self._tr)}\n")


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, tr: Translator, **options: Any) -> None:
        super().__init__(prog, **options)
        self._usage = tr("usage: ")
        self._headings = {
            "positional arguments": tr("arguments"),
            "options": tr("options"),
        }

    def start_section(self, heading: str | None) -> None:
        super().start_section(self._headings.get(heading or "", heading))

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        # A subparser's name is made of a usage with an empty prefix.
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)

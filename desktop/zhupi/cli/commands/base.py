"""What a command is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from zhupi.cli.context import Context
from zhupi.core.messages import Message, Translator

DONE, NOT_DONE, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True)
class Command:
    """One word of the command line."""

    name: str
    help: Message
    configure: Callable[[argparse.ArgumentParser, Translator], None]
    run: Callable[[Context, argparse.Namespace], int]  #: returns the exit code


def no_arguments(_parser: argparse.ArgumentParser, _tr: Translator) -> None:
    """For commands that take none of their own."""

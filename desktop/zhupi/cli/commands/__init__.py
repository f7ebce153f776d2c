"""The commands, in the order in which help lists them."""

from __future__ import annotations

from zhupi.cli.commands import annotations, articles, care, export, search
from zhupi.cli.commands.base import Command

COMMANDS: tuple[Command, ...] = (
    *articles.COMMANDS,
    *search.COMMANDS,
    *annotations.COMMANDS,
    *export.COMMANDS,
    *care.COMMANDS,
)

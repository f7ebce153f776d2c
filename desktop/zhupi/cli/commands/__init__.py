"""The commands, in the order in which help lists them."""

from __future__ import annotations

from zhupi.cli.commands import (
    annotating,
    articles,
    care,
    concordance,
    export,
    index,
    search,
    searches,
    similar,
)
from zhupi.cli.commands.base import Command

COMMANDS: tuple[Command, ...] = (
    *articles.COMMANDS,
    *search.COMMANDS,
    *concordance.COMMANDS,
    *similar.COMMANDS,
    *searches.COMMANDS,
    *index.COMMANDS,
    *annotating.COMMANDS,
    *export.COMMANDS,
    *care.COMMANDS,
)

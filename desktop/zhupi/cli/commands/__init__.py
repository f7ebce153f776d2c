"""The commands, in the order in which help lists them."""

from __future__ import annotations

from zhupi.cli.commands import (
    annotating,
    articles,
    backup,
    care,
    concordance,
    correct,
    export,
    history,
    index,
    reviewing,
    search,
    searches,
    similar,
    tags,
    understanding,
)
from zhupi.cli.commands.base import Command

COMMANDS: tuple[Command, ...] = (
    *articles.COMMANDS,
    *search.COMMANDS,
    *concordance.COMMANDS,
    *similar.COMMANDS,
    *searches.COMMANDS,
    *index.COMMANDS,
    *understanding.COMMANDS,
    *correct.COMMANDS,
    *annotating.COMMANDS,
    *tags.COMMANDS,
    *reviewing.COMMANDS,
    *history.COMMANDS,
    *export.COMMANDS,
    *care.COMMANDS,
    *backup.COMMANDS,
)

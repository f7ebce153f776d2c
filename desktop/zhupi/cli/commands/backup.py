"""backup: making, listing, restoring."""

from __future__ import annotations

import argparse

from zhupi.cli.commands.base import DONE, Command
from zhupi.cli.commands.words import file_name
from zhupi.cli.context import ORIGIN, Context
from zhupi.cli.shapes import Json, instant
from zhupi.core.care import Backup, BackupReason
from zhupi.core.errors import shown_path
from zhupi.core.messages import Translator, message
from zhupi.workspace.caring import (
    backups_in,
    find_backup,
    reason_words,
    restore,
)


def _configure(parser: argparse.ArgumentParser, tr: Translator) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "file",
        nargs="?",
        type=file_name,
        metavar="FILE",
        help=tr("the file to write; without it the backup goes into the library's folder"),
    )
    what.add_argument(
        "--list", action="store_true", dest="list_backups", help=tr("list the backups")
    )
    what.add_argument(
        "--restore",
        metavar="BACKUP",
        help=tr("put a backup, by its name or any file, in the place of the library"),
    )


def _backup(context: Context, args: argparse.Namespace) -> int:
    if args.list_backups:
        return _list(context)
    if args.restore is not None:
        return _restore(context, args.restore)
    with context.workspace("read") as workspace:
        if args.file is None:
            made = workspace.care.back_up(context.progress(), BackupReason.ASKED)
            file, shape = made.file, _shape(made)
        else:
            file = args.file
            workspace.care.back_up_to(file, context.progress())
            shape = {"file": shown_path(file), "bytes": file.stat().st_size}
    if context.as_json:
        context.document(shape)
    else:
        context.say(context.tr("The backup {file} was made.", file=shown_path(file)))
    return DONE


def _list(context: Context) -> int:
    backups = backups_in(context.library)
    if context.as_json:
        context.document([_shape(backup) for backup in backups])
        return DONE
    for backup in backups:
        made = backup.made.astimezone().strftime("%Y-%m-%d %H:%M")
        size = f"{backup.bytes / 1e6:.1f} MB"
        reason = context.tr.render(reason_words(backup.reason))
        context.print(f"{backup.file.name}  {made}  {size:>10}  {reason}")
    if not backups:
        context.say(context.tr("There are no backups yet."))
    return DONE


def _restore(context: Context, name: str) -> int:
    file = find_backup(context.library, name)
    before = restore(context.library, file, ORIGIN, context.progress())
    if context.as_json:
        kept = None if before is None else shown_path(before.file)
        context.document({"restored": shown_path(file), "before": kept})
        return DONE
    context.say(context.tr("{file} is the library now.", file=shown_path(file)))
    if before is not None:
        context.say(
            context.tr("What was there before is kept as {file}.", file=shown_path(before.file))
        )
    return DONE


def _shape(backup: Backup) -> Json:
    return {
        "name": backup.file.name,
        "file": shown_path(backup.file),
        "made": instant(backup.made),
        "reason": backup.reason.value,
        "schema": backup.schema,
        "bytes": backup.bytes,
    }


COMMANDS = (
    Command("backup", message("copy the library, or put a copy back"), _configure, _backup),
)

"""check, and repair."""

from __future__ import annotations

import argparse

from zhupi.cli.commands.base import DONE, NOT_DONE, Command
from zhupi.cli.context import ORIGIN, Context
from zhupi.cli.shapes import Json
from zhupi.core.care import RepairReport
from zhupi.core.errors import LibraryError, shown_path
from zhupi.core.messages import Translator, message
from zhupi.workspace import Finding
from zhupi.workspace.caring import repair


def _configure(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "--repair",
        action="store_true",
        help=tr("save what can be read into a new file; the damaged one is kept beside it"),
    )


def _check(context: Context, args: argparse.Namespace) -> int:
    if args.repair:
        return _repair(context)
    found = _findings(context)
    harmful = [finding for finding in found if not finding.harmless]
    if context.as_json:
        context.document(
            {"ok": not harmful, "problems": [_shape(context, finding) for finding in found]}
        )
    else:
        for finding in found:
            context.say(finding.message)
        if not harmful:
            context.print(context.tr("The library is in order."))
        elif any(finding.area == "library" for finding in harmful):
            context.say(message("`zhupi check --repair` saves what can be read."))
    return NOT_DONE if harmful else DONE


def _findings(context: Context) -> list[Finding]:
    try:
        with context.workspace("read") as workspace:
            return workspace.check(context.progress())
    except LibraryError as error:
        # That a library cannot be opened is the first thing to report of it.
        return [Finding("library", error.message)]


def _shape(context: Context, finding: Finding) -> Json:
    return {
        "area": finding.area,
        "problem": context.tr.render(finding.message),
        "harmless": finding.harmless,
    }


def _repair(context: Context) -> int:
    report = repair(context.library, ORIGIN, context.progress())
    if report.damaged_file is not None:
        with context.workspace("write") as workspace:
            context.sync_index(workspace)
    if context.as_json:
        context.document(_report_shape(context, report))
    else:
        _tell(context, report)
    return NOT_DONE if report.lost else DONE


def _report_shape(context: Context, report: RepairReport) -> Json:
    kept = report.damaged_file
    return {
        "saved": report.saved,
        "restored": report.restored,
        "lost": [context.tr.render(words) for words in report.lost],
        "damaged_file": None if kept is None else shown_path(kept),
    }


def _tell(context: Context, report: RepairReport) -> None:
    if report.damaged_file is None:
        context.print(context.tr("The library is in order: there was nothing to repair."))
        return
    for words in report.lost:
        context.say(words)
    annotations, articles = report.saved.get("annotations", 0), report.saved.get("articles", 0)
    context.print(
        context.tr(
            "Saved: {articles} articles and {annotations} annotations.",
            articles=articles,
            annotations=annotations,
        )
    )
    if restored := sum(report.restored.values()):
        context.print(
            context.tr.plural(
                "One of all rows came from the history or a backup.",
                "{count} of all rows came from the history or a backup.",
                restored,
            )
        )
    context.print(
        context.tr("The damaged file is kept: {file}", file=shown_path(report.damaged_file))
    )


COMMANDS = (
    Command("check", message("look for damage, and repair it if asked"), _configure, _check),
)

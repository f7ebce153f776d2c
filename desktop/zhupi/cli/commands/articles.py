"""import, articles, show, delete."""

from __future__ import annotations

import argparse

from zhupi.cli.commands.base import DONE, NOT_DONE, Command, no_arguments
from zhupi.cli.commands.words import calendar_day, file_name, typed
from zhupi.cli.context import Context
from zhupi.cli.shapes import article_json, day, full_article_json, report_json
from zhupi.core.messages import Translator, message
from zhupi.core.model import ImportReport
from zhupi.core.protocols import ReadOptions
from zhupi.core.reviewing import waiting_message


def _configure_import(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "paths", nargs="+", type=file_name, metavar="PATH", help=tr("files and folders")
    )
    parser.add_argument(
        "--source",
        type=typed,
        default="",
        metavar="S",
        help=tr("the outlet, where the files do not say it"),
    )
    parser.add_argument(
        "--published", type=calendar_day, metavar="YYYY-MM-DD", help=tr("the day of publication")
    )
    parser.add_argument(
        "--encoding",
        default="",
        metavar="NAME",
        help=tr("the files' encoding, where it is guessed wrong"),
    )


def _import(context: Context, args: argparse.Namespace) -> int:
    options = ReadOptions(args.encoding, args.source, args.published)
    with context.workspace("create") as workspace:
        paths = [path.absolute() for path in args.paths]
        report, _ = workspace.import_and_index(paths, options, context.progress())
    if context.as_json:
        context.document(report_json(report, context.tr))
    else:
        _print_report(context, report)
    if report.cancelled:
        context.say(context.tr("Stopped. What was imported before is kept."))
    return NOT_DONE if report.failed or report.cancelled else DONE


def _print_report(context: Context, report: ImportReport) -> None:
    tr = context.tr
    context.print(
        tr(
            "{imported} imported, {updated} updated, {unchanged} unchanged, {failed} failed "
            "({seconds:.1f} s)",
            imported=len(report.imported),
            updated=len(report.updated),
            unchanged=len(report.unchanged),
            failed=len(report.failed),
            seconds=report.seconds,
        )
    )
    for new, other in report.near_duplicates:
        context.print(tr("{new} is nearly the same as {other}", new=new[:8], other=other[:8]))
    if report.to_review:
        context.print(tr.render(waiting_message(report.to_review)))
    for failure in report.failed:
        reason = tr.render(failure.reason)
        # What is wrong with one record of many does not say of which file.
        context.say(reason if failure.path in reason else f"{failure.path}: {reason}")


def _list(context: Context, _args: argparse.Namespace) -> int:
    with context.workspace("read") as workspace:
        items = workspace.summaries(workspace.article_ids())
    if context.as_json:
        context.document([article_json(item) for item in items])
        return DONE
    for item in items:
        context.print(
            f"{item.id[:8]}  {day(item.published) or '—':10}  {item.characters:>7}  "
            f"{item.title}  {item.source}".rstrip()
        )
    return DONE


def configure_one(parser: argparse.ArgumentParser, tr: Translator) -> None:
    """For commands about one article."""
    parser.add_argument("article", metavar="ARTICLE", help=tr("an article's id, or its beginning"))


def _show(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("read") as workspace:
        article = workspace.article(args.article)
    if context.as_json:
        context.document(full_article_json(article))
    else:
        context.print(article.text)
    return DONE


def _configure_many(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "articles", nargs="+", metavar="ARTICLE", help=tr("the articles' ids, or their beginnings")
    )


def _delete(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("write") as workspace:
        ids = list(dict.fromkeys(workspace.article(prefix).id for prefix in args.articles))
        workspace.delete_articles(ids)
        findable = context.sync_index(workspace)
    if context.as_json:
        context.document({"deleted": ids})
    else:
        context.print(
            context.tr.plural("{count} article deleted", "{count} articles deleted", len(ids))
        )
    return DONE if findable else NOT_DONE


COMMANDS = (
    Command(
        "import",
        message("import files, folders, or files of many articles"),
        _configure_import,
        _import,
    ),
    Command("articles", message("list the articles"), no_arguments, _list),
    Command("show", message("print one article"), configure_one, _show),
    Command(
        "delete",
        message("delete articles and what was written about them (undo brings it back)"),
        _configure_many,
        _delete,
    ),
)

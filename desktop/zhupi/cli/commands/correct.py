"""correct."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable

from zhupi.cli.commands.base import DONE, NOT_DONE, Command, no_arguments
from zhupi.cli.commands.history import done_to
from zhupi.cli.commands.options import group
from zhupi.cli.commands.places import add_place, place_meant, require_place, span_of
from zhupi.cli.commands.query_file import bytes_of
from zhupi.cli.commands.words import file_name, position, typed
from zhupi.cli.context import Context
from zhupi.cli.shapes import change_json
from zhupi.core.messages import Message, Translator, message
from zhupi.core.model import Change, Label, Span
from zhupi.core.understanding import Correction, Scope
from zhupi.workspace import Workspace
from zhupi.workspace.correction_lists import correction_json

_LABELS = [label.value for label in Label]
_SCOPES = {
    Scope.HERE: message("here"),
    Scope.ARTICLE: message("in its article"),
    Scope.EVERYWHERE: message("everywhere"),
}
Doing = Callable[[Workspace, argparse.Namespace, Span, Scope], Change]


def _configure_place(parser: argparse.ArgumentParser, tr: Translator) -> None:
    add_place(parser, tr)
    reach = parser.add_mutually_exclusive_group()
    for scope, words in (
        (Scope.HERE, tr("at this place only (if nothing is said)")),
        (Scope.ARTICLE, tr("wherever these words stand in the article")),
        (Scope.EVERYWHERE, tr("in all articles, also those to come")),
    ):
        reach.add_argument(
            f"--{scope}",
            action="store_const",
            const=scope,
            default=Scope.HERE,
            dest="scope",
            help=words,
        )


def _action(
    name: str,
    words: Message,
    do: Doing,
    more: Callable[[argparse.ArgumentParser, Translator], None] = no_arguments,
) -> Command:
    def configure(parser: argparse.ArgumentParser, tr: Translator) -> None:
        _configure_place(parser, tr)
        more(parser, tr)

    def run(context: Context, args: argparse.Namespace) -> int:
        require_place(args)
        with context.workspace("write") as workspace:
            span = place_meant(workspace, args, marked=name != "new")
            entity = getattr(args, "entity", "")
            known = workspace.understanding.known_as(entity) if entity else ()
            change = do(workspace, args, span, args.scope)
            corrections = workspace.understanding.corrections()
        # What it replaced is in the change too, and no longer in the list.
        made = next(c for c in corrections if c.id in change.corrections)
        if context.as_json:
            context.document(correction_json(made))
        else:
            context.print(_line(context, made))
            if made.entity and made.entity not in known:
                # A slip of the pen would make somebody whom nobody looks for.
                context.print(
                    context.tr("new: no article has named {entity} so far", entity=made.entity)
                )
        return DONE

    return Command(name, words, configure, run)


def _line(context: Context, correction: Correction) -> str:
    tr = context.tr
    reach = tr.render(_SCOPES[correction.scope])
    if correction.article:
        reach += f" {correction.article[:8]}"
    was = f"{correction.was or '—'} {correction.found}"
    now = f"{correction.label} {correction.text}" if correction.label else tr("no name")
    parts = (correction.id[:8], f"{was} → {now}", correction.entity, correction.value)
    return "  ".join([*filter(None, parts), tr("({reach})", reach=reach)])


# --- what is said of a place --------------------------------------------------------------------


def _configure_label(parser: argparse.ArgumentParser, _tr: Translator) -> None:
    parser.add_argument("label", choices=_LABELS, metavar="LABEL", help=", ".join(_LABELS))


def _configure_new(parser: argparse.ArgumentParser, tr: Translator) -> None:
    _configure_label(parser, tr)
    parser.add_argument(
        "--entity",
        type=typed,
        default="",
        metavar="ENTITY",
        help=tr("who or what it stands for: an id, or a name"),
    )


def _configure_borders(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "new_start", type=position, metavar="FIRST", help=tr("where the name begins instead")
    )
    parser.add_argument(
        "new_end", type=position, metavar="END", help=tr("where the name ends instead")
    )


def _configure_entity(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "entity",
        type=typed,
        metavar="ENTITY",
        help=tr("who or what it stands for: an id, or a name"),
    )


def _configure_value(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "value", type=typed, metavar="VALUE", help=tr("the date: 2023-09-16, 2023-06/.., …")
    )


# --- the list -----------------------------------------------------------------------------------


def _list(context: Context, _args: argparse.Namespace) -> int:
    with context.workspace("read") as workspace:
        corrections = workspace.understanding.corrections()
    if context.as_json:
        context.document([correction_json(correction) for correction in corrections])
        return DONE
    for correction in corrections:
        context.print(_line(context, correction))
    if not corrections:
        context.print(context.tr("Nothing was corrected yet."))
    return DONE


def _configure_ids(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "ids", nargs="+", metavar="ID", help=tr("the corrections' ids, or their beginnings")
    )


def _withdraw(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("write") as workspace:
        change = workspace.understanding.withdraw(args.ids)
    done_to(context, change)
    return DONE


def _configure_file(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "file",
        type=file_name,
        metavar="FILE",
        help=tr("a list of corrections, one a line in JSON; - is standard input or output"),
    )


def _export(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("read") as workspace:
        if str(args.file) == "-" and context.as_json:
            return _list(context, args)
        if str(args.file) == "-":
            stream = io.BytesIO()
            workspace.understanding.export_corrections(stream)
            stream.seek(0)
            context.copy(stream)
            return DONE
        written = workspace.export_corrections(args.file)
    if context.as_json:
        context.document({"corrections": written})
    else:
        context.print(
            context.tr.plural("{count} correction written", "{count} corrections written", written)
        )
    return DONE


def _import(context: Context, args: argparse.Namespace) -> int:
    data = bytes_of(args.file)
    with context.workspace("write") as workspace:
        report, change = workspace.understanding.import_corrections(io.BytesIO(data))
    if context.as_json:
        context.document(
            {
                "added": report.added,
                "unchanged": report.unchanged,
                "failed": [context.tr.render(words) for words in report.failed],
                "change": change_json(change),
            }
        )
    else:
        context.print(
            context.tr(
                "{added} added, {unchanged} already there, {failed} not understood",
                added=report.added,
                unchanged=report.unchanged,
                failed=len(report.failed),
            )
        )
        for words in report.failed:
            context.say(words)
    return NOT_DONE if report.failed else DONE


COMMANDS = (
    group(
        "correct",
        message("correct names and dates that the program took wrongly, and list corrections"),
        (
            _action(
                "not-entity",
                message("say that a name or a date is none"),
                lambda there, a, span, scope: there.understanding.not_entity(
                    a.article, span, scope
                ),
            ),
            _action(
                "label",
                message("say what kind of name it is"),
                lambda there, a, span, scope: there.understanding.relabel(
                    a.article, span, Label(a.label), scope
                ),
                _configure_label,
            ),
            _action(
                "borders",
                message("say where a name begins and ends"),
                lambda there, a, span, scope: there.understanding.redraw(
                    a.article, span, span_of(a.new_start, a.new_end), scope
                ),
                _configure_borders,
            ),
            _action(
                "same-as",
                message("say who or what a name stands for"),
                lambda there, a, span, scope: there.understanding.same_as(
                    a.article, span, a.entity, scope
                ),
                _configure_entity,
            ),
            _action(
                "value",
                message("say which day or time an expression means"),
                lambda there, a, span, scope: there.understanding.revalue(
                    a.article, span, a.value, scope
                ),
                _configure_value,
            ),
            _action(
                "new",
                message("mark a name or a date that was missed"),
                lambda there, a, span, scope: there.understanding.mark(
                    a.article, span, Label(a.label), scope, a.entity
                ),
                _configure_new,
            ),
            Command("list", message("list the corrections, latest first"), no_arguments, _list),
            Command("withdraw", message("take corrections back"), _configure_ids, _withdraw),
            Command("export", message("write all corrections to a file"), _configure_file, _export),
            Command("import", message("add the corrections of a file"), _configure_file, _import),
        ),
    ),
)

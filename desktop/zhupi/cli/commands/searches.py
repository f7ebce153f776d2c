"""searches."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from types import MappingProxyType

from zhupi.cli.catching_up import answered
from zhupi.cli.commands.base import DONE, NOT_DONE, Command
from zhupi.cli.commands.search import add_literal, add_page_options
from zhupi.cli.commands.words import typed
from zhupi.cli.context import Context
from zhupi.cli.pages import print_page
from zhupi.cli.shapes import page_json, saved_search_json
from zhupi.core.errors import LibraryReadOnlyError, NotFoundError
from zhupi.core.messages import Translator, message
from zhupi.core.search import SavedSearch, SearchPage, SearchRequest, SearchSort
from zhupi.workspace import Workspace

#: What can be done, and what is to be said behind it.
ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"list": (), "add": ("NAME", "QUERY"), "run": ("SEARCH",), "delete": ("SEARCH",)}
)


def _configure(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        choices=list(ACTIONS),
        default="list",
        help=tr("list the saved searches, add, run or delete one"),
    )
    parser.add_argument(
        "words",
        nargs="*",
        type=typed,
        metavar="WORD",
        help=tr("add NAME QUERY; run or delete SEARCH: its name, or the beginning of its id"),
    )
    add_page_options(parser, tr, sort="newest")
    add_literal(parser, tr)
    parser.set_defaults(refuse=parser.error)


def _searches(context: Context, args: argparse.Namespace) -> int:
    names = ACTIONS[args.action]
    if len(args.words) != len(names):
        expected = " ".join(names) or "—"
        args.refuse(f"{args.action} is followed by: {expected}")
    act: Callable[[Context, argparse.Namespace], int] = {
        "list": _list,
        "add": _add,
        "run": _run,
        "delete": _delete,
    }[args.action]
    return act(context, args)


def _list(context: Context, _args: argparse.Namespace) -> int:
    def ask(workspace: Workspace) -> list[tuple[SavedSearch, int]]:
        return [(saved, workspace.saved.new_hits(saved)) for saved in workspace.saved.every()]

    found = answered(context, ask)
    if context.as_json:
        context.document([saved_search_json(saved, new) for saved, new in found])
        return DONE
    for saved, new in found:
        count = context.tr.plural("{count} new", "{count} new", new) if new else ""
        context.print(f"{saved.id[:8]}  {count:>8}  {saved.name}  {saved.query}")
    if not found:
        context.print(context.tr("There are no saved searches."))
    return DONE


def _add(context: Context, args: argparse.Namespace) -> int:
    name, query = args.words
    sort = SearchSort(args.sort)
    with context.workspace("write") as workspace:
        saved, _change = workspace.saved.save(name, query, literal=args.literal, sort=sort)
    if context.as_json:
        context.document(saved_search_json(saved, 0))
    else:
        context.print(context.tr("Saved: {name}", name=saved.name))
    return DONE


def _run(context: Context, args: argparse.Namespace) -> int:
    def ask(workspace: Workspace) -> tuple[SavedSearch, SearchPage]:
        saved = _find(workspace, args.words[0])
        request = SearchRequest(
            saved.query,
            args.limit,
            args.offset,
            saved.sort,
            facets=args.facets,
            literal=saved.literal,
        )
        return saved, workspace.search(request)

    saved, page = answered(context, ask)
    if context.as_json:
        context.document(page_json(page, context.tr))
    else:
        print_page(context, page)
    _mark_seen(context, saved)
    return DONE if page.complete else NOT_DONE


def _mark_seen(context: Context, saved: SavedSearch) -> None:
    """What was shown is new no more; where it cannot be written it stays so."""
    try:
        with context.workspace("cache") as workspace:
            if not workspace.read_only:
                workspace.saved.mark_seen(saved.id)
    except LibraryReadOnlyError:
        return


def _delete(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("write") as workspace:
        saved = _find(workspace, args.words[0])
        workspace.saved.delete(saved.id)
    if context.as_json:
        context.document({"deleted": saved.id})
    else:
        context.print(context.tr("Deleted: {name}", name=saved.name))
    return DONE


def _find(workspace: Workspace, word: str) -> SavedSearch:
    """The saved search with this name, or whose id begins so. Raises `NotFoundError`."""
    searches = workspace.saved.every()
    named = [saved for saved in searches if saved.name == word]
    found = named or [saved for saved in searches if word and saved.id.startswith(word)]
    if not found:
        raise NotFoundError(message("There is no saved search {id} in the library.", id=word))
    if len(found) > 1:
        raise NotFoundError(message("Several saved searches fit {id}.", id=word))
    return found[0]


COMMANDS = (
    Command(
        "searches",
        message("list saved searches with what is new, add, run or delete one"),
        _configure,
        _searches,
    ),
)

"""Naming a place in an article: by its characters, or by the words that stand there."""

from __future__ import annotations

import argparse

from zhupi.cli.commands.words import count, position, typed
from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.messages import Translator, message, plural
from zhupi.core.model import Span
from zhupi.core.understanding import Scope
from zhupi.workspace import Workspace


def add_place(parser: argparse.ArgumentParser, tr: Translator) -> None:
    """The article, and where in it."""
    parser.add_argument("article", metavar="ARTICLE", help=tr("an article's id, or its beginning"))
    begin = parser.add_mutually_exclusive_group(required=True)
    begin.add_argument(
        "--start", type=position, metavar="N", help=tr("the first character, counted from 0")
    )
    begin.add_argument(
        "--words", type=typed, metavar="WORDS", help=tr("the words that stand there, instead")
    )
    parser.add_argument(
        "--end", type=position, metavar="N", help=tr("the character after the last")
    )
    parser.add_argument(
        "--nth",
        type=count,
        default=0,
        metavar="N",
        help=tr("which of the places of these words, counted from 1"),
    )
    parser.set_defaults(refuse_place=parser.error)


def require_place(args: argparse.Namespace) -> None:
    """Ends the program where the options do not fit together, as wrong usage."""
    if args.words is None:
        if args.end is None:
            args.refuse_place("the following arguments are required: --end")
        if args.nth:
            args.refuse_place("argument --nth: not allowed with argument --start")
    elif not args.words:
        args.refuse_place("argument --words: expected one argument")
    elif args.end is not None:
        args.refuse_place("argument --end: not allowed with argument --words")


def place_meant(workspace: Workspace, args: argparse.Namespace, *, marked: bool) -> Span:
    """The range that was named; `marked`: of the words only where they are a name or a date.

    Raises `InvalidRequestError`, `NotFoundError`.
    """
    if args.words is None:
        return span_of(args.start, args.end)
    places = workspace.understanding.places(args.article, args.words, marked=marked)
    here = getattr(args, "scope", Scope.HERE) is Scope.HERE
    if len(places) > 1 and here and not args.nth:
        raise InvalidRequestError(
            message(
                "“{words}” stands in {count} places: say which one by --nth.",
                words=args.words,
                count=len(places),
            )
        )
    number: int = max(args.nth, 1)
    if number > len(places):
        raise NotFoundError(
            plural(
                "There is {count} place of “{words}” in the article that could be meant.",
                "There are {count} places of “{words}” in the article that could be meant.",
                len(places),
                words=args.words,
            )
        )
    return places[number - 1]


def span_of(start: int, end: int) -> Span:
    """The range of these characters. Raises `InvalidRequestError`."""
    if not 0 <= start < end:
        raise InvalidRequestError(message("{start} to {end} is not a range.", start=start, end=end))
    return Span(start, end)

"""mentions, quotes, entities."""

from __future__ import annotations

import argparse

from zhupi.cli.catching_up import understood
from zhupi.cli.commands.articles import configure_one
from zhupi.cli.commands.base import DONE, Command
from zhupi.cli.commands.words import count, typed
from zhupi.cli.context import Context
from zhupi.cli.shapes import (
    day,
    entity_article_json,
    entity_json,
    mention_json,
    quotation_json,
)
from zhupi.core.errors import NotFoundError
from zhupi.core.folding import Folding
from zhupi.core.messages import Translator, message
from zhupi.core.model import ArticleSummary, Label
from zhupi.core.understanding import EntitySummary
from zhupi.workspace import Workspace

_LIMIT = 50
_NAMED = [label.value for label in Label if label is not Label.TIME]


def _mentions(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("cache") as workspace:
        article = workspace.article(args.article)
        mentions = workspace.mentions(article.id)
    if context.as_json:
        context.document([mention_json(m, article.text, context.tr) for m in mentions])
        return DONE
    for mention in mentions:
        text = mention.span.of(article.text)
        value = f"  {mention.value}" if mention.value else ""
        title = f"  ({mention.title})" if mention.title else ""
        context.print(
            f"{mention.start:>6} {mention.end:>6}  {mention.label:6}  {text}{title}{value}"
        )
    return DONE


def _quotes(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("cache") as workspace:
        article = workspace.article(args.article)
        quotations = workspace.understanding.reading(article.id).quotations
    shapes = [quotation_json(quotation, article.text, context.tr) for quotation in quotations]
    if context.as_json:
        context.document(shapes)
        return DONE
    for shape in shapes:
        speaker = shape["speaker"] or context.tr("not known")
        text = shape["text"].replace("\n", " ")
        context.print(f"{shape['start']:>6} {shape['end']:>6}  {speaker}: {text}")
    return DONE


# --- entities -----------------------------------------------------------------------------------


def _configure_entities(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "typed",
        nargs="?",
        type=typed,
        default="",
        metavar="TYPED",
        help=tr("only those of which a name holds this"),
    )
    parser.add_argument(
        "--label",
        action="append",
        choices=_NAMED,
        default=[],
        dest="labels",
        help=tr("only this kind; may be given several times"),
    )
    parser.add_argument(
        "--limit",
        type=count,
        default=_LIMIT,
        metavar="N",
        help=tr("how many at the most (50); 0: all"),
    )
    parser.add_argument(
        "--articles",
        type=typed,
        metavar="ENTITY",
        help=tr("list the articles that name this entity, by its id or a name"),
    )


def _entities(context: Context, args: argparse.Namespace) -> int:
    if args.articles is not None:
        return _articles(context, args.articles, args.limit)
    labels = [Label(label) for label in args.labels]
    found = understood(
        context, lambda there: there.understanding.entities(args.typed, labels, args.limit)
    )
    if context.as_json:
        context.document([entity_json(entity, context.tr) for entity in found])
        return DONE
    for entity in found:
        names = ", ".join((entity.name, *entity.aliases))
        days = f"{day(entity.first) or '—'} – {day(entity.last) or '—'}"
        context.print(
            f"{entity.mentions:>7} {entity.articles:>6}  {entity.label:6}  {days}  {names}"
        )
    if not found:
        context.say(context.tr("No names fit."))
    return DONE


def _articles(context: Context, word: str, limit: int) -> int:
    def ask(workspace: Workspace) -> list[tuple[ArticleSummary, int]]:
        entity = _entity(workspace, word)
        counts = dict(workspace.understanding.articles_of(entity.id, limit))
        return [(one, counts[one.id]) for one in workspace.summaries(list(counts))]

    found = understood(context, ask)
    if context.as_json:
        context.document([entity_article_json(article, mentions) for article, mentions in found])
        return DONE
    for article, mentions in found:
        published = day(article.published) or "—"
        context.print(f"{mentions:>6}  {article.id[:8]}  {published:10}  {article.title}")
    return DONE


def _entity(workspace: Workspace, word: str) -> EntitySummary:
    """The entity with this id, or the most mentioned one of this name. Raises `NotFoundError`."""
    fold = Folding()
    if word.partition(":")[0] in _NAMED:
        return workspace.understanding.entity(word)
    for entity in workspace.understanding.entities(word):
        if fold(word) in map(fold, (entity.name, *entity.aliases)):
            return entity
    raise NotFoundError(message("No article names “{entity}”.", entity=word))


COMMANDS = (
    Command(
        "mentions", message("list the people, places, … in an article"), configure_one, _mentions
    ),
    Command("quotes", message("list who says what in an article"), configure_one, _quotes),
    Command(
        "entities",
        message("list the people, organisations, places, … of all articles"),
        _configure_entities,
        _entities,
    ),
)

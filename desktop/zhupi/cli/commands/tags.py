"""tags, tag."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from zhupi.cli.commands.base import DONE, Command, no_arguments
from zhupi.cli.commands.history import done_to
from zhupi.cli.commands.options import group
from zhupi.cli.commands.tag_all import TAG_ALL
from zhupi.cli.commands.words import key_number, typed
from zhupi.cli.context import Context
from zhupi.cli.shapes import annotation_json, tag_json
from zhupi.core.messages import Translator, message
from zhupi.core.model import COLORS, Change, Tag, TagCount
from zhupi.core.protocols import ProgressSink
from zhupi.core.tagging import TagFate
from zhupi.workspace import Workspace
from zhupi.workspace.bodies import checked_tag


def _tags(context: Context, _args: argparse.Namespace) -> int:
    with context.workspace("read") as workspace:
        _print_tags(context, workspace.tags())
    return DONE


def _print_tags(context: Context, tags: list[TagCount]) -> None:
    if context.as_json:
        context.document([tag_json(counted) for counted in tags])
        return
    for counted in tags:
        tag = counted.tag
        said = "  ".join(part for part in (tag.color, tag.description.replace("\n", " ")) if part)
        context.print(f"{counted.count:>6}  {tag.key or ' '}  {tag.path}  {said}".rstrip())


def _path(parser: argparse.ArgumentParser, tr: Translator, name: str = "path") -> None:
    parser.add_argument(
        name, type=typed, metavar=name.upper(), help=tr("a tag, for instance 外交/会晤")
    )


def _changing(
    change: Callable[[Workspace, argparse.Namespace, ProgressSink], Change],
) -> Callable[[Context, argparse.Namespace], int]:
    """Runs one operation and says what it changed."""

    def run(context: Context, args: argparse.Namespace) -> int:
        with context.workspace("write") as workspace:
            done = change(workspace, args, context.progress())
        done_to(context, done)
        return DONE

    return run


# --- rename, merge, split, delete ---------------------------------------------------------------


def _configure_rename(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument("old", type=typed, metavar="OLD", help=tr("the tag's path"))
    parser.add_argument(
        "new", type=typed, metavar="NEW", help=tr("its new path; a tag that is there takes it in")
    )


def _configure_merge(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument("paths", nargs="+", type=typed, metavar="PATH", help=tr("the tags"))
    parser.add_argument(
        "--into", type=typed, required=True, metavar="PATH", help=tr("the tag that remains")
    )


def _configure_split(parser: argparse.ArgumentParser, tr: Translator) -> None:
    _path(parser, tr)
    parser.add_argument(
        "--to", type=typed, required=True, metavar="NEW", help=tr("the tag they get instead")
    )
    parser.add_argument(
        "--annotation",
        action="append",
        required=True,
        dest="ids",
        metavar="ID",
        help=tr("an annotation that gets it; may be given several times"),
    )


def _configure_delete(parser: argparse.ArgumentParser, tr: Translator) -> None:
    _path(parser, tr)
    parser.add_argument(
        "--passages",
        choices=[fate.value for fate in TagFate],
        default=TagFate.KEEP.value,
        help=tr("what becomes of passages that bear nothing else (keep)"),
    )


# --- describe, find, overlaps -------------------------------------------------------------------


def _configure_describe(parser: argparse.ArgumentParser, tr: Translator) -> None:
    _path(parser, tr)
    parser.add_argument(
        "--color",
        choices=[*COLORS, "none"],
        help=tr("the colour that new passages with this tag take"),
    )
    parser.add_argument(
        "--description", type=typed, metavar="TEXT", help=tr("what the tag stands for")
    )
    parser.add_argument(
        "--key", type=key_number, metavar="N", help=tr("its number key, 1 to 9; 0: none")
    )


def _describe(workspace: Workspace, args: argparse.Namespace, _tell: ProgressSink) -> Change:
    """What is not given stays; a tag that is not there is made."""
    path = checked_tag(args.path)
    known = {counted.tag.path: counted.tag for counted in workspace.tags()}
    old = known.get(path, Tag(path))
    color = old.color if args.color is None else args.color.replace("none", "")
    said = old.description if args.description is None else args.description
    key = old.key if args.key is None else args.key
    return workspace.tagging.describe(Tag(path, color, said, key))


def _configure_find(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "text", type=typed, metavar="TEXT", help=tr("a part of its name, or its pinyin")
    )


def _find(context: Context, args: argparse.Namespace) -> int:
    with context.workspace("read") as workspace:
        found = workspace.tagging.find(args.text)
        known = {counted.tag.path: counted for counted in workspace.tagging.tree()}
    _print_tags(context, [known[path] for path in found])
    if not found and not context.as_json:
        context.say(context.tr("No tag fits {text}.", text=args.text))
    return DONE


def _configure_overlaps(parser: argparse.ArgumentParser, tr: Translator) -> None:
    _path(parser, tr)
    parser.add_argument(
        "--merge", action="store_true", help=tr("make one annotation of each group")
    )
    parser.add_argument(
        "--article", default="", metavar="ARTICLE", help=tr("only those of this article")
    )


def _overlaps(context: Context, args: argparse.Namespace) -> int:
    if args.merge:
        with context.workspace("write") as workspace:
            change = workspace.tagging.merge_overlapping(args.path, args.article)
        done_to(context, change)
        return DONE
    with context.workspace("read") as workspace:
        groups = workspace.tagging.overlapping(args.path, args.article)
    if context.as_json:
        context.document([[annotation_json(one) for one in some] for some in groups])
        return DONE
    for group_ in groups:
        for annotation in group_:
            span = annotation.span
            quote = annotation.quote.replace("\n", " ")
            context.print(
                f"{annotation.id[:8]}  {annotation.target.article[:8]}  "
                f"{span.start:>6} {span.end:>6}  「{quote}」"
            )
        context.print()
    if not groups:
        context.print(context.tr("No annotations with this tag overlap."))
    return DONE


COMMANDS = (
    Command("tags", message("list the tags with how often each is used"), no_arguments, _tags),
    group(
        "tag",
        message("rename, merge, split, delete, describe and find tags; tag all matches of a query"),
        (
            Command(
                "rename",
                message("give a tag another path, and all below it with it"),
                _configure_rename,
                _changing(lambda there, args, tell: there.tagging.rename(args.old, args.new, tell)),
            ),
            Command(
                "merge",
                message("make several tags one"),
                _configure_merge,
                _changing(
                    lambda there, args, tell: there.tagging.merge(args.paths, args.into, tell)
                ),
            ),
            Command(
                "split",
                message("give some annotations of a tag another one instead"),
                _configure_split,
                _changing(
                    lambda there, args, _: there.tagging.split(args.path, {args.to: args.ids})
                ),
            ),
            Command(
                "delete",
                message("delete a tag and all below it"),
                _configure_delete,
                _changing(
                    lambda there, args, tell: there.tagging.delete(
                        args.path, TagFate(args.passages), tell
                    )
                ),
            ),
            Command(
                "describe",
                message("give a tag its colour, description and number key, or make it"),
                _configure_describe,
                _changing(_describe),
            ),
            Command(
                "find",
                message("find tags by a part of their names, in characters or pinyin"),
                _configure_find,
                _find,
            ),
            TAG_ALL,
            Command(
                "overlaps",
                message("list annotations with the same tag that overlap, or merge them"),
                _configure_overlaps,
                _overlaps,
            ),
        ),
    ),
)

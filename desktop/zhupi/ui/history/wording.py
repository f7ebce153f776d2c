"""How operations of the history are put in words: what, on what, by which part, when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from zhupi.core.history import HistoryEntry
from zhupi.core.messages import Message, Translator, message
from zhupi.core.model import Change
from zhupi.core.operations import operation_title
from zhupi.ui.articles.wording import date_text


def title_text(operation: str, tr: Translator) -> str:
    """The operation with a capital where the script has them."""
    text = tr.render(operation_title(operation))
    return text[:1].upper() + text[1:]


def operation_on(operation: str, change: Change) -> Message:
    """The operation that a step through the history took, and the first thing it was about."""
    title = operation_title(operation)
    if not change.about:
        return title
    about = f"{change.about} …" if change.more else change.about
    return message("{operation} «{about}»", operation=title, about=about)


def touched_text(entry: HistoryEntry, tr: Translator) -> str:
    """«一段文字… · 12 annotations · 2 tags»; empty where nothing is counted."""
    parts = (
        (entry.articles, tr.plural("{count:,} article", "{count:,} articles", entry.articles)),
        (
            entry.annotations,
            tr.plural("{count:,} annotation", "{count:,} annotations", entry.annotations),
        ),
        (entry.tags, tr.plural("{count:,} tag", "{count:,} tags", entry.tags)),
        (
            entry.searches,
            tr.plural("{count:,} saved search", "{count:,} saved searches", entry.searches),
        ),
        (
            entry.corrections,
            tr.plural("{count:,} correction", "{count:,} corrections", entry.corrections),
        ),
    )
    counted = [text for count, text in parts if count]
    return "  ·  ".join([*filter(None, [entry.about]), *counted])


def program_text(program: str, tr: Translator) -> str:
    """Which part of the program it was; another program's name stays as it is."""
    known: dict[str, Message] = {
        "window": message("in the window"),
        "command line": message("on the command line"),
        "worker": message("in the background"),
    }
    return tr.render(known[program]) if program in known else program


def time_text(moment: datetime, tr: Translator) -> str:
    """The local time of day."""
    local = moment.astimezone()
    return tr("{hour:02}:{minute:02}", hour=local.hour, minute=local.minute)


def day_text(day: date, today: date, tr: Translator) -> str:
    if day == today:
        return tr("Today")
    if day == today - timedelta(days=1):
        return tr("Yesterday")
    return date_text(day, tr)


def spoken(entry: HistoryEntry, tr: Translator) -> str:
    """An entry as a screen reader says it."""
    state = tr("undone") if entry.undone else ""
    parts = (
        title_text(entry.operation, tr),
        touched_text(entry, tr),
        program_text(entry.program, tr),
        time_text(entry.created, tr),
        state,
    )
    return ", ".join(part for part in parts if part)

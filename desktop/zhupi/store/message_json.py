"""Messages as JSON values: sentences that the library keeps, to be translated when they are read.

Invariant: what is read is equal to what was written, and renders as it did.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from zhupi.core.messages import Message


def plain(item: Message) -> list[Any]:
    """A JSON value: the template, its values, and where it has them plural and count."""
    written: list[Any] = [item.template, {k: _plain_value(v) for k, v in item.values.items()}]
    if item.plural_template is not None:
        written += [item.plural_template, item.count]
    return written


def message_of(written: Any) -> Message:
    """The message again. Raises ValueError or TypeError where it is none."""
    template, values, *rest = written
    if not isinstance(template, str) or not isinstance(values, Mapping):
        raise TypeError
    return Message(template, {k: _value(v) for k, v in values.items()}, *rest)


def _plain_value(value: object) -> object:
    if isinstance(value, Message):
        return {"message": plain(value)}
    if isinstance(value, date) and not isinstance(value, datetime):
        return {"date": value.isoformat()}
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def _value(written: object) -> object:
    if not isinstance(written, Mapping):
        return written
    if "date" in written:
        return date.fromisoformat(written["date"])
    return message_of(written["message"])

"""What the words of a command line mean; what makes no sense is wrong usage."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path


def typed(word: str) -> str:
    """Text for the library: a terminal's UTF-8 in whatever locale, U+FFFD for stray bytes."""
    if word.isascii() or word.encode("utf-8", "ignore").decode() == word:
        return word
    return os.fsencode(word).decode("utf-8", "replace")


def file_name(word: str) -> Path:
    """A path; the empty one would be the folder that the person happens to be in."""
    if not word:
        raise argparse.ArgumentTypeError("a file name is missing")
    return Path(word)


def count(word: str) -> int:
    """A number from 0 on."""
    if not (word.isascii() and word.isdigit()):
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 0 on")
    return int(word[:18])


def key_number(word: str) -> int:
    """A number key, or 0 for none."""
    if len(word) != 1 or word not in "0123456789":
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 0 to 9")
    return int(word)


def position(word: str) -> int:
    """A place in a text; whether it is in the text is for the library to say."""
    digits = word.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise argparse.ArgumentTypeError(f"{word!r} is not a whole number")
    return int(word[:18])


def calendar_day(word: str) -> date:
    """A day as 2026-01-31."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is not a day; write it as 2026-01-31") from None

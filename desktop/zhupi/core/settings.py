"""What the program remembers of a person's preferences: one TOML file, replaced whole.

A file that cannot be read, or a value that makes no sense, gives the default: preferences must
never keep anybody from reading.
"""

from __future__ import annotations

import json
import os
import tomllib
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

THEMES = ("system", "light", "sepia", "dark")
FACES = ("serif", "sans")
FONT_PIXELS = range(12, 41)
MEASURE_EM = range(20, 61)
#: What tells highlights from each other: colour, a pattern that needs none, or both.
HIGHLIGHT_STYLES = ("color", "pattern", "both")
#: How sure the program must be of a name or a date for it to be shown: steps one can choose.
MENTION_THRESHOLDS = (0.0, 0.25, 0.5, 0.75, 0.9)
CORRECTION_SCOPES = ("here", "article", "everywhere")


@dataclass(frozen=True, slots=True)
class Settings:
    """Preferences of the person at this machine; a library holds none."""

    language: str = ""  #: a catalogue's name, or empty: the system's
    theme: str = "system"
    face: str = "serif"
    font_pixels: int = 20
    measure_em: int = 38
    line_height: float = 1.75
    highlight_style: str = "color"
    hidden_labels: tuple[str, ...] = ()
    mention_threshold: float = 0.5  #: what is less certain is not shown
    correction_scope: str = "article"  #: how far the last correction of a name was to hold
    quotation_marks: bool = True  #: whether the margin shows who is quoted
    quotations_by_speaker: bool = False  #: else in the order of the text
    article_sort: str = "newest"
    facets: bool = True  #: whether the search panel shows them
    folded_facets: tuple[str, ...] = ()
    upkeep: bool = True  #: whether articles are looked through in the background
    library: str = ""  #: the library opened last; empty: the default one
    creator: str = ""  #: the name annotations are signed with; empty: the system's user name
    last_article: str = ""  #: the id of the article read last
    left_pane: bool = True  #: whether the articles are shown beside the text
    right_pane: bool = True
    window: str = ""  #: geometry, as the window system gives it, in hex
    panes: str = ""  #: the splitter's state, in hex
    search_panes: str = ""  #: that of hits and facets
    tag_panes: str = ""  #: that of the tree of tags and the passages


def load_settings(path: Path) -> Settings:
    """The settings in the file at `path`, with defaults for all that is missing or odd."""
    try:
        with path.open("rb") as stream:
            found = tomllib.load(stream)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return Settings()
    defaults = Settings()
    values: dict[str, Any] = {}
    for item in fields(Settings):
        value = found.get(item.name)
        default = getattr(defaults, item.name)
        if isinstance(default, tuple) and isinstance(value, list):
            value = tuple(v for v in value if isinstance(v, str))
        if isinstance(default, float) and type(value) is int:
            value = float(value)
        if type(value) is type(default) and _sensible(item.name, value):
            values[item.name] = value
    return Settings(**values)


def save_settings(settings: Settings, path: Path) -> None:
    """Replaces the file at `path`; either the old or the new settings stand there, never half.

    Raises OSError.
    """
    lines = [f"{item.name} = {_toml(getattr(settings, item.name))}" for item in fields(Settings)]
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".new")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write("\n".join(lines) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _sensible(name: str, value: object) -> bool:
    checks: dict[str, bool] = {
        "theme": value in THEMES,
        "face": value in FACES,
        "highlight_style": value in HIGHLIGHT_STYLES,
        "font_pixels": value in FONT_PIXELS,
        "measure_em": value in MEASURE_EM,
        "line_height": isinstance(value, float) and 1.0 <= value <= 3.0,
        "mention_threshold": isinstance(value, float) and 0.0 <= value <= 1.0,
        "correction_scope": value in CORRECTION_SCOPES,
    }
    return checks.get(name, True)


def _toml(value: object) -> str:
    if isinstance(value, str):
        # A JSON string is a TOML basic string, but for DEL and lone surrogates.
        clean = value.encode("utf-8", "replace").decode("utf-8").replace("\x7f", "")
        return json.dumps(clean, ensure_ascii=False)
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)

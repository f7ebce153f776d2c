"""Where the program's own files are, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path


def _packaged(name: str) -> Path:
    package = Path(__file__).resolve().parent.parent
    installed = package / name
    # In a checkout `desktop/zhupi` is the package and the folders stand at the top level.
    return installed if installed.is_dir() else package.parent.parent / name


def resources() -> Path:
    """The folder of icons, themes, translations, tables and weights."""
    return _packaged("resources")


def sample_articles() -> Path:
    """The folder of the articles that come with the program."""
    return _packaged("articles")

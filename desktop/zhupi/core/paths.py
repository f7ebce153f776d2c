"""Where the program's own files are, installed or in a checkout, and a library's in its folder."""

from __future__ import annotations

from pathlib import Path

#: In the folder of a library.
LIBRARY_FILE = "library.sqlite"
INDEX_FOLDER = "index"


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


def sample_files() -> tuple[Path, ...]:
    """The sample articles themselves, without the page that describes the formats."""
    files = (file for file in sample_articles().iterdir() if file.is_file())
    return tuple(sorted(file for file in files if file.name != "FORMAT.md"))

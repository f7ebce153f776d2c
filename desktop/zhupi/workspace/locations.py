"""What this machine says of a person: where the library and the settings lie, and the name."""

from __future__ import annotations

import getpass
from pathlib import Path

import platformdirs

from zhupi.core.settings import Settings

APPLICATION = "zhupi"


def default_library() -> Path:
    """The library that is opened when none is named."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)) / "Library"


def sample_library() -> Path:
    """The library that holds the articles that come with the program."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)) / "Samples"


def settings_file() -> Path:
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False)) / "settings.toml"


def signature(settings: Settings) -> str:
    """Whom annotations are signed with: the name chosen, else the system's, else nobody."""
    try:
        return settings.creator or getpass.getuser()
    except (OSError, KeyError, ImportError):
        # No such user in the system's list; on Windows there is no list to import.
        return ""

"""Where this machine keeps the default library and a person's settings."""

from __future__ import annotations

from pathlib import Path

import platformdirs

APPLICATION = "zhupi"


def default_library() -> Path:
    """The library that is opened when none is named."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)) / "Library"


def sample_library() -> Path:
    """The library that holds the articles that come with the program."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)) / "Samples"


def settings_file() -> Path:
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False)) / "settings.toml"

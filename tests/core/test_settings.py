"""Preferences: a damaged file must never keep anybody from reading."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.settings import Settings, load_settings, save_settings


@given(
    st.builds(
        Settings,
        language=st.sampled_from(["", "en", "zh_CN"]),
        theme=st.sampled_from(["system", "dark"]),
        font_pixels=st.integers(12, 40),
        hidden_labels=st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f"))
        ).map(tuple),
        creator=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f")),
    )
)
def test_what_is_saved_is_what_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    save_settings(settings, path)
    assert load_settings(path) == settings


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"font_pixels = 4000",
        b"font_pixels = 'big'",
        b"theme = 'pink'",
        b"line_height = nan",
        b"hidden_labels = 3",
        b"[[[",
    ],
)
def test_a_file_of_nonsense_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    assert load_settings(path) == Settings()


def test_a_sensible_value_survives_beside_a_senseless_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = 'dark'\nfont_pixels = -3\nline_height = 2\n")
    assert load_settings(path) == Settings(theme="dark", line_height=2.0)


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none" / "settings.toml") == Settings()


def test_a_disk_that_is_full_keeps_the_old_settings_and_leaves_no_debris(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    save_settings(Settings(theme="dark"), file)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_settings(Settings(theme="light"), file)
    assert load_settings(file).theme == "dark"
    assert list(tmp_path.iterdir()) == [file]

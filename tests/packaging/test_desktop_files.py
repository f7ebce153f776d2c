"""What a Linux desktop is told of the program."""

from __future__ import annotations

import configparser
import sqlite3
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from zhupi.__main__ import _window_arguments
from zhupi.store.schema import APPLICATION_ID
from zhupi.ui.app import DESKTOP_FILE

LINUX = Path(__file__).parents[2] / "packaging" / "linux"
APP_ID = "org.zhupi.zhupi"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def entry(name: str) -> configparser.SectionProxy:
    # Keys are compared in lower case, which loses nothing here.
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(LINUX / name, "utf-8")
    return parser["Desktop Entry"]


def metainfo() -> ET.Element:
    return ET.parse(LINUX / f"{APP_ID}.metainfo.xml").getroot()


@pytest.mark.parametrize("name", [f"{APP_ID}.desktop", f"{APP_ID}.library.desktop"])
def test_entries_speak_both_languages(name: str) -> None:
    """Otherwise a reader in China finds no 朱批 among the programs."""
    section = entry(name)
    for key in ("Name", "Comment"):
        assert section[key]
        assert section[f"{key}[zh_CN]"]


def test_names_agree() -> None:
    """Otherwise software centres show the program without its entry or icon."""
    root = metainfo()
    assert root.findtext("id") == APP_ID
    assert root.findtext("launchable") == f"{APP_ID}.desktop"
    assert entry(f"{APP_ID}.desktop")["Icon"] == APP_ID
    assert entry(f"{APP_ID}.desktop")["Exec"] == "zhupi"


def test_libraries_are_known_by_their_own_type() -> None:
    """Otherwise a double click on a library opens a database tool, or nothing."""
    mime = ET.parse(LINUX / f"{APP_ID}.mime.xml").getroot()
    (kind,) = (element.get("type") for element in mime.iter(f"{MIME}mime-type"))
    assert entry(f"{APP_ID}.library.desktop")["MimeType"] == f"{kind};"
    assert kind in [element.text for element in metainfo().iter("mediatype")]


def test_a_library_file_opens_its_folder() -> None:
    """Otherwise a double click on a library says that it is not one."""
    file = Path("文库") / "library.sqlite"
    words = entry(f"{APP_ID}.library.desktop")["Exec"].replace("%f", str(file)).split()
    assert _window_arguments(words[1:]) == (file.parent, False)


def test_magic_fits_the_library_file(tmp_path: Path) -> None:
    """Otherwise the desktop takes our libraries for any database."""
    file = tmp_path / "library.sqlite"
    connection = sqlite3.connect(file)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    head = file.read_bytes()[:100]

    mime = ET.parse(LINUX / f"{APP_ID}.mime.xml").getroot()
    for match in mime.iter(f"{MIME}match"):
        offset, value = int(match.get("offset", "")), match.get("value", "")
        expected = (
            int(value, 16).to_bytes(4, "big")
            if match.get("type") == "big32"
            else value.encode().replace(b"\\0", b"\0")
        )
        assert head[offset:].startswith(expected)


def test_the_window_names_the_desktop_file_that_ships() -> None:
    """Under Wayland a window finds its icon and its name by nothing else."""
    assert (LINUX / f"{DESKTOP_FILE}.desktop").is_file()

"""Starts and looks through what `make package` has built; not collected by `make test`.

The program is started in an empty environment, as a person without Python would start it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"
FROZEN = DIST / "zhupi"

# The packages that bring what the program links to without bringing it.
FROM_THE_SYSTEM = {
    r"(ld-linux.*|lib(c|m|dl|rt|pthread|util))\.so": "libc6",
    r"libEGL\.so": "libegl1",
    r"libGL\.so": "libgl1",
    r"libxcb\.so": "libxcb1",
    r"libwayland-client\.so": "libwayland-client0",
    r"libwayland-cursor\.so": "libwayland-cursor0",
}


def the_only(pattern: str) -> Path:
    (file,) = DIST.glob(pattern)
    return file


def start(program: Path, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Runs the program with nothing in its environment but a home and no screen."""
    environment = {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.run(
        [str(program), *words],
        env=environment,
        cwd=home,
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )


def answer(program: Path, *words: str, home: Path) -> Any:
    """What a command prints with `--json`."""
    library = str(home / "library")
    result = start(program, *words, "--library", library, "--json", home=home)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture(scope="module", params=["program", "package"])
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stand-alone program as built, and as it lies in the .deb."""
    if request.param == "program":
        return FROZEN / "zhupi"
    tree = tmp_path_factory.mktemp("deb")
    subprocess.run(["dpkg-deb", "--extract", the_only("*.deb"), tree], check=True)
    return tree / "usr" / "bin" / "zhupi"


def test_says_its_version(program: Path, tmp_path: Path) -> None:
    """Otherwise the program does not start at all."""
    result = start(program, "--version", home=tmp_path)
    assert result.stderr == ""
    assert result.stdout.strip() == f"zhupi {version()}"


def test_imports_and_searches(program: Path, tmp_path: Path) -> None:
    """Otherwise a file is missing that only importing, indexing or the worker process needs."""
    article = tmp_path / "文章.md"
    article.write_text("# 朱批\n\n这是一篇用来试验的文章，讲外交与贸易。\n", "utf-8")
    answer(program, "import", str(article), home=tmp_path)
    articles = answer(program, "articles", home=tmp_path)
    assert [a["title"] for a in articles] == ["朱批"]
    found = answer(program, "search", "外交", home=tmp_path)
    assert found["total"] == 1


def test_reads_every_sample(program: Path, tmp_path: Path) -> None:
    """Otherwise a format cannot be read without Python, or the samples are not inside."""
    inside = program.resolve().parent / "_internal" / "zhupi" / "articles"
    files = [file for file in inside.iterdir() if file.name != "FORMAT.md"]
    assert len(files) >= 8
    report = answer(program, "import", *map(str, files), home=tmp_path)
    assert report["failed"] == []
    assert report["imported"] >= len(files)


def test_recognises_entities(program: Path, tmp_path: Path) -> None:
    """Otherwise the tagger's weights are not inside, and no name is ever marked."""
    article = tmp_path / "a.txt"
    article.write_text("会谈\n\n周恩来在北京会见了基辛格。\n", "utf-8")
    answer(program, "import", str(article), home=tmp_path)
    (listed,) = answer(program, "articles", home=tmp_path)
    mentions = answer(program, "mentions", listed["id"], home=tmp_path)
    assert "北京" in {m["text"] for m in mentions}


def test_exports_in_every_format(program: Path, tmp_path: Path) -> None:
    """Otherwise what a person wrote cannot leave the stand-alone program."""
    article = tmp_path / "a.txt"
    article.write_text("会谈\n\n双方讨论了贸易。\n", "utf-8")
    answer(program, "import", str(article), home=tmp_path)
    (listed,) = answer(program, "articles", home=tmp_path)
    answer(
        program,
        "annotate",
        listed["id"],
        "--start",
        "4",
        "--end",
        "6",
        "--tag",
        "贸易",
        home=tmp_path,
    )
    for name in ("web-annotation", "csv", "markdown", "html"):
        target = tmp_path / f"out-{name}"
        words = ("export", name, "--output", str(target), "--library", str(tmp_path / "library"))
        result = start(program, *words, home=tmp_path)
        assert result.returncode == 0, result.stderr
        assert target.stat().st_size > 0


def test_opens_the_window(program: Path, tmp_path: Path) -> None:
    """Otherwise Qt, its plugin for X, a font or an icon is missing where a person starts it."""
    words: list[str | Path] = [
        sys.executable,
        ROOT / "packaging" / "on_screen.py",
        "sh",
        "-c",
        SHOW,
        program,
    ]
    environment = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
    result = subprocess.run(
        words,
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert (result.returncode, result.stderr) == (0, "")


# Waits for the window, and ends the program as a logout would.
SHOW = """
"$0" --sample & program=$!
timeout 90 xdotool search --sync --onlyvisible --pid $program >/dev/null; shown=$?
kill $program
wait $program 2>/dev/null
exit $shown
"""


def libraries_from_the_system() -> set[str]:
    """The libraries that the program's files link to and that do not lie beside them."""
    files = [file for file in FROZEN.rglob("*") if file.is_file()]
    needed: set[str] = set()
    for file in files:
        if file.read_bytes()[:4] == b"\x7fELF":
            headers = subprocess.run(
                ["objdump", "-p", file], capture_output=True, check=True, text=True
            ).stdout
            needed.update(re.findall(r"NEEDED\s+(\S+)", headers))
    return needed - {file.name for file in files}


def test_package_asks_for_the_libraries_it_lacks() -> None:
    """Otherwise the program starts here, where the libraries are, and nowhere else."""
    words = ["dpkg-deb", "--field", str(the_only("*.deb")), "Depends", "Recommends"]
    fields = subprocess.run(words, capture_output=True, check=True, text=True).stdout
    for library in libraries_from_the_system():
        packages = [p for pattern, p in FROM_THE_SYSTEM.items() if re.match(pattern, library)]
        assert packages, f"{library} is not in the program, and not said to be the system's"
        assert packages[0] in fields


def test_brings_nothing_for_the_network() -> None:
    """Otherwise the program carries, for nothing, the code that could open a socket by itself."""
    names = [file.name.lower() for file in FROZEN.rglob("*") if file.is_file()]
    assert [n for n in names if "qtnetwork" in n or "qt6network" in n or "opengl" in n] == []


def test_brings_the_licences() -> None:
    """Otherwise what we hand out breaks the licences of what it is made from."""
    folder = FROZEN / "_internal" / "licenses"
    assert (folder / "pyside6-essentials" / "LGPL-3.0.txt").is_file()
    for package in ("numpy", "lxml", "trafilatura", "pylopdf-fonts-zh-cn", "whoosh-reloaded"):
        assert list((folder / package).iterdir())
    # Of the libraries that come from the machine it was built on.
    assert list(folder.glob("libglib2.0-0*/copyright"))
    assert list(folder.glob("*python*/*"))


def test_brings_nothing_that_would_bind_it_to_the_gpl() -> None:
    """Otherwise the whole program would have to be handed out under the GPL."""
    names = [file.name for file in FROZEN.rglob("*") if file.is_file()]
    assert [name for name in names if name.startswith(("libreadline", "libgdbm"))] == []


def test_package_is_whole() -> None:
    """Otherwise the desktop does not know the program, its icon or its libraries."""
    listing = subprocess.run(
        ["dpkg-deb", "--contents", the_only("*.deb")], capture_output=True, check=True, text=True
    ).stdout
    for path in (
        "usr/bin/zhupi",
        "usr/share/applications/org.zhupi.zhupi.desktop",
        "usr/share/applications/org.zhupi.zhupi.library.desktop",
        "usr/share/metainfo/org.zhupi.zhupi.metainfo.xml",
        "usr/share/mime/packages/org.zhupi.zhupi.xml",
        "usr/share/icons/hicolor/scalable/apps/org.zhupi.zhupi.svg",
        "usr/share/doc/zhupi/copyright",
        "usr/share/doc/zhupi/changelog.gz",
    ):
        assert f"./{path}" in listing
    owners = {line.split()[1] for line in listing.splitlines()}
    assert owners == {"root/root"}


def test_wheel_and_sdist_are_whole() -> None:
    """Otherwise `pip install` gives a program without its samples, icons or weights."""
    with zipfile.ZipFile(the_only("*.whl")) as wheel:
        inside = set(wheel.namelist())
    with tarfile.open(the_only("*.tar.gz")) as sdist:
        source = {name.partition("/")[2] for name in sdist.getnames()}
    for folder in ("resources", "articles"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file():
                name = file.relative_to(ROOT).as_posix()
                assert f"zhupi/{name}" in inside
                assert name in source
    assert {
        "Makefile",
        "pyproject.toml",
        "packaging/setup.sh",
        "tests/packaging/built.py",
    } <= source


def version() -> str:
    return the_only("*.whl").name.split("-")[1]

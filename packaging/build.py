"""Makes what is released, in `dist/`: wheel, sdist, the stand-alone program and a .deb of it.

Run by `make package` inside the virtual environment. The same commit gives the same wheel, sdist
and package tree: every time stamp is the commit's. What was built is started and looked through
by `tests/packaging/built.py`.
"""

from __future__ import annotations

import gzip
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
BUILD = ROOT / "build"
LINUX = ROOT / "packaging" / "linux"
APP_ID = "org.zhupi.zhupi"

# What the program links to and does not bring: the C library, and what must fit the machine's
# graphics. fontconfig comes with it, but not the configuration. Without the libraries of Wayland
# it runs under X. tests/packaging/built.py compares this with the built files.
DEB_DEPENDS = ("libc6 (>= {glibc})", "libegl1", "libgl1", "libxcb1", "fontconfig-config")
DEB_RECOMMENDS = ("fonts-noto-cjk", "libwayland-client0", "libwayland-cursor0")

# Libraries that wheels have renamed carry a hash in their names; `strip` misaligns them.
RENAMED = re.compile(r"-[0-9a-f]{8}(\.|$)")

CONTROL = """\
Package: zhupi
Version: {version}
Architecture: {architecture}
Maintainer: The Zhupi authors <authors@zhupi.invalid>
Installed-Size: {kibibytes}
Depends: {depends}
Recommends: {recommends}
Section: text
Priority: optional
Description: read, search and annotate Chinese news offline
 Zhupi imports Chinese news articles from text, Markdown, saved web pages and
 JSON Lines into a library on this machine, finds every occurrence of what is
 typed, marks who and what an article names, and keeps highlights, tags and
 notes that can be exported as Web Annotation, CSV, Markdown and HTML.
"""


#: What the package's copyright file says of the parts that are not ours.
PARTS_COPYRIGHT = """
The package also holds Python, Qt, fonts, a model and other libraries under their own licences.
/usr/share/doc/zhupi/THIRD_PARTY.md lists them; their texts are in
/usr/lib/zhupi/_internal/licenses.
"""


def run(*command: str | Path, env: dict[str, str] | None = None) -> str:
    """Runs a command that must succeed; returns what it printed."""
    words = [str(word) for word in command]
    shown = " ".join(words)
    print("+", shown if len(shown) < 300 else f"{shown[:300]} …", flush=True)
    result = subprocess.run(
        words, cwd=ROOT, env=env, check=False, text=True, stdout=subprocess.PIPE
    )
    if result.returncode:
        print(result.stdout)
        raise SystemExit(f"{words[0]} failed with exit code {result.returncode}.")
    return result.stdout


def version() -> str:
    """The project's version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def commit_time() -> str:
    """When the commit was made, in seconds since 1970; a fixed day where there is no history."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return given
    result = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    return result.stdout.strip() or "1767225600"


def build_distributions() -> None:
    """The wheel and the sdist."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", DIST, ROOT)


def build_program() -> Path:
    """The stand-alone program; returns its folder."""
    run(
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR",
        "--distpath", DIST, "--workpath", BUILD / "pyinstaller", ROOT / "packaging" / "zhupi.spec",
    )  # fmt: skip
    return DIST / "zhupi"


def strip(program: Path) -> None:
    """Takes the symbols out of the program's files that only a debugger reads."""
    files = [file for file in elf_files(program) if not RENAMED.search(file.name)]
    run("strip", "--strip-unneeded", *files)


def check_desktop_files() -> None:
    """Has the desktop entries, the metainfo and the MIME type judged by their own tools."""
    run("desktop-file-validate", *LINUX.glob("*.desktop"))
    run("appstreamcli", "validate", "--no-net", "--pedantic", LINUX / f"{APP_ID}.metainfo.xml")
    run("xmllint", "--noout", LINUX / f"{APP_ID}.mime.xml")
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder) / "packages"
        packages.mkdir()
        shutil.copy(LINUX / f"{APP_ID}.mime.xml", packages / f"{APP_ID}.xml")
        env = {**os.environ, "XDG_DATA_DIRS": folder, "XDG_DATA_HOME": folder}
        run("update-mime-database", folder, env=env)
        if "application/x-zhupi-library" not in (Path(folder) / "types").read_text("utf-8"):
            raise SystemExit("update-mime-database does not know the MIME type of libraries.")


def glibc_version(program: Path) -> str:
    """The newest version of the C library that any file of the program asks for."""
    found = (0, 0)
    for file in elf_files(program):
        for word in run_quietly("objdump", "-T", file).replace("(", " ").replace(")", " ").split():
            if word.startswith("GLIBC_2."):
                major, minor, *_ = (int(part) for part in word.removeprefix("GLIBC_").split("."))
                found = max(found, (major, minor))
    return ".".join(map(str, found))


def elf_files(folder: Path) -> list[Path]:
    """The programs and libraries below `folder`, without links."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()]
    result = []
    for file in files:
        with file.open("rb") as opened:
            if opened.read(4) == b"\x7fELF":
                result.append(file)
    return result


def run_quietly(*command: str | Path) -> str:
    """What a command printed, errors apart; it may fail."""
    return subprocess.run(
        [str(word) for word in command], capture_output=True, check=False, text=True
    ).stdout


def build_deb(program: Path, stamp: int) -> Path:
    """The Debian package of the stand-alone program; returns its file."""
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(program, tree / "usr" / "lib" / "zhupi", symlinks=True)
    share = tree / "usr" / "share"
    for source, target in {
        LINUX / f"{APP_ID}.desktop": share / "applications",
        LINUX / f"{APP_ID}.library.desktop": share / "applications",
        LINUX / f"{APP_ID}.metainfo.xml": share / "metainfo",
        LINUX / f"{APP_ID}.mime.xml": share / "mime" / "packages" / f"{APP_ID}.xml",
        ROOT / "resources" / "icons" / "zhupi.svg": (
            share / "icons" / "hicolor" / "scalable" / "apps" / f"{APP_ID}.svg"
        ),
        ROOT / "docs" / "THIRD_PARTY.md": share / "doc" / "zhupi" / "THIRD_PARTY.md",
    }.items():
        file = target if target.suffix else target / source.name
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, file)
    documents = share / "doc" / "zhupi"
    documents.joinpath("copyright").write_text(
        (ROOT / "LICENSE").read_text("utf-8") + PARTS_COPYRIGHT, encoding="utf-8"
    )
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (documents / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / "zhupi").symlink_to("../lib/zhupi/zhupi")
    write_control(tree, program)
    normalise(tree, stamp)
    architecture = run("dpkg", "--print-architecture").strip()
    package = DIST / f"zhupi_{version()}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, package)
    return package


def write_control(tree: Path, program: Path) -> None:
    """What the package says of itself, with what it depends on."""
    kibibytes = sum(file.lstat().st_size for file in tree.rglob("*")) // 1024
    depends = ", ".join(DEB_DEPENDS).format(glibc=glibc_version(program))
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        CONTROL.format(
            version=version(),
            architecture=run("dpkg", "--print-architecture").strip(),
            kibibytes=kibibytes,
            depends=depends,
            recommends=", ".join(DEB_RECOMMENDS),
        ),
        "utf-8",
    )


def normalise(tree: Path, stamp: int) -> None:
    """Gives every file the same time, and the permissions of an installed one."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            executable = path.is_dir() or (path.stat().st_mode & 0o100)
            path.chmod(0o755 if executable else 0o644)
        os.utime(path, (stamp, stamp), follow_symlinks=False)


def main() -> None:
    stamp = commit_time()
    os.environ["SOURCE_DATE_EPOCH"] = stamp
    # PyInstaller's archives hold sets in the order of their hashes.
    os.environ["PYTHONHASHSEED"] = "0"
    shutil.rmtree(DIST, ignore_errors=True)
    build_distributions()
    program = build_program()
    if platform.system() == "Linux":
        strip(program)
        check_desktop_files()
        build_deb(program, int(stamp))
    for file in sorted(DIST.iterdir()):
        parts = [file] if file.is_file() else [f for f in file.rglob("*") if not f.is_symlink()]
        size = sum(part.stat().st_size for part in parts)
        print(f"{size / 1e6:8.1f} MB  {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

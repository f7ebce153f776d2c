"""Sees to the system libraries and tools that no Python package brings.

`system_libraries.py NEED…` tries each need, installs what is missing where that is allowed (as
root, or with a sudo that asks nothing), and otherwise prints the one command to run and ends with
exit code 1. `--display` then asks whether a window can be shown here: exit code 3 says no. Runs
inside the virtual environment; uses the standard library alone, because the libraries that Qt
loads are what may be missing.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

MANAGERS: dict[str, tuple[str, ...]] = {
    "apt-get": ("apt-get", "install", "-y", "--no-install-recommends"),
    "dnf": ("dnf", "install", "-y"),
    "zypper": ("zypper", "--non-interactive", "install"),
    "pacman": ("pacman", "-S", "--needed", "--noconfirm"),
}

# Loads what Qt itself would load, in a process of its own: some of it ends the process on failure.
_LOAD_QT = """
import ctypes, pathlib, PySide6
from PySide6 import QtSvg, QtWidgets
folder = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
for plugin in {plugins!r}:
    ctypes.CDLL(str(folder / plugin))
"""


@dataclass(frozen=True, slots=True)
class Need:
    """Something to be had: how to see that it is there, and the packages that bring it.

    `plugins` are Qt platform plugins that must load; `programs` must be on the PATH; `families`
    are fonts that fontconfig must know. `packages` is by package manager, spaces between names.
    """

    packages: dict[str, str]
    plugins: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    families: tuple[str, ...] = ()

    def is_met(self) -> bool:
        return (
            all(shutil.which(program) for program in self.programs)
            and all(_has_family(family) for family in self.families)
            and (not self.plugins or _loads(self.plugins))
        )


NEEDS: dict[str, Need] = {
    # Qt without a screen.
    "offscreen": Need(
        {
            "apt-get": "libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0",
            "dnf": "glib2 libglvnd-egl libglvnd-glx dbus-libs fontconfig libxkbcommon",
            "zypper": "libglib-2_0-0 libEGL1 libGL1 libdbus-1-3 fontconfig libxkbcommon0",
            "pacman": "glib2 libglvnd dbus fontconfig libxkbcommon",
        },
        plugins=("libqoffscreen.so",),
    ),
    # A window under X, on top of the former.
    "x11": Need(
        {
            "apt-get": (
                "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
            ),
            "dnf": "xcb-util-cursor xcb-util-wm xcb-util-keysyms libxcb libxkbcommon-x11",
            "zypper": (
                "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
            ),
            "pacman": "xcb-util-cursor xcb-util-wm xcb-util-keysyms libxcb libxkbcommon-x11",
        },
        plugins=("libqxcb.so",),
    ),
    # A window under Wayland alone, on top of the first.
    "wayland": Need(
        {
            "apt-get": "libwayland-client0 libwayland-cursor0 libwayland-egl1",
            "dnf": "libwayland-client libwayland-cursor libwayland-egl",
            "zypper": "libwayland-client0 libwayland-cursor0 libwayland-egl1",
            "pacman": "wayland",
        },
        plugins=("libqwayland.so",),
    ),
    # Shows what a program asks of the system, for the tests of reliability.
    "tests": Need(
        dict.fromkeys(MANAGERS, "strace"),
        programs=("strace",),
    ),
    # A screen that nobody sees, and the fonts of the pictures in the documentation.
    "screenshots": Need(
        {
            "apt-get": "xvfb xauth fontconfig fonts-noto-cjk",
            "dnf": "xorg-x11-server-Xvfb xorg-x11-xauth fontconfig google-noto-sans-cjk-fonts",
            "zypper": "xorg-x11-server-Xvfb xauth fontconfig google-noto-sans-cjk-fonts",
            "pacman": "xorg-server-xvfb xorg-xauth fontconfig noto-fonts-cjk",
        },
        programs=("Xvfb", "xauth", "fc-list"),
        families=("Noto Sans CJK SC",),
    ),
    # Makes and checks what is released.
    "package": Need(
        {
            "apt-get": (
                "binutils dpkg desktop-file-utils appstream shared-mime-info libxml2-utils"
                " xvfb xauth xdotool"
                " libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
            ),
            "dnf": (
                "binutils dpkg desktop-file-utils appstream shared-mime-info libxml2"
                " xorg-x11-server-Xvfb xorg-x11-xauth xdotool"
            ),
            "zypper": (
                "binutils dpkg desktop-file-utils AppStream shared-mime-info libxml2-tools"
                " xorg-x11-server-Xvfb xauth xdotool"
            ),
            "pacman": (
                "binutils dpkg desktop-file-utils appstream shared-mime-info libxml2"
                " xorg-server-xvfb xorg-xauth xdotool"
            ),
        },
        programs=(
            "strip",
            "dpkg-deb",
            "desktop-file-validate",
            "appstreamcli",
            "update-mime-database",
            "xmllint",
            "Xvfb",
            "xdotool",
        ),
    ),
}


def _loads(plugins: Sequence[str]) -> bool:
    program = _LOAD_QT.format(plugins=tuple(plugins))
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    return result.returncode == 0


def _has_family(family: str) -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    result = subprocess.run([lister, family], capture_output=True, check=False)
    return bool(result.stdout.strip())


def needs_of_display(environment: dict[str, str]) -> list[str]:
    """What a window on the display that `environment` names needs; empty where there is none."""
    if environment.get("DISPLAY"):
        return ["offscreen", "x11"]
    if environment.get("WAYLAND_DISPLAY"):
        return ["offscreen", "wayland"]
    return []


def display_answers(environment: dict[str, str]) -> bool:
    """Whether a window can appear: a name left over from a closed session is no display.

    Needs what `needs_of_display` names.
    """
    if sys.platform != "linux":
        return True
    name = environment.get("DISPLAY")
    if not name:
        return bool(environment.get("WAYLAND_DISPLAY"))
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(name.encode(), None))
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers


def command_for(manager: str, needs: Iterable[Need]) -> list[str]:
    """The command that installs the packages of `needs` with `manager` (of `MANAGERS`)."""
    names: dict[str, None] = {}
    for need in needs:
        names.update(dict.fromkeys(need.packages[manager].split()))
    return [*MANAGERS[manager], *names]


def _prefix() -> list[str] | None:
    """What goes before a command to run it as root without a question; None if that can't be."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    allowed = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return [sudo, "-n"] if allowed.returncode == 0 else None


def _install(manager: str, missing: Sequence[Need]) -> bool:
    prefix = _prefix()
    if prefix is None:
        return False
    command = [*prefix, *command_for(manager, missing)]
    print(f"Installing system packages: {shlex.join(command)}", file=sys.stderr)
    if manager == "apt-get":
        quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
        options = ["-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"]
        command = [*quiet, "apt-get", *options, *command[len(prefix) + 1 :]]
        # A fresh image has no lists of packages, an old one may have lists too old.
        subprocess.run([*quiet, "apt-get", *options, "update"], check=False)
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0


def _explain(missing: Sequence[Need]) -> None:
    print("Some system libraries or tools are missing. Run this, then make again:", file=sys.stderr)
    manager = next((name for name in MANAGERS if shutil.which(name)), None)
    for name in [manager] if manager else MANAGERS:
        words = command_for(name, missing)
        print(f"    sudo {shlex.join(words)}", file=sys.stderr)


def provide(needs: Sequence[Need]) -> bool:
    """Sees that all of `needs` are met, installing what is missing; False if some are not."""
    missing = [need for need in needs if not need.is_met()]
    if not missing:
        return True
    manager = next((name for name in MANAGERS if shutil.which(name)), None)
    if manager is not None and _install(manager, missing):
        missing = [need for need in missing if not need.is_met()]
    if missing:
        _explain(missing)
    return not missing


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("need", nargs="+", choices=[*NEEDS, "window"])
    parser.add_argument("--display", action="store_true", help="ask for a display as well")
    arguments = parser.parse_args()
    if not see_to(arguments.need):
        return 1
    return 3 if arguments.display and not display_answers(dict(os.environ)) else 0


def see_to(wanted: Sequence[str]) -> bool:
    """Provides what is `wanted` (of `NEEDS`, or `window` for what this display needs), once."""
    if not sys.platform.startswith("linux"):
        return True  # elsewhere Qt's wheel brings all it needs
    names: dict[str, None] = {}
    for name in wanted:
        names.update(
            dict.fromkeys(needs_of_display(dict(os.environ)) if name == "window" else [name])
        )
    # Seen to once for an environment: a trial costs half a second each time.
    stamp = Path(sys.prefix) / f".libraries-{'-'.join(names)}"
    if not stamp.exists():
        if not provide([NEEDS[name] for name in names]):
            return False
        stamp.touch()
    return True


if __name__ == "__main__":
    sys.exit(main())

"""What is installed, or asked for, when Qt lacks a library of the system."""

from __future__ import annotations

from types import ModuleType

import pytest
from tests import scripts


@pytest.fixture
def libraries() -> ModuleType:
    return scripts.load("system_libraries")


def test_every_need_has_packages_for_every_manager(libraries: ModuleType) -> None:
    """Otherwise `make run` fails with a traceback on somebody's distribution."""
    for need in libraries.NEEDS.values():
        assert set(need.packages) == set(libraries.MANAGERS)
        assert all(names.split() for names in need.packages.values())


def test_one_command_installs_all_that_is_missing(libraries: ModuleType) -> None:
    """Otherwise a person runs make, installs, runs make, installs …"""
    needs = [libraries.NEEDS["offscreen"], libraries.NEEDS["x11"], libraries.NEEDS["x11"]]
    command = libraries.command_for("apt-get", needs)
    assert command[:3] == ["apt-get", "install", "-y"]
    assert {"libegl1", "libxcb-cursor0"} <= set(command)
    assert len(command) == len(set(command))


@pytest.mark.parametrize(
    ("environment", "needs"),
    [
        ({}, []),
        ({"DISPLAY": ""}, []),
        ({"DISPLAY": ":0"}, ["offscreen", "x11"]),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ["offscreen", "wayland"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["offscreen", "x11"]),
    ],
)
def test_needs_follow_the_display(
    libraries: ModuleType, environment: dict[str, str], needs: list[str]
) -> None:
    """Otherwise the libraries for the wrong kind of screen are installed."""
    assert libraries.needs_of_display(environment) == needs


@pytest.mark.parametrize("manager", ["apt-get", "dnf", "zypper", "pacman"])
def test_names_the_command_where_nothing_may_be_installed(
    libraries: ModuleType,
    manager: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Otherwise a person without root is left with Qt's own riddle."""
    only_manager = {manager: f"bin/{manager}"}
    monkeypatch.setattr(libraries.shutil, "which", only_manager.get)
    monkeypatch.setattr(libraries.os, "geteuid", lambda: 1000)
    need = libraries.Need(dict.fromkeys(libraries.MANAGERS, "something"), programs=("something",))
    assert not libraries.provide([need])
    printed = capsys.readouterr().err.splitlines()
    assert [line for line in printed if "sudo" in line] == [
        "    sudo " + " ".join([*libraries.MANAGERS[manager], "something"])
    ]


def test_names_every_command_where_the_manager_is_unknown(
    libraries: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Otherwise somebody with another distribution cannot even guess the packages' names."""
    monkeypatch.setattr(libraries.shutil, "which", lambda _name: None)
    assert not libraries.provide([libraries.NEEDS["package"]])
    assert capsys.readouterr().err.count("    sudo ") == len(libraries.MANAGERS)


def test_installs_nothing_where_all_is_there(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise every start asks the package manager."""
    monkeypatch.setattr(libraries, "_install", pytest.fail)
    assert libraries.provide([libraries.NEEDS["offscreen"]])


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":987"}])
def test_knows_that_nobody_is_looking(
    libraries: ModuleType, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise `make run` on a server aborts inside Qt, instead of taking the tour."""
    monkeypatch.setattr(libraries.sys, "platform", "linux")
    assert not libraries.display_answers(environment)

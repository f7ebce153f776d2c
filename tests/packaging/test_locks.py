"""The pinned lists, against what the project says it depends on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LISTS = ("requirements.txt", "requirements-dev.txt", "requirements-package.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def pinned(name: str) -> dict[str, str]:
    text = (ROOT / "packaging" / name).read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE))


def wanted(group: str) -> list[Requirement]:
    found: list[Requirement] = []
    for entry in PROJECT["dependency-groups"][group]:
        if isinstance(entry, dict):
            found += wanted(entry["include-group"])
        else:
            found.append(Requirement(entry))
    return found


def test_lists_hold_what_the_project_asks_for() -> None:
    """Otherwise a dependency was changed without `make lock`, and a fresh machine lacks it."""
    direct = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    for name, group in zip(LISTS, ("checkout", "dev", "package"), strict=True):
        versions = pinned(name)
        for requirement in direct + wanted(group):
            version = versions.get(canonicalize_name(requirement.name))
            assert version is not None, f"{name} lacks {requirement}: make lock"
            assert requirement.specifier.contains(version), f"{name}: {requirement}: make lock"


def test_lists_agree() -> None:
    """Otherwise other versions are tested than are run."""
    run, dev, package = (pinned(name) for name in LISTS)
    assert run.items() <= dev.items() <= package.items()


def test_every_package_is_pinned_by_hash() -> None:
    """Otherwise a registry may hand out something else than was tested."""
    for name in LISTS:
        text = (ROOT / "packaging" / name).read_text("utf-8")
        entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_third_party_page_lists_what_is_shipped() -> None:
    """Otherwise we ship somebody's work without naming them and their licence."""
    page = (ROOT / "docs" / "THIRD_PARTY.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| ([\w.-]+) \| (\d[\w.]*) \| ", page, re.MULTILINE))
    listed = {canonicalize_name(name): version for name, version in rows.items()}
    tools = dict(re.findall(r"`([a-z][\w-]+)` (\d[\w.]*) \(", page))
    assert listed | tools == pinned("requirements.txt")

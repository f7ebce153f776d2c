"""Running commands as a person does, in this process, on a library of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from zhupi.__main__ import main

NEWS = """# 两国外长在日内瓦会谈

两国外长3月5日在日内瓦举行会谈，就贸易和气候问题交换意见。

双方同意保持沟通，并在六月再次会面。𬭛元素的话题没有列入议程。

编辑丨国际部
"""
ECONOMY = """# 央行下调存款准备金率

央行宣布下调存款准备金率0.5个百分点，释放长期资金约一万亿元。

分析认为，此举有助于稳定市场预期，贸易企业将因此受益。
"""


@dataclass
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "日内瓦.md").write_text(NEWS, encoding="utf-8")
    (folder / "央行.md").write_text(ECONOMY, encoding="gb18030")
    return folder


@pytest.fixture
def zhupi(
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Callable[..., Answer]:
    """Runs `zhupi` with the given words on the library."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def run(*words: str | Path) -> Answer:
        capfd.readouterr()
        try:
            code = main(["--library", str(library), *map(str, words)])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        out, err = capfd.readouterr()
        return Answer(code, out, err)

    return run


@pytest.fixture
def filled(zhupi: Callable[..., Answer], news: Path) -> Callable[..., Answer]:
    """The same, on a library with the two articles."""
    assert zhupi("import", news).code == 0
    return zhupi

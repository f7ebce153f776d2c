"""The command line as a reader of Chinese meets it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zhupi.cli.main import run

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A person whose system speaks Chinese, and who has chosen nothing."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr("zhupi.cli.main.settings_file", lambda: tmp_path / "settings.toml")
    monkeypatch.setenv("COLUMNS", "80")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit):
        run(words)
    shown = capsys.readouterr()
    return shown.out + shown.err


def test_help_is_chinese_from_its_first_word(capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise help is half in one language and half in another."""
    lines = said(capsys, "--help").splitlines()
    assert lines[0].startswith("用法：zhupi ")
    heads = [line for line in lines[1:] if line.endswith(":")]
    assert heads == ["选项:", "命令:"]
    listed = [line for line in lines if re.match(r"  +\S+(, --help| DIR)?  +\S", line)]
    assert len(listed) > 12
    assert [line for line in listed if not HAN.search(line)] == []


def test_help_of_a_command_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    """Otherwise the words that argparse adds stay English."""
    text = said(capsys, "annotate", "--help")
    assert text.startswith("用法：zhupi annotate ")
    assert "参数:" in text
    assert "显示此帮助并退出" in text
    for word in ("usage", "positional", "show this", "options"):
        assert word not in text


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["search"], "zhupi search: 以下参数须给出一个：QUERY --queries"),
        (["show"], "zhupi show: 缺少以下参数：ARTICLE"),
        (["show", "x", "--bogus"], "zhupi: 无法识别的参数：--bogus"),
        (["show", "--library"], "zhupi show: 参数 --library：需要一个值"),
        (["show", "x", "--json=1"], "zhupi show: 参数 --json：不接受值 '1'"),
        (["search", "x", "--limit", "-1"], "参数 --limit：'-1' 不是 0 或更大的数"),
        (["import", "x", "--published", "5"], "'5' 不是日期，请写成 2026-01-31 的形式"),
        (["annotate", "a", "--start", "x", "--end", "2"], "参数 --start：'x' 不是整数"),
        (["show", "x", "--library", ""], "参数 --library：缺少文件名"),
        (["search", "x", "--queries", "y"], "参数 --queries：不能与参数 QUERY 同时使用"),
        (["search", "x", "--sort", "y"], "参数 --sort：无效的选择：'y'（可选："),
        (["import"], "zhupi import: 缺少以下参数：PATH"),
        (["frobnicate"], "参数 COMMAND：无效的选择：'frobnicate'（可选："),
    ],
)
def test_wrong_usage_is_explained_in_chinese(
    capsys: pytest.CaptureFixture[str], words: list[str], complaint: str
) -> None:
    """Otherwise whoever mistypes gets an English sentence, of Python's making."""
    usage, _, last = said(capsys, *words).rstrip("\n").rpartition("\n")
    assert usage.startswith("用法：zhupi")
    assert complaint in last


def test_english_stays_as_argparse_has_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise translating has changed what all others read."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    text = said(capsys, "show")
    assert text.startswith("usage: zhupi show ")
    assert text.endswith("zhupi show: the following arguments are required: ARTICLE\n")


def test_a_files_fault_is_told_in_the_chosen_language(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Otherwise the system's English stands in the middle of a Chinese sentence."""
    blocked = tmp_path / "file"
    blocked.write_text("x", "utf-8")
    code = run(["search", "--library", str(tmp_path), "--queries", str(blocked / "none")])
    told = capsys.readouterr().err
    assert code == 1
    assert "不是文件夹。" in told or "不存在" in told
    assert not re.search(r"directory|No such", told)


def test_the_history_is_told_with_chinese_punctuation(
    filled: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise colons, commas and brackets of English stand between the Chinese words."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    key = filled("articles", "--json").json[0]["id"]
    filled("annotate", key, "--start", "0", "--end", "4", "--tag", "外交")
    assert filled("undo").out == "撤销：1 条批注，0 篇文章，1 个标签\n"
    line = filled("history").out.rstrip("\n")
    words = line.partition("command line  ")[2]
    assert re.fullmatch("[^ :]+：“[^“”]+”，1 条批注（已撤销）", words)
    name = next(m for m in filled("mentions", key, "--json").json if m["label"] != "TIME")
    place = ("--start", str(name["start"]), "--end", str(name["end"]))
    made = filled("correct", "same-as", key, *place, "新人").out
    assert "（此处" in made
    assert not re.search(r"[(),]", made)
    filled("undo")
    assert filled("redo").out.endswith(f"：“{name['text']}”，1 条更正\n")

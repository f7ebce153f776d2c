"""Which files are read, and one clear sentence for each that cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zhupi.core.errors import ReadError
from zhupi.core.model import Article
from zhupi.core.protocols import ReadOptions
from zhupi.importing import READERS, find_files, read_file

TEXT = "题目\n\n会谈持续了一整天，双方就共同关心的问题交换了意见。\n"


def names(paths: list[Path], root: Path) -> list[str]:
    return [p.relative_to(root).as_posix() for p in paths]


def refusal(path: Path, options: ReadOptions = ReadOptions()) -> str:  # noqa: B008 - frozen
    with pytest.raises(ReadError) as caught:
        list(read_file(path, options))
    sentence = str(caught.value)
    assert str(path) in sentence or str(path).isascii() is False
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_a_folder_stands_for_the_articles_below_it(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "c.HTML",
        "d.png",
        ".hidden.txt",
        "sub/e.jsonl",
        "sub/.git/f.md",
        "README.md",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(find_files([tmp_path]), tmp_path) == ["a.md", "b.txt", "c.HTML", "sub/e.jsonl"]


def test_files_stand_as_given_and_once(tmp_path: Path) -> None:
    for name in ("b.log", "a.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    given = [tmp_path / "b.log", tmp_path / "missing.txt", tmp_path, tmp_path / "a.txt"]
    assert names(find_files(given), tmp_path) == ["b.log", "missing.txt", "a.txt"]


def test_a_file_of_unknown_name_is_read_by_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "b.log"
    file.write_text("# 题目\n\n![](a.png)\n\n会谈持续了一整天。\n", encoding="utf-8")
    (article,) = read_file(file)
    assert isinstance(article, Article)
    assert article.format == "markdown"


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG\r\n")
    (found,) = find_files([folder])
    assert "holds no text" in refusal(found)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "holds no text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is not text; its format is PNG"),
        (b"PK\x03\x04\x14\0", "is not text; its format is ZIP, EPUB or Word"),
        (b"\x7fELF\x02\x01\x01\0", "is not text; its format is ELF"),
        (b"%PDF-1.7\n", "is not text; its format is PDF"),
        (bytes(range(256)) * 40, "binary file, not text"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    assert words in refusal(file)


def test_missing_unreadable_and_odd_files_are_refused(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "missing.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a pipe" in refusal(tmp_path / "pipe.txt")
    assert "a device" in refusal(Path("/dev/zero"))
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    assert "does not exist" in refusal(tmp_path / "dangling.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "cannot be read" in refusal(tmp_path / "loop.txt")
    with pytest.raises(ReadError, match="no file name"):
        read_file("a\0b.txt")


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as stream:
        stream.truncate(256 * 1024 * 1024 + 1)
    assert "larger than 256 MB" in refusal(file)


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_a_name_that_is_no_unicode_can_be_read_and_shown(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt"))
    file.write_text("会谈持续了一整天，双方就共同关心的问题交换了意见。" * 3, encoding="utf-8")
    (found,) = find_files([tmp_path])
    (article,) = read_file(found)
    assert isinstance(article, Article)
    assert article.path.encode().decode().endswith("\ufffd\ufffd.txt")
    assert article.title == "\ufffd\ufffd"


@pytest.mark.parametrize("encoding", ["klingon", "zip", "base64", "a\0b", "utf-8\ud800"])
def test_an_unknown_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert "no encoding named" in refusal(file, ReadOptions(encoding=encoding))


def test_a_wrong_encoding_is_refused_and_the_right_one_reads(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    assert "is not in the encoding utf-8" in refusal(file, ReadOptions(encoding="utf-8"))
    (article,) = read_file(file, ReadOptions(encoding="GBK"))
    assert isinstance(article, Article)
    assert (article.title, article.encoding) == ("题目", "gbk")


def test_readers_have_lasting_names() -> None:
    assert [r.name for r in READERS] == ["markdown", "html", "jsonl", "text"]

"""Sentences: a person must get one, whatever the catalogue lacks and wherever it was made."""

from __future__ import annotations

import gettext
import pickle

import pytest

from zhupi.core.errors import ReadError, shown_path
from zhupi.core.messages import Translator, choose_language, message, plural


class _Catalogue(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return {"{name} is empty": "{name}是空的", "folder": "文件夹"}.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "{count}篇文章" if msgid1 == "{count} article" else msgid2


def test_a_message_is_said_in_the_persons_language() -> None:
    tr = Translator("zh_CN", _Catalogue())
    assert tr.render(message("{name} is empty", name="a.txt")) == "a.txt是空的"
    assert tr.render(plural("{count} article", "{count} articles", 3)) == "3篇文章"


def test_a_message_inside_a_message_is_translated_too() -> None:
    tr = Translator("zh_CN", _Catalogue())
    assert tr("{name} is empty", name=message("folder")) == "文件夹是空的"


def test_a_sentence_without_translation_is_english_not_empty() -> None:
    assert Translator("zh_CN", _Catalogue())("no such sentence") == "no such sentence"


def test_braces_in_a_value_are_shown_as_they_are() -> None:
    assert str(message("{name} is empty", name="{0}{x!r}")) == "{0}{x!r} is empty"


def test_an_error_keeps_its_message_across_processes() -> None:
    error = ReadError(plural("{count} article", "{count} articles", 2))
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is ReadError
    assert str(again) == "2 articles"


def test_a_path_of_odd_bytes_can_be_shown() -> None:
    assert shown_path("新闻\udcff.txt") == "新闻\ufffd.txt"


@pytest.mark.parametrize(
    ("wanted", "system", "chosen"),
    [
        ("", "zh_CN.UTF-8", "zh_CN"),
        ("", "C", "en"),
        ("en", "zh_CN", "en"),
        ("xx", "zh_TW", "zh_CN"),
    ],
)
def test_the_language_is_the_persons_choice_then_the_systems(
    wanted: str, system: str, chosen: str
) -> None:
    assert choose_language(wanted, system) == chosen

"""Sentences for people, apart from the language they are shown in.

Below the two front ends nothing knows which language a person reads. What is to be shown is
therefore carried as a `Message`: an English template and its values. A front end turns it into
text with a `Translator`, which reads the gettext catalogues in `resources/translations`.

`message("…")` and `plural("…", "…", n)` are also the markers by which `make translations` finds
the templates, so their arguments must be plain literals, never f-strings.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

DOMAIN = "zhupi"
LANGUAGES = ("en", "zh_CN")
_NO_VALUES: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Message:
    """An English template with `{name}` fields, its values, and its plural form where it has one.

    A value may itself be a `Message`; it is translated with the sentence that holds it.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=lambda: _NO_VALUES)
    plural_template: str | None = None
    count: int | None = None

    def __str__(self) -> str:
        """The English sentence."""
        return ENGLISH.render(self)


def message(template: str, /, **values: object) -> Message:
    """A sentence to be translated later; fields in `template` are filled from `values`."""
    return Message(template, values)


def plural(singular: str, plural_template: str, count: int, /, **values: object) -> Message:
    """A sentence that depends on a number, which it may show as `{count}`."""
    return Message(singular, {"count": count, **values}, plural_template, count)


class Translator:
    """Turns templates and messages into sentences of one language.

    A template that the catalogue lacks comes out in English, never empty.
    """

    def __init__(
        self, language: str = "en", translations: gettext.NullTranslations | None = None
    ) -> None:
        self.language = language
        self._translations = translations or gettext.NullTranslations()

    @classmethod
    def load(cls, language: str, folder: Path) -> Translator:
        """The translator for `language` (one of `LANGUAGES`) from catalogues under `folder`."""
        if language == "en":
            return cls("en")
        found = gettext.translation(DOMAIN, folder, languages=[language], fallback=True)
        return cls(language, found)

    def __call__(self, template: str, /, **values: object) -> str:
        return self.render(Message(template, values))

    def plural(self, singular: str, plural_template: str, count: int, /, **values: object) -> str:
        """The sentence for `count` things, in this language's own plural rules."""
        return self.render(Message(singular, {"count": count, **values}, plural_template, count))

    def render(self, item: Message) -> str:
        """The sentence of `item` in this language."""
        if item.plural_template is not None and item.count is not None:
            text = self._translations.ngettext(item.template, item.plural_template, item.count)
        else:
            text = self._translations.gettext(item.template) if item.template else ""
        if not item.values:
            return text
        return text.format_map({name: self._value(value) for name, value in item.values.items()})

    def _value(self, value: object) -> object:
        return self.render(value) if isinstance(value, Message) else value


def choose_language(wanted: str, system: str) -> str:
    """The catalogue to use: the person's choice, else what the system's locale name asks for.

    >>> [choose_language(*c) for c in (("", "zh_TW.UTF-8"), ("", "de_DE"), ("en", "zh"))]
    ['zh_CN', 'en', 'en']
    """
    if wanted in LANGUAGES:
        return wanted
    return "zh_CN" if system.lower().startswith("zh") else "en"


ENGLISH = Translator("en")

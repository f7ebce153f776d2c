"""Brings the catalogues of translations up to date with the sentences in the code.

    make translations

finds every `message(…)`, `plural(…)`, `tr(…)` and `tr.plural(…)`, merges them into each
`resources/translations/*/LC_MESSAGES/zhupi.po` (keeping what is translated), and compiles it to
`zhupi.mo` beside it. The same code and translations always give the same bytes: neither file
holds a date. With `--check` nothing is written, and exit code 1 says that something would be, or
that a sentence has no translation.
"""

from __future__ import annotations

import argparse
import ast
import io
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "desktop" / "zhupi"
TRANSLATIONS = ROOT / "resources" / "translations"
DOMAIN = "zhupi"
LANGUAGES = ("zh_CN",)
# Where the marking functions are defined: the calls there pass templates on.
DEFINITIONS = Path("core") / "messages.py"

# How many of a call's first arguments are sentences, by the function's last name.
MARKERS = {"message": 1, "tr": 1, "_tr": 1, "tr_": 1, "plural": 2}

HEADER = """\
# Simplified Chinese sentences of Zhupi.
# Edit the msgstr lines; `make translations` does the rest.
"""
# What Babel says of dates, of its own version, or says with nothing to say.
LEFT_OUT = (
    "POT-Creation-Date:",
    "PO-Revision-Date:",
    "Last-Translator:",
    "Language-Team:",
    "Report-Msgid-Bugs-To:",
    "Generated-By:",
)
MO_MAGIC = 0x950412DE
MO_HEADER = struct.Struct("<7I")
MO_ROW = struct.Struct("<2I")


class NotALiteralError(Exception):
    """A marked sentence that cannot be found by reading the code."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template, its plural form where it has one, and the file it stands in."""

    template: str
    plural: str | None
    file: str


def find_sentences(source: Path) -> Iterator[Sentence]:
    """All marked sentences below `source`, in order of files and lines.

    Raises `NotALiteralError` with the place of a marked argument that is not a plain string.
    """
    for file in sorted(source.rglob("*.py")):
        name = file.relative_to(source)
        if name == DEFINITIONS:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"), str(file))):
            if isinstance(node, ast.Call) and (count := MARKERS.get(_last_name(node.func), 0)):
                texts = [_literal(argument, name) for argument in node.args[:count]]
                if len(texts) == count:
                    yield Sentence(texts[0], texts[1] if count > 1 else None, name.as_posix())


def _last_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literal(node: ast.expr, file: Path) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise NotALiteralError(
        f"{file}:{node.lineno}: a sentence must be a plain string, not {ast.unparse(node)}"
    )


def template_of(sentences: Iterator[Sentence]) -> Catalog:
    """The catalogue of sentences without translations."""
    catalog = Catalog(project="Zhupi", fuzzy=False)
    for sentence in sentences:
        known = catalog.get(sentence.template)
        plural = sentence.plural
        # One translation serves a template with and without a plural, so the plural wins.
        if plural is None and known is not None and isinstance(known.id, tuple):
            plural = known.id[1]
        key = (sentence.template, plural) if plural else sentence.template
        catalog.add(key, locations=[(sentence.file, 0)])
    return catalog


def merged(template: Catalog, old: bytes, language: str) -> Catalog:
    """The catalogue of `language`: the sentences of `template`, the translations of `old`."""
    catalog = read_po(io.BytesIO(old), locale=language) if old else Catalog(locale=language)
    catalog.project, catalog.version, catalog.fuzzy = "Zhupi", "1", False
    # A guess would pass for a translation.
    catalog.update(template, no_fuzzy_matching=True)
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as people edit it."""
    buffer = io.BytesIO()
    catalog.header_comment = HEADER
    write_po(
        buffer, catalog, width=98, sort_output=True, ignore_obsolete=True, include_lineno=False
    )
    lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_left_out())).encode()


def _left_out() -> tuple[str, ...]:
    return tuple(f'"{name}' for name in LEFT_OUT)


def mo_bytes(po: bytes, language: str) -> bytes:
    """The catalogue as the program reads it: translated sentences only."""
    catalog = read_po(io.BytesIO(po), locale=language)
    entries = []
    for item in catalog:
        if item.id and not _is_translated(item):
            continue
        text = "\0".join(_forms(item.string))
        if not item.id:
            lines = text.splitlines(keepends=True)
            text = "".join(line for line in lines if not line.startswith(LEFT_OUT))
        entries.append(("\0".join(_forms(item.id)).encode(), text.encode()))
    return _mo_file(sorted(entries))


def _mo_file(entries: list[tuple[bytes, bytes]]) -> bytes:
    """GNU gettext's binary form without a hash table: a header, two tables, the texts.

    Babel's own writer puts the time of day into the file.
    """
    count = len(entries)
    place = MO_HEADER.size + 2 * count * MO_ROW.size
    tables, texts = b"", b""
    for column in zip(*entries, strict=True):
        for text in column:
            tables += MO_ROW.pack(len(text), place + len(texts))
            texts += text + b"\0"
    originals = MO_HEADER.size
    translations = originals + count * MO_ROW.size
    return MO_HEADER.pack(MO_MAGIC, 0, count, originals, translations, 0, place) + tables + texts


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A sentence, or its forms; empty where there is none."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _is_translated(item: Message) -> bool:
    return all(_forms(item.string))


def missing(catalog: Catalog) -> list[str]:
    """The sentences without a translation."""
    return [_forms(item.id)[0] for item in catalog if item.id and not _is_translated(item)]


def update(folder: Path, template: Catalog, language: str, *, check: bool) -> list[str]:
    """Writes both files of `language` below `folder`; returns what `--check` would complain of."""
    po_file = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    mo_file = po_file.with_suffix(".mo")
    old = po_file.read_bytes() if po_file.exists() else b""
    catalog = merged(template, old, language)
    po = po_bytes(catalog)
    mo = mo_bytes(po, language)
    complaints = [f"{language}: no translation of «{sentence}»" for sentence in missing(catalog)]
    for file, new in ((po_file, po), (mo_file, mo)):
        if not file.exists() or file.read_bytes() != new:
            complaints.append(f"{file.name} of {language} is out of date: run make translations")
            if not check:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(new)
    return complaints


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a difference")
    arguments = parser.parse_args()
    try:
        template = template_of(find_sentences(SOURCE))
    except NotALiteralError as error:
        print(error, file=sys.stderr)
        return 1
    complaints: list[str] = []
    for language in LANGUAGES:
        complaints += update(TRANSLATIONS, template, language, check=arguments.check)
    print("\n".join(complaints) or "The catalogues are complete.")
    return 1 if arguments.check and complaints else 0


if __name__ == "__main__":
    sys.exit(main())

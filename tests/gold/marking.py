"""Reads annotated articles in the format of `docs/annotation-guide.md`, and checks them.

    python tests/gold/marking.py FILE…             what is marked, and what looks wrong
    python tests/gold/marking.py --article FILE…   write the articles without marks, to articles/
    python tests/gold/marking.py --standoff FILE…  write FILE.json: marks without the text

A `.gold` file holds text and marks; a `.json` file holds marks, and the digest of a text that
cannot be published here and is handed to `from_standoff` by whoever has it. Positions are code
points of the canonical text: the blocks' texts, joined by one line feed. Standard library only.
"""

from __future__ import annotations

import argparse
import calendar
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

LABELS = ("PERSON", "ORG", "PLACE", "TIME", "LAW", "EVENT", "MEDIA")
ARTICLES = Path(__file__).parents[2] / "articles"

_PUBLISHED = re.compile(r"#!\s*published:\s*(\S+)\s*$")
_PREFIX = re.compile(r"(#{1,2}) ")
_MENTION = re.compile(r"\[([A-Z]+)(?::([^\s\[\]{}@]*))?(?:@([^\s\[\]{}]+))? ")
_QUOTATION = re.compile(r"\{([DR]) ([^\s/\[\]{}]+)(?:/([^\s/\[\]{}]*))?(?:/([^\s/\[\]{}]+))? ")

_DAY = r"(?:-?\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?)?"
_MOMENT = re.compile(rf"({_DAY})(?:T([01]\d|2[0-3])(?::[0-5]\d){{1,2}}(?:Z|[+-]\d\d:\d\d)?)?")


class MarkingError(ValueError):
    """A file breaks the format; says where: `name:line:column: what`."""


@dataclass(frozen=True, slots=True)
class GoldBlock:
    """A line of the file without marks; `level` 1 is the title, 2 a heading, 0 a paragraph."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One named stretch; `value` is a time's, `title` the office told with a person."""

    start: int
    end: int
    label: str
    entity: str
    value: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class GoldQuotation:
    """What somebody said: `kind` is D (direct) or R (reported); `-` is an unknown speaker."""

    start: int
    end: int
    kind: str
    speaker: str
    cue: str = ""
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and all that a reader marks in it, in the order of the text, outer first."""

    name: str
    published: date | None
    blocks: tuple[GoldBlock, ...]
    mentions: tuple[GoldMention, ...]
    quotations: tuple[GoldQuotation, ...]

    @property
    def text(self) -> str:
        """The canonical text."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hex."""
        return text_digest(self.text)


def text_digest(text: str) -> str:
    """What a standoff file names its text by."""
    return hashlib.sha256(text.encode()).hexdigest()


# --- reading ----------------------------------------------------------------------------------


def read_gold(path: Path) -> GoldArticle:
    """One `.gold` file. Raises `MarkingError`."""
    return parse(path.read_text("utf-8"), path.name)


def parse(source: str, name: str = "gold") -> GoldArticle:
    """The article of a file's text. Raises `MarkingError` with line and column, from 1."""
    published: date | None = None
    reader = _Reader(name)
    for number, line in enumerate(source.split("\n"), start=1):
        if line.startswith("#!"):
            if found := _PUBLISHED.match(line):
                published = _date(found[1], name, number)
        elif line:
            reader.block(line, number)
    if not reader.blocks:
        raise MarkingError(f"{name}:1:1: no text")
    return GoldArticle(
        name=name.removesuffix(".gold"),
        published=published,
        blocks=tuple(reader.blocks),
        mentions=tuple(sorted(reader.mentions, key=lambda m: (m.start, -m.end))),
        quotations=tuple(reader.quotations),
    )


def _date(text: str, name: str, line: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise MarkingError(f"{name}:{line}:1: not a day: {text}") from error


@dataclass(frozen=True, slots=True)
class _Open:
    """A mark whose end has not come yet."""

    head: re.Match[str]
    start: int
    column: int

    @property
    def is_mention(self) -> bool:
        return self.head[0].startswith("[")


class _Reader:
    """Takes the marks out of one block after the other."""

    def __init__(self, name: str) -> None:
        self.blocks: list[GoldBlock] = []
        self.mentions: list[GoldMention] = []
        self.quotations: list[GoldQuotation] = []
        self._name = name
        self._line = 0
        self._base = 0
        self._plain = ""
        self._open: list[_Open] = []

    def block(self, line: str, number: int) -> None:
        """One line that is a block."""
        self._line = number
        if line != line.strip():
            self._fail(1, "white space around a block")
        prefix = _PREFIX.match(line)
        self._plain = ""
        self._open = []
        position = prefix.end() if prefix else 0
        while position < len(line):
            position = self._step(line, position)
        if self._open:
            self._fail(self._open[-1].column, f"“{self._open[-1].head[0]}” is never closed")
        if not self._plain:
            self._fail(1, "an empty block")
        self.blocks.append(GoldBlock(self._plain, len(prefix[1]) if prefix else 0))
        self._base += len(self._plain) + 1

    def _step(self, line: str, position: int) -> int:
        """Takes the next mark or the characters before it; the position after."""
        character = line[position]
        if character in "[{":
            pattern = _MENTION if character == "[" else _QUOTATION
            head = pattern.match(line, position)
            if not head:
                self._fail(position + 1, f"no mark begins with “{line[position : position + 12]}”")
            self._begin(_Open(head, self._base + len(self._plain), position + 1))
            return head.end()
        if character in "]}":
            self._finish(character, position + 1)
            return position + 1
        self._plain += character
        return position + 1

    def _begin(self, mark: _Open) -> None:
        if mark.is_mention:
            label, entity, title = mark.head.groups()
            if label not in LABELS:
                self._fail(mark.column, f"unknown label {label}")
            if label == "TIME" and not entity:
                self._fail(mark.column, "a TIME without its value")
            if title and label != "PERSON":
                self._fail(mark.column, f"a title of a {label}")
        elif self._open:
            self._fail(mark.column, "a quotation inside another mark")
        self._open.append(mark)

    def _finish(self, character: str, column: int) -> None:
        if not self._open:
            self._fail(column, f"“{character}” closes nothing")
        mark = self._open.pop()
        if mark.is_mention != (character == "]"):
            self._fail(column, f"“{character}” cannot close “{mark.head[0]}”")
        end = self._base + len(self._plain)
        text = self._plain[mark.start - self._base :]
        if not text or text != text.strip():
            self._fail(mark.column, "an empty mark, or white space at its border")
        if not mark.is_mention:
            kind, speaker, cue, addressee = mark.head.groups(default="")
            if kind == "D" and (text[0], text[-1]) not in {("“", "”"), ("「", "」"), ("‘", "’")}:
                self._fail(mark.column, "a direct quotation without its quotation marks")
            self.quotations.append(GoldQuotation(mark.start, end, kind, speaker, cue, addressee))
            return
        label, entity, title = mark.head.groups(default="")
        if any((m.start, m.end) == (mark.start, end) for m in self.mentions):
            self._fail(mark.column, "two marks on the same stretch")
        is_time = label == "TIME"
        self.mentions.append(
            GoldMention(
                start=mark.start,
                end=end,
                label=label,
                entity=text if is_time else entity or text,
                value=entity if is_time else "",
                title=title,
            )
        )

    def _fail(self, column: int, what: str) -> NoReturn:
        raise MarkingError(f"{self._name}:{self._line}:{column}: {what}")


# --- marks without their text -----------------------------------------------------------------


def to_standoff(article: GoldArticle) -> dict[str, Any]:
    """The marks alone, for JSON; empty fields are left out."""

    def filled(value: GoldMention | GoldQuotation) -> dict[str, Any]:
        return {key: item for key, item in asdict(value).items() if item != ""}

    return {
        "digest": article.digest,
        "published": article.published.isoformat() if article.published else None,
        "mentions": [filled(mention) for mention in article.mentions],
        "quotations": [filled(quotation) for quotation in article.quotations],
    }


def from_standoff(data: Mapping[str, Any], text: str, name: str) -> GoldArticle:
    """The article of a standoff file and the text it was made from.

    Its blocks have no levels. Raises `MarkingError` if the text is another one.
    """
    if text_digest(text) != data["digest"]:
        raise MarkingError(f"{name}: these marks belong to another text")
    return GoldArticle(
        name=name.removesuffix(".json"),
        published=date.fromisoformat(data["published"]) if data["published"] else None,
        blocks=tuple(GoldBlock(line) for line in text.split("\n")),
        mentions=tuple(GoldMention(**mention) for mention in data["mentions"]),
        quotations=tuple(GoldQuotation(**quotation) for quotation in data["quotations"]),
    )


def read_standoff(path: Path, text: str) -> GoldArticle:
    """One `.json` file, with its text. Raises `MarkingError`."""
    return from_standoff(json.loads(path.read_text("utf-8")), text, path.name)


def to_markdown(article: GoldArticle) -> str:
    """The article as a file of `articles/`: blocks with a blank line between them."""
    lines = (f"{'#' * b.level} {b.text}" if b.level else b.text for b in article.blocks)
    return "\n\n".join(lines) + "\n"


# --- checking ---------------------------------------------------------------------------------


def is_time_value(value: str) -> bool:
    """Whether a value is a day, month, year, moment or interval (ISO 8601 and EDTF)."""
    ends = value.split("/")
    if len(ends) == 2 and ".." in ends:
        ends.remove("..")
    return len(ends) <= 2 and all(_is_moment(end) for end in ends)


def _is_moment(value: str) -> bool:
    found = _MOMENT.fullmatch(value)
    if not found:
        return False
    year, *rest = found[1].lstrip("-").split("-")
    month, day = (*(int(part) if part.isdigit() else 0 for part in rest), 0, 0)[:2]
    if "00" in rest or month > 12:
        return False
    length = calendar.monthrange(int(year) if year.isdigit() else 2000, month)[1] if month else 31
    return day <= length


def warnings(article: GoldArticle) -> Iterator[str]:
    """What the format allows and is still likely to be a mistake."""
    text = article.text
    if not article.published:
        yield "no line “#! published: …”"
    for mention in article.mentions:
        if mention.value and not is_time_value(mention.value):
            yield f"not a value: {mention.value} ({text[mention.start : mention.end]})"
    entities: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in article.mentions:
        if not mention.value:
            entities[mention.label, text[mention.start : mention.end]].add(mention.entity)
    for (label, surface), names in entities.items():
        if len(names) > 1:
            yield f"one {label}, several entities: {surface} is {'; '.join(sorted(names))}"
    known = {mention.entity for mention in article.mentions}
    for quotation in article.quotations:
        for who in (quotation.speaker, quotation.addressee):
            if who not in {"", "-"} and who not in known and who not in text:
                yield f"neither an entity nor words of the text: {who}"
        if quotation.cue and quotation.cue not in text:
            yield f"no word of the text: {quotation.cue}"
    yield from _unmarked(article)


def _unmarked(article: GoldArticle) -> Iterator[str]:
    """Names that are marked in one place and stand unmarked in another."""
    text = article.text
    marked = [(m.start, m.end) for m in article.mentions]
    surfaces = {text[m.start : m.end] for m in article.mentions if not m.value}
    for surface in sorted(surfaces):
        if len(surface) < 2:
            continue
        for found in re.finditer(re.escape(surface), text):
            start, end = found.span()
            if not any(s <= start and end <= e for s, e in marked):
                around = text[max(0, start - 6) : end + 6].replace("\n", "¶")
                yield f"not marked here: {surface} in “{around}”"


def _report(article: GoldArticle) -> int:
    """Prints what a file has; the number of its warnings."""
    counts = Counter(mention.label for mention in article.mentions)
    kinds = Counter(quotation.kind for quotation in article.quotations)
    told = ", ".join(f"{label} {counts[label]}" for label in LABELS if counts[label])
    print(
        f"{article.name}: {len(article.text)} characters, {len(article.mentions)} mentions"
        f" ({told}), {len(article.quotations)} quotations (D {kinds['D']}, R {kinds['R']})"
    )
    found = list(warnings(article))
    for warning in found:
        print(f"  ! {warning}")
    return len(found)


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 if a file breaks the format or a value is none."""
    parser = argparse.ArgumentParser(description="Check annotated articles.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--article", action="store_true", help="write articles/NAME.md")
    parser.add_argument("--standoff", action="store_true", help="write FILE.json, marks only")
    options = parser.parse_args(arguments)
    failed = False
    totals: Counter[str] = Counter()
    for path in options.files:
        try:
            article = read_gold(path)
        except MarkingError as error:
            print(error, file=sys.stderr)
            failed = True
            continue
        _report(article)
        totals.update(mention.label for mention in article.mentions)
        totals.update({"quotations": len(article.quotations)})
        failed = failed or any(m.value and not is_time_value(m.value) for m in article.mentions)
        if options.article:
            (ARTICLES / f"{article.name}.md").write_text(to_markdown(article), "utf-8")
        if options.standoff:
            told = json.dumps(to_standoff(article), ensure_ascii=False, indent=1)
            path.with_suffix(".json").write_text(told + "\n", "utf-8")
    print(", ".join(f"{label} {totals[label]}" for label in (*LABELS, "quotations")))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

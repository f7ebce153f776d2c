"""Which encoding bytes are in: byte order mark, strict UTF-8, then a scored ladder.

Chinese news comes in UTF-8, GB18030 (which holds GBK and GB 2312), Big5 and UTF-16. The ladder
decodes a sample in each and asks which result looks most like Chinese: by the share of its
characters that the two Chinese standards count as common, the most frequent ones counting twice.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from functools import cache

from zhupi.core.errors import ReadError, shown_path
from zhupi.core.messages import Message, message
from zhupi.core.protocols import SourceFile
from zhupi.importing.characters import normal_lines, scrub
from zhupi.importing.scripts import FREQUENT

SAMPLE = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Big5 thrice: the standard, Microsoft's and Hong Kong's additions; the narrowest that fits wins.
_LADDER = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252")
#: Share of damaged characters up to which a text is still worth reading; each shows as U+FFFD.
_DAMAGE = 0.01
_FEW = 3  #: which are, however short the text: one wrong byte may cost as many
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
#: Halves of characters beyond the first 65,536, each written as if it were a character: in pairs
#: by programs that think in UTF-16, alone where a text was cut. Strict UTF-8 has neither.
_HALVES = re.compile(
    rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_CHARACTER = re.compile("[\x80-\U0010ffff]")


def detect_encoding(data: bytes) -> str:
    """The Python codec that reads `data` best; never fails, `utf-8` for nothing.

    Bytes that are no text get some codec, too: `looks_binary` tells.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    sample = _sample(data)
    if b"\0" in sample:
        wide = [(score(sample, codec), codec) for codec in ("utf-16-le", "utf-16-be")]
        best, codec = max(wide)
        if best > 0:
            return codec
    if _is_utf8(data, sample):
        return "utf-8"
    # `max` keeps the first of equals, so the ladder's order decides.
    return max(_LADDER, key=lambda codec: score(sample, codec))


def looks_binary(data: bytes) -> bool:
    """Whether `data` is no text in any encoding that is read here."""
    sample = _sample(data)
    codec = detect_encoding(data)
    if codec.startswith("utf-8"):
        sample = _HALVES.sub(b"", sample)
    text = sample.decode(codec, "replace")
    return len(_CONTROL.findall(text)) > max(2, len(text) // 50)


def decode(source: SourceFile, encoding: str = "") -> tuple[str, str]:
    """The text of a file and the codec's name; `encoding` overrides what would be guessed.

    Line ends are line feeds, controls are gone. Up to one damaged character in a hundred, or
    three in all, is read as U+FFFD. Raises `ReadError` for an unknown codec and for bytes it
    does not read.
    """
    codec = codec_of(source, encoding)
    return scrub(normal_lines(decode_exactly(source, codec, given=bool(encoding)))), codec


def codec_of(source: SourceFile, encoding: str) -> str:
    """The codec to read a file with; raises `ReadError` where `encoding` names none."""
    return _known_codec(source, encoding) if encoding else detect_encoding(source.data)


def decode_exactly(source: SourceFile, codec: str, *, given: bool = False) -> str:
    """As `decode`, with line ends and controls as they are; `given`: a person named `codec`."""
    try:
        text = source.data.decode(codec)
    except UnicodeError:
        mended = _damaged(source.data, codec)
        if mended is None:
            raise ReadError(_undecodable(source, codec if given else "")) from None
        text = mended
    return text.removeprefix("\ufeff")


def _damaged(data: bytes, codec: str) -> str | None:
    """The text with U+FFFD for what is damaged, or None where that is too much."""
    if codec.startswith("utf-8"):
        data = _HALVES.sub(_whole, data)
    try:
        text = data.decode(codec, "replace")
    except UnicodeError:
        return None
    return text if text.count("\ufffd") <= max(_FEW, len(text) * _DAMAGE) else None


def _whole(halves: re.Match[bytes]) -> bytes:
    """The character that two halves make; for one alone U+FFFD."""
    wide = halves[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return wide.decode("utf-16-le", "replace").encode("utf-8")


def _known_codec(source: SourceFile, encoding: str) -> str:
    try:
        found = codecs.lookup(encoding)
        # Python also lists codecs that are no encodings of text, such as `zip`.
        with suppress(UnicodeError):
            b"a".decode(encoding)
    except (LookupError, ValueError):
        raise ReadError(
            message(
                "{path}: there is no encoding named “{encoding}”.",
                path=shown_path(source.path),
                encoding=scrub(encoding),
            )
        ) from None
    return "utf-8-sig" if found.name == "utf-8" else found.name


def _undecodable(source: SourceFile, encoding: str) -> Message:
    path = shown_path(source.path)
    if encoding:
        return message(
            "{path} is not in the encoding {encoding}.",
            path=path,
            encoding=encoding.removesuffix("-sig"),  # ours, for the byte order mark
        )
    return message("{path}: its encoding is not known; name the right one.", path=path)


def _sample(data: bytes) -> bytes:
    """The 64 KB that say most: from just before the first byte that is not ASCII."""
    first = _HIGH.search(data)
    start = max(0, first.start() - 1024) if first else 0
    return data[start - start % 4 :][:SAMPLE]


def _is_utf8(data: bytes, sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(sample) < SAMPLE)
    except UnicodeDecodeError:
        # A damaged character or two do not make UTF-8 something else, nor do any halves.
        text = _HALVES.sub(b"", data[: 16 * SAMPLE]).decode("utf-8", "replace")
        damaged = text.count("\ufffd")
        return damaged * 20 <= len(_HIGH_CHARACTER.findall(text))
    return True


def score(sample: bytes, codec: str) -> float:
    """How much `sample` looks like Chinese (or Western) text in `codec`; below 0: not at all."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    if codec.startswith("utf-16"):
        sample = sample[: len(sample) // 2 * 2]
    # Not final: the sample may end inside a character.
    text = decoder.decode(sample)
    common = common_characters()
    points = 0.0
    counted = 0
    for character in text:
        if "\x20" <= character < "\x7f" or character in "\t\r\n":
            # Weighs little, or English in UTF-16 would be no text.
            points += 0.1
            counted += codec.startswith("utf-16")
            continue
        counted += 1
        if character in FREQUENT:
            points += 2
        elif character in common:
            points += 1
        elif codec == "cp1252" and (character.isalpha() or character in "‘’“”–—…€£§°·"):
            points += 0.5
        else:
            points -= 5 if _CONTROL.match(character) or not character.isprintable() else 1
    return points / max(counted, 1)


@cache
def common_characters() -> frozenset[str]:
    """What GB 2312 and Big5 put first: punctuation and the characters of level 1."""
    pairs: list[tuple[str, int, int]] = [("gb2312", 0xA1, 0xA3), ("gb2312", 0xB0, 0xD7)]
    pairs += [("big5", 0xA1, 0xA3), ("big5", 0xA4, 0xC6)]
    found = {
        bytes((lead, trail)).decode(codec, "ignore")
        for codec, first, last in pairs
        for lead in range(first, last + 1)
        for trail in range(0x40, 0xFF)
    }
    return frozenset(c for c in found if len(c) == 1 and ord(c) > 0x7F)

"""CommonMark as converters and Chinese writers leave it: markdown-it-py, set up for prose.

Where CommonMark's rules, made for Latin scripts, would leave marks in the text or take words out
of it, the source is mended first or a rule is replaced:

- `*` and `_` beside Chinese punctuation work as they do beside letters;
- addresses that a hard wrap has broken are joined;
- `##标题` is a heading without its space;
- `[注]: 说明` is prose, not the definition of a link;
- lines indented by four spaces are paragraphs, not code.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from zhupi.importing.characters import is_cjk

#: Nesting that is followed; the parser would drop what lies deeper, so `parse` says None then.
DEEPEST = 100

_BROKEN_ADDRESS = re.compile(
    r"(!?)(\[[^\[\]]{0,500}\]\()[ \t]*((?:[^\s()<>]+[ \t]*\n[ \t]*){1,8}[^\s()<>]+)"
    r"([ \t]*(?:\"[^\"\n]{0,500}\")?[ \t]*\))"
)
_ADDRESS_START = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,9}:|[/.#]")
_TIGHT_HEADING = re.compile(r"^( {0,3}#{2,6})(?=[^\s#])", re.MULTILINE)
_TIGHT_TITLE = re.compile(r"(?:^|(?<=\n\n)) {0,3}#(?=[^\s#][^#\n]{0,60}(?:\n\n|\n?$))")
_REFERENCE = re.compile(
    r"^( {0,3})\[([^\]\n]{1,200})\]:"
    r"(?=(\s*<?(?:[a-zA-Z][a-zA-Z0-9+.-]{0,20}:|[/#.]|www\.))?)",
    re.MULTILINE,
)
_LABEL = re.compile(r"\[([^\[\]\n]{1,200})\]")
_PADDED_BOLD = re.compile(
    r"^( {0,3})\*\*[ \t\u3000]+([^*\n]{1,200}?)[ \t\u3000]*\*\*[ \t]*$", re.MULTILINE
)


def parse(source: str) -> list[Token] | None:
    """The block tokens of `source`, or None where it nests too deep to be read in full."""
    parser = _parser()
    try:
        tokens = parser.parse(mend(source))
    except RecursionError:
        return None
    depths = (max((child.level for child in t.children or ()), default=0) + t.level for t in tokens)
    return tokens if max(depths, default=0) < DEEPEST - 2 else None


def mend(source: str) -> str:
    """`source` with what hard wraps and loose converters broke put right."""
    source = _BROKEN_ADDRESS.sub(_joined, source)
    source = _TIGHT_HEADING.sub(r"\1 ", source)
    source = _TIGHT_TITLE.sub(r"# ", source)
    source = _without_false_references(source)
    return _PADDED_BOLD.sub(r"\1**\2**", source)


def _without_false_references(source: str) -> str:
    """Escapes `[注]: 说明`, and links that are defined but never used: the parser drops both."""
    if not _REFERENCE.search(source):
        return source
    used = Counter(label.casefold() for label in _LABEL.findall(source))

    def escaped(match: re.Match[str]) -> str:
        kept = match[3] and used[match[2].casefold()] > 1
        return match[0] if kept else f"{match[1]}\\[{match[2]}]:"

    return _REFERENCE.sub(escaped, source)


def _joined(match: re.Match[str]) -> str:
    mark, text, address, end = match.groups()
    if not mark and not _ADDRESS_START.match(address):
        return match[0]
    return mark + text + "".join(address.split()) + end


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST, "html": True})
    parser.enable(["table", "strikethrough"])
    # Raw HTML is read tag by tag, so that the Markdown inside it is read, too.
    parser.disable(["code", "html_block"])
    parser.inline.ruler.at("emphasis", _emphasis)
    # Addresses are kept as written; the builder decides what is a link.
    parser.validateLink = _accept  # type: ignore[assignment,method-assign]
    parser.normalizeLink = _unchanged  # type: ignore[method-assign]
    parser.normalizeLinkText = _unchanged  # type: ignore[assignment,method-assign]
    return parser


def _accept(_url: str) -> bool:
    return True


def _unchanged(url: str) -> str:
    return url


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Replaces markdown-it's rule: the same delimiters, but Chinese text is no obstacle."""
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    length = end - state.pos
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    opens, closes = _flanks(before, after, marker)
    if length == 2 and not opens and not closes:
        opens, closes = _unbalanced(state, marker, before, after, end)
    elif length == 2 and opens and not closes and before.isspace() and is_cjk(after):
        # `**粗体 **后面`: a converter has put the space on the wrong side of the mark.
        closes = _is_open(state, marker)
        opens = not closes
    elif length == 2 and closes and not opens and is_cjk(before) and after.isspace():
        closes = _is_open(state, marker)
        opens = not closes and state.src.find(marker * 2, end) > 0
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(ord(marker), length, len(state.tokens) - 1, -1, opens, closes)
        )
    state.pos = end
    return True


def _flanks(before: str, after: str, marker: str) -> tuple[bool, bool]:
    """Whether marks between these characters can open and can close emphasis."""
    left = not after.isspace() and (
        not _is_punctuation(after) or before.isspace() or _is_punctuation(before) or is_cjk(before)
    )
    right = not before.isspace() and (
        not _is_punctuation(before) or after.isspace() or _is_punctuation(after) or is_cjk(after)
    )
    if marker == "*":
        return left, right
    in_word = before.isalnum() and not is_cjk(before), after.isalnum() and not is_cjk(after)
    return left and not in_word[0], right and not in_word[1]


def _unbalanced(
    state: StateInline, marker: str, before: str, after: str, end: int
) -> tuple[bool, bool]:
    """What a pair of marks with a space on its wrong side can be."""
    if before.isspace() and after.isspace():
        return False, False
    closes = _is_open(state, marker)
    return not closes and state.src.find(marker * 2, end) > 0, closes


def _is_open(state: StateInline, marker: str) -> bool:
    """Whether a pair of marks before this place still waits for its other half."""
    pairs = [d for d in state.delimiters if d.marker == ord(marker) and d.length == 2][::2]
    balance = 0
    for pair in pairs:
        if balance and pair.close:
            balance -= 1
        elif pair.open:
            balance += 1
    return balance > 0


def _is_punctuation(character: str) -> bool:
    """Punctuation that is no part of Chinese text, which never stands in the way of emphasis."""
    return unicodedata.category(character)[0] in "PS" and not is_cjk(character)

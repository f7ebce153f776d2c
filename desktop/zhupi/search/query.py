"""The query language: what a person types → a tree. Pure; knows nothing of an index.

    外交部 发言人                both, in any order
    外交部 OR 商务部             either; AND binds tighter than OR
    王毅 -布林肯                 the one without the other; `NOT` says the same
    (日本 OR 韩国) AND 首脑
    "中美 关系"                  exactly these characters
    "中方 表示"~20               these words, at most 20 characters between them
    外交*人 第?届                wildcards
    /第[一二三]届/               a regular expression
    title:访华 source:="新华社"  a field holds it, or is it
    date:2023-07..2023-10 has:note is:unread

`docs/query-language.md` tells it to people; `query_tree` says what each part matches. Words stand
between white space, full-width space included. Only ASCII parentheses and quotation marks group
and quote: （）“” are characters of the text, and so is the apostrophe. A query that does not
parse is one phrase, and the remark says why; nothing a person can type raises.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhupi.core.messages import Message
from zhupi.search.query_parser import Parser
from zhupi.search.query_tree import Node, Term
from zhupi.search.query_words import UnparsableError, check_length


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """`node` is None for an empty query; `remark` says why a query was taken as it stands."""

    node: Node | None
    remark: Message | None = None


def parse(query: str, *, literal: bool = False) -> ParsedQuery:
    """The tree of `query`; never raises. `literal` is handed to each node that has it."""
    stripped = query.strip()
    if not stripped:
        return ParsedQuery(None)
    try:
        check_length(stripped)
        return ParsedQuery(Parser(query, literal=literal).parse())
    except UnparsableError as error:
        return ParsedQuery(Term(stripped, literal=literal), error.remark)

"""Names, times and quotations of articles, the entities of a library, and corrections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from zhupi.annotations import describe
from zhupi.core.errors import InvalidRequestError, LibraryError, NotFoundError
from zhupi.core.messages import message
from zhupi.core.model import Article, Change, Label, Mention, Span
from zhupi.core.protocols import Corrector, ProgressSink, ignore_progress
from zhupi.core.understanding import (
    Correction,
    CorrectionKind,
    CorrectionReport,
    EntityNames,
    EntitySummary,
    Quotation,
    Reading,
    Scope,
)
from zhupi.store import Store
from zhupi.workspace import correction_lists, parts
from zhupi.workspace.applying import Applying
from zhupi.workspace.correcting import (
    Place,
    Wanted,
    correction,
    is_known,
    shown_at,
    superseded,
    unmarked,
)
from zhupi.workspace.recognising import Recognising, text_spans
from zhupi.workspace.signing import Sign

if TYPE_CHECKING:
    from zhupi.language.linking import Link

_LABELS = frozenset(label.value for label in Label if label is not Label.TIME)
_AT_ONCE = 20  #: articles that a correction waits for


@dataclass(frozen=True, slots=True)
class Linguist:
    """What `language` makes of mentions."""

    corrected: Corrector = parts.corrected
    quotations: Callable[[str, Sequence[Span], Sequence[Mention]], list[Quotation]] = (
        parts.quotations
    )
    across: Callable[[Iterable[EntityNames]], Mapping[str, Link]] = parts.across
    entity_id: Callable[[Label, str], str] = parts.entity_id
    is_value: Callable[[str], bool] = parts.is_value


class Understanding:
    """`Workspace.understanding`."""

    def __init__(
        self,
        store: Store,
        recognising: Recognising,
        creator: str,
        sign: Sign,
        linguist: Linguist | None = None,
    ) -> None:
        self._store = store
        self._recognising = recognising
        self._linguist = linguist or Linguist()
        self._creator = creator
        self._sign = sign

    # --- looking ------------------------------------------------------------------------------

    def reading(self, article: str, *, keep: bool = True) -> Reading:
        """Mentions and quotations of one article, corrections applied; found now if need be."""
        found = self._article(article)
        return self._read(found, self._recognising.mentions(found, keep=keep))

    def known(self, article: str) -> Reading | None:
        """The same from what was found earlier, by whichever recogniser; None: not yet looked."""
        found = self._article(article)
        mentions = self._store.mentions.get(found.id, found.digest, None)
        return None if mentions is None else self._read(found, mentions)

    def mentions(self, article: str, *, keep: bool = True) -> list[Mention]:
        """Those of `reading`, without the work for quotations."""
        found = self._article(article)
        return self._corrected(found, self._recognising.mentions(found, keep=keep))

    def known_mentions(self, article: str) -> list[Mention] | None:
        """Those of `known`."""
        return self.mentions_kept(self._article(article))

    def mentions_kept(self, article: Article) -> list[Mention] | None:
        """The same of an article that was read already."""
        mentions = self._store.mentions.get(article.id, article.digest, None)
        return None if mentions is None else self._corrected(article, mentions)

    def places(self, article: str, words: str, *, marked: bool) -> list[Span]:
        """Where these words stand, in order; `marked`: only where they are a name or a date."""
        text = self._article(article).text
        if marked:
            return [m.span for m in self.mentions(article) if m.span.of(text) == words]
        return [Span(*found.span()) for found in re.finditer(re.escape(words), text)]

    def entities(
        self, typed: str = "", labels: Sequence[Label] = (), limit: int = 0
    ) -> list[EntitySummary]:
        """The library's entities whose names hold `typed`, the most mentioned first."""
        return self._store.entities.summaries(typed.strip(), labels, limit)

    def entity(self, identifier: str) -> EntitySummary:
        """One of them. Raises `NotFoundError`."""
        found = self._store.entities.summary(identifier)
        if found is None:
            raise NotFoundError(message("No article names “{entity}”.", entity=identifier))
        return found

    def known_as(self, entity: str) -> frozenset[str]:
        """The ids that `entity`, an id or a name, may mean and that articles name already."""
        ids = {self._named(entity, label)[1] for label in map(Label, _LABELS)}
        return frozenset(key for key in ids if self._store.entities.summary(key) is not None)

    def articles_of(self, identifier: str, limit: int = 0) -> list[tuple[str, int]]:
        """The articles that name an entity, latest first, and how often."""
        return self._store.entities.articles(identifier, limit)

    # --- corrections --------------------------------------------------------------------------

    def corrections(self) -> list[Correction]:
        """All of them, latest first."""
        return self._store.corrections()

    def not_entity(self, article: str, span: Span, scope: Scope) -> Change:
        """What stands at `span` is nothing that should be marked; undoable, as all below.

        Each holds at once in `reading`; the facts of other articles follow by `apply`. Raise
        `NotFoundError` or `InvalidRequestError` where nothing is marked there.
        """
        wanted = Wanted(CorrectionKind.NOT_ENTITY, "not an entity")
        return self._add(self._place(article, span), wanted, scope)

    def relabel(self, article: str, span: Span, label: Label, scope: Scope) -> Change:
        """The mention at `span` is of another kind."""
        wanted = Wanted(CorrectionKind.LABEL, "correct label", label=label)
        return self._add(self._place(article, span), wanted, scope)

    def redraw(self, article: str, span: Span, new: Span, scope: Scope) -> Change:
        """The mention at `span` has other borders."""
        wanted = Wanted(CorrectionKind.BORDERS, "correct borders", span=new)
        return self._add(self._place(article, span), wanted, scope)

    def same_as(self, article: str, span: Span, entity: str, scope: Scope) -> Change:
        """The mention at `span` is `entity`: an id, or a new name for one that has none yet."""
        place = self._place(article, span)
        label, entity = self._named(entity, place.label)
        wanted = Wanted(CorrectionKind.SAME_AS, "same as", label=label, entity=entity)
        return self._add(place, wanted, scope)

    def revalue(self, article: str, span: Span, value: str, scope: Scope) -> Change:
        """The time at `span` is `value`, ISO 8601. Raises `InvalidRequestError` otherwise."""
        place = self._place(article, span)
        if place.label is not Label.TIME:
            raise InvalidRequestError(message("“{words}” is no date.", words=place.words))
        wanted = Wanted(CorrectionKind.VALUE, "correct value", value=self._checked(value))
        return self._add(place, wanted, scope)

    def mark(
        self, article: str, span: Span, label: Label, scope: Scope, entity: str = ""
    ) -> Change:
        """What stands at `span` is a mention that was missed."""
        found = self._article(article)
        describe(found.text, span)
        if entity:
            label, entity = self._named(entity, label)
        wanted = Wanted(CorrectionKind.NEW, "mark", label=label, entity=entity)
        return self._add(unmarked(found, span), wanted, scope)

    def withdraw(self, ids: Sequence[str]) -> Change:
        """Takes corrections back."""
        known = {correction.id: correction for correction in self._store.corrections()}
        whole = [_resolved(key, known) for key in ids]
        change = self._store.change_corrections((), whole, "withdraw")
        return self._followed(change, [known[key] for key in whole])

    def apply(self, progress: ProgressSink = ignore_progress) -> Change:
        """Brings what search and `entities` know of other articles in step with corrections.

        Resumable: whatever stops it, the next one goes on.
        """
        applying = self.applying()
        while applying.step(progress, 3600.0):
            pass
        return self._sign(applying.change())

    def applying(self) -> Applying:
        """`apply`, step by step; see there."""
        return Applying(self._store, self._linguist.across)

    def unread(self) -> int:
        """In how many articles nobody has looked for names yet."""
        return self._store.mentions.count_missing(self._recognising.version)

    def pending(self) -> int:
        """In how many articles `apply` has yet to look."""
        return self._store.entities.pending()

    def behind(self) -> bool:
        """Whether names are still to be sought in articles, or do not yet follow corrections."""
        counted, linked = self._store.entities.grown()
        return bool(self.unread() or counted != linked or self._store.entities.pending())

    def export_corrections(self, stream: BinaryIO) -> int:
        """Writes all corrections that are of use elsewhere as JSON Lines; how many."""
        return correction_lists.write(self._store.corrections(), stream)

    def import_corrections(self, stream: BinaryIO) -> tuple[CorrectionReport, Change]:
        """Adds those of such a list; one operation."""
        read, failed = correction_lists.read(stream)
        known = self._store.corrections()
        new: list[Correction] = []
        for one in read:
            if not is_known(one, [*known, *new]):
                new.append(one)
        # Of two in the list about one thing the later holds.
        gone = dict.fromkeys(key for one in new for key in superseded(one, known))
        change = self._store.change_corrections(new, list(gone), "import corrections")
        report = CorrectionReport(len(new), len(read) - len(new), failed)
        return report, self._followed(change, new)

    # --- inside -------------------------------------------------------------------------------

    def _article(self, identifier: str) -> Article:
        return self._store.article(self._store.resolve_article(identifier))

    def _corrected(self, article: Article, mentions: Sequence[Mention]) -> list[Mention]:
        reaching = self._store.entities.corrections().those(article.id, article.text)
        if not reaching:
            return list(mentions)
        return self._linguist.corrected(
            article.text, text_spans(article), mentions, reaching, article.id
        )

    def _read(self, article: Article, recognised: Sequence[Mention]) -> Reading:
        mentions = self._corrected(article, recognised)
        said = self._linguist.quotations(article.text, text_spans(article), mentions)
        return Reading(tuple(mentions), tuple(said))

    def _place(self, article: str, span: Span) -> Place:
        found = self._article(article)
        describe(found.text, span)
        # Those that are shown, whichever recogniser found them.
        recognised = self._store.mentions.get(found.id, found.digest, None)
        if recognised is None:
            recognised = self._recognising.mentions(found, keep=True)
        reaching = self._store.entities.corrections().those(found.id, found.text)
        shown = self._corrected(found, recognised)
        return shown_at(found, span, recognised, shown, reaching)

    def _named(self, entity: str, label: Label | None) -> tuple[Label, str]:
        """The label and the id of what a person named: by id, or by a new name."""
        prefix, _, name = entity.strip().partition(":")
        if name and prefix in _LABELS:
            return Label(prefix), f"{prefix}:{name}"
        if not entity.strip() or label is None or label is Label.TIME:
            raise InvalidRequestError(message("Say who or what the name stands for."))
        return label, self._linguist.entity_id(label, entity.strip())

    def _checked(self, typed: str) -> str:
        """The value that was typed, without spaces."""
        value = "".join(typed.split())
        if not self._linguist.is_value(value):
            raise InvalidRequestError(
                message(
                    "“{value}” is no date: write it as 2023-09-16, 2023-09, "
                    "2023-09-16/2023-09-17, 2023-06/.. or XXXX-09-16.",
                    value=typed,
                )
            )
        return value

    def _add(self, place: Place, wanted: Wanted, scope: Scope) -> Change:
        new = correction(place, wanted, scope, self._creator)
        gone = superseded(new, self._store.corrections())
        change = self._store.change_corrections([new], gone, wanted.operation)
        change = self._followed(change, [new])
        # Whoever shows this article shows it otherwise now, however far the correction reaches.
        return replace(change, mentions=tuple(dict.fromkeys((place.article.id, *change.mentions))))

    def _followed(self, change: Change, corrections: Sequence[Correction]) -> Change:
        """The change, after the single articles that it is about were brought in step."""
        articles = list(dict.fromkeys(c.article for c in corrections if c.article))
        if len(articles) <= _AT_ONCE:
            # Where it fails (a full disk), `apply` does it later.
            with suppress(LibraryError):
                self._store.entities.derive(articles)
        return self._sign(replace(change, mentions=tuple(articles)))


def _resolved(prefix: str, known: Mapping[str, Correction]) -> str:
    """The one id that begins so. Raises `NotFoundError` where none or several do."""
    found = [key for key in known if key.startswith(prefix)] if prefix not in known else [prefix]
    if not prefix or not found:
        raise NotFoundError(message("There is no correction {id} in the library.", id=prefix))
    if len(found) > 1:
        raise NotFoundError(message("Several corrections begin with {id}.", id=prefix))
    return found[0]

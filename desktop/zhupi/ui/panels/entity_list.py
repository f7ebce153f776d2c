"""Entities of one article, grouped by kind: pure values, and the model that lists them.

Invariant: rows are a heading a kind, then its entities by frequency; an empty row parts kinds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zhupi.core.folding import Folding
from zhupi.core.messages import Translator
from zhupi.core.model import Label, Mention
from zhupi.ui.painting import one_line
from zhupi.ui.panels.wording import label_text
from zhupi.ui.tooltips import plain_tooltip
from zhupi.ui.understanding.value_words import value_text

MOST_ALIASES = 12  #: in a tooltip

Index = QModelIndex | QPersistentModelIndex
RowRole = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entity and its places, in order of the text."""

    label: Label
    entity: str
    name: str
    mentions: tuple[Mention, ...]
    share: float  #: of the most frequent entity of its kind, 0 to 1
    aliases: tuple[str, ...] = ()  #: how else the text calls it, the most frequent first
    title: str = ""  #: of a person, as the text has it most

    def holds(self, folded: str, fold: Folding) -> bool:
        """Whether a name, the title or a value holds `folded`, in whichever script."""
        values = (mention.value for mention in self.mentions)
        return any(folded in fold(each) for each in (self.name, self.title, *self.aliases, *values))


@dataclass(frozen=True, slots=True)
class HeadingRow:
    label: Label
    count: int  #: mentions


Row = EntityRow | HeadingRow | None


def group_entities(text: str, mentions: Sequence[Mention]) -> dict[Label, list[EntityRow]]:
    """Entities by kind (in the order of `Label`), the most frequent first.

    An entity is called what the text calls it most often, the longer name where two are equal;
    but not by a single character, as in 中美, where the text has more: 中国.
    """
    by_entity: defaultdict[tuple[Label, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_entity[mention.label, mention.entity].append(mention)
    groups: dict[Label, list[EntityRow]] = {}
    for label in Label:
        found = [(key[1], places) for key, places in by_entity.items() if key[0] is label]
        most = max((len(places) for _, places in found), default=1)
        rows = [_row(text, label, entity, places, most) for entity, places in found]
        if rows:
            groups[label] = sorted(rows, key=lambda r: (-len(r.mentions), r.mentions[0].start))
    return groups


def _row(text: str, label: Label, entity: str, places: Sequence[Mention], most: int) -> EntityRow:
    names = Counter(" ".join(place.span.of(text).split()) for place in places)
    best = max(names.items(), key=lambda item: (len(item[0]) > 1, item[1], len(item[0])))[0]
    others = tuple(name for name, _count in names.most_common() if name != best)
    titles = Counter(place.title for place in places if place.title).most_common(1)
    title = titles[0][0] if titles else ""
    return EntityRow(label, entity, best, tuple(places), len(places) / most, others, title)


class EntityModel(QAbstractListModel):
    """Headings and entities as one flat list; the entities of a kind switched off are folded."""

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._groups: dict[Label, list[EntityRow]] = {}
        self._hidden: frozenset[Label] = frozenset()
        self._typed = ""  # folded
        self._fold = Folding()
        self._rows: list[Row] = []

    def set_groups(self, groups: dict[Label, list[EntityRow]]) -> None:
        self._groups = groups
        self._rebuild()

    def set_hidden(self, labels: frozenset[Label]) -> None:
        self._hidden = labels
        self._rebuild()

    def set_typed(self, typed: str) -> None:
        """Lists only entities that hold what was typed, also of kinds that are folded."""
        self._typed = self._fold(typed.strip()) if typed.strip() else ""
        self._rebuild()

    def is_hidden(self, label: Label) -> bool:
        return label in self._hidden

    def row(self, number: int) -> Row:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def row_of(self, label: Label, entity: str) -> int | None:
        """The row of an entity, unless its kind is folded."""
        for number, row in enumerate(self._rows):
            if isinstance(row, EntityRow) and row.label is label and row.entity == entity:
                return number
        return None

    def find_name(self, name: str) -> int | None:
        """The row of the first entity called so."""
        for number, row in enumerate(self._rows):
            if isinstance(row, EntityRow) and row.name == name:
                return number
        return None

    def gaps(self) -> list[int]:
        """The empty rows."""
        return [number for number, row in enumerate(self._rows) if row is None]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.row(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row(index.row())
        if role == RowRole:
            return row
        if row is None:
            return None
        name = self._name(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, EntityRow):
            return plain_tooltip(entity_words(row, self._tr))
        return self._spoken(row, name) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _spoken(self, row: EntityRow | HeadingRow, name: str) -> str:
        if isinstance(row, EntityRow):
            others = "、".join(beside_name(row, self._tr))
            return ", ".join(filter(None, (name, others, str(len(row.mentions)))))
        state = self._tr("hidden") if self.is_hidden(row.label) else self._tr("shown")
        return f"{name}, {row.count}, {state}"

    def _name(self, row: EntityRow | HeadingRow) -> str:
        return one_line(row.name) if isinstance(row, EntityRow) else label_text(row.label, self._tr)

    def _rebuild(self) -> None:
        rows: list[Row] = []
        for label, entities in self._groups.items():
            fitting = [e for e in entities if not self._typed or e.holds(self._typed, self._fold)]
            if not fitting:
                continue
            if rows:
                rows.append(None)
            rows.append(HeadingRow(label, sum(len(e.mentions) for e in fitting)))
            if label not in self._hidden or self._typed:
                rows.extend(fitting)
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


def beside_name(row: EntityRow, tr: Translator) -> list[str]:
    """What is told of an entity beside its name: its title, its other names; of a time its value.

    A single character, as in 中美, says nothing that the name does not. Without a weekday, which
    would leave no room for the year.
    """
    if row.label is Label.TIME:
        dates = (value_text(m.value, tr, weekday=False) for m in row.mentions if m.value)
        values = dict.fromkeys(dates)
        return [value for value in values if value != row.name]
    return [*filter(None, [row.title]), *(name for name in row.aliases if len(name) > 1)]


def entity_words(row: EntityRow, tr: Translator) -> str:
    """All that a row has no room for, a line each."""
    lines = [row.name]
    if row.title:
        lines.append(tr("Title: {title}", title=row.title))
    if row.label is Label.TIME:
        lines.extend(beside_name(row, tr))
    elif row.aliases:
        names = "、".join(row.aliases[:MOST_ALIASES])
        lines.append(tr("Also called: {names}", names=names))
    lines.append(tr("Click: next mention. Shift+click: previous one."))
    return "\n".join(lines)

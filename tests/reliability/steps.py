"""What a person does with a library, one step after another, the same at every run.

Invariant: a step depends on what the library holds and on the step's number, and is one
transaction at most; so after a crash the library is as before a step or as after it, and nothing
between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.model import (
    COLORS,
    Annotation,
    AnnotationFilter,
    AnnotationState,
    ArticleSummary,
    ReadingState,
    Span,
    Tag,
)
from zhupi.core.search import SearchRequest
from zhupi.core.tagging import Place, TagFate
from zhupi.workspace import Workspace

FILES = 18  #: articles at most
_ANNOTATIONS = 40  #: so many are kept at most, so that every look is quick
_TAGS = ("外交", "外交/会晤", "外交/会晤/元首", "经贸", "经贸/关税", "科技", "科技/航天")
_SENTENCES = (
    "代表团当天上午抵达会场，同与会各方交换了意见。",
    "双方同意就能源和交通项目继续磋商。",
    "主办方介绍，本届博览会共有{n}家企业参展。",
    "记者在现场看到，工作人员正在布置第{n}号展台。",
    "气象部门预计，未来三天当地气温将下降{n}度左右。",
    "新线路开通后，两地之间的车程缩短了{n}分钟。",
    "研究人员在论文中说，这一方法把误差减少了百分之{n}。",
    "按照计划，二期工程将在明年春天完工。",
)

Doing = Callable[["Person", Random], object]


class Person:
    """Works on one library through `workspace`; `news` holds the files that are imported."""

    def __init__(self, workspace: Workspace, news: Path, *, searches: bool = True) -> None:
        """Without `searches` the index is left alone, and all else is done as it would be."""
        self.workspace = workspace
        self.news = news
        self.searches = searches

    def step(self, number: int) -> str:
        """Does what comes as step `number`; its name."""
        chance = Random(f"step {number}")
        if not self.articles():
            import_new(self, chance)
            return "import_new"
        doing = chance.choices([d for d, _ in _DOINGS], [weight for _, weight in _DOINGS])[0]
        doing(self, chance)
        return doing.__name__

    def articles(self) -> list[ArticleSummary]:
        return self.workspace.summaries(sorted(self.workspace.article_ids()))

    def some(self, chance: Random, least: int = 1) -> list[Annotation]:
        """A few annotations, or none where there are fewer than `least`."""
        found = sorted(self.workspace.annotations(), key=lambda a: a.id)
        return chance.sample(found, min(len(found), least + chance.randrange(3)))

    def tags(self) -> list[str]:
        return sorted(counted.tag.path for counted in self.workspace.tags())

    def write_news(self, name: str, chance: Random) -> Path:
        """A file with an article of its own."""
        file = self.news / name
        lines = chance.sample(_SENTENCES, 5)
        body = "\n\n".join(line.format(n=chance.randint(2, 99)) * 2 for line in lines)
        title = f"第{chance.randint(1, 999)}届交流会开幕"
        file.write_text(f"{title}\n\n2025年3月{chance.randint(1, 28)}日\n\n{body}\n", "utf-8")
        return file


# --- articles ---------------------------------------------------------------------------------


def import_new(person: Person, chance: Random) -> None:
    """Up to four new files, which are one transaction."""
    known = {Path(summary.path).name for summary in person.articles()}
    free = [name for name in (f"{n:02}.txt" for n in range(FILES)) if name not in known]
    chosen = chance.sample(free, min(len(free), chance.randint(1, 4)))
    if chosen:
        person.workspace.import_files([person.write_news(name, chance) for name in chosen])


def import_corrected(person: Person, chance: Random) -> None:
    """A file comes again with another text: its annotations are carried over."""
    summary = chance.choice(person.articles())
    text = person.workspace.article(summary.id).text
    paragraphs = text.split("\n")
    if chance.random() < 0.3:
        chance.shuffle(paragraphs)
    else:
        paragraphs.insert(
            chance.randint(1, len(paragraphs)), f"更正：第{chance.randint(1, 99)}版。"
        )
        place = chance.randrange(len(paragraphs))
        paragraphs[place] = paragraphs[place][::2] + "。"
    file = person.news / Path(summary.path).name
    file.write_text("\n\n".join(p for p in paragraphs if p), "utf-8")
    person.workspace.import_files([file])


def delete_articles(person: Person, chance: Random) -> None:
    found = [summary.id for summary in person.articles()]
    person.workspace.delete_articles(chance.sample(found, min(len(found), 2)))


def set_reading(person: Person, chance: Random) -> None:
    found = chance.sample([summary.id for summary in person.articles()], 1)
    person.workspace.set_reading(found, chance.choice(list(ReadingState)))


# --- annotations ------------------------------------------------------------------------------


def annotate(person: Person, chance: Random) -> None:
    if len(person.workspace.annotations()) >= _ANNOTATIONS:
        delete_annotations(person, chance)
        return
    article = person.workspace.article(chance.choice(person.articles()).id)
    start = chance.randrange(max(1, len(article.text) - 20))
    person.workspace.annotate(
        article.id,
        Span(start, min(len(article.text), start + chance.randint(1, 20))),
        tags=chance.sample(_TAGS, chance.randint(0, 2)),
        note="笔记，" * chance.choice((0, 1, 5, 900)),  # the last over several pages
        color=chance.choice(COLORS),
    )


def edit(person: Person, chance: Random) -> None:
    for annotation in person.some(chance)[:1]:
        person.workspace.edit_annotation(
            annotation.id,
            note=f"改{chance.random()}" * chance.choice((1, 40)),
            tags=chance.sample(_TAGS, 2),
        )


def delete_annotations(person: Person, chance: Random) -> None:
    person.workspace.delete_annotations([a.id for a in person.some(chance)])


# --- tags -------------------------------------------------------------------------------------


def describe_tag(person: Person, chance: Random) -> None:
    tag = Tag(chance.choice(_TAGS), chance.choice(COLORS), "说明", chance.randint(0, 9))
    person.workspace.tagging.describe(tag)


def rename_tag(person: Person, chance: Random) -> None:
    """With all below it; where the new one exists the two merge."""
    if known := person.tags():
        old = chance.choice(known)
        new = chance.choice([tag for tag in _TAGS if not f"{tag}/".startswith(f"{old}/")])
        person.workspace.tagging.rename(old, new)


def merge_tags(person: Person, chance: Random) -> None:
    if known := person.tags():
        person.workspace.tagging.merge(chance.sample(known, min(len(known), 2)), "其他")


def split_tag(person: Person, chance: Random) -> None:
    if bearing := [a for a in person.some(chance, 9) if a.tags]:
        tag = bearing[0].tags[0]
        ids = [a.id for a in bearing if tag in a.tags]
        person.workspace.tagging.split(tag, {f"{tag}/甲": ids[:1], f"{tag}/乙": ids[1:]})


def delete_tag(person: Person, chance: Random) -> None:
    if known := person.tags():
        person.workspace.tagging.delete(chance.choice(known), chance.choice(list(TagFate)))


def tag_all(person: Person, chance: Random) -> None:
    """Every place of a word, in all articles."""
    if len(person.workspace.annotations()) >= _ANNOTATIONS:
        return
    word = chance.choice(("会场", "展台", "工程"))
    places = []
    for summary in person.articles():
        text = person.workspace.article(summary.id).text
        if (start := text.find(word)) >= 0:
            places.append(Place(summary.id, Span(start, start + len(word)), word))
    person.workspace.tagging.tag_places(places, chance.sample(_TAGS, 2), note="全部")


def merge_overlapping(person: Person, chance: Random) -> None:
    person.workspace.tagging.merge_overlapping(chance.choice(_TAGS))


# --- review -----------------------------------------------------------------------------------


def accept(person: Person, chance: Random) -> None:
    moved = AnnotationFilter(state=AnnotationState.MOVED)
    person.workspace.reviewing.accept([a.id for a in person.workspace.annotations(moved)][:3])


def reattach(person: Person, chance: Random) -> None:
    waiting = [a for a in person.some(chance, 9) if a.state is not AnnotationState.RESOLVED]
    for annotation in waiting[:1]:
        length = len(person.workspace.article(annotation.target.article).text)
        start = chance.randrange(length - 5)
        person.workspace.reviewing.reattach(annotation.id, Span(start, start + 5))


def revert(person: Person, chance: Random) -> None:
    """Back to the old text, where one is kept."""
    with suppress(NotFoundError):
        person.workspace.reviewing.revert(chance.choice(person.articles()).id)


# --- searches ---------------------------------------------------------------------------------


def save_search(person: Person, chance: Random) -> None:
    if len(person.workspace.saved.every()) < 5:
        person.workspace.saved.save(f"第{chance.randint(1, 999)}个", "博览会 OR 展台")
    else:
        delete_search(person, chance)


def delete_search(person: Person, chance: Random) -> None:
    if found := sorted(person.workspace.saved.every(), key=lambda s: s.id):
        person.workspace.saved.delete(chance.choice(found).id)


def follow(person: Person, chance: Random) -> None:
    """The index catches up, or is tidied."""
    if person.searches:
        person.workspace.sync_index()
        person.workspace.tidy_index()
        person.workspace.search(SearchRequest("博览会"))


# --- history ----------------------------------------------------------------------------------


def undo(person: Person, chance: Random) -> None:
    person.workspace.undo()


def redo(person: Person, chance: Random) -> None:
    # Its article may have gone: an import is not part of the history.
    with suppress(InvalidRequestError):
        person.workspace.redo()


def go_to(person: Person, chance: Random) -> None:
    """Several steps of the history at once, there or back."""
    if entries := person.workspace.history(6):
        with suppress(InvalidRequestError):
            person.workspace.go_to(chance.choice(entries).number)


def back_up(person: Person, chance: Random) -> None:
    person.workspace.care.back_up()


_DOINGS: Sequence[tuple[Doing, int]] = (
    (annotate, 8),
    (edit, 4),
    (delete_annotations, 2),
    (import_new, 2),
    (import_corrected, 3),
    (delete_articles, 1),
    (set_reading, 1),
    (save_search, 1),
    (delete_search, 1),
    (follow, 4),
    (undo, 3),
    (redo, 2),
    (go_to, 1),
    (back_up, 1),
    (describe_tag, 2),
    (rename_tag, 1),
    (merge_tags, 1),
    (split_tag, 1),
    (delete_tag, 1),
    (tag_all, 2),
    (merge_overlapping, 1),
    (accept, 1),
    (reattach, 1),
    (revert, 1),
)

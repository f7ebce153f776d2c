"""Tags as wholes: what a person says of them, other paths, merging, deleting, keys."""

from __future__ import annotations

from typing import Any

import pytest

from zhupi.core.errors import InvalidRequestError, LibraryError, NotFoundError
from zhupi.core.model import Body, Purpose, Tag
from zhupi.core.tagging import TagFate
from zhupi.store import Store


@pytest.fixture
def tagged(store: Store, make_article: Any, make_annotation: Any) -> Store:
    """Passages with tags of two levels, one with two of them, one with a note besides."""
    store.add_articles([make_article()])
    store.add_annotations(
        [
            make_annotation("n1", tags=("外交/会晤",)),
            make_annotation("n2", start=2, end=4, tags=("外交", "经济", "外交/会晤"), note="核对"),
            make_annotation("n3", start=4, end=6, tags=("外交部",)),
            make_annotation("n4", start=6, end=8, note="无签"),
        ]
    )
    return store


def _tags(store: Store) -> dict[str, tuple[str, ...]]:
    return {a.id: a.tags for a in store.annotations()}


def _said(store: Store) -> dict[str, tuple[str, str, int]]:
    return {t.tag.path: (t.tag.color, t.tag.description, t.tag.key) for t in store.tags()}


def test_renaming_a_tag_takes_all_below_it_and_no_other(tagged: Store) -> None:
    """`外交部` is another tag, though it begins alike; the order of a passage's tags stays."""
    change = tagged.rename_tags({"外交": "对外"})
    assert _tags(tagged) == {
        "n1": ("对外/会晤",),
        "n2": ("对外", "经济", "对外/会晤"),
        "n3": ("外交部",),
        "n4": (),
    }
    assert (change.operation, change.annotations) == ("rename tag", ("n1", "n2"))
    assert {"外交", "对外", "对外/会晤"} <= set(change.tags)
    assert tagged.annotation("n2").note == "核对"
    [entry] = tagged.history(1)
    assert (entry.operation, entry.annotations) == ("rename tag", 2)
    tagged.undo()
    assert _tags(tagged)["n2"] == ("外交", "经济", "外交/会晤")
    assert tagged.check(full=True) == []


def test_a_passage_that_bears_both_tags_keeps_one(tagged: Store) -> None:
    """Merging must not count a passage twice."""
    tagged.rename_tags({"经济": "外交"}, "merge tags")
    assert _tags(tagged)["n2"] == ("外交", "外交/会晤")
    assert {t.tag.path: t.count for t in tagged.tags()} == {"外交": 1, "外交/会晤": 2, "外交部": 1}
    assert tagged.next_undo() == "merge tags"


def test_what_is_said_of_the_tag_that_stays_wins(store: Store) -> None:
    """Merging must not change a colour that a person chose, nor lose a description."""
    store.set_tag(Tag("外交", "green", "", 2))
    store.set_tag(Tag("涉外", "pink", "对外往来", 3))
    store.set_tag(Tag("国际", "", "国际新闻", 1))
    store.rename_tags({"涉外": "外交", "国际": "外交"})
    assert _said(store) == {"外交": ("green", "对外往来", 2)}


def test_a_tag_brings_what_is_said_of_it_to_its_new_path(store: Store) -> None:
    """Colour, description and key are the tag's, not its name's."""
    store.set_tag(Tag("外交/会晤", "green", "见面", 4))
    store.rename_tags({"外交": "对外/往来"})
    assert _said(store) == {"对外/往来/会晤": ("green", "见面", 4)}


def test_a_tag_without_key_takes_over_the_key_of_the_one_that_joins_it(tagged: Store) -> None:
    """The number key goes on doing what it did."""
    tagged.set_tag(Tag("外交部", "pink", key=7))
    tagged.rename_tags({"外交部": "外交"})
    assert _said(tagged)["外交"] == ("pink", "", 7)


def test_two_tags_can_change_places(tagged: Store) -> None:
    """All paths change at once, so that none is lost on the way."""
    tagged.set_tag(Tag("经济", "blue", key=1))
    tagged.set_tag(Tag("外交部", "pink", key=2))
    tagged.rename_tags({"经济": "外交部", "外交部": "经济"})
    assert _tags(tagged)["n2"] == ("外交", "外交部", "外交/会晤")
    assert _tags(tagged)["n3"] == ("经济",)
    assert (_said(tagged)["外交部"], _said(tagged)["经济"]) == (("blue", "", 1), ("pink", "", 2))


def test_the_longest_path_that_fits_decides(tagged: Store) -> None:
    """Moving a tag and one below it elsewhere, in one go."""
    tagged.rename_tags({"外交": "甲", "外交/会晤": "乙"})
    assert _tags(tagged)["n2"] == ("甲", "经济", "乙")
    tagged.rename_tags({"甲": "丙", "经济": "经济"})
    assert _tags(tagged)["n2"] == ("丙", "经济", "乙")


def test_one_below_can_be_left_behind(tagged: Store) -> None:
    """A path that is to stay stays, though what is above it goes."""
    tagged.rename_tags({"外交": "对外", "外交/会晤": "外交/会晤"})
    assert _tags(tagged)["n2"] == ("对外", "经济", "外交/会晤")


@pytest.mark.parametrize("new", ["", " ", "外交//会晤", "/外交", "外交/", "长" * 201, "经济/下"])
def test_a_path_that_cannot_be_is_refused(tagged: Store, new: str) -> None:
    """An empty name could not be seen, and a tag below itself not be reached."""
    before = _tags(tagged)
    with pytest.raises(InvalidRequestError):
        tagged.rename_tags({"经济": new})
    assert _tags(tagged) == before
    assert tagged.next_undo() == "annotate"


def test_a_tag_below_may_not_become_too_long(store: Store) -> None:
    """The whole path is what must fit, also of those that only come along."""
    store.set_tag(Tag("外交/" + "长" * 100))
    with pytest.raises(InvalidRequestError, match="too long"):
        store.rename_tags({"外交": "短" * 100})
    with pytest.raises(InvalidRequestError, match="too long"):
        store.set_tag(Tag("长" * 201))
    store.set_tag(Tag("长" * 200))


def test_a_tag_that_is_not_there_is_said_to_be_missing(tagged: Store) -> None:
    """A mistyped name must not look like success."""
    with pytest.raises(NotFoundError, match="无此"):
        tagged.rename_tags({"无此": "外交"})
    with pytest.raises(NotFoundError, match="无此"):
        tagged.delete_tag("无此")


def test_a_parent_nobody_made_can_be_renamed_and_deleted(tagged: Store) -> None:
    """The tree shows `档案` above `档案/清`, so it can be taken by that name."""
    tagged.set_tag(Tag("档案/清"))
    tagged.rename_tags({"档案": "史料"})
    assert "史料/清" in _said(tagged)
    tagged.delete_tag("史料")
    assert "史料/清" not in _said(tagged)


def test_renaming_to_the_same_name_is_no_operation(tagged: Store) -> None:
    """An undo that does nothing visible would look broken."""
    assert tagged.rename_tags({"外交": "外交"}).empty
    assert tagged.next_undo() == "annotate"


def test_deleting_a_tag_keeps_its_passages(tagged: Store) -> None:
    """They lose it, and what is below it; one that bore nothing else is a highlight."""
    tagged.set_tag(Tag("外交/会晤", "green", key=3))
    change = tagged.delete_tag("外交", TagFate.KEEP)
    assert _tags(tagged) == {"n1": (), "n2": ("经济",), "n3": ("外交部",), "n4": ()}
    assert tagged.annotation("n1").bodies == (Body(Purpose.HIGHLIGHTING, ""),)
    assert change.operation == "delete tag"
    assert set(_said(tagged)) == {"经济", "外交部"}
    tagged.undo()
    assert _said(tagged)["外交/会晤"] == ("green", "", 3)
    assert _tags(tagged)["n1"] == ("外交/会晤",)


def test_deleting_a_tag_with_its_passages_spares_those_that_bear_more(tagged: Store) -> None:
    """Another tag or a note is work of its own."""
    tagged.update_annotations([make for make in tagged.annotations() if make.id == "n4"])
    tagged.delete_tag("外交", TagFate.DELETE)
    assert set(_tags(tagged)) == {"n2", "n3", "n4"}
    tagged.delete_tag("经济", TagFate.DELETE)
    assert tagged.annotation("n2").note == "核对"
    tagged.undo()
    tagged.undo()
    assert set(_tags(tagged)) == {"n1", "n2", "n3", "n4"}


def test_a_key_is_one_tags_and_a_tag_has_one_key(store: Store) -> None:
    """Pressing 3 must do one thing."""
    store.set_tag(Tag("外交", key=3))
    store.set_tag(Tag("经济", key=3))
    assert {path: key for path, (_, _, key) in _said(store).items()} == {"外交": 0, "经济": 3}
    store.set_tag(Tag("经济", key=9))
    assert _said(store)["经济"][2] == 9
    store.set_tag(Tag("经济"))
    assert _said(store)["经济"][2] == 0
    store.undo()
    store.undo()
    store.undo()
    assert _said(store) == {"外交": ("", "", 3)}


@pytest.mark.parametrize("tag", [Tag("外交", key=10), Tag("外交", key=-1), Tag("外交", "black")])
def test_a_key_or_colour_that_there_is_not_is_refused(store: Store, tag: Tag) -> None:
    """It could be neither pressed nor shown."""
    with pytest.raises(InvalidRequestError):
        store.set_tag(tag)
    assert store.tags() == []


def test_a_tag_with_a_lone_surrogate_is_a_tag_like_others(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """What some clipboard once held can still be named otherwise, or deleted."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1", tags=("经\ud800济",))])
    store.set_tag(Tag("经\ud800济", "green", key=1))
    store.set_tag(Tag("经\ud800济", "pink", key=1))
    store.rename_tags({"经\ud800济": "经济"})
    assert _said(store) == {"经济": ("pink", "", 1)}
    store.undo()
    store.delete_tag("经\ud800济")
    assert store.tags() == []
    assert store.check(full=True) == []


def test_the_tags_used_last_come_first(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """They are what is wanted next; a tag that is gone is not offered."""
    store.add_articles([make_article()])
    for number, tag in enumerate(("甲", "乙", "丙", "甲")):
        store.add_annotations([make_annotation(f"n{number}", tags=(tag,))])
    assert store.recent_tags(9) == ["甲", "丙", "乙"]
    assert store.recent_tags(2) == ["甲", "丙"]
    store.update_annotations([make_annotation("n3", tags=("甲",), note="只改了笔记")])
    store.update_annotations([make_annotation("n0", tags=("乙", "甲"))])
    assert store.recent_tags(9) == ["乙", "甲", "丙"]
    store.delete_tag("乙")
    assert store.recent_tags(9) == ["甲", "丙"]
    store.undo()
    assert store.recent_tags(9) == ["乙", "甲", "丙"]


def test_a_tag_stays_recent_however_often_another_is_used(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """Two hundred passages with one tag must not push the others off the number keys."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n", tags=("乙",))])
    for number in range(120):
        store.add_annotations([make_annotation(f"n{number}", tags=("甲",))])
    assert store.recent_tags(9) == ["甲", "乙"]


def test_wrong_counts_of_tags_are_noticed(tagged: Store) -> None:
    """The tree would show another number than there are passages."""
    with tagged._connections.write() as connection:
        connection.execute("UPDATE tag_counts SET count = 9 WHERE tag = '外交'")
        connection.execute("DELETE FROM tag_counts WHERE tag = '经济'")
    assert [(p.kind, p.key) for p in tagged.check(full=True)] == [
        ("tags", "外交"),
        ("tags", "经济"),
    ]


def test_a_damaged_passage_is_not_given_a_good_checksum(tagged: Store) -> None:
    """Renaming its tag would make what a flipped bit left look like what was written."""
    with tagged._connections.write() as connection:
        connection.execute("UPDATE annotations SET exact = '未批' WHERE id = 'n2'")
    with pytest.raises(LibraryError, match="n2 in"):
        tagged.rename_tags({"外交": "对外"})
    with pytest.raises(LibraryError, match="n2 in"):
        tagged.delete_tag("外交")
    assert _tags(tagged)["n1"] == ("外交/会晤",)
    assert [(p.kind, p.key) for p in tagged.check(full=False)] == [("checksum", "n2")]

"""Trees as text."""

from __future__ import annotations

import pytest

from paraverse.explore.tree_view import MAX_MEMBERS, TreeItem, render_tree


def tree_of(size: int) -> TreeItem:
    members = [TreeItem(name=str(number)) for number in range(size)]
    return TreeItem(name="root", members=lambda: members)


@pytest.mark.parametrize("size", [0, 1, MAX_MEMBERS])
def test_render_tree__shows_all_members_of_short_groups(size: int) -> None:
    assert len(list(render_tree(tree_of(size)))) == size + 1


def test_render_tree__condenses_long_groups() -> None:
    lines = list(render_tree(tree_of(MAX_MEMBERS + 1)))
    assert [line.split("─ ")[-1] for line in lines] == ["root", "0", "1", "…   (8 more)", "10"]
    assert len(list(render_tree(tree_of(MAX_MEMBERS + 1), condensed=False))) == MAX_MEMBERS + 2


def test_render_tree__does_not_open_what_it_leaves_out() -> None:
    def fail() -> list[TreeItem]:
        raise AssertionError("opened")

    members = [TreeItem(name=str(n), members=fail if n == 5 else tuple) for n in range(30)]
    root = TreeItem(name="root", members=lambda: members)
    assert len(list(render_tree(root))) == 5
    with pytest.raises(AssertionError, match="opened"):
        list(render_tree(root, condensed=False))


def test_render_tree__escapes_control_characters() -> None:
    members = [TreeItem(name="a\x1b[2J", description="<\u202e>"), TreeItem(name="b")]
    lines = list(render_tree(TreeItem(name="r\n", members=lambda: members)))
    assert lines == [r"r\n", r"├─ a\x1b[2J  <\u202e>", "└─ b"]

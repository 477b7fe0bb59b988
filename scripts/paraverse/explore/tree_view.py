"""Trees as text with branches, one line for each item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from paraverse.base.printable import printable_line

MAX_MEMBERS = 10
"""Groups with more members are condensed to their first two members and the last one."""


@dataclass(frozen=True, kw_only=True)
class TreeItem:
    """One line of a tree and the items below it.

    Attributes
    ----------
    name
        The name of the item.
    description
        The text after the name.
    members
        A function that returns the items below this one. It is not called for items that are left
        out, so that their files are not opened.
    """

    name: str
    description: str = ""
    members: Callable[[], Sequence[TreeItem]] = tuple


def render_tree(root: TreeItem, *, condensed: bool = True) -> Iterator[str]:
    r"""Render a tree line by line.

    Parameters
    ----------
    root
        The item at the top.
    condensed
        Whether to leave out the middle of groups with more than `MAX_MEMBERS` members.

    Yields
    ------
    str
        A line without a line break.

    Examples
    --------
    >>> leaves = [TreeItem(name=str(n), description="<float64>") for n in range(30)]
    >>> root = TreeItem(name="energy", description="<30 members>", members=lambda: leaves)
    >>> print("\n".join(render_tree(root)))
    energy  <30 members>
    ├─ 0   <float64>
    ├─ 1   <float64>
    ├─ …   (27 more)
    └─ 29  <float64>
    """
    yield printable_line(f"{root.name}  {root.description}").rstrip()
    yield from _render_members(root, "", condensed)


def _render_members(item: TreeItem, indent: str, condensed: bool) -> Iterator[str]:
    members = list(item.members())
    if condensed and len(members) > MAX_MEMBERS:
        gap = TreeItem(name="…", description=f"({len(members) - 3} more)")
        members = [*members[:2], gap, members[-1]]
    names = [printable_line(member.name) for member in members]
    width = max(map(len, names), default=0)
    for number, (name, member) in enumerate(zip(names, members, strict=True), start=1):
        is_last = number == len(members)
        line = f"{indent}{'└' if is_last else '├'}─ {name:<{width}}  {member.description}"
        yield printable_line(line).rstrip()
        yield from _render_members(member, f"{indent}{' ' if is_last else '│'}  ", condensed)

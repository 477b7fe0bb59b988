"""Patterns of paths in which ``**`` stands for any depth."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence


def matches_pattern(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Return whether the components of a path match those of a pattern.

    Parameters
    ----------
    parts
        The components of a path.
    pattern
        The components of a pattern, each as in `fnmatch`; ``**`` matches any number of components.

    Returns
    -------
    bool
        True if the whole path matches the whole pattern.

    Examples
    --------
    >>> matches_pattern(["a", "b", "c.h5"], ["**", "*.h5"])
    True
    """
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(matches_pattern(parts[i:], pattern[1:]) for i in range(len(parts) + 1))
    return (
        bool(parts)
        and fnmatch.fnmatchcase(parts[0], pattern[0])
        and matches_pattern(parts[1:], pattern[1:])
    )


def may_match_below(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Return whether a pattern can match a path that begins with some components.

    Parameters
    ----------
    parts
        The components of a group.
    pattern
        The components of a pattern, as in `matches_pattern`.

    Returns
    -------
    bool
        True if there are paths below the group that match.

    Examples
    --------
    >>> may_match_below(["a"], ["**", "*.h5"]), may_match_below(["a"], ["b", "*.h5"])
    (True, False)
    """
    if not parts or not pattern or pattern[0] == "**":
        return bool(pattern)
    return fnmatch.fnmatchcase(parts[0], pattern[0]) and may_match_below(parts[1:], pattern[1:])

"""Patterns of names that differ in numbers, such as ``run_beta0.1_s1`` and ``run_beta0.2_s1``."""

from __future__ import annotations

import glob
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"(?:(?<![A-Za-z0-9])[-+])?\d+(?:\.\d+)*(?:[eE][-+]?\d+(?![A-Za-z0-9]))?")
_PAIR = re.compile(r"([A-Za-z][\w.]*?)=([^,;_=]+)")
_WORD = re.compile(r"([A-Za-z][A-Za-z0-9]*)[\W_]*$")

_SHARE = 0.8
"""Smallest fraction of names that must have a common pattern; others are left out."""


@dataclass(frozen=True, kw_only=True)
class NamePattern:
    """A pattern of names.

    Attributes
    ----------
    regex
        A regular expression for whole names. What differs between names is in groups, which are
        named after the text before them.
    glob
        A pattern of files, which can match more.
    parameters
        The names of the groups, in order.
    """

    regex: str
    glob: str
    parameters: tuple[str, ...]

    @property
    def varies(self) -> bool:
        """True if names differ."""
        return bool(self.parameters)

    def without_names(self) -> str:
        """Return the regular expression without groups."""
        return re.sub(r"(?<!\\)\((?:\?P<\w+>)?", "(?:", self.regex)

    def matches(self, name: str) -> bool:
        """Tell whether a name has the pattern."""
        return re.fullmatch(self.regex, name) is not None


def shape_of(name: str) -> str:
    """Return a name with ``#`` in place of numbers.

    Examples
    --------
    >>> shape_of("run_beta0.1_gamma-2e-3_s1"), shape_of("run_a-1"), shape_of("-1")
    ('run_beta#_gamma-#_s#', 'run_a-#', '#')
    """
    return _NUMBER.sub("#", name)


def find_pattern(names: Sequence[str]) -> NamePattern:
    """Find the pattern of names.

    Parameters
    ----------
    names
        Names of folders or files at the same level, at least one; they may be repeated.

    Returns
    -------
    NamePattern
        A pattern of all names, or of most of them. Numbers that are the same in all names are
        part of the text around them.

    Examples
    --------
    >>> find_pattern(["run_beta0.1_s1", "run_beta0.2_s1"]).regex
    'run_beta(?P<beta>[^/_]+)_s1'
    >>> find_pattern(["low", "high"])
    NamePattern(regex='(?P<name>[^/]+)', glob='*', parameters=('name',))
    """
    distinct = list(dict.fromkeys(names))
    if len(distinct) == 1:
        name = distinct[0]
        return NamePattern(regex=re.escape(name), glob=glob.escape(name), parameters=())
    pairs = [_split_pairs(name) for name in distinct]
    if pairs[0] and all(keys == pairs[0] for keys in pairs):
        return _pattern_of_pairs(distinct[0], distinct)
    shapes = Counter(map(shape_of, distinct))
    shape, count = shapes.most_common(1)[0]
    if "#" in shape and count >= max(2, _SHARE * len(distinct)):
        return _pattern_of_numbers([name for name in distinct if shape_of(name) == shape])
    return NamePattern(regex="(?P<name>[^/]+)", glob="*", parameters=("name",))


def _split_pairs(name: str) -> list[str]:
    return [key for key, _ in _PAIR.findall(name)]


def _pattern_of_pairs(example: str, names: Sequence[str]) -> NamePattern:
    """Return the pattern of names such as ``beta=0.1,kind=fast``."""
    matches = list(_PAIR.finditer(example))
    values = [[value for _, value in _PAIR.findall(name)] for name in names]
    texts = [example[: matches[0].start()]]
    ends = [match.start() for match in matches[1:]] + [len(example)]
    texts += [example[match.end() : end] for match, end in zip(matches, ends, strict=True)]
    return _build(
        [f"{text}{match[1]}=" for text, match in zip(texts, matches, strict=False)] + texts[-1:],
        [tuple(own) for own in values],
        [match[1] for match in matches],
        r"[^/,;_=]+",
    )


def _pattern_of_numbers(names: Sequence[str]) -> NamePattern:
    texts = _NUMBER.split(names[0])
    words = [match[1] if (match := _WORD.search(text)) else "number" for text in texts[:-1]]
    return _build(texts, [tuple(_NUMBER.findall(name)) for name in names], words, "[^/_]+")


def _build(
    texts: Sequence[str],
    values: Sequence[tuple[str, ...]],
    words: Sequence[str],
    value_regex: str,
) -> NamePattern:
    """Put texts and groups between them together; values that are the same everywhere are text."""
    regex, glob_str = re.escape(texts[0]), glob.escape(texts[0])
    parameters: list[str] = []
    for position, word in enumerate(words):
        distinct = {own[position] for own in values}
        following = texts[position + 1]
        if len(distinct) == 1:
            (value,) = distinct
            regex, glob_str = regex + re.escape(value), glob_str + glob.escape(value)
        else:
            name = _group_name(word, parameters)
            is_delimited = not following or following[0] in "_,;/"
            own_regex = value_regex if is_delimited else r"[-+.\deE]+?"
            regex += f"(?P<{name}>{own_regex})"
            glob_str += "*"
            parameters.append(name)
        regex, glob_str = regex + re.escape(following), glob_str + glob.escape(following)
    return NamePattern(regex=regex.replace(r"\-", "-"), glob=glob_str, parameters=tuple(parameters))


def _group_name(word: str, used: Sequence[str]) -> str:
    name = re.sub(r"\W", "_", word)
    if not name.isidentifier() or not name.isascii():
        name = word = "number"
    count = 2
    while name in used:
        name = f"{word}{count}"
        count += 1
    return name

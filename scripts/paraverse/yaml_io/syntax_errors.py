"""Messages about YAML that cannot be read, in the words of somebody who writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ruamel.yaml.error import MarkedYAMLError

from paraverse.errors import suggest

_NO_SPACE_AFTER_TAG = re.compile(r"!dag_prev[],}]")
"""A tag directly before a flow indicator, which YAML reads as part of the tag."""

_NEEDS_QUOTES = re.compile(r":\s+([\[{*&%@`])(?!.*[\]}]\s*(?:#.*)?$)")
"""A value that begins with a character that has a meaning in YAML, but does not go on like that."""

_MAX_TAGS = 15
"""Number of tags to list if none is similar."""


def describe_yaml_error(
    error: MarkedYAMLError, text: str, tags: Iterable[str]
) -> tuple[int | None, str]:
    """Describe an error of the YAML parser.

    Parameters
    ----------
    error
        The error.
    text
        The content of the file.
    tags
        The tags that exist.

    Returns
    -------
    line : int or None
        The line to look at first, counted from 1.
    message : str
        Sentences about what is wrong and what to do.
    """
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else None
    begin = error.context_mark.line + 1 if error.context_mark else None
    lines = text.splitlines()
    here = lines[line - 1] if line is not None and line <= len(lines) else ""
    hint = ""
    if _NO_SPACE_AFTER_TAG.search("\n".join(lines[(begin or line or 1) - 1 : line])):
        hint = " Put a space after the tag: `[!dag_prev , 1]`."
    elif match := _NEEDS_QUOTES.search(here):
        hint = f" Text that begins with {match[1]} takes quotes."
    if match := re.search(r"found duplicate key \"(.*?)\"", problem):
        return line, f"The key {match[1]!r} is twice in this mapping."
    if match := re.search(r"could not determine a constructor for the tag '(.*)'", problem):
        names = list(tags)
        limit = _MAX_TAGS if len(names) <= _MAX_TAGS else 0
        advice = hint.strip() or suggest(match[1], names, limit=limit)
        return line, f"There is no tag {match[1]!r}. {advice}".rstrip()
    if "'\\t'" in problem:
        return line, "Not valid YAML: a tab. Indent and separate by spaces."
    if "flow" in context and begin is not None:
        ends = "[ ]" if "sequence" in context else "{ }"
        where = f"line {line}" if line is not None and line <= len(lines) else "the end of the file"
        rest = f"until {where}, there is no {ends[-1]}, or a comma is missing"
        return begin, f"Not valid YAML: {ends[0]} begins here; {rest}.{hint}"
    if "mapping values are not allowed" in problem:
        rest = "a second `:` in a value, or wrong indentation. Text with `: ` in it takes quotes."
        return line, f"Not valid YAML: {rest}"
    if "block" in context and "expected <block end>" in problem:
        rest = f"this does not continue what begins in line {begin}: compare the indentation."
        return line, f"Not valid YAML: {rest}{hint}"
    if "could not find expected ':'" in problem:
        return line, "Not valid YAML: a line of a mapping is `key: value`; the colon is missing."
    details = " ".join(filter(None, (context, problem)))
    kind = "Not valid" if problem.startswith("!") else "Not valid YAML"
    return line, f"{kind}: {details}.{hint}"

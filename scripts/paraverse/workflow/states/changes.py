"""Changes of what results depend on, from the lines that state it."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_CONSEQUENCE = re.compile(r"(upstream|conversion|universes|files) = .*|simulation [0-9a-f]+")
"""Lines with digests of something that other lines, or other jobs, state in full."""

_FUNCTION = re.compile(r"(operation|plot function|kind|helper) .+ [0-9a-f]+$")
"""A line about a registered function, the name of which is in the configuration."""

_CODE = re.compile(
    r"((operation|plot function|kind|helper|script) .+|.+ in .+\.py|other code of .+)"
    r" [0-9a-f]{8,16}$"
)
"""A line about code of paraverse or of the project."""

_DIGEST = re.compile(r"^[^=]* [0-9a-f]{8,16}$")
"""A line that states something by a digest of its content."""

_VERSIONS = re.compile(r"(transform|convert|plot|gallery) (\d+(?:, format \d+)?)")
_COUNT = re.compile(r"(\d+), [0-9a-f]+")
_LONGEST = 40
"""The largest number of characters of a value in a short phrase."""

_CHECKS = {
    "output": "it is no longer as it was written",
    "file": "a file that was read has changed",
    "record": "there is no record of it",
    "package": "a package that it needs was installed",
    "on_error": "it was left out, which `on_error: fail` does not allow",
    "data, code or configuration": "it was made from other data, code or configuration",
}
"""Phrases for the reasons of `paraverse.workflow.replacements.outdated`, without their paths."""

_VALUE_OF_DIMENSION = re.compile(r"dimensions\.[^.]+\.(.+)\[\d+\]")


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of something that a result depends on.

    Attributes
    ----------
    subject
        What has changed, such as ``helpers.set_title.title`` or ``operation squared``.
    before, now
        The values, or digests; None if it did not exist, or does not exist any more.
    line_before, line_now
        The lines that stated it; "" if there was none.
    """

    subject: str
    before: str | None
    now: str | None
    line_before: str = ""
    line_now: str = ""

    @property
    def is_code(self) -> bool:
        """True if it is the code of a function or of another definition."""
        return _CODE.match(self.line_now or self.line_before) is not None

    def __str__(self) -> str:
        return self._describe(self.before, self.now)

    @property
    def brief(self) -> str:
        """The change as a phrase with the beginnings of long values."""
        return self._describe(*map(_shorten, (self.before, self.now)))

    def _describe(self, before: str | None, now: str | None) -> str:
        if _DIGEST.search(self.line_now or self.line_before):
            verb = "new" if not self.line_before else "changed" if self.line_now else "removed"
            return f"{self.subject}: {verb}"
        if self.before == self.now:  # a number of universes
            return f"{self.subject}: as before, but other ones"
        if self.before is None:
            return f"{self.subject}: {now} (new)"
        if self.now is None:
            return f"{self.subject}: {before} (removed)"
        return f"{self.subject}: {before} → {now}"


def find_changes(before: Iterable[str], now: Iterable[str]) -> list[Change]:
    """Compare what a result depended on with what it depends on now.

    Parameters
    ----------
    before, now
        The lines that state it.

    Returns
    -------
    list of Change
        A change for each subject, in the order of their names. What follows from others is left
        out: that a function is used for the first time, or that the order of keys differs.
    """
    before, now = set(before), set(now)
    old, new = _by_subject(before - now), _by_subject(now - before)
    changes = []
    for subject in sorted(old.keys() | new.keys()):
        was, is_now = old.get(subject), new.get(subject)
        changes.append(
            Change(
                subject=subject,
                before=was and was[0],
                now=is_now and is_now[0],
                line_before=was[1] if was else "",
                line_now=is_now[1] if is_now else "",
            )
        )
    return [change for change in changes if not _follows_from(change, changes)]


def read_params(params: Iterable[str]) -> Iterator[str]:
    """Iterate over the lines among the parameters of a job in Snakemake's records.

    Parameters
    ----------
    params
        The representation of each parameter.

    Yields
    ------
    str
        What the outputs of the job depend on: the parameters that are strings.
    """
    for param in params:
        if param[:1] in ("'", '"'):
            with contextlib.suppress(ValueError, SyntaxError):
                yield str(ast.literal_eval(param))


def describe_check(line: str) -> tuple[str, str] | None:
    """Return what a check of the outputs of a job has found out.

    Parameters
    ----------
    line
        A parameter that `paraverse.workflow.replacements.outdated` has added, not in quotes.

    Returns
    -------
    tuple of str or None
        A phrase that is the same for all jobs, and a phrase with the path, which are equal if there
        is no path; None for other lines.
    """
    subject, _, value = line.partition(" = ")
    phrase = _CHECKS.get(subject)
    if phrase is None:
        return None
    with_path = {"output": value, "file": value, "package": value, "record": f"record {value}"}
    return phrase, with_path.get(subject, phrase)


def _shorten(value: str | None) -> str | None:
    return value if value is None or len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"


def _follows_from(change: Change, changes: Sequence[Change]) -> bool:
    """Return whether another change says the same."""
    if change.before is None or change.now is None:
        is_function = _FUNCTION.match(change.line_before or change.line_now) is not None
        is_empty = change.before in ("{}", "[]") or change.now in ("{}", "[]")
        inside = (f"{change.subject}.", f"{change.subject}[")
        return is_function or (is_empty and any(c.subject.startswith(inside) for c in changes))
    return change.subject.startswith("order") and len(changes) > 1


def _by_subject(lines: Iterable[str]) -> dict[str, tuple[str, str]]:
    subjects: dict[str, tuple[str, str]] = {}
    values: dict[str, dict[str, None]] = {}
    for line in sorted(lines):
        if _CONSEQUENCE.fullmatch(line):
            continue
        subject, value = _split(line)
        dimension = _VALUE_OF_DIMENSION.fullmatch(subject)
        if dimension is None:
            subjects[subject] = value, line
        else:
            values.setdefault(f"values of {dimension[1]}", {})[value] = None
    return subjects | {subject: (", ".join(of), "") for subject, of in values.items()}


def _split(line: str) -> tuple[str, str]:
    """Return what a line is about, and its value or digest."""
    subject, is_value, value = line.replace(r"\x7b", "{").replace(r"\x7d", "}").partition(" = ")
    if is_value:
        count = _COUNT.fullmatch(value)
        return (subject.replace(".", " of ", 1), count[1]) if count else (subject, value)
    versions = _VERSIONS.fullmatch(line)
    if versions:
        return f"version of paraverse ({versions[1]})", versions[2]
    subject, _, value = line.rpartition(" ")
    return subject.rstrip(":"), value

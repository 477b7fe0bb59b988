"""Changes of what results depend on, from the lines that state it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
        if _DIGEST.search(self.line_now or self.line_before):
            verb = "new" if not self.line_before else "changed" if self.line_now else "removed"
            return f"{self.subject}: {verb}"
        if self.before == self.now:  # a number of universes
            return f"{self.subject}: as before, but other ones"
        if self.before is None:
            return f"{self.subject}: {self.now} (new)"
        if self.now is None:
            return f"{self.subject}: {self.before} (removed)"
        return f"{self.subject}: {self.before} → {self.now}"


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
    old, new = _by_subject(set(before) - set(now)), _by_subject(set(now) - set(before))
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

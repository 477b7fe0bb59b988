"""Load all files of one universe."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from paraverse.base.field_filter import FieldFilter
from paraverse.base.file_index import FileState
from paraverse.base.file_links import LinkChecker
from paraverse.base.printable import printable_line
from paraverse.errors import LoadError
from paraverse.jobs.convert import LoadSettings
from paraverse.jobs.universe_files import SourceFile
from paraverse.load.labeling.label_settings import LabelSettings
from paraverse.load.labeling.labels import label_tree, linked_fields
from paraverse.load.members import Tree
from paraverse.load.other_files import collect_other_files
from paraverse.load.report import Note, Report, prefixed
from paraverse.load.run_loader import load_file

_MAX_MESSAGE = 2000
"""Largest number of characters of a message."""


@dataclass(frozen=True, kw_only=True)
class LoadResult:
    """The data of a universe, with everything that went wrong while loading it.

    Attributes
    ----------
    tree
        The data, as members by path.
    warnings
        Messages about everything that was left out.
    errors
        Messages about required files that could not be read.
    notes
        Messages about what was changed without losing anything.
    other_files
        The states of files that were read besides those of the universe, by path.
    """

    tree: Tree
    warnings: tuple[str, ...]
    errors: tuple[str, ...]
    notes: tuple[str, ...] = ()
    other_files: Mapping[str, FileState | None] = field(default_factory=dict)


def load_universe(
    files: Iterable[SourceFile],
    field_filter: FieldFilter,
    settings: LoadSettings | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> LoadResult:
    """Load the files of one universe, and label the arrays in them.

    Parameters
    ----------
    files
        The files of the universe.
    field_filter
        Selects the fields to read. Text files are read as a whole or not at all.
    settings
        How to label arrays, and how far links in files may lead; None for the defaults.
    parameters
        The swept parameters of the universe by name, from which coordinates may be computed; by
        default none.

    Returns
    -------
    LoadResult
        The data, and messages about everything that is missing.
    """
    settings = settings or LoadSettings()
    files = tuple(files)
    reasons: list[str] = []
    failures: list[str] = []
    tree: Tree = {}
    labels = LabelSettings(**settings.labels)
    with collect_other_files() as other_files:
        for file in files:
            try:
                tree.update(_load(file, field_filter, settings, reasons.append))
            except LoadError as error:
                (failures if file.required else reasons).append(str(error))
        with_linked = _add_linked_fields(tree, files, settings, labels)
    labelled = label_tree(with_linked, labels, reasons.append, parameters)
    return LoadResult(
        tree={path: labelled[path] for path in tree},
        warnings=tuple(_message(text) for text in reasons if not isinstance(text, Note)),
        errors=tuple(map(_message, failures)),
        notes=tuple(_message(text) for text in reasons if isinstance(text, Note)),
        other_files=other_files,
    )


def _message(text: str) -> str:
    """Return a message that is safe to print, as some cite texts of any length from files."""
    is_long = len(text) > _MAX_MESSAGE
    return printable_line(f"{text[:_MAX_MESSAGE]}…" if is_long else text)


def _add_linked_fields(
    tree: Tree, files: Iterable[SourceFile], settings: LoadSettings, labels: LabelSettings
) -> Tree:
    """Add what coordinates come from, in case the filter left it out."""
    missing = tuple(linked_fields(tree, labels) - tree.keys())
    if not missing:
        return tree
    extended = dict(tree)
    with contextlib.suppress(LoadError):  # the label of a field that is missing is reported
        for file in files:
            extended.update(_load(file, FieldFilter(missing), settings, lambda _: None))
    return extended


def _load(
    file: SourceFile, field_filter: FieldFilter, settings: LoadSettings, report: Report
) -> Tree:
    in_file = field_filter.below(file.target)
    if in_file.patterns == ():
        return {}
    base = settings.base or ""
    if base and file.loader != "fspath" and file.path.startswith(f"{base}/"):
        # Once more, as simulated files do not exist yet when the plan checks the others
        problem = LinkChecker(base).problem(file.path.removeprefix(f"{base}/"))
        if problem and os.path.exists(file.path):
            raise LoadError(f"{file.path} {problem}")
    loaded = load_file(
        file.loader,
        file.path,
        in_file,
        report=prefixed(report, f"{file.path}: "),
        base=settings.base,
        options=file.options,
    )
    if isinstance(loaded, dict):
        return {file.path_in_tree(path): member for path, member in loaded.items()}
    return {file.target: loaded}

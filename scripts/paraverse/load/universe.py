"""Load all files of one universe."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.jobs import LoadSettings, SourceFile
from paraverse.load.labels import LabelSettings, label_tree, linked_fields
from paraverse.load.members import Tree
from paraverse.load.registry import Report, load_file, prefixed


@dataclass(frozen=True)
class Loaded:
    """What came of loading a universe.

    Attributes
    ----------
    tree
        Its data.
    reasons
        What was left out, and why.
    failures
        What could not be read and may not be left out.
    """

    tree: Tree
    reasons: tuple[str, ...]
    failures: tuple[str, ...]


def load_universe(
    files: Iterable[SourceFile], wanted: FieldFilter, settings: LoadSettings | None = None
) -> Loaded:
    """Load the files of one universe, and label what is in them.

    Parameters
    ----------
    files
        Its files.
    wanted
        Which fields to read. Text files are read whole or not at all.
    settings
        How to label datasets, and how far links in files may lead.
    """
    settings = settings or LoadSettings()
    files = tuple(files)
    reasons: list[str] = []
    failures: list[str] = []
    tree: Tree = {}
    for file in files:
        try:
            tree.update(_load(file, wanted, settings, reasons.append))
        except LoadError as error:
            (failures if file.required else reasons).append(str(error))
    labels = LabelSettings(**settings.labels)
    linked = tuple(linked_fields(tree, labels) - tree.keys())
    known = tree
    if linked:
        with contextlib.suppress(LoadError):  # labels that are not there are reported as such
            known = dict(tree)
            for file in files:
                known.update(_load(file, FieldFilter(linked), settings, lambda _: None))
    labelled = label_tree(known, labels, reasons.append)
    return Loaded({path: labelled[path] for path in tree}, tuple(reasons), tuple(failures))


def _load(file: SourceFile, wanted: FieldFilter, settings: LoadSettings, report: Report) -> Tree:
    below = wanted.below(file.target)
    if below.patterns == ():
        return {}
    loaded = load_file(
        file.loader,
        file.path,
        below,
        report=prefixed(report, f"{file.path}: "),
        base=settings.base,
        options=file.options,
    )
    if isinstance(loaded, dict):
        return {f"{file.target}/{path}".rstrip("/"): member for path, member in loaded.items()}
    return {file.target: loaded}

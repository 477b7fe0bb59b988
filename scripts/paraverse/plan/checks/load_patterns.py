"""Find entries of `load` whose patterns match no file."""

from __future__ import annotations

from collections.abc import Iterator

from paraverse.errors import Problem
from paraverse.plan.reading.read import ProjectInputs
from paraverse.sweep.load_entries import field_in_universe
from paraverse.sweep.source_files import find_files


def unmatched_patterns(project: ProjectInputs) -> Iterator[Problem]:
    """Find patterns that match no file, of entries that are not required.

    Parameters
    ----------
    project
        The project. Universes that are still to be simulated, and entries of presets, are left out.

    Yields
    ------
    Problem
        One for each entry; a missing file may be intended.
    """
    config, entries, where = project.config, project.entries, project.config_files.where
    if config.simulate is not None or not project.sweep.universes:
        return
    matched = {file.entry for file in find_files(config.data_dir, entries)}
    matched |= {file.entry for file in find_files(config.data_dir, entries, of_sweep=True)}
    for name, entry in entries.enabled.items():
        location = where("load", name, "glob_str")
        if name in matched or entry.required or location.line is None:
            continue
        folder = entry.base_path or config.data_dir
        patterns = " or ".join(map(repr, entry.glob_str))
        message = f"No file below {folder!r} matches {patterns}, so nothing is loaded."
        if name in entries.of_universes and entry.path_regex:
            message = (
                f"No file below {folder!r} matches {patterns} and the `path_regex` "
                f"{entry.path_regex!r}, so universes have no "
                f"{field_in_universe(entry) or 'data'!r}."
            )
        yield Problem(location, message)

"""Entries of the load configuration: what their files belong to and where their data go."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from paraverse.config.models import LoadEntry

_UNIVERSE_FIELD = re.compile(r"\{(?:match|groups|named)\b")
_DEFAULT_GROUP = "universes"


@dataclass(frozen=True, kw_only=True)
class LoadEntries:
    """The enabled entries of a load configuration, by name.

    Attributes
    ----------
    enabled
        All of them, in the order of the configuration.
    of_universes
        Those with files that belong to single universes.
    of_sweep
        Those with files that belong to the whole sweep.
    universe_group
        Path of the group in the data tree that holds the universes; ``universes`` if the
        configuration names none.
    space
        The name of the entry with the parameter space; None if there is none.
    """

    enabled: Mapping[str, LoadEntry]
    of_universes: Mapping[str, LoadEntry]
    of_sweep: Mapping[str, LoadEntry]
    universe_group: str
    space: str | None

    @classmethod
    def from_config(cls, load: Mapping[str, LoadEntry]) -> LoadEntries:
        """Sort the entries of a load configuration.

        Parameters
        ----------
        load
            All entries by name, in the order of the configuration. Those that are not enabled
            are ignored.

        Returns
        -------
        LoadEntries
            The entries in groups, in the order of the configuration.
        """
        enabled = {name: entry for name, entry in load.items() if entry.enabled}
        group = _universe_group(enabled)
        of_universes = {
            name: _with_name_in_universe(name, entry)
            for name, entry in enabled.items()
            if group is not None and _group_above_universe(entry) == group
        }
        enabled |= of_universes
        of_sweep = {name: entry for name, entry in enabled.items() if name not in of_universes}
        objects = [name for name, entry in of_sweep.items() if "to_object" in entry.loader]
        attributes = (name for name in objects if of_sweep[name].load_as_attr)
        return cls(
            enabled=enabled,
            of_universes=of_universes,
            of_sweep=of_sweep,
            universe_group=group or _DEFAULT_GROUP,
            space=next(attributes, objects[0] if objects else None),
        )


def field_in_universe(entry: LoadEntry) -> str:
    """Return the path in a universe below which the data of an entry are placed.

    Parameters
    ----------
    entry
        An entry with files that belong to single universes.

    Returns
    -------
    str
        The leading part of the target path that is the same for all files.

    Examples
    --------
    >>> entry = LoadEntry(loader="hdf5", glob_str="*", target_path="sims/{match:}/data/{ext}")
    >>> field_in_universe(entry)
    'data'
    """
    _, _, below = split_target(target_template(entry))
    return below.partition("{")[0].rstrip("/")


def target_template(entry: LoadEntry) -> str:
    """Return the format string for the target path of an entry.

    Parameters
    ----------
    entry
        The entry; it may have a `target_path`, a `target_group` or neither.

    Returns
    -------
    str
        A path in the data tree with replacement fields such as ``{match:}`` and ``{basename}``.
    """
    if entry.target_path is not None:
        return entry.target_path
    several = len(entry.glob_str) > 1 or "*" in entry.glob_str[0]
    name = "{basename}" if several else "{entry}"
    return f"{entry.target_group or ('{entry}' if several else '')}/{name}".lstrip("/")


@functools.cache
def split_target(template: str) -> tuple[str, str, str]:
    """Split a target path at the name that represents the universe.

    Parameters
    ----------
    template
        A target path with replacement fields.

    Returns
    -------
    above, universe, below : str
        The path above that name, the name, and the path below it. The last two are empty if the
        target path is the same for all universes.

    Examples
    --------
    >>> split_target("simulations/{match:}/data")
    ('simulations', '{match:}', 'data')
    """
    names = template.split("/")
    index = next((i for i, name in enumerate(names) if _UNIVERSE_FIELD.search(name)), len(names))
    below = "/".join(names[index + 1 :])
    return "/".join(names[:index]), "".join(names[index : index + 1]), below


def _with_name_in_universe(name: str, entry: LoadEntry) -> LoadEntry:
    """Return an entry whose files have a name in universes if they are not groups themselves."""
    template = target_template(entry)
    if split_target(template)[2] or entry.loader.startswith("hdf5"):
        return entry
    return entry.model_copy(update={"target_path": f"{template}/{name}", "target_group": None})


def _group_above_universe(entry: LoadEntry) -> str | None:
    above, universe, _ = split_target(target_template(entry))
    return above if universe else None


def _universe_group(entries: Mapping[str, LoadEntry]) -> str | None:
    """Return the group that has a member for each universe.

    This is the group that the parameter space is attached to. If there is none, it is the group
    that most entries put files of universes into.
    """
    groups = [group for group in map(_group_above_universe, entries.values()) if group is not None]
    for entry in entries.values():
        if entry.load_as_attr and entry.target_path in groups:
            return entry.target_path
    return Counter(groups).most_common(1)[0][0] if groups else None

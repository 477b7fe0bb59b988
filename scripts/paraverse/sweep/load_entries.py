"""Which entries of the load configuration are of single universes, and where their data go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from paraverse.config.models import LoadEntry

_MATCHED = re.compile(r"\{(?:match|groups|named)\b")


@dataclass(frozen=True)
class Entries:
    """The enabled entries of a load configuration.

    Attributes
    ----------
    group
        Where in the data tree the universes are; None if there are none.
    of_universes
        Those whose files belong to single universes.
    of_sweep
        Those whose files belong to the whole sweep.
    """

    group: str | None
    of_universes: Mapping[str, LoadEntry]
    of_sweep: Mapping[str, LoadEntry]

    @classmethod
    def of(cls, load: Mapping[str, LoadEntry]) -> Entries:
        """Divide the entries of a load configuration."""
        enabled = {name: entry for name, entry in load.items() if entry.enabled}
        group = _group_of_universes(enabled)
        universes = {
            name: entry
            for name, entry in enabled.items()
            if group is not None and _above_match(entry) == group
        }
        return cls(group, universes, {n: e for n, e in enabled.items() if n not in universes})


def target_field(entry: LoadEntry) -> str:
    """Return where in a universe an entry's data go, as far as it is the same for all.

    >>> target_field(LoadEntry(loader="hdf5", glob_str="*", target_path="sims/{match:}/data/{ext}"))
    'data'
    """
    _, _, below = split_target(target_of(entry))
    return below.partition("{")[0].rstrip("/")


def target_of(entry: LoadEntry) -> str:
    """Return the target path of an entry, also where it gives a group or nothing at all."""
    if entry.target_path is not None:
        return entry.target_path
    several = len(entry.glob_str) > 1 or "*" in entry.glob_str[0]
    name = "{basename}" if several else "{entry}"
    return f"{entry.target_group or ('{entry}' if several else '')}/{name}".lstrip("/")


def split_target(target: str) -> tuple[str, str, str]:
    """Split a target path at the part that stands for the universe.

    Returns
    -------
    tuple of str
        What is above, the part itself, what is below; the last two are empty if there is no
        such part.

    Examples
    --------
    >>> split_target("simulations/{match:}/data")
    ('simulations', '{match:}', 'data')
    """
    parts = target.split("/")
    index = next((i for i, part in enumerate(parts) if _MATCHED.search(part)), len(parts))
    below = "/".join(parts[index + 1 :])
    return "/".join(parts[:index]), "".join(parts[index : index + 1]), below


def _above_match(entry: LoadEntry) -> str | None:
    above, part, _ = split_target(target_of(entry))
    return above if part else None


def _group_of_universes(entries: Mapping[str, LoadEntry]) -> str | None:
    """The group with a member for each universe: what the parameter space is attached to.

    Where there is none, the group that most entries put something into for each match.
    """
    above = [found for found in map(_above_match, entries.values()) if found is not None]
    for entry in entries.values():
        if entry.load_as_attr and entry.target_path in above:
            return entry.target_path
    return Counter(above).most_common(1)[0][0] if above else None

"""Groups of a universe as mappings of their members by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from paraverse.errors import LoadError, suggest
from paraverse.load import members as tree
from paraverse.load.formats.text import parse_text
from paraverse.load.nested_values import look_up
from paraverse.store.groups.conversion import to_data_array, to_dataset, to_table

GROUP_CLASSES: dict[str, type[Group]] = {}
"""Classes of groups by the name of the group type; all other types are plain `Group` objects.

Importing `paraverse.store.groups` registers the classes of paraverse.
"""


class Group(Mapping[str, Any]):
    """A group of a universe: a mapping of its members by path.

    An array is read as an `xarray.DataArray` with the name of the HDF5 dataset. Its dimensions
    are called ``dim_0``, ``dim_1``, … unless the data are labeled. A YAML, JSON or TOML file is
    read as the value that it holds, and paths can lead into that value; any other text file is read
    as a string. A group of type ``Dataset`` is read as an `xarray.Dataset` and one of type
    ``Table`` as a `pandas.DataFrame`; other groups belong to the classes in `GROUP_CLASSES`.

    Parameters
    ----------
    members
        All members of the universe by path, relative to the universe. Members are looked up
        only when they are requested, so a lazy mapping can be passed. Looking up a group, and
        testing whether a path exists, should be cheap.
    path
        Path of this group in the universe; "" is the universe itself.
    """

    def __init__(self, members: Mapping[str, tree.Member], path: str = "") -> None:
        self._members = members
        self._path = path

    @property
    def path(self) -> str:
        """Path of the group in the universe; "" is the universe itself."""
        return self._path

    def members(self) -> dict[str, tree.Member]:
        """Read the group and everything below it.

        Returns
        -------
        dict
            Members as they were loaded, by their path in the universe. The group itself is
            among them if it was loaded as a member.
        """
        prefix = f"{self._path}/" if self._path else ""
        names = (n for n in self._members if n == self._path or n.startswith(prefix))
        return {name: self._members[name] for name in names}

    @property
    def attrs(self) -> dict[str, Any]:
        """Attributes of the group; empty if it exists only as part of the path of a member."""
        group = self._members.get(self._path)
        return dict(group.attrs) if isinstance(group, tree.GroupMember) else {}

    def __getitem__(self, path: str) -> Any:
        full_path = f"{self._path}/{path.strip('/')}".strip("/")
        if full_path == self._path:
            return self
        if full_path in self._members:
            return self._read(full_path)
        outer = full_path.rpartition("/")[0]
        while outer and outer not in self._members:
            outer = outer.rpartition("/")[0]
        if outer and isinstance(self._members[outer], tree.Text):
            value = self._read(outer)
            if not isinstance(value, str):
                return look_up(value, full_path[len(outer) + 1 :].split("/"), full_path)
        if any(name.startswith(f"{full_path}/") for name in self._members):
            return Group(self._members, full_path)  # only its members were loaded
        raise LoadError(f"There is no {full_path!r}. {suggest(full_path, self._members)}".rstrip())

    def __contains__(self, path: object) -> bool:
        if f"{self._path}/{path}".strip("/") in self._members:
            return True
        try:
            self[str(path)]
        except LoadError:
            return False
        return True

    def __iter__(self) -> Iterator[str]:
        prefix = f"{self._path}/" if self._path else ""
        inside = (name[len(prefix) :] for name in self._members if name.startswith(prefix))
        return iter(dict.fromkeys(name.partition("/")[0] for name in inside if name))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _ipython_key_completions_(self) -> list[str]:
        prefix = f"{self._path}/" if self._path else ""
        return [n.removeprefix(prefix) for n in self._members if n and n.startswith(prefix)]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._path or '/'}: {', '.join(self) or 'empty'}>"

    def get(self, path: str, default: Any = None) -> Any:
        """Return a member, or a default value if there is none.

        Parameters
        ----------
        path
            Path of the member, relative to this group.
        default
            Value to return if there is no member with this path.

        Returns
        -------
        object
            The member, as ``group[path]`` returns it.
        """
        try:
            return self[path]
        except LoadError:
            return default

    def _read(self, path: str) -> Any:
        member = self._members[path]
        if isinstance(member, tree.Array):
            return to_data_array(path, member)
        if isinstance(member, tree.Text):
            try:
                return parse_text(member.text, member.syntax)
            except LoadError as error:
                raise LoadError(f"{path}: {error}") from error
        group = find_group_class(member.kind)(self._members, path)
        if member.kind == "Dataset":
            dataset = to_dataset(group, group.attrs)
            return group if dataset is None else dataset
        return to_table(group, group.attrs) if member.kind == "Table" else group


def find_group_class(name: str) -> type[Group]:
    """Return the class that is registered for a group type.

    Parameters
    ----------
    name
        Name of the group type, such as ``TimeSeriesGroup``.

    Returns
    -------
    type
        The registered class, or `Group` if there is none.
    """
    return GROUP_CLASSES.get(name, Group)

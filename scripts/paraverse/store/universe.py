"""Universes as mappings of what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from paraverse.errors import LoadError, suggest
from paraverse.load import members as tree
from paraverse.load.text import parse_text

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

GROUP_KINDS: dict[str, type[Group]] = {}
"""Classes of groups by their kind, see `paraverse.store.groups`; `Group` for all others."""


class Group(Mapping[str, Any]):
    """A group of a universe; its members by path.

    A dataset is an `xarray.DataArray`: its dimensions are ``dim_0``, ``dim_1``, … unless it has
    labels, its name is the dataset's. A YAML, JSON or TOML file is what it says, and paths lead
    into it; a text file is a string. A group of kind ``Dataset`` is an `xarray.Dataset`, one of
    kind ``Table`` a `pandas.DataFrame`; others are of the classes in `GROUP_KINDS`.

    Parameters
    ----------
    members
        All members of the universe by path. What is asked for is read from it at that time;
        that a path is in it, and that its member is a group, should be cheap to tell.
    path
        The group's path; "" for the universe.
    """

    def __init__(self, members: Mapping[str, tree.Member], path: str = "") -> None:
        self._members = members
        self._path = path

    @property
    def path(self) -> str:
        """Its path in the universe."""
        return self._path

    def members(self) -> dict[str, tree.Member]:
        """Read all that is in the group, by path in the universe; the group itself included."""
        prefix = f"{self._path}/" if self._path else ""
        names = (n for n in self._members if n == self._path or n.startswith(prefix))
        return {name: self._members[name] for name in names}

    @property
    def attrs(self) -> dict[str, Any]:
        """Attributes of the group."""
        group = self._members.get(self._path)
        return dict(group.attrs) if isinstance(group, tree.Group) else {}

    def __getitem__(self, path: str) -> Any:
        full = f"{self._path}/{path.strip('/')}".strip("/")
        if full == self._path:
            return self
        if full in self._members:
            return self._member(full)
        outer = full.rpartition("/")[0]
        while outer and outer not in self._members:
            outer = outer.rpartition("/")[0]
        if outer and isinstance(self._members[outer], tree.Text):
            value = self._member(outer)
            if not isinstance(value, str):
                return _inside(value, full[len(outer) + 1 :].split("/"), full)
        if any(name.startswith(f"{full}/") for name in self._members):
            return Group(self._members, full)  # only what is in it was loaded
        raise LoadError(f"There is no {full!r}. {suggest(full, self._members)}".rstrip())

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
        return iter(dict.fromkeys(name.partition("/")[0] for name in inside))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._path or '/'}: {', '.join(self) or 'empty'}>"

    def get(self, path: str, default: Any = None) -> Any:
        """Return a member, or something else if there is none."""
        try:
            return self[path]
        except LoadError:
            return default

    def _member(self, path: str) -> Any:
        member = self._members[path]
        if isinstance(member, tree.Array):
            return _labelled(path, member)
        if isinstance(member, tree.Text):
            try:
                return parse_text(member.text, member.syntax)
            except LoadError as error:
                raise LoadError(f"{path}: {error}") from error
        group = group_class(member.kind)(self._members, path)
        return _CONVERTED[member.kind](group) if member.kind in _CONVERTED else group


class Universe(Group):
    """One universe.

    Parameters
    ----------
    members
        As in `Group`.
    id
        Its name.
    parameters
        Its place in the parameter space.

    Attributes
    ----------
    id, parameters
        As above.
    """

    def __init__(
        self, members: Mapping[str, tree.Member], id: str, parameters: Mapping[str, Any]
    ) -> None:
        super().__init__(members)
        self.id = id
        self.parameters = dict(parameters)


def group_class(kind: str) -> type[Group]:
    """Return the class of a kind of groups."""
    # The classes are subclasses of Group, so their module cannot be imported before this one
    import paraverse.store.groups  # noqa: F401

    return GROUP_KINDS.get(kind, Group)


def _inside(value: Any, keys: list[str], full: str) -> Any:
    for key in keys:
        if isinstance(value, Mapping):
            found = {str(known): known for known in value}
        elif isinstance(value, list):
            found = {str(index): index for index in range(len(value))}
        else:
            found = {}
        if key not in found:
            raise LoadError(f"There is no {full!r}. {suggest(key, found)}".rstrip())
        value = value[found[key]]
    return value


def _labelled(path: str, array: tree.Array) -> xr.DataArray:
    import xarray as xr

    dims = array.dims or [f"dim_{axis}" for axis in range(array.values.ndim)]
    name = path.rpartition("/")[2]
    try:
        return xr.DataArray(array.values, dict(array.coords), dims, name, dict(array.attrs))
    except (TypeError, ValueError) as error:
        raise LoadError(f"{path} cannot be a labelled array: {error}") from error


def _dataset(group: Group) -> xr.Dataset | Group:
    import xarray as xr

    variables = dict(group)
    if not all(isinstance(variable, xr.DataArray) for variable in variables.values()):
        return group  # with groups in it, as a DataTree has
    coords = [name for name, variable in variables.items() if name in variable.coords]
    return xr.Dataset(variables, attrs=group.attrs).set_coords(coords)


def _table(group: Group) -> pd.DataFrame:
    import pandas as pd

    levels = {name: array.values for name, array in group.items() if name in array.coords}
    columns = [array for name, array in group.items() if name not in levels]
    # Names that are the loader's are none
    names = [
        None if name in ("index", f"level_{level}") else name for level, name in enumerate(levels)
    ]
    table = pd.DataFrame(dict(enumerate(array.values for array in columns)))
    if len(levels) == 1:
        table.index = pd.Index(*levels.values(), name=names[0])
    elif levels:
        table.index = pd.MultiIndex.from_arrays(list(levels.values()), names=names)
    # A name that cannot be in a path stands in an attribute
    table.columns = pd.Index([array.attrs.get("long_name", array.name) for array in columns])
    table.attrs = group.attrs
    return table


_CONVERTED = {"Dataset": _dataset, "Table": _table}
"""What groups of some kinds are, made of their members."""

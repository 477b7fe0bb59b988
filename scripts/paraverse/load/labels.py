"""Dimensions and coordinates of datasets, as their attributes say.

The attributes are those that dantro and Utopia write: names of all dimensions (``dims``,
``dim_names``) or of one (``dim_name__0``), coordinates of a dimension (``coords__time``) and how
these are to be understood (``coords_mode__time``).
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from paraverse.errors import suggest
from paraverse.load.attributes import text_of
from paraverse.load.grid import as_grid
from paraverse.load.members import Array, Tree
from paraverse.load.registry import Report


@dataclass(frozen=True)
class LabelSettings:
    """Names of the attributes that label a dataset.

    Attributes
    ----------
    dims
        Attributes with the names of all dimensions.
    dim_name_prefix
        Before a dimension's number: attributes with its name. They go before `dims`.
    coords_prefix
        Before a dimension's name: attributes with its coordinates.
    coords_mode_prefix
        Before a dimension's name: attributes that say how to understand its coordinates, by one
        of `MODES`.
    coords_mode_default
        How to understand coordinates if no attribute says it.
    content
        The attribute that is ``grid`` for a grid whose cells are stored in a row.
    """

    dims: tuple[str, ...] = ("dims", "dim_names")
    dim_name_prefix: str = "dim_name__"
    coords_prefix: str = "coords__"
    coords_mode_prefix: str = "coords_mode__"
    coords_mode_default: str = "values"
    content: str = "content"


def _start_and_step(argument: Any, size: int) -> range:
    start, step = argument
    return range(int(start), int(start + step * size), int(step))


_MODES: dict[str, Callable[[Any, int], Any]] = {
    "values": lambda argument, size: argument,
    "range": lambda argument, size: range(*argument),
    "arange": lambda argument, size: np.arange(*argument),
    "linspace": lambda argument, size: np.linspace(*argument),
    "logspace": lambda argument, size: np.logspace(*argument),
    "start_and_step": _start_and_step,
    "trivial": lambda argument, size: range(size),
    "scalar": lambda argument, size: np.reshape(argument, 1),
}

MODES = (*_MODES, "linked")
"""How coordinates can be given: themselves, the arguments of a function that makes them, or
where in the tree they are."""


def label_tree(tree: Tree, settings: LabelSettings, report: Report) -> Tree:
    """Label all datasets of a tree.

    Parameters
    ----------
    tree
        Members by path.
    settings
        Names of the attributes.
    report
        Called with a sentence for each label that cannot be used.
    """
    return {
        path: label(member, path, tree, settings, report)
        if isinstance(member, Array) and member.attrs
        else member
        for path, member in tree.items()
    }


def label(array: Array, path: str, tree: Tree, settings: LabelSettings, report: Report) -> Array:
    """Give a dataset the dimensions and coordinates that its attributes say.

    Attributes that are used leave the dataset's attributes. Those that cannot be used stay, and
    the dataset lacks only the label that they would have given.

    Parameters
    ----------
    array
        The dataset. Dimensions that have a name keep it unless an attribute gives another.
    path
        Where in the tree it is.
    tree
        The tree, for coordinates that are linked.
    settings
        Names of the attributes.
    report
        Called with a sentence for each label that cannot be used.
    """

    def note(message: str) -> None:
        report(f"{path}: {message}")

    prefixes = (settings.dim_name_prefix, settings.coords_prefix, settings.coords_mode_prefix)
    if any(name.startswith(prefixes) or name in settings.dims for name in array.attrs):
        array = _with_names(array, settings, note)
        array = _with_coords(array, path, tree, settings, note)
    if settings.content in array.attrs and text_of(array.attrs[settings.content]) == "grid":
        array = as_grid(array, note)
    return array


def linked_fields(tree: Tree, settings: LabelSettings) -> set[str]:
    """Return the paths that coordinates of a tree's datasets are linked to."""
    return {
        _target(path, member.attrs.get(settings.coords_prefix + dim))
        for path, member in tree.items()
        if isinstance(member, Array)
        for dim, mode in _with_prefix(member.attrs, settings.coords_mode_prefix)
        if text_of(mode) == "linked"
    }


def coordinates(
    mode: str, argument: Any, size: int, linked: Callable[[str], np.ndarray]
) -> np.ndarray:
    """Make coordinates as an attribute says.

    Parameters
    ----------
    mode
        One of `MODES`.
    argument
        The attribute's value.
    size
        Length of the dimension, for the modes that need it.
    linked
        Returns the dataset at a relative path.

    Returns
    -------
    numpy.ndarray
        One-dimensional; its length need not be `size`.

    Raises
    ------
    ValueError
        If they cannot be made.

    Examples
    --------
    >>> coordinates("start_and_step", [10, 5], 3, None)
    array([10, 15, 20])
    """
    if mode not in MODES:
        raise ValueError(f"there is no mode {mode!r}. {suggest(mode, MODES)}")
    if argument is None and mode != "trivial":
        raise ValueError(f"mode {mode!r} needs coordinates")
    try:
        if mode == "linked":
            made = linked(text_of(argument) or "")
        else:
            made = np.asarray(_MODES[mode](argument, size))
    except (TypeError, ArithmeticError, MemoryError) as error:
        raise ValueError(str(error)) from error
    if made.dtype.kind == "S":
        made = np.char.decode(made, "utf-8", "replace")
    if made.ndim != 1:
        raise ValueError(f"coordinates have shape {made.shape}, not one dimension")
    if made.dtype.kind == "V" or (
        made.dtype.kind == "O" and not all(isinstance(item, str) for item in made)
    ):
        raise ValueError(f"values of type {made.dtype} are no coordinates")
    return made


def _with_prefix(attrs: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in attrs.items():
        if name.startswith(prefix):
            yield name.removeprefix(prefix), value


def _with_names(array: Array, settings: LabelSettings, note: Report) -> Array:
    rank = array.values.ndim
    before = array.dims or tuple(f"dim_{axis}" for axis in range(rank))
    names, used = list(before), set()
    for name in settings.dims:
        if name not in array.attrs:
            continue
        found = [text_of(item) for item in np.ravel(array.attrs[name])]
        texts = [text for text in found if text]
        if len(texts) == len(found) == rank:
            names = texts
            used.add(name)
        else:
            note(f"{name!r} is not the names of {rank} dimensions: {array.attrs[name]!r}")
    for number, value in _with_prefix(array.attrs, settings.dim_name_prefix):
        name, text = settings.dim_name_prefix + number, text_of(value)
        if not number.isdecimal() or int(number) >= rank:
            note(f"{name!r}: there is no dimension {number!r} of {rank}, which are counted from 0")
        elif not text:
            note(f"{name!r} is not the name of a dimension: {value!r}")
        else:
            names[int(number)] = text
            used.add(name)
    if len(set(names)) < rank:
        note(f"dimensions cannot have the same name: {', '.join(names)}")
        return array
    if not used:
        return array
    new = dict(zip(before, names, strict=True))
    coords = {
        new.get(name, name): (tuple(new[dim] for dim in along), *rest)
        for name, (along, *rest) in array.coords.items()
    }
    return replace(array, attrs=_without(array.attrs, used), dims=tuple(names), coords=coords)


def _with_coords(
    array: Array, path: str, tree: Tree, settings: LabelSettings, note: Report
) -> Array:
    def linked(relative: str) -> np.ndarray:
        target = tree.get(_target(path, relative))
        if not isinstance(target, Array):
            raise ValueError(f"there is no dataset {relative!r} beside it")
        attrs.update(_about_values(target.attrs, settings))
        return target.values

    dims = array.dims or ()
    arguments = dict(_with_prefix(array.attrs, settings.coords_prefix))
    modes = dict(_with_prefix(array.attrs, settings.coords_mode_prefix))
    always = dims if settings.coords_mode_default == "trivial" else ()
    coords, used = dict(array.coords), set()
    for dim in dict.fromkeys((*always, *arguments, *modes)):
        mode = text_of(modes.get(dim, settings.coords_mode_default))
        attrs: dict[str, Any] = {}
        try:
            if dim not in dims:
                raise ValueError(f"there is no such dimension. {suggest(dim, dims)}".strip())
            size = array.values.shape[dims.index(dim)]
            made = coordinates(str(mode), arguments.get(dim), size, linked)
            if len(made) != size:
                raise ValueError(f"{len(made)} values for a dimension of {size}")
        except ValueError as error:
            note(f"coordinates of {dim!r}: {error}")
            continue
        coords[dim] = ((dim,), made, attrs)
        used |= {settings.coords_prefix + dim, settings.coords_mode_prefix + dim}
    return replace(array, attrs=_without(array.attrs, used), coords=coords)


def _about_values(attrs: Mapping[str, Any], settings: LabelSettings) -> dict[str, Any]:
    """Attributes of a dataset that say nothing of its labels."""
    prefixes = (settings.dim_name_prefix, settings.coords_prefix, settings.coords_mode_prefix)
    labels = {settings.content, *settings.dims}
    return {k: v for k, v in attrs.items() if not k.startswith(prefixes) and k not in labels}


def _target(path: str, relative: Any) -> str:
    link = text_of(relative)
    return posixpath.normpath(f"{posixpath.dirname(path)}/{link}") if link else path


def _without(attrs: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in attrs.items() if name not in names}

"""The keys of plots, and plots with all keys filled in."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from paraverse.config.models import Creator
from paraverse.errors import KeyPath, Location
from paraverse.yaml_io.configuration import YamlFile

CREATORS = get_args(Creator)

PLOT_KEYS = {
    "based_on": "Names of plots whose keys this plot takes over; later ones take precedence.",
    "enabled": "Whether the plot is drawn.",
    "creator": "`universe` for a figure of each universe, `multiverse` for one of all universes.",
    "universes": "The universes that a universe plot draws: `all`, `first`, a list of names, "
    "values of parameters, or {random: 5}.",
    "module": "dantro's module of the plot function, or a module of the project.",
    "module_file": "A Python file with the plot function.",
    "plot_func": "The function that draws the plot.",
    "plot_func_kwargs": "Further arguments of the plot function.",
    "select": "The data that a universe plot reads: paths in the data tree by tag.",
    "select_and_combine": "The fields of all universes that a multiverse plot combines.",
    "define": "Values or lists of nodes by tag.",
    "transform": "The transformation of the data: a list of nodes, each of which is an operation "
    "with its arguments.",
    "compute_only": "Tags of the results to compute; by default all.",
    "dag_options": "Options of the transformation, such as `meta_operations`.",
    "helpers": "Helpers that adapt the figure, with their arguments.",
    "file_ext": "The file format of the figure, or a list of formats.",
    "style": "Parameters of matplotlib, and `base_style`.",
    "animation": "How to write an animation: `enabled`, `writer`, `writer_kwargs`.",
    "expected_multiverse_ndim": "Numbers of swept parameters for which the plot is meant.",
    "raise_exc": "Whether a figure that cannot be drawn makes the run fail.",
    "debug": "The same as `raise_exc`.",
    "universe_label": "Whether the figures of single universes say which one they show.",
    "invocation_options": "How the plot function is called.",
    "creator_init_kwargs": "Defaults of the creator, for this plot only.",
}
"""Keys of a plot that have a meaning, with their descriptions; a key that is neither here nor in
`WITHOUT_EFFECT` is an argument of the plot function."""

WITHOUT_EFFECT = (
    "use_dag", "dag_object_cache", "dag_visualization", "exist_ok", "out_dir", "out_fstrs",
    "save_plot_cfg", "cfg_exists_action", "parallel", "psgrp_path", "auto_detect_creator",
)  # fmt: skip
"""Keys of dantro that are ignored, because Snakemake takes care of what they control."""

DATA_KEYS = (
    "select", "select_and_combine", "define", "transform", "compute_only", "dag_options",
)  # fmt: skip
"""Keys that define the data of a plot; the others define how it is drawn."""

WITH_RESULTS = ("helpers", "style", "animation")
"""Keys that may contain ``!dag_result``, besides the arguments of the plot function."""

_MAPPING = (Mapping, "a mapping")
_TEXT = (str, "a name")
VALUE_TYPES: dict[str, tuple[Any, str]] = {
    "enabled": (bool, "true or false"),
    "creator": _TEXT,
    "module": _TEXT,
    "module_file": (str, "the path of a Python file"),
    "plot_func": _TEXT,
    "plot_func_kwargs": _MAPPING,
    "select_and_combine": _MAPPING,
    "compute_only": ((list, str), "a list of tags"),
    "dag_options": _MAPPING,
    "helpers": (Mapping, "a mapping, such as {set_title: {title: A}}"),
    "animation": (Mapping, "a mapping, such as {enabled: true}"),
    "style": (Mapping, "a mapping, such as {base_style: ggplot}"),
    "raise_exc": (bool, "true or false"),
    "debug": (bool, "true or false"),
    "universe_label": (bool, "true or false"),
    "invocation_options": _MAPPING,
    "creator_init_kwargs": _MAPPING,
    "file_ext": ((list, str), "a file format, or a list of them"),
}
"""The type that the value of a key has, and its description in messages."""


@dataclass(frozen=True, kw_only=True)
class PlotConfig:
    """A plot, with the values of the plots that it is based on.

    Attributes
    ----------
    name
        The name of the plot; ``/`` makes folders.
    values
        The keys of the plot.
    origins
        Files and names of the plots that the values come from, the plot itself first.
    swept
        Name of the plot whose sweep has this plot as a point; None if there is no sweep.
    is_target
        Whether the plot is to be drawn. Other plots are planned but not drawn, because the
        selection of plots must not change what they share.
    written_at
        The keys at which values are written that are elsewhere in `values`, or that everything
        below them is elsewhere with.
    """

    name: str
    values: Mapping[str, Any]
    origins: tuple[tuple[YamlFile, str], ...] = field(repr=False)
    swept: str | None = None
    is_target: bool = True
    written_at: Mapping[KeyPath, KeyPath] = field(default_factory=dict, repr=False)

    def where(self, *keys: str | int) -> Location:
        """Return the location of a value, in this plot or in one that it is based on.

        Parameters
        ----------
        *keys
            Keys that lead from the plot to the value.

        Returns
        -------
        Location
            The location in the file that contains the value, or most of the keys that lead to it.
        """
        moved = next((n for n in range(len(keys), 0, -1) if keys[:n] in self.written_at), 0)
        keys = (*self.written_at.get(keys[:moved], ()), *keys[moved:])
        deepest, max_depth = self.origins[0], 0
        for file, name in self.origins:
            value, depth = file.data.get(name), 0
            while isinstance(value, Mapping) and depth < len(keys) and keys[depth] in value:
                value, depth = value[keys[depth]], depth + 1
            if depth > max_depth:
                deepest, max_depth = (file, name), depth
            if depth and not isinstance(value, Mapping):
                break  # it replaces everything that the bases have there
        file, name = deepest
        return dataclasses.replace(file.where(name, *keys), path=(self.name, *keys))

    def data(self) -> dict[str, Any]:
        """Return the keys that define the data of the plot.

        Returns
        -------
        dict
            Those of `DATA_KEYS` that are set, and their values.
        """
        return {key: self.values[key] for key in DATA_KEYS if self.values.get(key) is not None}

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the plot function.

        Returns
        -------
        dict
            All keys without another meaning, updated by ``plot_func_kwargs``.
        """
        others = (*PLOT_KEYS, *WITHOUT_EFFECT)
        own = {key: value for key, value in self.values.items() if key not in others}
        return {**own, **(self.values.get("plot_func_kwargs") or {})}

"""Check the properties of text, lines and legends that helpers pass on to matplotlib."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from paraverse.config.plots import PlotConfig
from paraverse.errors import KeyPath, Problem, suggest
from paraverse.plan.reading.project_code import ProjectCode, is_builtin
from paraverse.plot.interface import HELPER_OPTIONS
from paraverse.yaml_io.placeholders import Placeholder

_NOUNS = {"text": "text", "line": "a line", "legend": "a legend"}
_LABEL = ("label", "labelpad", "loc", "fontdict")
_LETTERS = ("x", "y", "z")
_OF_LEGENDS = ("use_legend", "gather_from_fig", "custom_labels", "hiding_threshold", "margin")
_OF_ANNOTATIONS = (
    "text", "xy", "xytext", "xycoords", "textcoords", "arrowprops", "annotation_clip",
)  # fmt: skip


def text_property_problems(plot: PlotConfig, code: ProjectCode) -> Iterator[Problem]:
    """Find properties that matplotlib does not have, in the arguments of helpers.

    Parameters
    ----------
    plot
        The plot.
    code
        The helpers: only those that come with paraverse are checked.

    Yields
    ------
    Problem
        One for each property.
    """
    helpers = plot.values.get("helpers") or {}
    sections: list[tuple[KeyPath, Any]] = [(("helpers",), helpers)]
    of_axes = helpers.get("axis_specific")
    if isinstance(of_axes, Mapping):
        sections += [(("helpers", "axis_specific", key), of_axes[key]) for key in of_axes]
    for key_path, section in sections:
        for name, arguments in section.items() if isinstance(section, Mapping) else ():
            function = code.helpers.functions.get(name)
            if function is None or not is_builtin(function) or not isinstance(arguments, Mapping):
                continue
            for path, kind, options, others in _property_mappings(str(name), arguments):
                for key in options:
                    if key not in others and key not in _properties(kind):
                        hint = suggest(key, {*_properties(kind), *others}, limit=0)
                        message = f"{name}: {_NOUNS[kind]} has no property {key!r}. {hint}".rstrip()
                        yield Problem(plot.where(*key_path, name, *path, key), message)


def _property_mappings(
    name: str, arguments: Mapping[str, Any]
) -> Iterator[tuple[KeyPath, str, Mapping[str, Any], tuple[str, ...]]]:
    """Yield where a helper takes properties, of what, the properties, and its other arguments."""
    others: tuple[str, ...]
    match name:
        case "set_title":
            others = ("title", "fontdict", "loc", "pad", "y", *HELPER_OPTIONS)
            yield (), "text", arguments, others
        case "set_suptitle":
            others = ("title", "margin", "fontdict", "x", "y", *HELPER_OPTIONS)
            yield (), "text", arguments, others
        case "set_legend" | "set_figlegend":
            others = (*_OF_LEGENDS, "bbox_to_anchor", "loc", *HELPER_OPTIONS)
            yield (), "legend", arguments, others
        case "set_labels":
            for letter in _LETTERS:
                if isinstance(arguments.get(letter), Mapping):
                    yield (letter,), "text", arguments[letter], _LABEL
        case "set_texts":
            yield from _items("texts", "text", arguments, ("x", "y", "z", "s", "fontdict", "zdir"))
        case "annotate":
            yield from _items("annotations", "text", arguments, _OF_ANNOTATIONS)
        case "set_hv_lines":
            for key in ("hlines", "vlines"):
                yield from _items(key, "line", arguments, ("pos", "limits"))


def _items(
    key: str, kind: str, arguments: Mapping[str, Any], others: tuple[str, ...]
) -> Iterator[tuple[KeyPath, str, Mapping[str, Any], tuple[str, ...]]]:
    items = arguments.get(key)
    for index, item in enumerate(items if isinstance(items, list | tuple) else ()):
        if isinstance(item, Mapping) and not isinstance(item, Placeholder):
            yield (key, index), kind, item, others


@cache
def _properties(kind: str) -> frozenset[str]:
    # Imported here, as matplotlib is slow to import
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D
    from matplotlib.text import Text

    if kind == "legend":
        return frozenset(inspect.signature(Legend).parameters)
    artist = Text if kind == "text" else Line2D
    return frozenset(name[4:] for name in dir(artist) if name.startswith("set_"))

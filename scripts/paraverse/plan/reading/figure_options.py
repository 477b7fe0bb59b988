"""Read how the figures of a plot are stored, and the defaults that its creator has for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from paraverse.config.models import CreatorDefaults, PlotDefaults
from paraverse.config.plots import PlotConfig
from paraverse.plan.reading.project_code import ProjectCode


@dataclass(frozen=True, kw_only=True)
class FigureOptions:
    """Options of a plot's figures, with all defaults filled in.

    Attributes
    ----------
    file_ext
        The file formats, without leading dots.
    is_folder
        Whether the plot draws several figures into a folder instead of one.
    default_style
        The style that the plot's own `style` updates, unless it ignores the defaults.
    raise_exc
        Whether it is an error if a helper or the figure fails.
    universe_label
        Whether the figures of single universes say which one they show.
    """

    file_ext: tuple[str, ...]
    is_folder: bool
    default_style: Mapping[str, Any]
    raise_exc: bool
    universe_label: bool


def read_figure_options(
    plot: PlotConfig, code: ProjectCode, defaults: PlotDefaults
) -> FigureOptions:
    """Read the options of a plot's figures.

    Parameters
    ----------
    plot
        The plot, with its creator filled in.
    code
        The plot functions, some of which can draw several figures.
    defaults
        The defaults of all plots and of each creator.

    Returns
    -------
    FigureOptions
        The options of the plot itself, of its creator or of all plots, in this order of precedence.
    """
    creator = _creator_defaults(plot, defaults)
    own = plot.values.get("raise_exc", plot.values.get("debug"))
    raise_exc = creator.raise_exc if own is None else own
    label = plot.values.get("universe_label")
    file_ext = plot.values.get("file_ext") or creator.default_ext or "pdf"
    formats = file_ext if isinstance(file_ext, list) else [file_ext]
    return FigureOptions(
        file_ext=tuple(extension.removeprefix(".") for extension in formats),
        is_folder=_draws_several(plot, code),
        default_style=creator.style,
        raise_exc=raise_exc is not False,
        universe_label=defaults.universe_label if label is None else label,
    )


def _creator_defaults(plot: PlotConfig, defaults: PlotDefaults) -> CreatorDefaults:
    """Return the defaults of all plots, updated by those of the creator and those in the plot."""
    of_creator = defaults.creator_init_kwargs.get(plot.values["creator"]) or CreatorDefaults()
    own = plot.values.get("creator_init_kwargs") or {}
    merged: dict[str, Any] = {
        "style": {**defaults.style, **of_creator.style, **(own.get("style") or {})}
    }
    for key in ("default_ext", "raise_exc"):
        values = (own.get(key), getattr(of_creator, key), getattr(defaults, key))
        merged[key] = next((value for value in values if value is not None), None)
    return CreatorDefaults.model_construct(**merged)


def _draws_several(plot: PlotConfig, code: ProjectCode) -> bool:
    """Return whether a dimension of the data is encoded by `files`."""
    if not code.plot_function_option(str(plot.values.get("plot_func")), "supports_files"):
        return False
    return bool(plot.arguments().get("files")) or "files" in _automatic_encodings(plot)


def _automatic_encodings(plot: PlotConfig) -> Iterator[Any]:
    """Iterate over the encodings of `auto_encoding`, each of which is `files` or `[files, 2]`."""
    auto = plot.arguments().get("auto_encoding")
    for encodings in auto.values() if isinstance(auto, Mapping) else ():
        for encoding in encodings or ():
            yield encoding[0] if isinstance(encoding, list) and encoding else encoding

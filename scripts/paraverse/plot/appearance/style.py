"""How figures look: our defaults, matplotlib's styles, single parameters."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.style
from cycler import cycler

from paraverse.errors import LoadError, Location, PlotError, suggest
from paraverse.yaml_io.data import parse_yaml_data

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe and Ito, Color Universal Design (2008), without yellow, which is too light for lines."""

DEFAULTS: Mapping[str, Any] = {
    "axes.axisbelow": True,
    # More lines than colours are told apart by their dashes
    "axes.prop_cycle": cycler(linestyle=["-", "--", "-.", ":"]) * cycler(color=_COLOURS),
    "axes.titlesize": "medium",
    "errorbar.capsize": 1.5,
    "figure.constrained_layout.use": True,
    "figure.figsize": (5.5, 3.7),
    "figure.titlesize": "medium",
    "font.size": 9,
    "image.cmap": "viridis",
    "legend.borderaxespad": 0.7,
    "legend.fancybox": False,
    "legend.framealpha": 0.8,
    "legend.frameon": False,
    "legend.title_fontsize": "medium",
    "lines.linewidth": 1.3,
    "savefig.dpi": 300,
}
"""What is not as in matplotlib."""

_REPRODUCIBLE: Mapping[str, Any] = {"svg.hashsalt": "paraverse"}
"""Names in files are not random."""


@contextlib.contextmanager
def style_context(
    style: Mapping[str, Any],
    defaults: Mapping[str, Any] | None = None,
    where: Callable[..., Location] = lambda *keys: Location("", None, keys),
) -> Iterator[None]:
    """Draw in a style; what the user's own matplotlibrc says does not count.

    Parameters
    ----------
    style
        Parameters of matplotlib (rcParams), and `base_style`, the name of a style or a list of
        them, `rc_file`, a file with parameters, in YAML or as matplotlib's own,
        `ignore_defaults`, whether to start from matplotlib's defaults instead of ours.
    defaults
        A style that this one updates, unless it ignores the defaults.
    where
        Turns keys into a place in a file, for messages.

    Raises
    ------
    PlotError
        If there is no such style or parameter, or a value is not possible.
    """
    ours: dict[str, Any] = {}
    if not style.get("ignore_defaults"):
        given = defaults or {}
        ours = {} if given.get("ignore_defaults") else dict(DEFAULTS)
        ours |= _parameters(given, where)
    chosen = {**ours, **_parameters(style, where), **_REPRODUCIBLE}
    matplotlib.use("agg")
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        parameters: Any = matplotlib.rcParams
        for name, value in chosen.items():
            try:
                parameters[name] = value
            except KeyError:
                hint = suggest(name, parameters)
                raise _error(where, name, f"matplotlib has no parameter {name!r}. {hint}") from None
            except ValueError as error:
                raise _error(where, name, str(error)) from None
        yield


def _parameters(style: Mapping[str, Any], where: Callable[..., Location]) -> dict[str, Any]:
    given = dict(style)
    given.pop("ignore_defaults", None)
    bases = given.pop("base_style", None) or []
    file = given.pop("rc_file", None)
    parameters: dict[str, Any] = {}
    for base in [bases] if isinstance(bases, str) else bases:
        if base not in matplotlib.style.available:
            hint = suggest(base, matplotlib.style.available, limit=30)
            raise _error(where, "base_style", f"matplotlib has no style {base!r}. {hint}")
        parameters.update(dict(matplotlib.style.library[base].items()))
    if file is not None:
        parameters.update(_file_parameters(Path(file).expanduser(), where))
    return {**parameters, **given}


def _file_parameters(path: Path, where: Callable[..., Location]) -> Mapping[str, Any]:
    try:
        if path.suffix not in (".yml", ".yaml"):
            return dict(matplotlib.rc_params_from_file(path, use_default_template=False).items())
        parameters = parse_yaml_data(path.read_bytes()) or {}
    except (LoadError, OSError) as error:
        raise _error(where, "rc_file", f"{path}: {error}") from None
    if not isinstance(parameters, Mapping):
        raise _error(where, "rc_file", f"{path} takes a mapping of parameters")
    return parameters


def _error(where: Callable[..., Location], key: str, message: str) -> PlotError:
    return PlotError(f"{where('style', key)}: {message}")

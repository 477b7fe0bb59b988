"""The style of figures: parameters of matplotlib, their defaults, and named styles."""

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

_COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""The palette of Okabe and Ito, Color Universal Design (2008), except for its yellow, which is
too light for lines."""

DEFAULTS: Mapping[str, Any] = {
    "axes.axisbelow": True,
    # Dashes distinguish lines of the same color
    "axes.prop_cycle": cycler(linestyle=["-", "--", "-.", ":"]) * cycler(color=_COLORS),
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
"""Parameters that differ from the defaults of matplotlib."""

_REPRODUCIBLE: Mapping[str, Any] = {"svg.hashsalt": "paraverse"}
"""Parameters that keep identifiers in SVG files from being random."""


@contextlib.contextmanager
def style_context(
    style: Mapping[str, Any],
    defaults: Mapping[str, Any] | None = None,
    where: Callable[..., Location] = lambda *keys: Location("", None, keys),
) -> Iterator[None]:
    """Draw in a style, unaffected by the user's own matplotlibrc.

    Parameters
    ----------
    style
        Parameters of matplotlib (rcParams), and these keys:

        ``base_style``
            the name of a matplotlib style, or a list of names in which later styles override
            earlier ones; ``default`` overrides everything with the defaults of matplotlib
        ``rc_file``
            the path of a file with parameters, in YAML or in the format of matplotlib
        ``ignore_defaults``
            whether to start from the defaults of matplotlib instead of `DEFAULTS` and `defaults`
    defaults
        Default style, which `style` overrides. If None, only `DEFAULTS` apply.
    where
        Function that maps keys of the plot to their location in a file, for error messages.

    Yields
    ------
    None
        The style applies inside the context.

    Raises
    ------
    PlotError
        If a style or parameter does not exist, or a value is rejected by matplotlib.
    """
    base: dict[str, Any] = {}
    if not style.get("ignore_defaults"):
        defaults = defaults or {}
        base = {} if defaults.get("ignore_defaults") else dict(DEFAULTS)
        base |= _resolve_parameters(defaults, where, base)
    resolved = {**base, **_resolve_parameters(style, where, base), **_REPRODUCIBLE}
    matplotlib.use("agg")
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        parameters: Any = matplotlib.rcParams
        for name, value in resolved.items():
            try:
                parameters[name] = value
            except KeyError:
                hint = suggest(name, parameters)
                message = f"matplotlib has no parameter {name!r}. {hint}"
                raise _style_error(where, name, message) from None
            except ValueError as error:
                raise _style_error(where, name, str(error)) from None
        yield


def _resolve_parameters(
    style: Mapping[str, Any], where: Callable[..., Location], below: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the parameters of a style, including those of its base styles and its file.

    The style overrides the parameters `below`.
    """
    own = dict(style)
    own.pop("ignore_defaults", None)
    bases = own.pop("base_style", None) or []
    file = own.pop("rc_file", None)
    inherited: dict[str, Any] = {}
    for base in [bases] if isinstance(bases, str) else bases:
        if base == "default":
            changed = matplotlib.rcParamsDefault.keys() & {*below, *inherited}
            inherited.update((name, matplotlib.rcParamsDefault[name]) for name in changed)
            continue
        if base not in matplotlib.style.available:
            hint = suggest(base, ["default", *matplotlib.style.available], limit=30)
            message = f"matplotlib has no style {base!r}. {hint}"
            raise _style_error(where, "base_style", message)
        inherited.update(dict(matplotlib.style.library[base].items()))
    if file is not None:
        inherited.update(_read_parameters(Path(file).expanduser(), where))
    return {**inherited, **own}


def _read_parameters(path: Path, where: Callable[..., Location]) -> Mapping[str, Any]:
    try:
        if path.suffix not in (".yml", ".yaml"):
            return dict(matplotlib.rc_params_from_file(path, use_default_template=False).items())
        parameters = parse_yaml_data(path.read_bytes()) or {}
    except (LoadError, OSError) as error:
        raise _style_error(where, "rc_file", f"{path}: {error}") from None
    if not isinstance(parameters, Mapping):
        raise _style_error(where, "rc_file", f"{path} must contain a mapping of parameters")
    return parameters


def _style_error(where: Callable[..., Location], key: str, message: str) -> PlotError:
    return PlotError(f"{where('style', key)}: {message}")

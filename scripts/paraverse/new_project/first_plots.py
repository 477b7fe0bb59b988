"""The first two plots of a project: of a universe, and of all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from paraverse.new_project.contents import Contents, Field
from paraverse.sweep.dimensions import POINT, names_repetition
from paraverse.sweep.parameter_space import ParameterSpace

MAX_LINES = 12
"""Largest number of lines in one color legend."""

MAX_AXES = 6
"""Largest number of axes next to each other."""

MAX_FIGURES = 100
"""Largest number of universes of which each has a figure."""

_TIMES = re.compile(r"(?i)^(t|time|times|step|steps|iteration|iterations|x|y|z|index|id|ids)$")


@dataclass(frozen=True, kw_only=True)
class FirstPlots:
    """The text of a plots file.

    Attributes
    ----------
    text
        The YAML.
    names
        The names of the plots.
    """

    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Dims:
    """The dimensions of a field that have more than one value, and what two of them are for."""

    dims: Sequence[str]
    sizes: Mapping[str, int]
    x: str | None
    hue: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Roles:
    """The role of each dimension in a multiverse plot: averaged, reduced to a value, or drawn."""

    mean: Sequence[str] = ()
    subspace: dict[str, object] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)


def choose_plots(contents: Contents) -> FirstPlots | None:
    """Choose two plots that suit the data, and write them as YAML.

    Parameters
    ----------
    contents
        The universes and their fields.

    Returns
    -------
    FirstPlots or None
        None if there is no field of numbers.
    """
    main = choose_field(contents.fields)
    if main is None:
        return None
    name = re.sub(r"\W+", "_", main.path.rpartition("/")[2])
    plots: dict[str, str] = {}
    if main.shape:
        plots[name] = _universe_plot(name, main, contents)
    if contents.space is not None:
        multiverse_name = f"{name}_of_all" if name in plots else name
        plots[multiverse_name] = _multiverse_plot(multiverse_name, main, contents.space)
    return FirstPlots(text="\n\n".join(plots.values()), names=tuple(plots))


def choose_field(fields: Sequence[Field]) -> Field | None:
    """Choose the field to draw: preferably one-dimensional, and no time or other coordinate.

    Fields that can be combined come before others, and those with names before numbered ones, such
    as those of single agents.

    Parameters
    ----------
    fields
        All fields of numbers.

    Returns
    -------
    Field or None
        None if there is none.
    """

    def rank(candidate: Field) -> tuple[bool | int, ...]:
        ndim = sum(length > 1 for length in candidate.shape)
        name = candidate.path.rpartition("/")[2]
        return (
            candidate.is_coordinate + bool(_TIMES.match(name)),
            candidate.is_constant,
            not candidate.is_combinable,
            name.isdecimal(),
            (3, 0, 1, 2, 4)[ndim],
        )

    return min((f for f in fields if 0 not in f.shape), key=rank, default=None)


def _universe_plot(name: str, main: Field, contents: Contents) -> str:
    few = len(contents.universes) <= MAX_FIGURES
    universes = "all" if few else "{random: 10}"
    others = "first, {random: 5}" if few else "all, first"
    drawn = _choose_dims(main)
    over_grid = drawn.hue is None and len(drawn.dims) > 1
    axes = drawn.dims[-2:] if over_grid else [drawn.x, drawn.hue]
    reduced = [dim for dim in drawn.dims if dim not in axes]
    lines = [
        f"# A figure for each universe: results/figures/{name}/",
        f"{_quote(name)}:",
        "  creator: universe",
        f"  universes: {universes}  # or {others}, [{_quote(contents.universes[0].id)}], "
        "or values of parameters",
        "  module: .generic",
        "  plot_func: facet_grid",
        "",
        "  select:",
        "    data:",
        f"      path: {_quote(main.path)}",
        *_transform(main, reduced, "      "),
        "",
    ]
    if over_grid:
        lines += ["  kind: pcolormesh", f"  x: {_quote(axes[0])}", f"  y: {_quote(axes[1])}"]
    else:
        lines += ["  kind: line  # or step, scatter, hist", f"  x: {_quote(drawn.x)}"]
        lines += [f"  hue: {_quote(drawn.hue)}"] if drawn.hue is not None else []
    return "\n".join(lines) + "\n"


def _multiverse_plot(name: str, main: Field, space: ParameterSpace) -> str:
    drawn = _choose_dims(main)
    facet = drawn.hue if drawn.hue is not None and drawn.sizes[drawn.hue] <= MAX_AXES else None
    roles = _choose_roles(drawn.x, facet, space)
    described = ", ".join(f"{n} ({len(values)} values)" for n, values in space.dimensions.items())
    has_band = bool(roles.mean) and roles.encodings["kind"] == "line"
    tag = "combined" if roles.mean and not has_band else "data"
    lines = [
        f"# One figure of all universes, which differ in {described}",
        f"{_quote(name)}:",
        "  creator: multiverse",
        "  module: .generic",
        "  plot_func: facet_grid",
        "",
        "  select_and_combine:",
        "    fields:",
        f"      {tag}:",
        f"        path: {_quote(main.path)}",
        *_transform(main, [d for d in drawn.dims if d not in (drawn.x, facet)], "        "),
    ]
    if roles.subspace:
        values = ", ".join(f"{_quote(d)}: [{_quote(v)}]" for d, v in roles.subspace.items())
        lines += [f"    subspace: {{{values}}}  # only these values; others are possible, too"]
    if tag == "combined":
        lines += [
            "",
            "  transform:",
            f"    - .mean: [!dag_tag combined, {_averaged(roles)}]  # or .std, .median, .max",
            "      tag: data",
        ]
    lines += ["", *_appearance(main, roles, has_band=has_band)]
    return "\n".join(lines) + "\n"


def _averaged(roles: _Roles) -> str:
    return _quote(list(roles.mean) if len(roles.mean) > 1 else "".join(roles.mean))


def _appearance(main: Field, roles: _Roles, *, has_band: bool) -> list[str]:
    """Return the lines of a plot about encodings, bands and labels."""
    lines = [f"  {key}: {_quote(value)}" for key, value in roles.encodings.items()]
    if has_band:
        averaged = _averaged(roles)
        lines += [
            f"  band: {averaged}  # the mean over these, and the standard deviation;",
            f"  # or {{dims: {averaged}, spread: sem}}, {{…, spread: minmax}}",
        ]
    if "y" in roles.encodings:
        label = f"      x: {_quote(roles.encodings['x'])}"
    else:
        label = f"      y: {_quote(_label(main, roles))}"
    return [*lines, "", "  helpers:", "    set_labels:", label]


def _choose_dims(main: Field) -> _Dims:
    """Choose the dimension along the axis, and one with few values that has lines of its own."""
    renamed = [_renamed(main).get(dim, dim) for dim in main.dims]
    sizes = dict(zip(renamed, main.shape, strict=True))
    dims = [dim for dim in renamed if sizes[dim] > 1] or renamed[:1]
    if len(dims) != 2:
        return _Dims(dims=dims, sizes=sizes, x=next(iter(dims), None))
    named = [dim for dim in dims if renamed.index(dim) in main.names]
    few, many = sorted(dims, key=lambda dim: (dim not in named, sizes[dim]))
    are_lines = sizes[few] <= MAX_LINES and (few in named or sizes[many] >= 3 * sizes[few])
    if not are_lines:
        return _Dims(dims=dims, sizes=sizes, x=dims[0])
    return _Dims(dims=dims, sizes=sizes, x=many, hue=few)


def _renamed(main: Field) -> dict[str, str]:
    names = {"dim_0": "step"} | {f"dim_{axis}": f"index_{axis}" for axis in range(1, 10)}
    return {dim: names[dim] for dim in main.dims if dim in names}


def _transform(main: Field, mean: Sequence[str], indent: str) -> list[str]:
    nodes = []
    renamed = _renamed(main)
    if renamed:
        pairs = ", ".join(f"{old}: {new}" for old, new in renamed.items())
        nodes += [f"- .rename: [!dag_prev , {{{pairs}}}]"]
    single = [
        renamed.get(dim, dim)
        for dim, length in zip(main.dims, main.shape, strict=True)
        if length == 1 and len(main.dims) > 1
    ]
    if single:
        nodes += [f"- .squeeze: [!dag_prev , {_quote(single)}]"]
    if mean:
        nodes += [f"- .mean: [!dag_prev , {_quote(list(mean))}]"]
    return [f"{indent}transform:", *(f"{indent}  {node}" for node in nodes)] if nodes else []


def _choose_roles(x: str | None, facet: str | None, space: ParameterSpace) -> _Roles:
    """Give each swept dimension a role; `x` and `facet` are dimensions of the data, if any."""
    sizes = {name: len(values) for name, values in space.dimensions.items()}
    swept = [name for name in sizes if not names_repetition(name)]
    mean = [name for name in sizes if names_repetition(name)]
    if not swept and (len(mean) > 1 or max(sizes.values()) <= MAX_LINES):
        swept, mean = mean[:1], mean[1:]
    if x is None:
        return _roles_of_scalar(swept, mean, space)
    encodings = {"kind": "line", "x": x}
    remaining = list(swept)
    hue = next((name for name in swept if sizes[name] <= MAX_LINES), None)
    if hue is not None:
        encodings["hue"] = hue
        remaining.remove(hue)
    elif swept:
        encodings = {"kind": "pcolormesh", "x": x, "y": swept[0]}
        remaining.remove(swept[0])
    return _with_facets(encodings, remaining, mean, space, own=facet)


def _roles_of_scalar(swept: Sequence[str], mean: Sequence[str], space: ParameterSpace) -> _Roles:
    remaining = list(swept or mean[:1])
    mean = [name for name in mean if name not in remaining]
    first = remaining.pop(0)
    numbers = [
        name
        for name, coordinate in space.coordinates.items()
        if coordinate.dims == (first,)
        and all(isinstance(v, int | float) for v in coordinate.values)
    ]
    if first.startswith(POINT) and numbers:
        encodings = {"kind": "scatter", "x": numbers[0]}
        return _with_facets(encodings, remaining, mean, space)
    encodings = {"kind": "line", "x": first}
    if remaining and len(space.dimensions[remaining[0]]) <= MAX_LINES:
        encodings["hue"] = remaining.pop(0)
    return _with_facets(encodings, remaining, mean, space)


def _with_facets(
    encodings: dict[str, str],
    remaining: list[str],
    mean: Sequence[str],
    space: ParameterSpace,
    own: str | None = None,
) -> _Roles:
    if own is not None:
        encodings["col"] = own
    for facet in ("col", "row") if own is None else ("row",):
        name = next((n for n in remaining if len(space.dimensions[n]) <= MAX_AXES), None)
        if name is not None:
            encodings[facet] = name
            remaining.remove(name)
    middle = {n: space.dimensions[n][len(space.dimensions[n]) // 2] for n in remaining}
    return _Roles(mean=mean, subspace=middle, encodings=encodings)


def _label(main: Field, roles: _Roles) -> str:
    name = main.path.rpartition("/")[2].replace("_", " ")
    return f"mean {name}" if roles.mean and roles.encodings["kind"] != "line" else name


def _quote(value: object) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, str):
        is_plain = re.fullmatch(r"[A-Za-z_][\w./ -]*", value) and value == value.strip()
        is_word = value.lower() in ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
        return value if is_plain and not is_word else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_quote, value))}]"
    return json.dumps(value)

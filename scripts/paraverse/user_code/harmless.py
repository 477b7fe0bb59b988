"""Names of Python and of common packages that do nothing when a file that uses them is imported."""

from __future__ import annotations

import builtins
import sys

QUIET_PACKAGES = sys.stdlib_module_names | {
    *("matplotlib", "mpl_toolkits", "numpy", "pandas", "paraverse", "scipy", "xarray")
}
"""Packages that may be imported without changing what other code does."""

_BUILTIN_CLASSES = {
    f"builtins.{name}" for name in dir(builtins) if isinstance(getattr(builtins, name), type)
}

PURE_FUNCTIONS = {
    *(_BUILTIN_CLASSES - {"builtins.type", "builtins.super", "builtins.object"}),
    *(f"builtins.{n}" for n in ["abs", "all", "any", "len", "max", "min", "pow", "round"]),
    *(f"builtins.{n}" for n in ["sorted", "sum", "divmod", "zip"]),
    *(f"numpy.{n}" for n in ["arange", "array", "asarray", "deg2rad", "exp", "eye", "full"]),
    *(
        f"numpy.{n}"
        for n in ["geomspace", "linspace", "log", "log10", "logspace", "ones", "sqrt", "zeros"]
    ),
    *(f"collections.{n}" for n in ["Counter", "OrderedDict", "defaultdict", "deque"]),
    *(f"collections.{n}" for n in ["namedtuple"]),
    *(f"datetime.{n}" for n in ["date", "datetime", "time", "timedelta", "timezone"]),
    *("decimal.Decimal", "fractions.Fraction", "logging.getLogger", "pathlib.Path", "re.compile"),
    *(f"typing.{n}" for n in ["NamedTuple", "NewType", "ParamSpec", "TypedDict", "TypeVar"]),
    *(f"typing.{n}" for n in ["cast"]),
    *("types.MappingProxyType", "types.SimpleNamespace"),
}
"""Functions without effects, if their arguments are plain data."""

PURE_PACKAGES = ("math", "cmath", "string")

KEEPING_FUNCTIONS = {"functools.partial", "dataclasses.field", "builtins.property"}
"""Functions that keep their arguments without calling them."""

PURE_DECORATORS = {
    *(f"builtins.{n}" for n in ["classmethod", "property", "staticmethod"]),
    *(f"functools.{n}" for n in ["cache", "cached_property", "lru_cache", "singledispatch"]),
    *(f"functools.{n}" for n in ["total_ordering", "wraps"]),
    *(f"contextlib.{n}" for n in ["contextmanager", "asynccontextmanager"]),
    *(f"typing.{n}" for n in ["final", "no_type_check", "overload", "override"]),
    *(f"typing.{n}" for n in ["runtime_checkable"]),
    *("abc.abstractmethod", "dataclasses.dataclass", "enum.unique", "numpy.vectorize"),
    *(f"numba.{n}" for n in ["guvectorize", "jit", "njit", "vectorize"]),
}

PURE_BASES = {
    *_BUILTIN_CLASSES,
    *(f"typing.{n}" for n in ["Any", "Generic", "NamedTuple", "Protocol", "TypedDict"]),
    *(f"enum.{n}" for n in ["Enum", "Flag", "IntEnum", "IntFlag", "StrEnum"]),
    *(f"collections.{n}" for n in ["Counter", "OrderedDict", "UserDict", "UserList"]),
    *(f"collections.{n}" for n in ["defaultdict"]),
    "abc.ABC",
}

PURE_METACLASSES = {"abc.ABCMeta", "enum.EnumMeta", "enum.EnumType", "builtins.type"}

REGISTERING_NAMES = {
    *("helper", "is_operation", "is_plot_func", "loader", "make_facet_grid_plot", "operation"),
    *("plot_function", "register_operation"),
}
"""Functions and decorators of paraverse that register functions and do nothing else."""

SILENT_NAMES = ("__all__", "__author__", "__version__")
"""Names with two underscores that mean nothing to Python itself."""

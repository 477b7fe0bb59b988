"""Loaders by name: those of this package, known without importing them, and a project's own.

A loader is a function that takes the path of a file (or folder) and gives what is in it. It is
given further things if it has parameters with these names:

wanted
    `paraverse.base.field_filter.FieldFilter`: the fields in the file that somebody needs.
report
    A function to call with a sentence for each part that is left out.
base
    The folder that links in the file may not lead out of.

All its other parameters are options that an entry of the load configuration can set.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError, suggest

if TYPE_CHECKING:
    from paraverse.load.members import Member, Tree
    from paraverse.user_code.fingerprint import Registered

log = logging.getLogger(__name__)

Report = Callable[[str], None]
Loader = Callable[..., Any]

BUILT_IN: dict[str, str] = {
    "fspath": "paraverse.load.paths:load_path",
    "fstree": "paraverse.load.paths:load_folder",
    "hdf5": "paraverse.load.hdf5:load_hdf5",
    "hdf5_as_dask": "paraverse.load.hdf5:load_hdf5",
    "hdf5_proxy": "paraverse.load.hdf5:load_hdf5",
    "json": "paraverse.load.text:load_json",
    "numpy": "paraverse.load.numpy_files:load_numpy",
    "numpy_binary": "paraverse.load.numpy_files:load_numpy",
    "numpy_txt": "paraverse.load.numpy_files:load_numpy_text",
    "pandas_csv": "paraverse.load.tables:load_csv",
    "pandas_generic": "paraverse.load.tables:load_table",
    "pickle": "paraverse.load.pickles:load_pickle",
    "pkl": "paraverse.load.pickles:load_pickle",
    "plain_text": "paraverse.load.text:load_text",
    "text": "paraverse.load.text:load_text",
    "toml": "paraverse.load.text:load_toml",
    "xr_dataarray": "paraverse.load.xarray_files:load_dataarray",
    "xr_dataset": "paraverse.load.xarray_files:load_dataset",
    "yaml": "paraverse.load.text:load_yaml",
    "yaml_to_object": "paraverse.load.text:load_yaml",
    "yml": "paraverse.load.text:load_yaml",
    "yml_to_object": "paraverse.load.text:load_yaml",
}
"""Where the loaders of this package are, by name."""

_GIVEN = ("wanted", "report", "base")
_OWN: dict[str, Loader] = {}


def loader(name: str, *, aliases: Sequence[str] = ()) -> Callable[[Loader], Loader]:
    """Register a function as a loader.

    Parameters
    ----------
    name
        Its name in the load configuration. That of a loader of this package replaces it.
    aliases
        Further names.

    Examples
    --------
    >>> @loader("comma_separated", aliases=["commas"])
    ... def load_numbers(path, *, factor=1.0):
    ...     with open(path) as file:
    ...         return [factor * float(number) for number in file.read().split(",")]
    """

    def register(function: Loader) -> Loader:
        _OWN.update(dict.fromkeys((name, *aliases), function))
        return function

    return register


def find_loader(name: str) -> Loader:
    """Return a loader by its name.

    Raises
    ------
    LoadError
        If there is none with this name.
    """
    if name in _OWN:
        return _OWN[name]
    if name not in BUILT_IN:
        raise LoadError(f"There is no loader {name!r}. {suggest(name, [*BUILT_IN, *_OWN])}")
    module, _, function = BUILT_IN[name].partition(":")
    found: Loader = getattr(importlib.import_module(module), function)
    return found


def loaders_in(files: Sequence[str]) -> dict[str, Registered]:
    """Find the loaders that a project's files register, by name, without running the files.

    Raises
    ------
    ConfigError
        If a file is missing or is not valid Python.
    """
    from paraverse.user_code.fingerprint import registrations

    found = registrations(files, ["loader"]).functions
    return {
        name: registered
        for registered in found.values()
        for name in (registered.name, *registered.options.get("aliases", ()))
    }


def check_options(
    name: str, options: Mapping[str, Any], own: Mapping[str, Registered] | None = None
) -> list[str]:
    """Say what is wrong with an entry's loader and options, without running the loader.

    Parameters
    ----------
    name
        Name of the loader.
    options
        The keys of the entry that are the loader's.
    own
        The project's loaders, from `loaders_in`.

    Returns
    -------
    list of str
        A sentence for each problem.

    Examples
    --------
    >>> check_options("hdf5", {"map_from_atr": "content"})
    ["'hdf5' takes no option 'map_from_atr'. Did you mean 'map_from_attr'?"]
    >>> check_options("pandas_generic", {})
    ["'pandas_generic' needs the option 'reader'."]
    >>> check_options("hdf", {})
    ["There is no loader 'hdf'. Did you mean 'hdf5'?"]
    """
    if own and name in own:
        signature = own[name].signature
        return [] if signature is None else _option_problems(name, signature, options)
    try:
        return _option_problems(name, inspect.signature(find_loader(name)), options)
    except LoadError:
        return [f"There is no loader {name!r}. {suggest(name, [*BUILT_IN, *_OWN, *(own or ())])}"]


def prefixed(report: Report, prefix: str) -> Report:
    """Return a function that reports with words before, such as the path of what is read."""
    return lambda text: report(f"{prefix}{text}")


def load_file(
    name: str,
    path: str,
    wanted: FieldFilter | None = None,
    *,
    report: Report = log.warning,
    base: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> Member | Tree:
    """Run a loader.

    Parameters
    ----------
    name
        Name of the loader.
    path
        The file, or folder.
    wanted
        The fields in it that are needed; all by default.
    report
        Is called with a sentence for each part that is left out; it begins with the part's path
        in the file.
    base
        The folder that links in the file may not lead out of; by default the file's.
    options
        Options of the loader.

    Returns
    -------
    Member or dict of str to Member
        One member, or what is in the file by path; the path "" is the file's own group.

    Raises
    ------
    LoadError
        If the loader, its options or the file are not good, whatever it is.
    """
    from paraverse.load.to_members import members_of

    options = options or {}
    wanted = wanted or FieldFilter()
    function = find_loader(name)
    signature = _signature(function)
    problems = _option_problems(name, signature, options)
    if problems:
        raise LoadError(" ".join(problems))
    given = {"wanted": wanted, "report": report, "base": base}
    given = {key: value for key, value in given.items() if key in signature.parameters}
    try:
        return members_of(function(path, **given, **options), wanted, report)
    except LoadError as error:
        raise LoadError(_with_path(path, str(error))) from error
    except Exception as error:
        # Whatever a loader stumbles over, a broken universe is not a broken sweep
        said = str(error).partition("\n")[0]
        message = f"{path} cannot be loaded as {name}: {type(error).__name__}: {said}"
        raise LoadError(message) from error


_signature = functools.cache(inspect.signature)


def _with_path(path: str, message: str) -> str:
    return message if path in message else f"{path}: {message}"


def _option_problems(
    name: str, signature: inspect.Signature, options: Mapping[str, Any]
) -> list[str]:
    kinds = inspect.Parameter
    parameters = [
        parameter
        for parameter in list(signature.parameters.values())[1:]
        if parameter.name not in _GIVEN
    ]
    named = [p for p in parameters if p.kind in (kinds.POSITIONAL_OR_KEYWORD, kinds.KEYWORD_ONLY)]
    allowed = [p.name for p in named]
    anything = any(p.kind is kinds.VAR_KEYWORD for p in parameters)
    reserved = (next(iter(signature.parameters), ""), *_GIVEN)
    unknown = [k for k in options if k in reserved or not (anything or k in allowed)]
    return [
        *(f"{name!r} takes no option {key!r}. {suggest(key, allowed)}".strip() for key in unknown),
        *(
            f"{name!r} needs the option {p.name!r}."
            for p in named
            if p.default is kinds.empty and p.name not in options
        ),
    ]

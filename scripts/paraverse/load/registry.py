"""Loaders by name: those of this package, which are imported only when used, and a project's own.

A loader is a function that takes the path of a file or folder and returns its data. It receives
further arguments if it has parameters with these names:

field_filter
    A `paraverse.base.field_filter.FieldFilter` that selects the fields needed from the file.
report
    A function to call with a message for each item that is left out.
base
    The folder that links in the file may not lead out of.

All its other parameters are options that an entry of the load configuration can set.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from paraverse.errors import LoadError, suggest

if TYPE_CHECKING:
    from paraverse.user_code.registered import RegisteredFunction

Loader = Callable[..., Any]

BUILT_IN: dict[str, str] = {
    "fspath": "paraverse.load.formats.paths:load_path",
    "fstree": "paraverse.load.formats.paths:load_folder",
    "hdf5": "paraverse.load.hdf5:load_hdf5",
    "hdf5_as_dask": "paraverse.load.hdf5:load_hdf5",
    "hdf5_proxy": "paraverse.load.hdf5:load_hdf5",
    "json": "paraverse.load.formats.text:load_json_file",
    "numpy": "paraverse.load.formats.numpy_files:load_numpy",
    "numpy_binary": "paraverse.load.formats.numpy_files:load_numpy",
    "numpy_txt": "paraverse.load.formats.numpy_files:load_numpy_text",
    "pandas_csv": "paraverse.load.formats.tables:load_csv",
    "pandas_generic": "paraverse.load.formats.tables:load_table",
    "pickle": "paraverse.load.formats.pickles:load_pickle",
    "pkl": "paraverse.load.formats.pickles:load_pickle",
    "plain_text": "paraverse.load.formats.text:load_text_file",
    "text": "paraverse.load.formats.text:load_text_file",
    "toml": "paraverse.load.formats.text:load_toml_file",
    "xr_dataarray": "paraverse.load.formats.xarray_files:load_dataarray",
    "xr_dataset": "paraverse.load.formats.xarray_files:load_dataset",
    "yaml": "paraverse.load.formats.text:load_yaml_file",
    "yaml_to_object": "paraverse.load.formats.text:load_yaml_file",
    "yml": "paraverse.load.formats.text:load_yaml_file",
    "yml_to_object": "paraverse.load.formats.text:load_yaml_file",
}
"""Modules and functions of this package's loaders, by name."""

FIELD_FILTER_NAMES = ("field_filter", "wanted")
"""Names of the parameter of a loader that receives the field filter; projects may use either."""

INJECTED = (*FIELD_FILTER_NAMES, "report", "base")
"""Names of parameters of a loader that are not options."""

_PROJECT_LOADERS: dict[str, Loader] = {}


def loader(
    name: str, *, aliases: Sequence[str] = (), depends_on: str | Sequence[str] = ()
) -> Callable[[Loader], Loader]:
    """Register a function as a loader.

    Parameters
    ----------
    name
        Its name in the load configuration. If a loader of this package has this name, it is
        replaced.
    aliases
        Further names of the loader; by default none.
    depends_on
        Other files that the loader reads: paths relative to the project's folder, or patterns as in
        `paraverse.operation`. If the content of one of them changes, all universes are converted
        again. By default, there are none.

    Returns
    -------
    callable
        A decorator that returns the function unchanged.

    Examples
    --------
    A loader with two names and an option::

        @loader("comma_separated", aliases=["commas"])
        def load_numbers(path, *, factor=1.0):
            with open(path) as file:
                return [factor * float(number) for number in file.read().split(",")]
    """

    def register(function: Loader) -> Loader:
        _PROJECT_LOADERS.update(dict.fromkeys((name, *aliases), function))
        return function

    return register


def find_loader(name: str) -> Loader:
    """Return a loader by its name, importing its module if it is one of this package.

    Parameters
    ----------
    name
        The name in the load configuration.

    Returns
    -------
    callable
        The loader; the project's own loaders take precedence over those of this package.

    Raises
    ------
    LoadError
        If there is no loader with this name.
    """
    if name in _PROJECT_LOADERS:
        return _PROJECT_LOADERS[name]
    if name not in BUILT_IN:
        raise LoadError(_unknown_loader(name))
    module, _, function_name = BUILT_IN[name].partition(":")
    function: Loader = getattr(importlib.import_module(module), function_name)
    return function


def loaders_in(files: Sequence[str]) -> dict[str, RegisteredFunction]:
    """Find the loaders that a project's files register, without running the files.

    Parameters
    ----------
    files
        Paths of Python files.

    Returns
    -------
    dict of str to RegisteredFunction
        The loaders by name; those with aliases appear once for each name.

    Raises
    ------
    ConfigError
        If a file is missing or is not valid Python.
    """
    from paraverse.user_code.registrations import find_registrations  # here, for start-up time

    functions = find_registrations(files, ["loader"]).functions
    return {
        name: registered
        for registered in functions.values()
        for name in (registered.name, *registered.options.get("aliases", ()))
    }


def check_options(
    name: str,
    options: Mapping[str, Any],
    project_loaders: Mapping[str, RegisteredFunction] | None = None,
) -> list[str]:
    """Check the loader and the options of an entry, without running the loader.

    Parameters
    ----------
    name
        Name of the loader.
    options
        The keys of the entry that are options of the loader, with their values.
    project_loaders
        The project's loaders, from `loaders_in`; by default none.

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
    if project_loaders and name in project_loaders:
        signature = project_loaders[name].signature
        return [] if signature is None else signature_problems(name, signature, options)
    try:
        return signature_problems(name, inspect.signature(find_loader(name)), options)
    except LoadError:
        return [_unknown_loader(name, project_loaders or {})]


def signature_problems(
    name: str, signature: inspect.Signature, options: Mapping[str, Any]
) -> list[str]:
    """Compare options with the signature of a loader.

    Parameters
    ----------
    name
        Name of the loader, for the messages.
    signature
        Its signature; the first parameter is the path.
    options
        Options by name.

    Returns
    -------
    list of str
        A sentence for each option that the loader does not take, and for each required option
        that is missing.
    """
    kinds = inspect.Parameter
    parameters = [
        parameter
        for parameter in list(signature.parameters.values())[1:]
        if parameter.name not in INJECTED
    ]
    named = [p for p in parameters if p.kind in (kinds.POSITIONAL_OR_KEYWORD, kinds.KEYWORD_ONLY)]
    allowed = [p.name for p in named]
    takes_any = any(p.kind is kinds.VAR_KEYWORD for p in parameters)
    reserved = (next(iter(signature.parameters), ""), *INJECTED)
    unknown = [k for k in options if k in reserved or not (takes_any or k in allowed)]
    return [
        *(f"{name!r} takes no option {key!r}. {suggest(key, allowed)}".strip() for key in unknown),
        *(
            f"{name!r} needs the option {p.name!r}."
            for p in named
            if p.default is kinds.empty and p.name not in options
        ),
    ]


def _unknown_loader(name: str, others: Mapping[str, Any] | None = None) -> str:
    names = [*BUILT_IN, *_PROJECT_LOADERS, *(others or ())]
    return f"There is no loader {name!r}. {suggest(name, names)}"

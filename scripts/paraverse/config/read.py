"""Validate the configuration and locate its mistakes."""

from __future__ import annotations

import contextlib
import copy
import inspect
import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydantic
import yaml

from paraverse.config.models import Config
from paraverse.errors import ConfigError, KeyPath, Location, Problem, suggest
from paraverse.yaml_io.configuration import YamlFile, parse_yaml, read_text, read_yaml


@dataclass(frozen=True)
class ConfigFiles:
    """The files of a configuration; later ones override earlier ones."""

    files: tuple[YamlFile, ...]

    def where(self, *keys: str | int) -> Location:
        """Return the location of a value.

        Parameters
        ----------
        *keys
            Keys that lead to the value.

        Returns
        -------
        Location
            The location in the last file that contains the value or, failing that, its parent. It
            has no line if no file contains either.
        """
        for file in reversed(self.files):
            if keys in file.lines:
                return file.where(*keys)
        for file in reversed(self.files):
            if keys[:-1] in file.lines:
                return file.where(*keys)
        return self.files[-1].where(*keys) if self.files else Location("configuration", None, keys)


_INDISPENSABLE = ("data_dir", "preset", "load", "simulate")
"""Keys that define the universes. Without them, all other checks would fail."""


def read_config_file(path: str) -> dict[str, Any]:
    """Read a configuration file as Snakemake does, but with the line of a mistake.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    dict
        Its values.

    Raises
    ------
    ConfigError
        If the file is not valid YAML, or contains anything else than a mapping without tags.
    """
    text = read_text(path)
    problems = [
        Problem(Location(path, line), f"Takes no tags such as {tag!r}: Snakemake reads this file.")
        for line, tag in _find_tags(text)
    ]
    if problems:
        raise ConfigError(problems)
    file = parse_yaml(text, path)
    if not isinstance(file.data, Mapping | None):
        message = "Takes a mapping with keys such as 'data_dir'."
        raise ConfigError([Problem(Location(path, 1), message)])
    # Snakemake follows YAML 1.1, where `no` is false
    return yaml.safe_load(text) or {}


def _find_tags(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each tag, up to a mistake in the YAML."""
    with contextlib.suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.TagToken):
                yield token.start_mark.line + 1, "".join(filter(None, token.value))


def read_config(
    values: Mapping[str, Any], files: Sequence[str] = ("config/config.yaml",)
) -> tuple[Config | None, ConfigFiles, list[Problem]]:
    """Validate the configuration.

    Parameters
    ----------
    values
        The merged configuration, as Snakemake passes it.
    files
        The files that it was read from, in which to find lines.

    Returns
    -------
    Config or None
        The configuration without its wrong values; None if these cannot be left out.
    ConfigFiles
        The files, with the lines of their values.
    list of Problem
        All mistakes.
    """
    sources = ConfigFiles(tuple(read_yaml(file) for file in files))
    remaining = copy.deepcopy(dict(values))
    problems: list[Problem] = []
    removed: list[KeyPath] = []
    unknown: list[str] = []
    while True:
        try:
            return Config.model_validate(remaining), sources, problems
        except pydantic.ValidationError as error:
            unknown += [str(e["loc"][-1]) for e in error.errors() if e["type"] == "extra_forbidden"]
            mistakes = _describe_mistakes(error.errors(), remaining, unknown)
        for path, text in mistakes.items():
            # Without a wrong key, the mapping around it may lack something
            if not any(wrong[: len(path)] == path for wrong in removed):
                problems.append(Problem(sources.where(*path), text))
        removed += mistakes
        if not mistakes or not all(_remove(remaining, path) for path in mistakes):
            return None, sources, problems


def _remove(values: Any, path: KeyPath) -> bool:
    """Remove a wrong value, and return whether that was possible."""
    if not path or path[0] in _INDISPENSABLE:
        return False
    *parents, last = path
    for key in parents:
        values = values[key]
    if isinstance(values, dict) and last in values:
        del values[last]
        return True
    return False


def _describe_mistakes(
    errors: Sequence[Any], values: Any, unknown: Sequence[str]
) -> dict[KeyPath, str]:
    """Return one message for each wrong value, from the errors of pydantic.

    A missing key is not reported if one of the unknown ones is a misspelling of it.
    """
    errors_by_path: dict[KeyPath, list[Any]] = {}
    for error in errors:
        errors_by_path.setdefault(_find_path(error, values), []).append(error)
    mistakes = {}
    for path, path_errors in errors_by_path.items():
        # Report only the wrong item, and not also the list around it as one of several alternatives
        has_wrong_item = any(other != path == other[: len(path)] for other in errors_by_path)
        is_misspelled = path_errors[0]["type"] == "missing" and any(
            suggest(key, path[-1:], limit=0) for key in unknown
        )
        if not has_wrong_item and not is_misspelled:
            mistakes[path] = _describe(path, path_errors)
    return mistakes


def _find_path(error: Any, values: Any) -> KeyPath:
    """Return the keys that lead to a wrong value, or to a missing one."""
    path = []
    for key in error["loc"]:
        # pydantic adds what it tried, such as "list[str]" or "literal['used']"
        is_index = isinstance(values, list) and isinstance(key, int)
        if is_index or (isinstance(values, Mapping) and key in values):
            path.append(key)
            values = values[key]
    return (*path, error["loc"][-1]) if error["type"] == "missing" else tuple(path)


def _describe(path: KeyPath, errors: Sequence[Any]) -> str:
    error = next((e for e in errors if e["type"] == "value_error"), errors[0])
    match error["type"]:
        case "extra_forbidden":
            hint = _DANTRO_KEYS.get(str(path[-1])) or suggest(path[-1], _list_sibling_keys(path))
            return f"Unknown key {path[-1]!r}. {hint}"
        case "missing":
            return f"The key {path[-1]!r} is missing."
        case "value_error":
            text = str(error["ctx"]["error"])
            return f"{text[:1].upper()}{text[1:]}."
    expected = " or ".join(map(_describe_expected, errors))
    hint = suggest(error["input"], re.findall(r"'(.*?)'", expected), limit=0)
    return f"Takes {expected}; found {error['input']!r}. {hint}".rstrip()


_DANTRO_KEYS = {
    "shared_creator_init_kwargs": "Its keys stand in `plot_defaults` themselves.",
    "plot_func_resolver_init_kwargs": "`plot_defaults` takes `base_module_file_dir` itself.",
    "default_plots_cfg": "The plots are in the file that `plots` names.",
    "base_cfg_pools": "Plots to base others on are in the files that `base_plots` names.",
    "save_plot_cfg": "There is nothing to save: the plots file is what every run reads.",
    "out_dir": "Figures are in results/figures.",
}
"""Replacements for arguments of dantro's plot manager."""

_EXPECTED = {
    "string": "text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "list": "a list",
    "dict": "a mapping",
    "model": "a mapping",
}
"""The expected kind of value, by the first word of the type of pydantic's error."""


def _describe_expected(error: Any) -> str:
    if error["type"] == "literal_error":
        return str(error["ctx"]["expected"])
    kind = error["type"].partition("_")[0]
    return _EXPECTED.get(kind) or str(error["msg"]).replace("Input should be", "a value")


def _list_sibling_keys(path: KeyPath) -> list[str]:
    """Return the keys that are allowed beside an unknown one."""
    model: Any = Config
    for key in path[:-1]:
        field = model.model_fields.get(key)
        extra = inspect.get_annotations(model, eval_str=True).get("__pydantic_extra__")
        model = next(_models_in(field.annotation if field else extra), model)
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[Any]:
    if hasattr(annotation, "model_fields"):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)

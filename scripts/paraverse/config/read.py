"""Validate the configuration and say where it is wrong."""

from __future__ import annotations

import copy
import functools
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydantic

from paraverse.config.models import Config
from paraverse.config.yaml_file import YamlFile, read_yaml
from paraverse.errors import Problem, Where, suggest


@dataclass(frozen=True)
class ConfigFiles:
    """The files that a configuration came from, later ones overriding earlier ones."""

    files: tuple[YamlFile, ...]

    def where(self, *keys: str | int) -> Where:
        """Return the place of a value in the last file that has it."""
        for file in reversed(self.files):
            if keys in file.lines:
                return file.where(*keys)
        for file in reversed(self.files):
            if keys[:-1] in file.lines:
                return file.where(*keys)
        return self.files[-1].where(*keys) if self.files else Where("configuration", None, keys)


def read_config(
    values: Mapping[str, Any], files: Sequence[str] = ("config/config.yaml",)
) -> tuple[Config | None, ConfigFiles, list[Problem]]:
    """Validate the configuration.

    Parameters
    ----------
    values
        The merged configuration, as Snakemake gives it.
    files
        The files that it was read from, to find lines in.

    Returns
    -------
    Config or None
        The configuration, as if what is wrong had been left out; None if something is missing.
    ConfigFiles
        The files.
    list of Problem
        What is wrong.
    """
    sources = ConfigFiles(tuple(read_yaml(file) for file in files))
    values = copy.deepcopy(dict(values))
    problems: list[Problem] = []
    while True:
        try:
            return Config.model_validate(values), sources, problems
        except pydantic.ValidationError as error:
            errors = error.errors()
        problems += [Problem(sources.where(*at), text) for at, text in map(_explain, errors)]
        # Without the wrong values, as if they had been left out, the rest can be checked too
        removed = [_remove(values, found["loc"]) for found in errors if found["type"] != "missing"]
        if not any(removed):
            return None, sources, problems


def _remove(values: Any, path: Sequence[Any]) -> bool:
    *above, last = _without_alternatives(tuple(path)) or (None,)
    for key in above:
        values = values[key]
    if not isinstance(values, dict) or last not in values:
        return False
    del values[last]
    return True


def _explain(error: Any) -> tuple[tuple[str | int, ...], str]:
    path = tuple(error["loc"])
    found = error["input"]
    match error["type"]:
        case "extra_forbidden":
            return path, f"Unknown key {path[-1]!r}. {suggest(path[-1], _keys_at(path[:-1]))}"
        case "missing":
            return path[:-1], f"The key {path[-1]!r} is missing."
        case "literal_error":
            path, allowed = _without_alternatives(path), _choices(error["ctx"]["expected"])
            return path, f"{found!r} is not possible here. {suggest(found, allowed)}"
        case "value_error":
            return path, f"{str(error['ctx']['error']).capitalize()}."
        case _:
            return _without_alternatives(path), f"{error['msg']}; found {found!r}."


def _choices(expected: str) -> list[str]:
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]


def _without_alternatives(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    # pydantic adds the tried alternative of a union, such as "list[str]" or "literal['used']"
    return tuple(key for key in path if not (isinstance(key, str) and "[" in key) and key != "int")


def _keys_at(path: tuple[str | int, ...]) -> list[str]:
    model: Any = Config
    for key in path:
        if not _is_model(model):
            model = typing.get_args(model)[-1]  # dict[str, Model]: any key
            continue
        model = functools.reduce(_prefer_model, _alternatives(model.model_fields[key].annotation))
    return list(model.model_fields)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, pydantic.BaseModel)


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    is_union = typing.get_origin(annotation) in (typing.Union, types.UnionType)
    return typing.get_args(annotation) if is_union else (annotation,)


def _prefer_model(one: Any, other: Any) -> Any:
    return other if _is_model(other) else one

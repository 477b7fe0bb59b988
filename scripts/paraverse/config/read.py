"""Validate the configuration and say where it is wrong."""

from __future__ import annotations

import copy
import re
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydantic

from paraverse.config.models import Config
from paraverse.errors import Location, Problem, suggest
from paraverse.yaml_io.configuration import YamlFile, read_yaml


@dataclass(frozen=True)
class ConfigFiles:
    """The files that a configuration came from, later ones overriding earlier ones."""

    files: tuple[YamlFile, ...]

    def where(self, *keys: str | int) -> Location:
        """Return the place of a value in the last file that has it."""
        for file in reversed(self.files):
            if keys in file.lines:
                return file.where(*keys)
        for file in reversed(self.files):
            if keys[:-1] in file.lines:
                return file.where(*keys)
        return self.files[-1].where(*keys) if self.files else Location("configuration", None, keys)


_NEEDED = ("data_dir", "preset", "load", "simulate")
"""Keys that say which universes there are: without them nothing else fits."""


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
        The configuration, as if what is wrong had been left out; None if that would be another
        mistake.
    ConfigFiles
        The files.
    list of Problem
        What is wrong.
    """
    sources = ConfigFiles(tuple(read_yaml(file) for file in files))
    given = copy.deepcopy(dict(values))
    problems: list[Problem] = []
    while True:
        try:
            return Config.model_validate(given), sources, problems
        except pydantic.ValidationError as error:
            mistakes = _mistakes(error.errors(), given)
        problems += [Problem(sources.where(*place), text) for place, text in mistakes.items()]
        if not all(_leave_out(given, place) for place in mistakes):
            return None, sources, problems


def _leave_out(values: Any, place: Sequence[Any]) -> bool:
    """Remove a wrong value, if nothing else needs it."""
    if not place or place[0] in _NEEDED:
        return False
    *above, last = place
    for key in above:
        values = values[key]
    if isinstance(values, dict) and last in values:
        del values[last]
        return True
    return False


def _mistakes(errors: Sequence[Any], values: Any) -> dict[tuple[Any, ...], str]:
    """One message for each value that is wrong."""
    by_place: dict[tuple[Any, ...], list[Any]] = {}
    for error in errors:
        by_place.setdefault(_place(error, values), []).append(error)
    unknown = [error["loc"][-1] for error in errors if error["type"] == "extra_forbidden"]
    mistakes = {}
    for place, found in by_place.items():
        # What is wrong is an item, not the list as one of several possibilities
        is_around = any(other != place == other[: len(place)] for other in by_place)
        is_misspelled = found[0]["type"] == "missing" and any(
            suggest(key, place[-1:], limit=0) for key in unknown
        )
        if not is_around and not is_misspelled:
            mistakes[place] = _message(place, found)
    return mistakes


def _place(error: Any, values: Any) -> tuple[Any, ...]:
    """The keys that lead to a wrong value, or to a missing one."""
    place = []
    for key in error["loc"]:
        # pydantic adds what it tried, such as "list[str]" or "literal['used']"
        is_index = isinstance(values, list) and isinstance(key, int)
        if is_index or (isinstance(values, Mapping) and key in values):
            place.append(key)
            values = values[key]
    return (*place, error["loc"][-1]) if error["type"] == "missing" else tuple(place)


def _message(place: Sequence[Any], errors: Sequence[Any]) -> str:
    error = errors[0]
    match error["type"]:
        case "extra_forbidden":
            hint = _OF_DANTRO.get(str(place[-1])) or suggest(place[-1], _keys_beside(place))
            return f"Unknown key {place[-1]!r}. {hint}"
        case "missing":
            return f"The key {place[-1]!r} is missing."
        case "value_error":
            text = str(error["ctx"]["error"])
            return f"{text[:1].upper()}{text[1:]}."
    taken = " or ".join(map(_taken, errors))
    hint = suggest(error["input"], re.findall(r"'(.*?)'", taken), limit=0)
    return f"Takes {taken}; found {error['input']!r}. {hint}".rstrip()


_OF_DANTRO = {
    "shared_creator_init_kwargs": "Its keys stand in `plot_defaults` themselves.",
    "plot_func_resolver_init_kwargs": "`plot_defaults` takes `base_module_file_dir` itself.",
    "default_plots_cfg": "The plots are in the file that `plots` names.",
    "base_cfg_pools": "Plots to base others on are in the files that `base_plots` names.",
    "save_plot_cfg": "There is nothing to save: the plots file is what every run reads.",
    "out_dir": "Figures are in results/figures.",
}
"""What stands for arguments of dantro's plot manager."""

_TAKEN = {
    "string": "text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "list": "a list",
    "dict": "a mapping",
    "model": "a mapping",
}
"""What is taken, by the first word of the type of pydantic's error."""


def _taken(error: Any) -> str:
    if error["type"] == "literal_error":
        return str(error["ctx"]["expected"])
    kind = error["type"].partition("_")[0]
    return _TAKEN.get(kind) or str(error["msg"]).replace("Input should be", "a value")


def _keys_beside(place: Sequence[Any]) -> list[str]:
    model: Any = Config
    for key in place[:-1]:
        field = model.model_fields.get(key)
        kinds = (field.annotation, *typing.get_args(field.annotation)) if field else ()
        model = next((k for k in kinds if hasattr(k, "model_fields")), model)
    return list(model.model_fields)

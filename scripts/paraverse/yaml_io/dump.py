"""Write values of a configuration as YAML that is read as the same values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from paraverse.yaml_io.data import DataDumper
from paraverse.yaml_io.placeholders import Argument, Colormap, Keyword, Norm, Placeholder, Previous


class _Dumper(DataDumper):
    """Writes placeholders and what tags have constructed with their tags, and no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump_config(values: Mapping[str, Any]) -> str:
    """Return values of a configuration as YAML.

    Parameters
    ----------
    values
        The values as `paraverse.yaml_io.configuration.read_yaml` returns them: nested mappings and
        lists with placeholders, slices, ranges and arrays in them. Their order is preserved.

    Returns
    -------
    str
        The text. The same values always give the same text.

    Raises
    ------
    ValueError
        If a value has a type that YAML cannot represent.
    """
    try:
        return str(
            yaml.dump(dict(values), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
        )
    except yaml.YAMLError as error:
        raise ValueError(f"a value cannot be written as YAML: {error}") from error


def _represent_placeholder(dumper: _Dumper, value: Placeholder) -> yaml.Node:
    tag = value.yaml_tag
    match value:
        case Previous():
            return dumper.represent_scalar(tag, "")
        case Argument(content, default) | Keyword(content, default):
            node = dumper.represent_data([content, *default] if default else content)
        case Colormap(description) | Norm(description):
            node = dumper.represent_data(description)
        case _:
            (content,) = vars(value).values()
            node = dumper.represent_data(content)
    node.tag = tag
    if isinstance(node, yaml.ScalarNode):
        node.style = None
    return node


def _represent_slice(dumper: _Dumper, value: slice) -> yaml.Node:
    return dumper.represent_sequence(
        "!slice", [value.start, value.stop, value.step], flow_style=True
    )


def _represent_range(dumper: _Dumper, value: range) -> yaml.Node:
    return dumper.represent_sequence(
        "!range", [value.start, value.stop, value.step], flow_style=True
    )


def _represent_other(dumper: _Dumper, value: Any) -> yaml.Node:
    """Represent NumPy's arrays and numbers, and subclasses of plain types."""
    if hasattr(value, "tolist"):
        plain = value.tolist()
        if isinstance(plain, list):
            return dumper.represent_sequence("!array", plain, flow_style=True)
        return dumper.represent_data(plain)
    if isinstance(value, Mapping):
        return dumper.represent_dict(value.items())
    if isinstance(value, str):
        return dumper.represent_str(str(value))
    raise yaml.representer.RepresenterError(f"a {type(value).__name__}: {value!r}")


_Dumper.add_multi_representer(Placeholder, _represent_placeholder)
_Dumper.add_representer(slice, _represent_slice)
_Dumper.add_representer(range, _represent_range)
_Dumper.add_representer(tuple, lambda dumper, value: dumper.represent_list(value))
_Dumper.add_multi_representer(object, _represent_other)

"""Directives that document what is registered in the code, by its names in the configuration."""

from __future__ import annotations

import argparse
import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.ext.napoleon import NumpyDocstring
from sphinx.util.docutils import SphinxDirective


def _operations() -> Iterator[tuple[str, Callable[..., Any]]]:
    import paraverse.transform.operations  # noqa: F401 (registers them)
    from paraverse.transform.registry import operation_names, resolve

    for name in operation_names():
        yield name, resolve(name)


def _loaders() -> Iterator[tuple[str, Callable[..., Any]]]:
    from paraverse.load.registry import BUILT_IN

    for name, place in BUILT_IN.items():
        module, _, function = place.partition(":")
        yield name, getattr(importlib.import_module(module), function)


def _helpers() -> Iterator[tuple[str, Callable[..., Any]]]:
    import paraverse.plot.helpers.plot_helper  # noqa: F401 (registers them)
    from paraverse.plot.registry import HELPERS

    yield from sorted(HELPERS.items())


def _plot_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    from paraverse.plot.functions import (  # noqa: F401 (they register themselves)
        basic,
        ca,
        generic,
        graph,
        multiplot,
        snsplot,
    )
    from paraverse.plot.registry import PLOT_FUNCTIONS

    yield from sorted(PLOT_FUNCTIONS.items())


REGISTRIES: Mapping[str, Callable[[], Iterator[tuple[str, Callable[..., Any]]]]] = {
    "operations": _operations,
    "loaders": _loaders,
    "helpers": _helpers,
    "plot functions": _plot_functions,
}

PASSED: Mapping[str, Set[str]] = {
    "operations": frozenset(),
    "loaders": {"path", "field_filter", "report", "base"},
    "helpers": {"hlpr"},
    "plot functions": {"data", "hlpr", "results", "out_path", "dag"},
}
"""Parameters that paraverse passes; a configuration cannot set them."""


class Registered(SphinxDirective):
    """``.. registered:: helpers``: all functions of a registry, with their docstrings."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the descriptions."""
        names: dict[Callable[..., Any], list[str]] = {}
        for name, function in REGISTRIES[self.arguments[0]]():
            names.setdefault(function, []).append(name)
        lines: list[str] = []
        for function, aliases in names.items():
            if (getattr(function, "__module__", None) or "").startswith("paraverse."):
                lines += self._describe(function, aliases)
        return self.parse_text_to_nodes(StringList(lines, source="registered"))

    def _describe(self, function: Callable[..., Any], names: Sequence[str]) -> Iterator[str]:
        arguments = _arguments(function, PASSED[self.arguments[0]])
        first, *others = names
        yield f".. py:function:: {first}{arguments}"
        for name in others:
            yield f"                 {name}{arguments}"
        yield "   :no-index:"
        yield ""
        text = inspect.getdoc(function) or ""
        for line in NumpyDocstring(text, self.config).lines():
            yield f"   {line}".rstrip()
        yield ""


def _arguments(function: Callable[..., Any], passed: Set[str]) -> str:
    signature = inspect.signature(function)
    parameters = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
        if parameter.name not in passed
    ]
    return str(signature.replace(parameters=parameters, return_annotation=inspect.Signature.empty))


class ConfigurationKeys(SphinxDirective):
    """``.. configuration-keys::``: the keys of the configuration, with types and defaults."""

    def run(self) -> list[nodes.Node]:
        """Return a list of keys for each section."""
        from paraverse.config.models import Config

        schema = Config.model_json_schema(mode="validation")
        sections = {"config/config.yaml": schema, **schema.get("$defs", {})}
        lines: list[str] = []
        for name, section in sections.items():
            if "properties" in section:
                lines += [f"**{name}**: {section.get('description', '').splitlines()[0]}", ""]
                lines += _keys(section["properties"], section.get("required", []))
        return self.parse_text_to_nodes(StringList(lines, source="configuration"))


def _keys(properties: Mapping[str, Any], required: Sequence[str]) -> Iterator[str]:
    for key, value in properties.items():
        default = "required" if key in required else f"default: ``{value.get('default')!r}``"
        yield f"``{key}`` ({default})"
        yield f"   {value.get('description', '')}"
        yield ""


class Commands(SphinxDirective):
    """``.. commands::``: the help of each command of the program."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each command."""
        from paraverse.commands.main import COMMANDS

        parsers = argparse.ArgumentParser(prog="paraverse").add_subparsers()
        found: list[nodes.Node] = []
        for command in COMMANDS:
            command.add_to(parsers)
            text = parsers.choices[command.name].format_help()
            section = nodes.section(ids=[f"command-{command.name}"])
            section += nodes.title(text=f"paraverse {command.name}")
            section += nodes.literal_block(text, text, language="text")
            found.append(section)
        return found


def setup(app: Sphinx) -> Mapping[str, Any]:
    """Add the directives to Sphinx."""
    app.add_directive("registered", Registered)
    app.add_directive("configuration-keys", ConfigurationKeys)
    app.add_directive("commands", Commands)
    return {"parallel_read_safe": True}

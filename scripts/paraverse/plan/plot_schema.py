"""The JSON schema of plots files, which editors use to complete and check them."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from paraverse.config.models import Creator
from paraverse.config.plots import PLOT_KEYS, VALUE_TYPES, WITHOUT_EFFECT
from paraverse.jobs.transform import Join, OnConflict
from paraverse.plan.reading.field_entries import COMMON_KEYS
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.plot.facet_grid.encodings import ARRAY_KINDS, DATASET_KINDS
from paraverse.plot.interface import HELPER_OPTIONS, PASSED_ARGUMENTS, SPECIAL_KEYS
from paraverse.transform.language.graph import SECTIONS
from paraverse.transform.language.node_forms import NODE_KEYS
from paraverse.transform.language.syntax import SELECT_KEYS
from paraverse.transform.methods import METHODS
from paraverse.transform.modules import MODULES
from paraverse.transform.operations import BUILTIN_NAMES
from paraverse.user_code.parsing import docstring_of
from paraverse.user_code.registered import RegisteredFunction, Registrations

Schema = dict[str, Any]

_SWEEP: Schema = {"$ref": "#/$defs/sweep"}
_JSON_TYPES = {bool: "boolean", str: "string", int: "integer", list: "array", Mapping: "object"}

_TYPE_OF_ANNOTATION = (
    (r"\bbool\b", "boolean"),
    (r"\bfloat\b", "number"),
    (r"\bint\b", "integer"),
    (r"\bstr\b|\bLiteral\b", "string"),
    (r"\bMapping\b|\bdict\b", "object"),
    (r"\bSequence\b|\blist\b|\btuple\b", "array"),
)
"""Types in JSON by words in the annotation of a parameter."""

_TRANSFORMING = (
    "Ticks",
    "Ticker",
    "Limits",
    "Label",
    "Lines",
    "Scale",
    "Any",
    "slice",
    "xr.",
    "nx.",
)
"""Words in annotations that stand for values of several types."""


def build_plot_schema(
    code: ProjectCode, meta_operations: Iterable[str] = (), *, is_complete: bool
) -> Schema:
    """Build the schema of plots files.

    Parameters
    ----------
    code
        The plot functions, kinds, helpers and operations that plots can name.
    meta_operations
        Names of operations that plots of the project define.
    is_complete
        Whether these are all that there are. If not, other names are allowed as well.

    Returns
    -------
    dict
        A JSON schema, draft 2020-12. Tags of YAML count as the value that follows them.
    """
    functions = code.plot_functions
    is_closed = is_complete and not functions.open_files
    plot = {
        "type": "object",
        "properties": {
            **{key: _plot_key(key, text) for key, text in PLOT_KEYS.items()},
            **{key: {"description": "Has no effect here."} for key in WITHOUT_EFFECT},
            "plot_func": _choice(functions.functions, PLOT_KEYS["plot_func"], is_closed=is_closed),
            "helpers": _helpers(code.helpers, is_closed=is_complete),
        },
        "allOf": [
            {
                "if": {"properties": {"plot_func": {"const": name}}, "required": ["plot_func"]},
                "then": _arguments(function, code.kinds, is_closed=is_complete),
            }
            for name, function in sorted(functions.functions.items())
        ],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plots of paraverse",
        "type": ["object", "null"],
        "patternProperties": {
            "^_": {"description": "Not a plot: values to which YAML aliases refer."},
            "^[^_]": {"anyOf": [{"enum": ["inherit", True, False]}, {"$ref": "#/$defs/plot"}]},
        },
        "$defs": {
            "plot": plot,
            "sweep": {
                "description": "`!sweep`: a figure for each value.",
                "type": "object",
                "properties": {
                    "default": {"description": "The value without a sweep."},
                    **{key: {} for key in ("values", "range", "linspace", "logspace")},
                },
                "required": ["default"],
            },
            "nodes": {"type": ["array", "null"], "items": {"$ref": "#/$defs/node"}},
            "node": _node(code.operations, meta_operations, is_complete=is_complete),
        },
    }


def _plot_key(key: str, description: str) -> Schema:
    schema: Schema = {"description": description}
    match key:
        case "creator":
            return _choice(get_args(Creator), description, is_closed=True)
        case "transform":
            return {**schema, "$ref": "#/$defs/nodes"}
        case "select":
            keys: Schema = {name: {} for name in SELECT_KEYS}
            keys["transform"] = {"$ref": "#/$defs/nodes"}
            return {**schema, **_mapping_of({"type": "object", "properties": keys}, "string")}
        case "select_and_combine":
            return {**schema, **_select_and_combine()}
        case "dag_options":
            options: Schema = {name: {} for name in SECTIONS}
            return {**schema, "type": ["object", "null"], "properties": options}
    kinds = VALUE_TYPES.get(key, (None,))[0]
    if kinds is None:
        return schema
    types = [_JSON_TYPES[kind] for kind in (kinds if isinstance(kinds, tuple) else (kinds,))]
    # A mapping may be a sweep
    return {**schema, "type": list(dict.fromkeys([*types, "object", "null"]))}


def _select_and_combine() -> Schema:
    common: Schema = {key: {} for key in COMMON_KEYS}
    common["join"] = {"enum": [*get_args(Join)]}
    common["on_conflict"] = {"enum": [*get_args(OnConflict)]}
    common["subspace"] = {
        "description": "Values of parameters: only their universes are combined.",
        "type": ["object", "null"],
    }
    common["transform_after_combine"] = {"$ref": "#/$defs/nodes"}
    entry = {
        "type": "object",
        "properties": {
            "path": {"description": "The path of the field in each universe.", "type": "string"},
            "transform": {"$ref": "#/$defs/nodes"},
            "with_previous_result": {},
            "combination_kwargs": {},
            **common,
        },
        "additionalProperties": False,
    }
    fields = {
        "description": "Paths of fields by tag.",
        **_mapping_of(entry, "string"),
    }
    return {
        "type": ["object", "null"],
        "properties": {"fields": fields, "base_path": {"type": ["string", "null"]}, **common},
        "additionalProperties": False,
    }


def _mapping_of(values: Schema, *others: str) -> Schema:
    return {
        "type": ["object", "null"],
        "additionalProperties": {"anyOf": [values, *({"type": other} for other in others)]},
    }


def _choice(names: Iterable[str], description: str, *, is_closed: bool) -> Schema:
    allowed: list[Schema] = [{"enum": sorted(names)}, {"type": ["object", "null"]}]
    if not is_closed:
        allowed.append({"type": "string"})
    return {"description": description, "anyOf": allowed}


def _arguments(function: RegisteredFunction, kinds: Registrations, *, is_closed: bool) -> Schema:
    """Return the schema of a plot of this function: its arguments."""
    if function.signature is None:
        return {}
    parameters = [
        p for p in function.signature.parameters.values() if p.name not in PASSED_ARGUMENTS
    ]
    is_open = any(p.kind is p.VAR_KEYWORD for p in parameters)
    descriptions = _parameter_descriptions(function)
    own = {
        p.name: _parameter(function, p.name, descriptions)
        for p in parameters
        if p.kind in (p.KEYWORD_ONLY, p.POSITIONAL_OR_KEYWORD)
    }
    forwarded: Schema = {key: {} for key in function.options.get("forwarded_arguments", ())}
    properties: Schema = {**forwarded, **own}
    if function.options.get("draws_kinds"):
        names = [*ARRAY_KINDS, *DATASET_KINDS, "auto", "none", *kinds.functions]
        is_complete = is_closed and not kinds.open_files
        text = descriptions.get("kind", "")
        properties["kind"] = _choice(dict.fromkeys(names), text, is_closed=is_complete)
    for name in function.options.get("dimension_arguments", ()):
        of_name = properties.get(name) or {"description": "A dimension."}
        properties[name] = {**of_name, "type": ["string", "null", "object"]}
    if not is_open:
        others = dict.fromkeys((*PLOT_KEYS, *WITHOUT_EFFECT), True)
        return {"properties": {**others, **properties}, "additionalProperties": False}
    return {"properties": properties}


def _helpers(helpers: Registrations, *, is_closed: bool) -> Schema:
    is_closed = is_closed and not helpers.open_files
    properties: Schema = {
        name: _helper(function) for name, function in sorted(helpers.functions.items())
    }
    properties |= {key: {"type": ["object", "null"]} for key in SPECIAL_KEYS}
    of_axes = {
        "type": "object",
        "properties": {**properties, "axis": {}},
        **({"additionalProperties": False} if is_closed else {}),
    }
    properties["axis_specific"] = {
        "description": "Helpers of single axes.",
        "type": ["object", "null"],
        "additionalProperties": of_axes,
    }
    return {
        "description": PLOT_KEYS["helpers"],
        "type": ["object", "null"],
        "properties": properties,
        **({"additionalProperties": False} if is_closed else {}),
    }


def _helper(function: RegisteredFunction) -> Schema:
    descriptions = _parameter_descriptions(function)
    schema: Schema = {"description": _summary(function), "type": ["object", "null"]}
    if function.signature is None:
        return schema
    parameters = list(function.signature.parameters.values())[1:]
    schema["properties"] = {
        p.name: _parameter(function, p.name, descriptions)
        for p in parameters
        if p.kind is p.KEYWORD_ONLY or p.kind is p.POSITIONAL_OR_KEYWORD
    }
    schema["properties"] |= {key: {"type": "boolean"} for key in HELPER_OPTIONS}
    if not any(p.kind is p.VAR_KEYWORD for p in parameters):
        schema["additionalProperties"] = False
    return schema


def _node(
    operations: Registrations, meta_operations: Iterable[str], *, is_complete: bool
) -> Schema:
    own = {name: {"description": _summary(f)} for name, f in operations.functions.items()}
    names: Schema = {**{name: {} for name in BUILTIN_NAMES}, **own}
    names |= {name: {"description": "Defined by the plot."} for name in meta_operations}
    names |= {f".{name}": {"description": f"`{name}` of the object."} for name in METHODS}
    node: Schema = {
        "type": "object",
        "properties": {**dict(sorted(names.items())), **{key: {} for key in NODE_KEYS}},
    }
    node["properties"]["kwargs"] = {"type": ["object", "null"]}
    node["properties"]["args"] = {"type": ["array", "string", "null"]}
    text: Schema = {"type": "string"}
    if is_complete and not operations.open_files:
        pattern = rf"^(\.|({'|'.join(MODULES)})\.)"
        node["patternProperties"] = {pattern: {}}
        node["additionalProperties"] = False
        text = {"anyOf": [{"enum": sorted(names)}, {"type": "string", "pattern": pattern}]}
    return {"description": "An operation with its arguments.", "anyOf": [text, node]}


def _parameter(function: RegisteredFunction, name: str, descriptions: Mapping[str, str]) -> Schema:
    schema: Schema = {}
    if descriptions.get(name):
        schema["description"] = descriptions[name]
    annotation = _annotation(function, name)
    if annotation and not any(word in annotation for word in _TRANSFORMING):
        types = [kind for words, kind in _TYPE_OF_ANNOTATION if re.search(words, annotation)]
        if types:
            # A mapping may be a sweep; text may be the tag of `!dag_result`
            more = ["object", "null"] if types == ["boolean"] else ["string", "object", "null"]
            schema["type"] = list(dict.fromkeys([*types, *more]))
    return schema


def _annotation(function: RegisteredFunction, name: str) -> str:
    if function.definition is None:
        return ""
    arguments = function.definition.args
    for argument in (*arguments.args, *arguments.kwonlyargs):
        if argument.arg == name and argument.annotation is not None:
            return ast.unparse(argument.annotation)
    return ""


def _docstring(function: RegisteredFunction) -> str:
    return docstring_of(function.definition) if function.definition else ""


def _summary(function: RegisteredFunction) -> str:
    """Return the signature of a function and the first paragraph of its docstring."""
    names = function.signature.parameters if function.signature else ()
    text = " ".join(_docstring(function).partition("\n\n")[0].split())
    return f"{function.name}({', '.join(names)}): {text}".removesuffix(": ")


def _parameter_descriptions(function: RegisteredFunction) -> dict[str, str]:
    """Read the descriptions of parameters from a docstring in the format of numpydoc."""
    match = re.search(
        r"^Parameters\n-+\n(.*?)(?=\n\n\w+\n-+\n|\Z)", _docstring(function), re.S | re.M
    )
    descriptions: dict[str, str] = {}
    names: list[str] = []
    for line in match[1].splitlines() if match else ():
        if line and not line.startswith(" "):
            names = [name.strip("* ") for name in line.partition(":")[0].split(",")]
            descriptions |= dict.fromkeys(names, "")
        else:
            for name in names:
                descriptions[name] = f"{descriptions[name]} {line.strip()}".strip()
    return {name: inspect.cleandoc(text) for name, text in descriptions.items()}
